/* <search-suggestions>: titles, questions and names below a search field, while somebody types.

The field becomes a combobox as WAI-ARIA has it: arrows choose, Enter goes there, Escape closes.
Without this script, or where the site does not answer, the form searches as ever. */

const FEWEST_LETTERS = 3;
const PAUSE = 200;

class SearchSuggestions extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.field = this.form.querySelector("input[type=search]");
    this.list = document.createElement("ul");
    this.list.id = `${this.field.id}-suggestions`;
    this.list.role = "listbox";
    this.list.ariaLabel = this.field.labels[0].textContent;
    this.number = document.createElement("p");
    this.number.role = "status";
    this.number.className = "visually-hidden";
    this.append(this.list, this.number);
    this.close();
    // A field of type search may not be a combobox.
    this.field.type = "text";
    this.field.enterKeyHint = "search";
    this.field.role = "combobox";
    this.field.autocomplete = "off";
    this.field.ariaAutoComplete = "list";
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.wait());
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.close());
    // A field that lost the focus would close the list before the click is heard.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("li")));
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(this.field.value.trim()), PAUSE);
  }

  async ask(words) {
    if (words.length < FEWEST_LETTERS) return this.close();
    try {
      const address = `${this.form.getAttribute("action")}suggest/?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(address);
      const found = await answer.json();
      // Somebody who types fast has asked for something else meanwhile, or has left.
      if (words === this.field.value.trim() && document.activeElement === this.field) this.show(found);
    } catch {
      this.close();
    }
  }

  show({ number, suggestions }) {
    this.list.replaceChildren(...suggestions.map((each, place) => this.option(each, place)));
    this.number.textContent = number;
    this.choose(-1);
    this.list.hidden = !suggestions.length;
    this.field.ariaExpanded = String(!this.list.hidden);
  }

  option({ title, path, kind }, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.role = "option";
    option.dir = "auto";
    option.dataset.path = path;
    option.textContent = title;
    if (kind) {
      const small = document.createElement("small");
      small.textContent = kind;
      option.append(" ", small);
    }
    return option;
  }

  close() {
    clearTimeout(this.timer);
    this.show({ number: "", suggestions: [] });
  }

  press(event) {
    const last = this.list.children.length - 1;
    if (event.isComposing || last < 0) return;
    if (event.key === "ArrowDown") this.choose(this.chosen < last ? this.chosen + 1 : -1);
    else if (event.key === "ArrowUp") this.choose(this.chosen < 0 ? last : this.chosen - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen >= 0) this.go(this.list.children[this.chosen]);
    else return;
    event.preventDefault();
  }

  /** Mark an option as the one that Enter goes to; -1 is the field itself. */
  choose(place) {
    this.chosen = place;
    for (const [each, option] of [...this.list.children].entries()) {
      option.ariaSelected = String(each === place);
    }
    const chosen = this.list.children[place];
    if (chosen) this.field.setAttribute("aria-activedescendant", chosen.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  go(option) {
    if (option) location.assign(option.dataset.path);
  }
}

customElements.define("search-suggestions", SearchSuggestions);

for (const form of document.querySelectorAll("form.search")) {
  form.append(document.createElement("search-suggestions"));
}
