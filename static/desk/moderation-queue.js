/* <moderation-queue signed-out unreachable selected not-selected nothing-to-undo> decides about the
cards in it by the keyboard, and without loading the page again.

A key presses the button that stands on the card, so that there is one way to decide. Decisions are
sent one after the other; the server answers in words that are shown as they are, and refuses what
somebody else has decided meanwhile, and a text that was changed. */

const WORDS = ["INPUT", "SELECT", "TEXTAREA"];

class ModerationQueue extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.toast = this.querySelector(".queue-toast");
    this.undoButton = this.querySelector(".queue-undo");
    this.keys = this.querySelector(".queue-keys");
    this.done = [];
    this.waiting = Promise.resolve();
    const help = this.querySelector(".queue-help");
    help.hidden = !this.cards().length;
    help.addEventListener("click", () => this.keys.showModal());
    this.keys.querySelector("button").addEventListener("click", () => this.keys.close());
    this.undoButton.addEventListener("click", () => this.undo());
    this.querySelector(".queue-done a").addEventListener("click", (event) => this.leave(event));
    this.form.addEventListener("submit", (event) => this.decideHere(event));
    document.addEventListener("keydown", (event) => this.hear(event));
  }

  cards() {
    return [...this.querySelectorAll(".queue-card:not(.is-decided)")];
  }

  /* The card that has the focus, or one of whose buttons has it. */
  current() {
    return document.activeElement?.closest(".queue-card:not(.is-decided)");
  }

  hear(event) {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || this.keys.open) return;
    if (WORDS.includes(target.tagName) && target.type !== "checkbox") return;
    if (this.act(key)) event.preventDefault();
  }

  act(key) {
    const card = this.current();
    if (key === "j") return this.move(card, 1);
    if (key === "k") return this.move(card, -1);
    if (key === "z") return this.undo();
    if (key === "?") return this.keys.showModal() ?? true;
    if (!card) return false;
    const reject = card.querySelector(".queue-reject");
    if (reject?.open && key === "Escape") return this.close(reject, card);
    if (reject?.open && /^[1-9]$/.test(key)) {
      return this.press(reject.querySelectorAll("button")[Number(key) - 1]);
    }
    if (key === "a") return this.press(card.querySelector("[value=approve]"));
    if (key === "s") return this.press(card.querySelector("[value=spam]"));
    if (key === "r" && reject) return this.open(reject);
    if (key === "x") return this.select(card);
    if (key === "e") return this.showRest(card);
    return false;
  }

  move(card, step) {
    const cards = this.cards();
    const place = card ? cards.indexOf(card) + step : 0;
    cards[Math.min(Math.max(place, 0), cards.length - 1)]?.focus();
    return true;
  }

  open(reject) {
    reject.open = true;
    reject.querySelector("button").focus();
    return true;
  }

  close(details, card) {
    details.open = false;
    card.focus();
    return true;
  }

  press(button) {
    if (button) this.form.requestSubmit(button);
    return true;
  }

  select(card) {
    const box = card.closest("tr").querySelector(".action-select");
    box?.click();
    if (box) this.say(this.getAttribute(box.checked ? "selected" : "not-selected"));
    return true;
  }

  showRest(card) {
    const rest = card.querySelector(".queue-rest");
    if (rest) rest.open = !rest.open;
    return true;
  }

  decideHere(event) {
    const button = event.submitter;
    const card = button?.closest(".queue-card");
    if (!card || !["decision", "rejection"].includes(button.name)) return;
    event.preventDefault();
    const { formAction, name, value } = button;
    const next = this.after(card);
    this.settle(card);
    (next ?? this.end()).focus();
    this.waiting = this.waiting.then(() => this.decide(card, formAction, name, value));
  }

  /* The card to look at after this one: the next, or at the end of the list the first that is left. */
  after(card) {
    const cards = this.cards();
    return cards[cards.indexOf(card) + 1] ?? cards.find((each) => each !== card);
  }

  end() {
    const line = this.querySelector(".queue-done");
    line.hidden = false;
    return line.querySelector("a");
  }

  /* The page goes when all that was decided on it is sent, and stays if some of it was not taken. */
  async leave(event) {
    event.preventDefault();
    const link = event.currentTarget;
    await this.waiting;
    if (!this.querySelector(".queue-done").hidden) window.location.assign(link.href);
  }

  async decide(card, address, name, value) {
    const before = card.dataset.state;
    const answer = await this.send(address, { [name]: value });
    this.say(answer.message);
    if (answer.label) this.name(card, answer.state, answer.label);
    if (answer.ok) this.done.push({ card, address, seen: answer.seen });
    // Nobody has decided about it, so that it is still to be decided.
    if (!answer.ok && (answer.state ?? before) === before) this.bringBack(card);
    this.undoButton.hidden = !this.done.length;
  }

  undo() {
    this.waiting = this.waiting.then(() => this.undoLast());
    return true;
  }

  async undoLast() {
    const last = this.done.pop();
    this.undoButton.hidden = !this.done.length;
    if (!last) return this.say(this.getAttribute("nothing-to-undo"));
    const address = new URL(last.address);
    address.searchParams.set("seen", last.seen);
    const answer = await this.send(address, { decision: "undo" });
    this.say(answer.message);
    if (answer.label) this.name(last.card, answer.state, answer.label);
    if (answer.ok) this.bringBack(last.card);
    if (!answer.ok && !answer.label) this.done.push(last);
    this.undoButton.hidden = !this.done.length;
  }

  settle(card) {
    card.classList.add("is-decided");
    for (const details of card.querySelectorAll("details")) details.open = false;
  }

  bringBack(card) {
    card.classList.remove("is-decided");
    this.querySelector(".queue-done").hidden = true;
    card.focus();
  }

  name(card, state, label) {
    const shown = card.querySelector(".queue-state");
    shown.dataset.of = card.dataset.state = state;
    shown.textContent = label;
  }

  say(words) {
    this.toast.textContent = words;
  }

  async send(address, fields) {
    const body = new URLSearchParams(fields);
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        redirect: "manual",
      });
      if (response.type === "opaqueredirect") return { message: this.getAttribute("signed-out") };
      return { ok: response.ok, ...(await response.json()) };
    } catch {
      // No connection, or an answer that is not ours.
      return { message: this.getAttribute("unreachable") };
    }
  }
}

customElements.define("moderation-queue", ModerationQueue);
