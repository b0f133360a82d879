// The parts of a table that the editor's model does not know: caption, head and foot. They travel as
// attributes of the table and its rows and become elements again when the text leaves.
import { Node, Table as PlainTable, TableRow as PlainTableRow } from "django-prose-editor/editor"
import { ask } from "desk/fields"

const travelling = (name, parseHTML) => ({
  default: null,
  parseHTML,
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
})

const wordsOf = (html) => new DOMParser().parseFromString(html || "", "text/html").body.textContent
const escaped = (words) => Object.assign(document.createElement("p"), { textContent: words }).innerHTML

export const Table = PlainTable.extend({
  addAttributes() {
    const caption = travelling("caption", (table) => table.caption?.outerHTML || null)
    const words = {
      default: null,
      rendered: true,
      parseHTML: (table) => table.caption?.textContent || null,
      renderHTML: ({ caption: html }) => (html ? { "data-words": wordsOf(html) } : {}),
    }
    return { ...this.parent?.(), caption, words }
  },
  addOptions() {
    return { ...this.parent?.(), words: {} }
  },
  addMenuItems(parts) {
    this.parent?.(parts)
    const { words } = this.options
    parts.menu.defineItem({
      name: "table:caption",
      groups: "table",
      button: parts.buttons.text(words.tableCaption, words.tableCaption),
      hidden: (editor) => !editor.isActive("table"),
      async command(editor) {
        const now = wordsOf(editor.getAttributes("table").caption)
        const fields = { caption: { label: words.tableCaption, value: now } }
        const given = await ask({ title: words.tableCaption, fields, words })
        if (!given) return
        const caption = given.caption ? `<caption>${escaped(given.caption)}</caption>` : null
        editor.chain().focus().updateAttributes("table", { caption }).run()
      },
    })
  },
})

export const TableRow = PlainTableRow.extend({
  addAttributes() {
    const part = travelling("part", ({ parentNode: { localName } }) =>
      /^t(?:head|foot)$/.test(localName) ? localName : null,
    )
    return { ...this.parent?.(), part }
  },
})

// The caption is an attribute; its element is passed over.
export const TableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  parseHTML: () => [{ tag: "table > caption", ignore: true, priority: 70 }],
  renderHTML: () => ["caption", 0],
})

export const partedTable = (table) => {
  for (const name of ["thead", "tfoot"]) {
    const rows = [...table.rows].filter((row) => row.dataset.part === name)
    if (!rows.length) continue
    const part = document.createElement(name)
    part.append(...rows)
    if (name === "thead") table.prepend(part)
    else table.append(part)
  }
  for (const row of table.rows) delete row.dataset.part
  for (const body of table.tBodies) if (!body.rows.length) body.remove()
  if (table.dataset.caption) table.insertAdjacentHTML("afterbegin", table.dataset.caption)
  delete table.dataset.caption
  delete table.dataset.words
}
