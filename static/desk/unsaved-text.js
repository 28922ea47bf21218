/* <unsaved-text url user offer> keeps what is typed into its form on the server as one types.

When the server cannot be reached, or the session has ended, the text stays in this browser until it
can be sent: by this page, or by the next one that opens the same form. Sending the form itself
forgets all of it. The server's answers are in words that are shown as they are. */

const EVERY = 1_000;
// Somebody has stopped typing; somebody types on and on.
const PAUSE = 2_000;
const LONGEST = 4_000;
const LONGEST_WAIT = 60_000;
// What a browser sends on behalf of a page that is being closed.
const ALIVE_BYTES = 60_000;
const NOT_TYPED = /^csrfmiddlewaretoken$|^unsaved_|__prefix__/;

class UnsavedText extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.tab = this.form.elements.unsaved_tab.value;
    this.over = this.form.elements.unsaved_taken_up.value;
    this.place = `unsaved:${this.getAttribute("user")}:${this.getAttribute("url")}:`;
    this.opened = this.latest = this.kept = this.typed();
    // What was sent and refused is not kept anywhere yet.
    if (this.hasAttribute("refused")) this.opened = this.kept = "";
    this.changedAt = this.wait = this.retryAt = 0;
    this.querySelector("button").addEventListener("click", () => this.takeOver());
    this.form.addEventListener("submit", (event) => this.leaveBySending(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    this.sendLeftOvers();
    // Scripts fill fields too, and not all of them say so by an event: the form is read instead.
    this.timer = setInterval(() => this.look(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  /* The fields of the form, as text that can be compared. */
  typed() {
    const fields = {};
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !NOT_TYPED.test(name)) (fields[name] ??= []).push(value);
    }
    return JSON.stringify(fields);
  }

  look() {
    const now = Date.now();
    const typed = this.typed();
    if (typed === this.kept) {
      this.since = undefined;
    } else {
      this.since ??= now;
    }
    if (typed !== this.latest) {
      this.latest = typed;
      this.changedAt = now;
    }
    const isDue = now - this.changedAt >= PAUSE || now - this.since >= LONGEST;
    if (this.since && isDue && now >= this.retryAt && !this.isSending) this.keep(typed);
  }

  async keep(typed, { keepalive = false } = {}) {
    this.isSending = true;
    // Back to what is saved: then nothing is unsaved.
    const fields = typed === this.opened ? {} : JSON.parse(typed);
    const answer = await this.send({ tab: this.tab, over: this.over, fields }, keepalive);
    this.isSending = false;
    if (answer.ok) {
      this.kept = typed;
      this.over = this.form.elements.unsaved_taken_up.value = "";
      this.wait = this.retryAt = 0;
      localStorage.removeItem(this.place + this.tab);
      this.say(answer.message, "");
    } else {
      this.wait = Math.min(Math.max(2 * this.wait, PAUSE), LONGEST_WAIT);
      this.retryAt = Date.now() + this.wait;
      const isHere = this.storeHere(typed);
      this.say("", isHere ? answer.message : this.getAttribute("lost"));
    }
    this.otherTab = answer.tab;
    this.querySelector("button").hidden = !answer.tab;
  }

  async send(copy, keepalive = false) {
    const body = JSON.stringify({ user: Number(this.getAttribute("user")), ...copy });
    try {
      const response = await fetch(this.getAttribute("url"), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token() },
        body,
        keepalive: keepalive && body.length < ALIVE_BYTES,
        redirect: "manual",
      });
      if (response.type === "opaqueredirect") return { message: this.getAttribute("signed-out") };
      return { ok: response.ok, ...(await response.json()) };
    } catch {
      // No connection, or an answer that is not ours.
      return { message: this.getAttribute("unreachable") };
    }
  }

  /* Signing in again, in another tab, changes the token: the cookie has the one that is valid. */
  token() {
    return document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
  }

  say(kept, trouble) {
    const [line, problem] = this.querySelectorAll("p");
    line.hidden = !kept;
    line.textContent = kept;
    if (problem.textContent !== trouble) problem.textContent = trouble;
  }

  takeOver() {
    this.over = this.otherTab;
    this.retryAt = 0;
    this.keep(this.typed());
  }

  /* Keep a copy in this browser; false where it has no room or does not allow it. */
  storeHere(typed) {
    const copy = { tab: this.tab, over: this.over, fields: JSON.parse(typed), at: Date.now() };
    try {
      localStorage.setItem(this.place + this.tab, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  leave() {
    const typed = this.typed();
    if (this.isSent || typed === this.kept) return;
    this.storeHere(typed);
    if (!this.isSending) this.keep(typed, { keepalive: true });
  }

  leaveBySending(event) {
    this.form.elements.csrfmiddlewaretoken.value = this.token();
    // A preview opens elsewhere and leaves the form as it is.
    if (event.submitter?.formTarget) return;
    this.isSent = true;
    clearInterval(this.timer);
    const typed = this.typed();
    // The session may have ended: then this copy is offered after the next sign-in.
    if (typed !== this.kept) this.storeHere(typed);
  }

  async sendLeftOvers() {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(this.place));
    for (const name of names) {
      const { at, ...copy } = JSON.parse(localStorage.getItem(name));
      const answer = await this.send({ ...copy, age: Date.now() - at });
      if (!answer.ok) continue;
      localStorage.removeItem(name);
      if (answer.offer && copy.tab !== this.tab) this.offer(answer.offer);
    }
  }

  offer(words) {
    const offer = document.getElementById(this.getAttribute("offer"));
    offer.querySelector("p").textContent = words;
    offer.hidden = false;
  }
}

customElements.define("unsaved-text", UnsavedText);
