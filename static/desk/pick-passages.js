// <pick-passages for="id of a text area">: what is selected in the text is added to the passages,
// a line each. Without this script they are copied by hand; the button is hidden in the page.

class PickPassages extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const passages = document.getElementById(this.getAttribute("for"));
    button.hidden = false;
    button.addEventListener("click", () => {
      const lines = String(getSelection()).split("\n").map((line) => line.trim());
      const chosen = [...passages.value.split("\n"), ...lines].filter(Boolean);
      passages.value = [...new Set(chosen)].join("\n");
      passages.focus();
    });
  }
}

customElements.define("pick-passages", PickPassages);
