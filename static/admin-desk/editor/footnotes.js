// Footnotes: a mark in the text, and its words in the list at the end, which is a list like any other.
// Numbers, order and the ways back are the server's: it puts them right on every saving.
import { Node } from "django-prose-editor/editor"

const MARK = "footnoteMark"
const newName = () => Math.random().toString(36).slice(2, 8)

const marksIn = (doc, upTo = Number.POSITIVE_INFINITY) => {
  const found = []
  doc.descendants((node, at) => {
    if (node.type.name === MARK && at < upTo) found.push({ node, at })
  })
  return found
}

const notesIn = (doc) => {
  let found = null
  doc.forEach((node, at) => {
    if (node.type.name === "orderedList" && node.attrs.class === "footnotes") found = { node, at }
  })
  return found
}

// The item in which the cursor stands, if it is one of the notes.
const noteAt = ({ $from }) => {
  const inNotes = $from.depth > 1 && $from.node(1).attrs.class === "footnotes"
  return inNotes ? $from.node(2).attrs.id : null
}

const goTo = (editor, at) => editor.chain().focus().setTextSelection(at).scrollIntoView().run()

const insert = (editor) => {
  const { state } = editor
  const { schema, selection } = state
  const name = newName()
  const item = schema.nodes.listItem.create({ id: `fn-${name}` }, schema.nodes.paragraph.create())
  const place = marksIn(state.doc, selection.to).length
  const { tr } = state
  tr.insert(selection.to, schema.nodes[MARK].create({ name }))
  const notes = notesIn(tr.doc)
  let at
  if (notes) {
    at = notes.at + 1
    for (let index = 0; index < Math.min(place, notes.node.childCount); index += 1) {
      at += notes.node.child(index).nodeSize
    }
    tr.insert(at, item)
  } else {
    at = tr.doc.content.size + 1
    tr.insert(at - 1, schema.nodes.orderedList.create({ class: "footnotes" }, item))
  }
  editor.view.dispatch(tr)
  goTo(editor, at + 2)
}

export const FootnoteMark = Node.create({
  name: MARK,
  group: "inline",
  inline: true,
  atom: true,
  addOptions: () => ({ words: {} }),
  addAttributes: () => ({
    name: { default: null, rendered: false },
    anchor: { default: null, rendered: false },
  }),
  parseHTML: () => [
    // The way back belongs to the server.
    { tag: 'ol.footnotes a[href^="#fnref-"]', ignore: true, priority: 2000 },
    {
      tag: "sup",
      priority: 60,
      getAttrs: (sup) => {
        const link = sup.querySelector(':scope > a[href^="#fn-"]')
        if (!link || sup.childNodes.length !== 1) return false
        return { name: link.getAttribute("href").slice(4), anchor: link.id || null }
      },
    },
  ],
  renderHTML({ node: { attrs } }) {
    const link = { id: attrs.anchor || `fnref-${attrs.name}`, href: `#fn-${attrs.name}` }
    return ["sup", { class: "desk-footnote" }, ["a", link, "1"]]
  },
  addMenuItems({ buttons, menu }) {
    const { words } = this.options
    menu.defineItem({
      name: "footnote",
      groups: "insert",
      button: buttons.text(words.footnote, words.footnoteHelp),
      active: (editor) => noteAt(editor.state.selection) !== null,
      command(editor) {
        const id = noteAt(editor.state.selection)
        if (id === null) return insert(editor)
        const mark = marksIn(editor.state.doc).find(({ node }) => `fn-${node.attrs.name}` === id)
        return mark ? goTo(editor, mark.at + 1) : undefined
      },
    })
  },
})
