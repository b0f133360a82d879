// The desk's own parts of the editor: see-also, pull quotes and pictures from the library.
import { Extension, Node } from "django-prose-editor/editor"
import { find, pick } from "desk/pick"

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
        const { src, alt, width, height, caption, credit } = chosen
        const content = [{ type: "image", attrs: { src, alt, width, height } }]
        const said = caption ? [{ type: "text", text: credit ? `${caption} ` : caption }] : []
        if (credit) said.push({ type: "text", text: credit, marks: [{ type: "small" }] })
        if (said.length) content.push({ type: "caption", content: said })
        insertBehind(editor, { type: "figure", content })
      },
    })
  },
})
