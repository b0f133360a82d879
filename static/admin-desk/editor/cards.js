// A link card: what would be embedded elsewhere is a stored still and a plain link here.
import { Extension } from "django-prose-editor/editor"
import { ask } from "desk/fields"
import { pick } from "desk/pick"

const cardAt = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth)
    if (node.type.name === "figure" && node.attrs.class === "embed") {
      return { node, from: $from.before(depth), to: $from.after(depth) }
    }
  }
  return null
}

// What the card says now, as the fields of the dialog.
const valuesOf = (card) => {
  const values = { address: "", title: "", source: "", still: null, attrs: {} }
  card?.node.descendants((node) => {
    const has = (name) => node.marks.find(({ type }) => type.name === name)
    if (node.type.name === "image") values.still = { ...node.attrs, label: node.attrs.alt }
    else if (node.isText && has("link")) {
      values.address ||= has("link").attrs.href
      values.title += node.text
    } else if (node.isText && has("small")) values.source += node.text
  })
  return values
}

const contentOf = ({ address, title, source, still }) => {
  const { src, alt, width, height } = still || {}
  const link = { type: "text", text: title || address, marks: [{ type: "link", attrs: { href: address } }] }
  const from = [{ type: "text", text: " " }, { type: "text", text: source, marks: [{ type: "small" }] }]
  return [
    ...(still ? [{ type: "image", attrs: { src, alt, width, height } }] : []),
    { type: "caption", content: [link, ...(source ? from : [])] },
  ]
}

export const LinkCard = Extension.create({
  name: "linkCard",
  addOptions: () => ({ url: "", words: {} }),
  addMenuItems({ buttons, menu }) {
    const { url, words } = this.options
    menu.defineItem({
      name: "linkCard",
      groups: "insert",
      button: buttons.text(words.linkCard, words.linkCard),
      active: (editor) => cardAt(editor.state.selection) !== null,
      async command(editor) {
        const card = cardAt(editor.state.selection)
        const now = valuesOf(card)
        const fields = {
          address: {
            label: words.address, value: now.address, required: true, type: "url",
            pattern: "[hH][tT][tT][pP][sS]?://.+", placeholder: "https://",
          },
          title: { label: words.title, value: now.title },
          source: { label: words.source, value: now.source, help: words.sourceHelp },
          still: {
            label: words.still, value: now.still,
            choose: () => pick({ url, words, title: words.pickPicture }),
          },
        }
        const given = await ask({ title: words.linkCard, fields, words })
        if (!given) return
        const attrs = { ...card?.node.attrs, class: "embed" }
        const { $to } = editor.state.selection
        const behind = $to.depth ? $to.after(1) : $to.pos
        const range = card ? { from: card.from, to: card.to } : behind
        const content = { type: "figure", attrs, content: contentOf(given) }
        editor.chain().focus().insertContentAt(range, content).run()
      },
    })
  },
})
