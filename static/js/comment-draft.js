/* <comment-draft> keeps what is typed into the form of a comment in this browser until the comment has arrived,
and tells the site how long it took to write. Each place where one can answer has a draft of its own.

<comment-draft arrived> stands on the page that a comment is answered with: its draft goes. */

// The address is not among them: other people may use this browser.
const KEPT = ["name", "body"];
const LONGEST = 30 * 24 * 3_600_000;
const SENT = "comment-sent";

class CommentDraft extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("arrived")) {
      forgetWhatWasSent();
      return;
    }
    this.form = this.closest("form");
    const { parent, filled_in: seconds } = this.form.elements;
    this.place = `comment:${new URL(this.form.action).pathname}:${parent.value}`;
    this.begun = Date.now() - 1_000 * seconds.value;
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("submit", (event) => this.leave(event));
    this.restore();
  }

  restore() {
    const draft = JSON.parse(stored((storage) => storage.getItem(this.place)) ?? "null");
    if (!draft || Date.now() - draft.begun > LONGEST) return;
    this.begun = draft.begun;
    for (const field of this.fields()) {
      if (!field.value) field.value = draft[field.name] ?? "";
    }
    this.form.elements.body.dispatchEvent(new Event("input"));
  }

  keep() {
    const draft = { begun: this.begun };
    for (const field of this.fields()) draft[field.name] = field.value;
    stored((storage) =>
      draft.body
        ? storage.setItem(this.place, JSON.stringify(draft))
        : storage.removeItem(this.place),
    );
  }

  leave(event) {
    this.form.elements.filled_in.value = Math.round((Date.now() - this.begun) / 1_000);
    const isPreview = event.submitter?.name === "preview";
    stored((_local, session) => session.setItem(SENT, isPreview ? "" : this.place));
  }

  /* The fields that are kept; an account's name is not typed. */
  fields() {
    return KEPT.map((name) => this.form.elements[name]).filter((field) => !field.disabled);
  }
}

function forgetWhatWasSent() {
  stored((local, session) => {
    local.removeItem(session.getItem(SENT) ?? "");
    session.removeItem(SENT);
  });
}

/* Browsers may have no room, or refuse to keep anything: then nothing is kept. */
function stored(use) {
  try {
    return use(localStorage, sessionStorage);
  } catch {
    return undefined;
  }
}

customElements.define("comment-draft", CommentDraft);

// The page is sent to readers a thousand times for each one who writes: it says nothing of drafts.
document
  .querySelector("#leave-a-comment form")
  ?.append(document.createElement("comment-draft"));
