/* Pictures in the text: <figure><img><figcaption></figure>, chosen in <picture-library>.
 *
 * A figure may as well hold a table or a quotation, as imported ones do. `picture` is the picture
 * of a figure, `image` one within a line, as old texts have it.
 */
import { Node, Plugin } from "django-prose-editor/editor"

const ATTRIBUTES = ["src", "alt", "role", "width", "height"]

const library = () => document.querySelector("picture-library")

const kept = (names) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { default: null, parseHTML: (element) => element.getAttribute(name) },
    ]),
  )

export const Image = Node.create({
  name: "image",
  group: "inline",
  inline: true,
  draggable: true,
  addAttributes: () => kept(ATTRIBUTES),
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
})

export const Picture = Node.create({
  name: "picture",
  addAttributes: () => kept(ATTRIBUTES),
  parseHTML: () => [{ tag: "img[src]", context: "figure/", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
})

export const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],

  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => leaveCaption(editor) }
  },
})

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "(picture | block | caption)+",
  marks: "link",
  draggable: true,
  isolating: true,
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => editor.state.selection.node?.type.name === "picture" && choose(editor),
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "figure",
      groups: "insert",
      button: buttons.material("image"),
      command: choose,
      active: (editor) => Boolean(figureAt(editor.state.selection)),
      hidden: () => !library(),
    })
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const open = (view, at, node) =>
      ["picture", "figure"].includes(node.type.name) && choose(editor)
    return [new Plugin({ props: { handleDoubleClickOn: open } })]
  },
})

/* Open the library for the figure at the selection, or for a new one. */
function choose(editor) {
  if (!library()) return false
  const figure = figureAt(editor.state.selection)
  library()
    .choose(figure && wordsOf(figure.node))
    .then((words) => {
      if (words && figure) replace(editor, figure, words)
      else if (words) insert(editor, words)
      editor.view.focus()
    })
  return true
}

/* The figure around the selection, if it has a picture of its own. */
function figureAt({ $from, node }) {
  const here = node?.type.name === "figure" ? { node, position: $from.pos } : null
  const depths = Array.from({ length: $from.depth }, (_, index) => $from.depth - index)
  const depth = depths.find((each) => $from.node(each).type.name === "figure")
  const figure = here || (depth && { node: $from.node(depth), position: $from.before(depth) })
  return figure && child(figure.node, "picture") ? figure : null
}

function child(figure, name) {
  return figure.children.find((each) => each.type.name === name)
}

function wordsOf(figure) {
  const { src, alt, role } = child(figure, "picture").attrs
  const caption = child(figure, "caption")?.textContent ?? ""
  return { address: src, alt: alt ?? "", decorative: role === "presentation", caption }
}

function attributesOf({ address, alt, decorative }) {
  return decorative
    ? { src: address, alt: "", role: "presentation" }
    : { src: address, alt, role: null }
}

/* Put a new figure in: after the paragraph of the cursor, or in its place while it is empty. */
function insert(editor, words) {
  const { $from, from, to } = editor.state.selection
  const isText = $from.parent.isTextblock && $from.parent.content.size
  const place = isText ? $from.after() : { from, to }
  const content = [{ type: "picture", attrs: attributesOf(words) }]
  if (words.caption) {
    content.push({ type: "caption", content: [{ type: "text", text: words.caption }] })
  }
  editor.commands.insertContentAt(place, { type: "figure", content })
}

/* Change what the dialog changed; a caption that was left alone keeps its emphasis and links. */
function replace(editor, { node: figure, position }, words) {
  const { schema } = editor
  const before = wordsOf(figure)
  const size = before.address === words.address ? {} : { width: null, height: null }
  const old = child(figure, "picture")
  const attributes = { ...old.attrs, ...size, ...attributesOf(words) }
  const picture = schema.nodes.picture.create(attributes, null, old.marks)
  let children = figure.children.map((each) => (each === old ? picture : each))
  if (before.caption !== words.caption) {
    const text = words.caption && schema.text(words.caption)
    const caption = text ? [schema.nodes.caption.create(null, text)] : []
    children = [...children.filter((each) => each.type.name !== "caption"), ...caption]
  }
  const changed = figure.type.create(figure.attrs, children)
  editor
    .chain()
    .command(({ tr }) => Boolean(tr.replaceWith(position, position + figure.nodeSize, changed)))
    .setNodeSelection(position)
    .run()
}

function leaveCaption(editor) {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== "caption") return false
  const after = $from.after($from.depth - 1)
  return editor
    .chain()
    .insertContentAt(after, { type: "paragraph" })
    .focus(after + 1)
    .run()
}
