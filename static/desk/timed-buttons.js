// Of the two buttons of a step, only the one that fits: at once, or at the moment that is chosen.

class TimedButtons extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.now = this.querySelector("[value=now]");
    this.later = this.querySelector("[value=later]");
    this.unsure = this.later.textContent;
    this.now.classList.add("default");
    this.later.classList.add("default");
    this.form.addEventListener("input", () => this.update());
    // A browser may bring back what was typed before this ran.
    window.addEventListener("pageshow", () => this.update());
    this.update();
  }

  update() {
    const day = this.form.elements.at_0.value;
    const time = this.form.elements.at_1.value;
    if (day && time) {
      const moment = `${inWords(day)} ${time} ${this.dataset.zone}`;
      this.later.textContent = this.dataset.later.replace("{moment}", moment);
    } else {
      this.later.textContent = this.unsure;
    }
    // Not merely hidden: the Enter key presses the first button that is there.
    this.replaceChildren(day || time ? this.later : this.now);
  }
}

function inWords(day) {
  const format = new Intl.DateTimeFormat(document.documentElement.lang || "en", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const parts = format.formatToParts(new Date(`${day}T00:00:00Z`));
  const part = (type) => parts.find((each) => each.type === type).value;
  return `${part("day")} ${part("month")} ${part("year")}`;
}

customElements.define("timed-buttons", TimedButtons);
