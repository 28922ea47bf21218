/* What office programs put on the clipboard, made into plain HTML before the editor reads it. */
import { Extension, Plugin } from "django-prose-editor/editor"

const LEVEL = /mso-list:[^;]*\blevel(\d+)/i
const NUMBER = /^\(?(\d{1,4}|[a-z]{1,4})[.)]/i
const PICTURE = /^(https?:|\/images\/\d+\/$)/i

export const Pasting = Extension.create({
  name: "pasting",
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: tidied } })],
})

function tidied(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  for (const image of body.querySelectorAll("img")) {
    if (!PICTURE.test(image.getAttribute("src"))) image.remove()
  }
  for (const element of body.querySelectorAll(`[dir="${document.dir || "ltr"}"]`)) {
    element.removeAttribute("dir")
  }
  makeLists(body)
  removeEmptyParagraphs(body)
  return body.innerHTML
}

/* Word writes a list as paragraphs that carry their level and, as text, their bullet or number. */
function makeLists(body) {
  let lists = []
  let last = null
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const level = Number(LEVEL.exec(paragraph.getAttribute("style"))?.[1] ?? 0)
    if (!level) continue
    if (!last || previousElement(paragraph) !== lists[0]) lists = []
    const kind = kindOf(paragraph)
    lists.length = Math.min(lists.length, level)
    if (lists.length === level && lists.at(-1).localName !== kind.name) lists.pop()
    while (lists.length < level) lists.push(newList(lists, paragraph, kind))
    last = lists.at(-1).appendChild(document.createElement("li"))
    const line = last.appendChild(document.createElement("p"))
    line.append(...paragraph.childNodes)
    paragraph.remove()
  }
}

/* A list of the next level: inside the last item of the list around it, else before `paragraph`. */
function newList(lists, paragraph, { name, start }) {
  const list = document.createElement(name)
  if (start > 1) list.setAttribute("start", start)
  const outer = lists.at(-1)
  if (!outer) paragraph.before(list)
  else (outer.lastElementChild ?? outer.appendChild(document.createElement("li"))).append(list)
  return list
}

/* Take the bullet or number out of the text and tell the kind of list by it. */
function kindOf(paragraph) {
  const mark = paragraph.querySelector("[style*='mso-list:Ignore' i]")
  const number = NUMBER.exec(mark?.textContent.trim() ?? "")?.[1]
  mark?.remove()
  return number ? { name: "ol", start: Number(number) || 1 } : { name: "ul" }
}

function previousElement(element) {
  return element.previousElementSibling
}

function removeEmptyParagraphs(body) {
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const isEmpty = !paragraph.textContent.trim() && !paragraph.querySelector("img")
    if (isEmpty && !paragraph.closest("td, th, li")) paragraph.remove()
  }
}
