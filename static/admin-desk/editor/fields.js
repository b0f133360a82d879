// A plain dialog with a few fields: gives back what was written, or null.
const make = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

// A field with `choose` is a button: what it gives back ({label, …}) is the field's value.
const chooser = ({ label, value, choose }, words) => {
  const state = { value: value || null }
  const shown = make("output", { className: "help", textContent: value ? value.label : words.none })
  const show = (chosen) => {
    state.value = chosen
    shown.textContent = chosen ? chosen.label : words.none
  }
  const button = make("button", { type: "button", className: "button", textContent: label })
  button.addEventListener("click", async () => show((await choose()) || state.value))
  const without = make("button", { type: "button", className: "button", textContent: words.without })
  without.addEventListener("click", () => show(null))
  return { element: make("p", {}, [button, " ", without, " ", shown]), read: () => state.value }
}

const input = ({ label, help = "", value = "", ...properties }) => {
  const box = make("input", { type: "text", className: "vTextField", value, ...properties })
  const note = help ? [make("small", { className: "help", textContent: help })] : []
  const element = make("p", {}, [make("label", {}, [label, " ", box]), ...note])
  return { element, read: () => box.value.trim() }
}

export const ask = ({ title, fields, words }) =>
  new Promise((resolve) => {
    const parts = Object.entries(fields).map(([name, field]) => [
      name,
      field.choose ? chooser(field, words) : input(field),
    ])
    const heading = make("h2", { textContent: title, id: "desk-ask-title" })
    const done = make("button", { className: "button default", textContent: words.done })
    const cancel = make("button", { type: "button", className: "button", textContent: words.cancel })
    const form = make("form", { method: "dialog" }, [
      heading,
      ...parts.map(([_name, { element }]) => element),
      make("p", {}, [done, " ", cancel]),
    ])
    const dialog = make("dialog", { className: "desk-pick" }, [form])
    dialog.setAttribute("aria-labelledby", heading.id)
    let given = null
    form.addEventListener("submit", () => {
      given = Object.fromEntries(parts.map(([name, { read }]) => [name, read()]))
    })
    cancel.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(given)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
