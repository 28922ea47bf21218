/* The toolbar: names for everyone, one tab stop, arrow keys within; and the number of words. */
import { Menu as BaseMenu } from "django-prose-editor/editor"

const STEPS = { ArrowRight: 1, ArrowLeft: -1 }
// The package draws three of its buttons alike.
const ICONS = { codeBlock: "data_object", html: "html" }
const WORD = /\S*[\p{L}\p{N}]\S*/gu

export const Menu = BaseMenu.extend({
  addOptions() {
    return { ...this.parent(), name: "", labels: {}, words: "" }
  },

  onCreate(event) {
    this.parent(event)
    const { editor, options } = this
    const toolbar = this.storage.dom
    toolbar.setAttribute("role", "toolbar")
    toolbar.setAttribute("aria-label", options.name)
    for (const button of toolbar.querySelectorAll("button")) label(button, options.labels)
    toolbar.addEventListener("keydown", (key) => walk(toolbar, key))
    toolbar.addEventListener("focusin", ({ target }) => stopAt(toolbar, target))
    nameText(editor)
    const count = editor.view.dom.parentElement.appendChild(document.createElement("p"))
    count.className = "word-count"
    const follow = () => {
      for (const button of toolbar.querySelectorAll("button")) tellState(button)
      count.textContent = `${options.words}: ${wordCount(editor)}`
    }
    editor.on("transaction", follow)
    follow()
    stopAt(toolbar, toolbar.querySelector("button:not(.hidden)"))
  },
})

function label(button, labels) {
  const name = labels[button.dataset.name]
  if (!name) return
  button.title = name
  if (button.dataset.name in ICONS) button.textContent = ICONS[button.dataset.name]
  button.setAttribute("aria-label", name)
}

/* What the classes of a button say to the eye, said to everyone. */
function tellState(button) {
  button.setAttribute("aria-pressed", button.classList.contains("active"))
  button.setAttribute("aria-disabled", button.classList.contains("disabled"))
}

/* The text is a field of the form: it goes by the name of its label. */
function nameText(editor) {
  const text = editor.view.dom
  const field = text.parentElement.querySelector("textarea")
  text.setAttribute("role", "textbox")
  text.setAttribute("aria-multiline", "true")
  text.setAttribute("aria-label", field.labels[0]?.textContent.trim().replace(/:$/, "") ?? "")
}

/* Only one button is reached with the tab key; the arrows lead to the others. */
function stopAt(toolbar, current) {
  for (const button of toolbar.querySelectorAll("button")) {
    button.tabIndex = button === current ? 0 : -1
  }
}

function walk(toolbar, event) {
  const buttons = [...toolbar.querySelectorAll("button:not(.hidden)")]
  const step = STEPS[event.key]
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus()
}

function wordCount(editor) {
  const { doc } = editor.state
  return doc.textBetween(0, doc.content.size, " ", " ").match(WORD)?.length ?? 0
}
