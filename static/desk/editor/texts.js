/* Elements of running text as the sanitiser's policy has them, so that none is lost by editing. */
import {
  Code as BaseCode,
  Extension,
  Heading as BaseHeading,
  Link as BaseLink,
  Mark,
  OrderedList as BaseOrderedList,
  updateAttrsDialog,
} from "django-prose-editor/editor"

const LANGUAGE_OF = [
  "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "codeBlock",
  "figure", "caption", "table", "tableRow", "tableHeader", "tableCell",
]
const LIST_TYPES = { "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I" }

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
})

/* The page has one h1, its title, and a heading is bold by itself. */
export const Heading = BaseHeading.extend({
  marks: "italic strike subscript superscript code link abbreviation",
  parseHTML() {
    const others = { h1: 2, h5: 4, h6: 4 }
    return [
      ...this.parent(),
      ...Object.entries(others).map(([tag, level]) => ({ tag, attrs: { level } })),
    ]
  },
})

/* Code may be part of a link, and bold. */
export const Code = BaseCode.extend({ excludes: "" })

export const Link = BaseLink.extend({
  addAttributes() {
    return { ...this.parent(), hreflang: kept("hreflang"), lang: kept("lang") }
  },
})

export const OrderedList = BaseOrderedList.extend({
  addAttributes() {
    const { type, ...others } = this.parent()
    const renderHTML = (attributes) => ({ type: LIST_TYPES[attributes.type] })
    return { ...others, type: { ...type, renderHTML } }
  },
})

export const Language = Extension.create({
  name: "language",
  addGlobalAttributes() {
    const known = new Set(this.extensions.map((extension) => extension.name))
    const types = LANGUAGE_OF.filter((name) => known.has(name))
    return [{ types, attributes: { lang: kept("lang"), dir: kept("dir") } }]
  },
})

export const Abbreviation = Mark.create({
  name: "abbreviation",
  addOptions: () => ({ title: "" }),
  addAttributes: () => ({ title: kept("title") }),
  parseHTML: () => [{ tag: "abbr" }, { tag: "acronym" }],
  renderHTML: ({ HTMLAttributes }) => ["abbr", HTMLAttributes, 0],

  addMenuItems({ buttons, menu }) {
    const isActive = (editor) => editor.isActive("abbreviation")
    menu.defineItem({
      name: "abbreviation",
      groups: "link",
      button: buttons.material("short_text"),
      command: (editor) => spellOut(editor, this.options.title),
      active: isActive,
      enabled: (editor) => !editor.state.selection.empty || isActive(editor),
    })
  },
})

/* Ask what an abbreviation stands for; an empty answer makes it plain text again. */
async function spellOut(editor, title) {
  const dialog = updateAttrsDialog({ title: { type: "string", title } }, { title })
  const answer = await dialog(editor, editor.getAttributes("abbreviation"))
  if (!answer) return
  const chain = editor.chain().focus().extendMarkRange("abbreviation")
  if (answer.title.trim()) chain.setMark("abbreviation", { title: answer.title.trim() }).run()
  else chain.unsetMark("abbreviation").run()
}
