// A text that is opened and saved stays as it was: attributes are kept, and what the editor's model
// adds (paragraphs in list items and cells) or cannot hold (parts of a table) is put right on leaving.
import { Extension } from "django-prose-editor/editor"
import { partedTable } from "desk/tables"

const NODES = [
  "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "figure", "caption",
  "image", "inlineImage", "table", "tableRow", "tableHeader", "tableCell", "codeBlock", "hardBreak",
  "horizontalRule", "seeAlso", "terms", "term", "meaning",
]
const MARKS = [
  "link", "bold", "italic", "strike", "code", "subscript", "superscript", "underlined", "abbr",
  "cite", "ins", "kbd", "marked", "quoted", "small",
]

const kept = (name, keepOnSplit = false) => ({
  default: null,
  keepOnSplit,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
})

// Paragraphs that nobody wrote: the model wants one where there was only text.
const loose = {
  default: true,
  parseHTML: () => false,
  renderHTML: (attributes) => (attributes.loose ? { "data-loose": "" } : {}),
}

const unwrap = (paragraph) => {
  const others = [...paragraph.parentNode.children].filter((each) => each.localName === "p")
  if (others.length === 1) paragraph.replaceWith(...paragraph.childNodes)
  else paragraph.removeAttribute("data-loose")
}

// What leaves the editor. `data-…` are our own marks; the server's cleaner drops what is left of them.
export const tidied = (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  body.querySelectorAll(":is(li, td, th, dd, blockquote, figure) > p[data-loose]").forEach(unwrap)
  body.querySelectorAll("p[data-loose]").forEach((each) => each.removeAttribute("data-loose"))
  body.querySelectorAll("table").forEach(partedTable)
  for (const element of body.querySelectorAll("[id]")) {
    const rest = [...element.attributes].filter(({ name }) => name !== "id")
    for (const { name } of rest) element.removeAttribute(name)
    for (const { name, value } of rest) element.setAttribute(name, value)
  }
  return body.innerHTML
}

export const KeptAttributes = Extension.create({
  name: "keptAttributes",
  onBeforeCreate() {
    const { editor } = this
    const plain = editor.getHTML.bind(editor)
    editor.getHTML = () => tidied(plain())
  },
  addGlobalAttributes() {
    const attributes = { id: kept("id"), dir: kept("dir", true), lang: kept("lang", true) }
    return [
      { types: [...NODES, ...MARKS], attributes },
      { types: ["paragraph"], attributes: { loose } },
      { types: ["orderedList", "blockquote"], attributes: { class: kept("class") } },
      { types: ["tableHeader"], attributes: { scope: kept("scope") } },
      { types: ["abbr"], attributes: { title: kept("title") } },
    ]
  },
})
