/**
 * `<helpful-votes>`: counts a vote where it stands, instead of loading the page again.
 *
 * Around a form whose buttons say which comment helped. A button that was pressed stays so.
 * Where anything goes wrong, the form is sent as it is without a script.
 */
class HelpfulVotes extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.vote(event));
  }

  async vote(event) {
    const button = event.submitter;
    if (button?.name !== "comment") return;
    event.preventDefault();
    if (button.ariaPressed === "true") return;
    button.ariaPressed = "true";
    const body = new URLSearchParams({ comment: button.value });
    try {
      // The answer leads to the comment, where the reader is already.
      const answer = await fetch(event.target.action, { method: "POST", body, redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error(String(answer.status));
      this.count(button);
    } catch {
      button.ariaPressed = null;
      this.send(event.target, button.value);
    }
  }

  count(button) {
    let number = button.querySelector("b");
    if (!number) {
      number = document.createElement("b");
      button.append(" ", number);
    }
    number.textContent = Number(number.textContent) + 1;
  }

  send(form, comment) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "comment", value: comment });
    form.append(field);
    form.submit();
  }
}

customElements.define("helpful-votes", HelpfulVotes);
