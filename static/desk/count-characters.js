/* <count-characters for="id_title" advised="60">: how long the text of a field is, while one types.
 *
 * A field asks for it with `data-advised-length`. More is allowed; search engines cut it off.
 */
class CountCharacters extends HTMLElement {
  connectedCallback() {
    const field = document.getElementById(this.getAttribute("for"))
    const advised = Number(this.getAttribute("advised"))
    const count = () => {
      const length = [...field.value.trim()].length
      this.textContent = `${length} / ${advised}`
      this.toggleAttribute("over", length > advised)
    }
    field.addEventListener("input", count)
    count()
  }
}

customElements.define("count-characters", CountCharacters)

for (const field of document.querySelectorAll("[data-advised-length]")) {
  const count = document.createElement("count-characters")
  count.setAttribute("for", field.id)
  count.setAttribute("advised", field.dataset.advisedLength)
  field.after(count)
}
