// Blocks as the cleaner allows them: figures of anything with a caption, pictures in a line, code with
// marks, and lists of terms.
import { CodeBlock as PlainCodeBlock, Figure as PlainFigure, Image as PlainImage, Node } from "django-prose-editor/editor"

// A figure holds a picture, which may be a link, or a table or a text; or it is a link card (cards.js).
export const Figure = PlainFigure.extend({
  content: "block+",
  marks: "link",
  addAttributes: () => ({
    class: {
      default: null,
      parseHTML: (element) => (element.classList.contains("embed") ? "embed" : null),
    },
  }),
  // The editor's own view would write attributes that are not set as "null".
  addNodeView: () => null,
})

export const Image = PlainImage.extend({
  parseHTML: () => [{ tag: "figure > img[src], figure > a > img[src]", priority: 60 }],
})

export const InlineImage = PlainImage.extend({
  name: "inlineImage",
  parseHTML: () => [{ tag: "img[src]" }],
  addInputRules: () => [],
  addCommands: () => ({}),
}).configure({ inline: true })

export const CodeBlock = PlainCodeBlock.extend({
  content: "inline*",
  marks: "_",
  renderHTML: ({ HTMLAttributes }) => ["pre", HTMLAttributes, 0],
})

const part = (name, tag, content, options = {}) =>
  Node.create({
    name,
    content,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    ...options,
  })

export const Terms = part("terms", "dl", "(term | meaning)+", { group: "block" })
export const Term = part("term", "dt", "inline*", { defining: true })
export const Meaning = part("meaning", "dd", "block+", { defining: true })
