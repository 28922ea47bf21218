/* <count-left>: how long a text is, and may be, below a field that has a limit.

Browsers cut off what is pasted beyond the limit, and say nothing. With this element they do not:
the number says that it is too much, and the site says so again. */

class CountLeft extends HTMLElement {
  connectedCallback() {
    const field = this.previousElementSibling;
    const most = field.maxLength;
    const { lang } = document.documentElement;
    field.removeAttribute("maxlength");
    const count = () => {
      const length = [...field.value.trim()].length;
      this.textContent = `${length.toLocaleString(lang)} / ${most.toLocaleString(lang)}`;
      this.toggleAttribute("over", length > most);
      // Read out only where it matters.
      this.ariaLive = length > 0.9 * most ? "polite" : "off";
    };
    field.addEventListener("input", count);
    count();
  }
}

customElements.define("count-left", CountLeft);

for (const field of document.querySelectorAll("textarea[maxlength]")) {
  field.after(document.createElement("count-left"));
}
