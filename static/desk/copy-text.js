// <copy-text>: a text field with a button that copies it. Without this script the field can be
// selected by hand; the button is hidden in the page.

class CopyText extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    if (!field || !button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.done;
    });
    field.addEventListener("focus", () => field.select());
  }
}

customElements.define("copy-text", CopyText);
