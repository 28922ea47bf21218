/* <picture-library data-address="…"><dialog>…</dialog></picture-library>
 *
 * `choose(words)` opens the dialog and promises `{ address, alt, decorative, caption }`, or null
 * when nothing was chosen. With the words of a picture in use the dialog begins with them.
 */
const TYPING_PAUSE = 250 // milliseconds

class PictureLibrary extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    this.form = this.querySelector("form")
    this.list = this.querySelector("[data-pictures]")
    this.template = this.querySelector("template")
    this.more = this.querySelector("[data-more]")
    const { q, decorative } = this.form.elements
    q.addEventListener("input", () => this.searchSoon())
    q.addEventListener("keydown", (event) => this.searchOnEnter(event))
    decorative.addEventListener("change", () => this.askForWords())
    this.list.addEventListener("change", () => this.offerWords())
    this.more.addEventListener("click", () => this.load(this.nextPage))
    this.querySelector("[data-cancel]").addEventListener("click", () => this.dialog.close(""))
    this.dialog.addEventListener("close", () => this.finish())
  }

  get picked() {
    return this.list.querySelector(":checked")
  }

  choose(words) {
    const { q, alt, decorative, caption } = this.form.elements
    q.value = ""
    alt.value = words?.alt ?? ""
    caption.value = words?.caption ?? ""
    decorative.checked = words?.decorative ?? false
    this.inUse = words?.address ?? null
    this.askForWords()
    this.dialog.returnValue = ""
    this.dialog.showModal()
    this.load(1)
    return new Promise((resolve) => {
      this.resolve = resolve
    })
  }

  finish() {
    const { alt, decorative, caption } = this.form.elements
    const address = this.picked?.value ?? this.inUse
    const chosen = this.dialog.returnValue === "insert" && address
    this.resolve?.(
      chosen
        ? {
            address,
            alt: alt.value.trim(),
            decorative: decorative.checked,
            caption: caption.value.trim(),
          }
        : null,
    )
  }

  askForWords() {
    const { alt, decorative } = this.form.elements
    alt.disabled = decorative.checked
    alt.required = !decorative.checked
  }

  /* The usual words of a picture replace none that somebody has typed. */
  offerWords() {
    const { alt } = this.form.elements
    const offered = this.picked.dataset.alt
    if (!alt.value || alt.value === this.offered) alt.value = offered
    this.offered = offered
  }

  searchSoon() {
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.load(1), TYPING_PAUSE)
  }

  searchOnEnter(event) {
    if (event.key !== "Enter") return
    event.preventDefault()
    clearTimeout(this.pause)
    this.load(1)
  }

  async load(page) {
    this.request?.abort()
    this.request = new AbortController()
    const address = new URL(this.dataset.address, location.href)
    address.search = new URLSearchParams({ q: this.form.elements.q.value, page })
    try {
      const response = await fetch(address, { signal: this.request.signal })
      if (!response.ok || response.redirected) throw new Error(response.status)
      this.show(page, await response.json())
    } catch (error) {
      if (error.name !== "AbortError") this.say("failed")
    }
  }

  show(page, { pictures, next }) {
    const items = pictures.map((picture) => this.item(picture))
    if (page === 1) this.list.replaceChildren(...items)
    else this.list.append(...items)
    if (page > 1) items[0]?.querySelector("input").focus()
    this.nextPage = next
    this.more.hidden = !next
    this.say(this.list.children.length ? "" : "empty")
  }

  item({ address, title, alt, thumbnail }) {
    const item = this.template.content.cloneNode(true)
    const [radio, image, name] = ["input", "img", "[data-title]"].map((each) => item.querySelector(each))
    radio.value = address
    radio.dataset.alt = alt
    radio.checked = address === this.inUse
    radio.required = !this.inUse
    if (thumbnail) image.src = thumbnail
    name.textContent = title
    return item
  }

  /* Show the status of that name and no other. */
  say(name) {
    for (const status of this.querySelectorAll("[data-status]")) {
      status.hidden = status.dataset.status !== name
    }
  }
}

customElements.define("picture-library", PictureLibrary)
