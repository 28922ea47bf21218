/* The button that puts in [n], from the list of sources in the form. */
import { Extension } from "django-prose-editor/editor"

const TITLES = "[name^='sources-'][name$='-title']"

export const SourceMarker = Extension.create({
  name: "sourceMarker",
  addOptions: () => ({ name: "", empty: "" }),

  addMenuItems({ buttons, menu }) {
    const button = buttons.material("bookmark_add")
    const list = sourceList(this.editor, button, this.options)
    menu.defineItem({
      name: "sourceMarker",
      groups: "insert",
      button,
      command: () => open(list, button, this.options),
      enabled: (editor) => !editor.state.selection.node,
    })
  },
})

/* The numbers and titles of the sources, as the form has them now, saved or not. */
function sources() {
  const titles = [...document.querySelectorAll(TITLES)].map((field) => ({
    title: field.value.trim(),
    isDeleted: field.closest(".inline-related")?.querySelector("[name$='-DELETE']")?.checked,
  }))
  return titles
    .filter(({ title, isDeleted }) => title && !isDeleted)
    .map(({ title }, index) => ({ number: index + 1, title }))
}

function sourceList(editor, button, { name }) {
  const list = document.createElement("div")
  list.className = "source-markers"
  list.popover = "auto"
  list.setAttribute("role", "group")
  list.setAttribute("aria-label", name)
  button.setAttribute("aria-haspopup", "true")
  list.addEventListener("click", ({ target }) => {
    const marker = target.closest("button")?.value
    if (!marker) return
    list.hidePopover()
    editor.chain().focus().insertContent(marker).run()
  })
  editor.view.dom.after(list)
  return list
}

function open(list, button, { empty }) {
  const choices = sources().map(({ number, title }) => {
    const choice = document.createElement("button")
    choice.type = "button"
    choice.value = `[${number}]`
    choice.textContent = `[${number}] ${title}`
    return choice
  })
  list.replaceChildren(...(choices.length ? choices : [empty]))
  list.showPopover({ source: button })
  const { left, bottom } = button.getBoundingClientRect()
  list.style.left = `${Math.max(0, Math.min(left, innerWidth - list.offsetWidth))}px`
  list.style.top = `${bottom}px`
  list.querySelector("button")?.focus()
}
