/* <desk-presence url> says that this form is open, and shows who else has it open.

The list inside is a live region that the server has filled already. */

const EVERY = 30_000;

class DeskPresence extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ul");
    this.timer = setInterval(() => this.beat(), EVERY);
    this.beat();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async beat() {
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        headers: { "X-CSRFToken": token },
        redirect: "error",
      });
      if (response.ok) this.show((await response.json()).others);
    } catch {
      // Presence is advisory: the next beat tries again.
    }
  }

  show(others) {
    const shown = [...this.list.children].map((item) => item.textContent);
    if (others.join() === shown.join()) return;
    this.list.replaceChildren(
      ...others.map((words) => {
        const item = document.createElement("li");
        item.textContent = words;
        return item;
      }),
    );
  }
}

customElements.define("desk-presence", DeskPresence);
