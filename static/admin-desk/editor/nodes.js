// The desk's own parts of the editor: see-also, pull quotes, pictures from the library, and the
// attributes of blocks that stay when a text is edited.
import { Extension, Figure as PlainFigure, Node } from "django-prose-editor/editor"
import { find, pick } from "desk/pick"

const BLOCKS = [
  "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "figure", "table",
  "codeBlock", "horizontalRule", "seeAlso",
]

const kept = (name, onSplit) => ({
  default: null,
  keepOnSplit: onSplit,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

export const KeptAttributes = Extension.create({
  name: "keptAttributes",
  addGlobalAttributes() {
    const attributes = { id: kept("id", false), dir: kept("dir", true), lang: kept("lang", true) }
    return [
      { types: BLOCKS, attributes },
      { types: ["link"], attributes: { id: kept("id", false) } },
      { types: ["orderedList", "blockquote"], attributes: { class: kept("class", false) } },
    ]
  },
})

// The editor's own view of a figure would write attributes that are not set as "null".
export const Figure = PlainFigure.extend({ addNodeView: () => null })

// Behind the block of the top level in which the cursor stands.
const insertBehind = (editor, content) => {
  const { $to } = editor.state.selection
  const at = $to.depth ? $to.after(1) : $to.pos
  editor.chain().focus().insertContentAt(at, content).run()
}

export const SeeAlso = Node.create({
  name: "seeAlso",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ url: "", words: {} }),
  addAttributes: () => ({
    related: {
      default: null,
      parseHTML: (element) => element.getAttribute("data-related"),
      renderHTML: ({ related }) => ({ "data-related": related }),
    },
  }),
  parseHTML: () => [{ tag: "aside[data-related]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("aside")
      const kicker = document.createElement("small")
      const title = document.createElement("strong")
      dom.className = "desk-see-also"
      kicker.textContent = this.options.words.seeAlso
      dom.append(kicker, title)
      find(this.options.url, { uuid: node.attrs.related }).then(([found]) => {
        title.textContent = found ? found.label : node.attrs.related
      })
      return { dom }
    }
  },
  addMenuItems({ buttons, menu }) {
    const { url, words } = this.options
    menu.defineItem({
      name: "seeAlso",
      groups: "insert",
      button: buttons.text(words.seeAlso, words.seeAlso),
      async command(editor) {
        const chosen = await pick({ url, words, title: words.pickSeeAlso })
        if (chosen) insertBehind(editor, { type: "seeAlso", attrs: { related: chosen.uuid } })
      },
    })
  },
})

export const PullQuote = Extension.create({
  name: "pullQuote",
  addOptions: () => ({ words: {} }),
  addMenuItems({ buttons, menu }) {
    const isPulled = (editor) => editor.isActive("blockquote", { class: "pull-quote" })
    menu.defineItem({
      name: "pullQuote",
      groups: "insert",
      button: buttons.text(this.options.words.pullQuote, this.options.words.pullQuote),
      active: isPulled,
      command(editor) {
        const pulled = isPulled(editor)
        const chain = editor.chain().focus()
        if (!editor.isActive("blockquote")) chain.setBlockquote()
        chain.updateAttributes("blockquote", { class: pulled ? null : "pull-quote" }).run()
      },
    })
  },
})

export const LibraryPicture = Extension.create({
  name: "libraryPicture",
  addOptions: () => ({ url: "", words: {} }),
  addMenuItems({ buttons, menu }) {
    const { url, words } = this.options
    menu.defineItem({
      name: "libraryPicture",
      groups: "insert",
      button: buttons.material("image", words.picture),
      async command(editor) {
        const chosen = await pick({ url, words, title: words.pickPicture })
        if (!chosen) return
        const { src, alt, width, height, caption } = chosen
        const content = [{ type: "image", attrs: { src, alt, width, height } }]
        if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] })
        insertBehind(editor, { type: "figure", content })
      },
    })
  },
})
