// <focal-point for="x y">: a click in the picture sets the focal point. The two number fields hold
// it, and the mark and the examples follow them, so that the keyboard needs nothing else. Without
// this script the numbers are all there is.

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.fields = this.getAttribute("for")
      .split(" ")
      .map((id) => document.getElementById(id));
    this.picture = this.querySelector(".focal-picture");
    if (!this.picture || this.fields.includes(null)) return;
    for (const hidden of this.querySelectorAll("[hidden]")) hidden.hidden = false;
    for (const field of this.fields) field.addEventListener("input", () => this.show());
    this.picture.addEventListener("click", (event) => this.choose(event));
    this.show();
  }

  choose(event) {
    const box = this.picture.getBoundingClientRect();
    const place = [
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
    ];
    this.fields.forEach((field, axis) => {
      field.value = Math.min(Math.max(place[axis], 0), 1).toFixed(2);
      // For whoever watches whether the form was changed.
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.show();
  }

  show() {
    const [across, down] = this.fields.map((field) => `${(Number(field.value) || 0) * 100}%`);
    const mark = this.querySelector(".focal-mark");
    mark.style.left = across;
    mark.style.top = down;
    for (const example of this.querySelectorAll(".focal-example img")) {
      example.style.objectPosition = `${across} ${down}`;
    }
  }
}

customElements.define("focal-point", FocalPoint);
