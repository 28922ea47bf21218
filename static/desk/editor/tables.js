/* Tables with a caption, and headings that say what they head.
 *
 * The caption is an attribute of the table, in HTML, because the commands on rows and columns take
 * every child of a table for a row. Which rows are its head, the sanitiser sees by their headings.
 */
import {
  Plugin,
  pm,
  Table as BaseTable,
  TableHeader as BaseTableHeader,
  updateAttrsDialog,
} from "django-prose-editor/editor"

export const TableHeader = BaseTableHeader.extend({
  addAttributes() {
    const scope = { default: null, parseHTML: (element) => element.getAttribute("scope") }
    return { ...this.parent(), scope }
  },
})

export const Table = BaseTable.extend({
  addOptions() {
    return { ...this.parent(), caption: "" }
  },

  addAttributes() {
    const parseHTML = (element) => element.querySelector(":scope > caption")?.innerHTML ?? null
    return { ...this.parent?.(), caption: { default: null, parseHTML, rendered: false } }
  },

  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],

  renderHTML({ node, HTMLAttributes }) {
    const caption = node.attrs.caption ? [captionOf(node)] : []
    return ["table", HTMLAttributes, ...caption, ["tbody", 0]]
  },

  addNodeView() {
    return ({ node }) => shown(node)
  },

  addCommands() {
    return {
      ...this.parent(),
      insertTableWithOptions:
        () =>
        ({ commands }) =>
          commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    }
  },

  addMenuItems(storage) {
    this.parent(storage)
    const { buttons, menu } = storage
    const define = (name, icon, command) =>
      menu.defineItem({
        name: `table:${name}`,
        groups: "table",
        button: buttons.material(icon),
        command,
        hidden: (editor) => !editor.isActive("table"),
      })
    define("headerRow", "table_rows", (editor) => editor.commands.toggleHeaderRow())
    define("headerColumn", "view_column", (editor) => editor.commands.toggleHeaderColumn())
    define("caption", "subtitles", (editor) => askForCaption(editor, this.options.caption))
  },

  addProseMirrorPlugins() {
    const appendTransaction = (transactions, _before, state) =>
      transactions.some((transaction) => transaction.docChanged) ? withScopes(state) : null
    return [...this.parent(), new Plugin({ appendTransaction })]
  },
})

/* The caption as an element, with nothing in it that the editor's schema does not know. */
function captionOf(table) {
  const { schema } = table.type
  const source = new DOMParser().parseFromString(table.attrs.caption, "text/html").body
  const topNode = schema.nodes.paragraph.create()
  const line = pm.model.DOMParser.fromSchema(schema).parse(source, { topNode })
  const caption = document.createElement("caption")
  pm.model.DOMSerializer.fromSchema(schema).serializeFragment(line.content, { document }, caption)
  return caption
}

function shown(table) {
  const dom = document.createElement("div")
  dom.className = "tableWrapper"
  const element = dom.appendChild(document.createElement("table"))
  if (table.attrs.caption) element.append(captionOf(table))
  element.caption?.setAttribute("contenteditable", "false")
  const contentDOM = element.appendChild(document.createElement("tbody"))
  return {
    dom,
    contentDOM,
    update: (other) => other.type === table.type && other.attrs.caption === table.attrs.caption,
    ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
  }
}

async function askForCaption(editor, title) {
  const before = captionOf({
    type: editor.schema.nodes.table,
    attrs: { caption: editor.getAttributes("table").caption ?? "" },
  }).textContent
  const dialog = updateAttrsDialog({ caption: { type: "string", title } }, { title })
  const answer = await dialog(editor, { caption: before })
  if (!answer || answer.caption.trim() === before) return
  const text = document.createElement("p")
  text.textContent = answer.caption.trim()
  editor
    .chain()
    .focus()
    .updateAttributes("table", { caption: text.innerHTML || null })
    .run()
}

/* A heading without a scope heads its column if its row has only headings, else its row. */
function withScopes(state) {
  const { tr } = state
  state.doc.descendants((table, position) => {
    if (table.type.name !== "table") return
    table.forEach((row, rowOffset) => {
      const isHead = row.children.every(isHeading)
      row.forEach((cell, offset) => {
        if (!isHeading(cell) || cell.attrs.scope) return
        const at = position + 1 + rowOffset + 1 + offset
        tr.setNodeAttribute(at, "scope", isHead ? "col" : "row")
      })
    })
  })
  return tr.docChanged ? tr : null
}

function isHeading(cell) {
  return cell.type.name === "tableHeader"
}
