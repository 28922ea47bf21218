/* <current-section> stands in a table of contents and marks the section that is being read. */

class CurrentSection extends HTMLElement {
  connectedCallback() {
    this.links = new Map();
    for (const link of this.parentElement.querySelectorAll("a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) this.links.set(heading, link);
    }
    // What is above the upper third of the window has been reached, however far above.
    const watch = new IntersectionObserver((changed) => this.mark(changed), {
      rootMargin: "9999999px 0px -66% 0px",
    });
    this.reached = new Set();
    for (const heading of this.links.keys()) watch.observe(heading);
  }

  mark(changed) {
    for (const { target, isIntersecting } of changed) {
      this.reached[isIntersecting ? "add" : "delete"](target);
    }
    const current = [...this.links.keys()].findLast((heading) => this.reached.has(heading));
    for (const [heading, link] of this.links) {
      link.ariaCurrent = heading === current ? "location" : null;
    }
  }
}

customElements.define("current-section", CurrentSection);

document.querySelector(".contents")?.append(document.createElement("current-section"));
