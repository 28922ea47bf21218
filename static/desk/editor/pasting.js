/* What office programs put on the clipboard, made into plain HTML before the editor reads it.
 *
 * The desk's security policy keeps every inline style from being applied, in other documents too,
 * so styles are read here as text under another name. `site_config.kit.html` reads the same ones.
 */
import { Extension, Plugin } from "django-prose-editor/editor"

const TAG = /<[a-z][^>]*>/gi
const STYLE_SHEET = /<style\b[\s\S]*?<\/style>/gi
const STYLE = /\sstyle\s*=/gi
const STYLED = ["b", "em", "i", "span", "strong"].map((name) => `${name}[data-style]`).join()
const BLOCKS = "p, h1, h2, h3, h4, h5, h6"
const LEVEL = /mso-list:[^;]*\blevel(\d+)/i
const NUMBER = /^\(?(\d{1,4}|[a-z]{1,4})[.)]/i
const PICTURE = /^(https?:|\/images\/\d+\/$)/i

export const Pasting = Extension.create({
  name: "pasting",
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: plain } })],
})

function plain(html) {
  const { body } = document.implementation.createHTMLDocument()
  const unstyled = html.replace(STYLE_SHEET, "")
  body.innerHTML = unstyled.replace(TAG, (tag) => tag.replace(STYLE, " data-style="))
  for (const data of body.querySelectorAll("xml")) data.remove()
  for (const image of body.querySelectorAll("img")) {
    if (!PICTURE.test(image.getAttribute("src"))) image.remove()
  }
  for (const element of body.querySelectorAll(`[dir="${document.dir || "ltr"}"]`)) {
    element.removeAttribute("dir")
  }
  makeLists(body)
  for (const element of body.querySelectorAll(STYLED)) sayStyle(element)
  for (const element of body.querySelectorAll("[data-style]")) delete element.dataset.style
  for (const block of body.querySelectorAll(BLOCKS)) removeIfEmpty(block)
  return body.innerHTML
}

/* Say with elements what the style of a run of text says. */
function sayStyle(element) {
  const style = declarations(element)
  const shift = { sub: "sub", super: "sup" }[style["vertical-align"]]
  const names = [
    /^(bold|bolder|[6-9]00)$/.test(style["font-weight"]) && "strong",
    /^(italic|oblique)$/.test(style["font-style"]) && "em",
    style["text-decoration"]?.includes("line-through") && "s",
    shift,
  ]
  for (const name of names.filter(Boolean)) {
    const inner = document.createElement(name)
    inner.append(...element.childNodes)
    element.append(inner)
  }
  // Google Docs wraps a whole document in a <b> that is not bold.
  const isNotBold = element.matches("b, strong") && /^(normal|[1-5]00)$/.test(style["font-weight"])
  const isUpright = element.matches("i, em") && style["font-style"] === "normal"
  if (isNotBold || isUpright) element.replaceWith(...element.childNodes)
}

function declarations(element) {
  const pairs = element.dataset.style.toLowerCase().split(";")
  return Object.fromEntries(pairs.map((pair) => pair.split(":").map((part) => part.trim())))
}

/* Word writes a list as paragraphs that carry their level and, as text, their bullet or number. */
function makeLists(body) {
  let lists = []
  for (const paragraph of body.querySelectorAll(BLOCKS)) {
    const level = Number(LEVEL.exec(paragraph.dataset.style)?.[1] ?? 0)
    if (!level) continue
    if (paragraph.previousElementSibling !== lists[0]) lists = []
    const kind = kindOf(paragraph)
    lists.length = Math.min(lists.length, level)
    if (lists.length === level && lists.at(-1).localName !== kind.name) lists.pop()
    while (lists.length < level) lists.push(newList(lists.at(-1), paragraph, kind))
    const item = lists.at(-1).appendChild(document.createElement("li"))
    item.append(...paragraph.childNodes)
    paragraph.remove()
  }
}

/* A list in the last item of the list around it, or before `paragraph` if there is none. */
function newList(outer, paragraph, { name, start }) {
  const list = document.createElement(name)
  if (start > 1) list.setAttribute("start", start)
  if (!outer) paragraph.before(list)
  else (outer.lastElementChild ?? outer.appendChild(document.createElement("li"))).append(list)
  return list
}

/* Take the bullet or number out of the text and tell the kind of list by it. */
function kindOf(paragraph) {
  const mark = paragraph.querySelector("[data-style*='mso-list:Ignore' i]")
  const number = NUMBER.exec(mark?.textContent.trim() ?? "")?.[1]
  mark?.remove()
  return number ? { name: "ol", start: Number(number) || 1 } : { name: "ul" }
}

function removeIfEmpty(block) {
  const isEmpty = !block.textContent.trim() && !block.querySelector("img")
  if (isEmpty && !block.closest("td, th, li")) block.remove()
}
