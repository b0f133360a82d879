// Marks that the editor does not offer and must not lose, and twins that stay what they were.
import { Bold as Strong, Code as PlainCode, Italic as Em, Mark, Strike as S } from "django-prose-editor/editor"

const mark = (name, tag) =>
  Mark.create({
    name,
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  })

export const Abbr = mark("abbr", "abbr")
export const Cite = mark("cite", "cite")
export const Ins = mark("ins", "ins")
export const Kbd = mark("kbd", "kbd")
export const Marked = mark("marked", "mark")
export const Quoted = mark("quoted", "q")
export const Small = mark("small", "small")
export const Underlined = mark("underlined", "u")

// <strong> and <b>, <em> and <i>, <s> and <del> are one mark each to the editor.
const withTwin = (plain, tag, twin) =>
  plain.extend({
    addAttributes() {
      const parseHTML = ({ localName }) => (localName === twin ? twin : null)
      return { ...this.parent?.(), tag: { default: null, rendered: false, parseHTML } }
    },
    renderHTML: ({ mark: { attrs }, HTMLAttributes }) => [attrs.tag || tag, HTMLAttributes, 0],
  })

export const Bold = withTwin(Strong, "strong", "b")
export const Italic = withTwin(Em, "em", "i")
export const Strike = withTwin(S, "s", "del")

// Code may be a link, or stressed.
export const Code = PlainCode.extend({ excludes: "" })
