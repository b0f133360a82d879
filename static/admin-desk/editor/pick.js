// A plain dialog that searches what the desk answers at `url` and gives back the one chosen.
const make = (tag, properties = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const row = (result, choose) => {
  const button = make("button", { type: "button", className: "desk-pick-row" })
  if (result.src) {
    button.append(make("img", { src: result.src, alt: "", loading: "lazy" }))
  }
  button.append(make("span", { textContent: result.label, dir: "auto" }))
  button.append(make("small", { textContent: result.note }))
  button.addEventListener("click", () => choose(result))
  return make("li", {}, [button])
}

export const find = async (url, query) => {
  const response = await fetch(`${url}?${new URLSearchParams(query)}`, {
    headers: { Accept: "application/json" },
  })
  return response.ok ? (await response.json()).results : []
}

export const pick = ({ url, title, words }) =>
  new Promise((resolve) => {
    let chosen = null
    const list = make("ul", { className: "desk-pick-list" })
    const status = make("p", { className: "help" })
    status.setAttribute("role", "status")
    const input = make("input", { type: "search", className: "vTextField" })
    const label = make("label", {}, [words.search, " ", input])
    const cancel = make("button", { type: "button", className: "button", textContent: words.cancel })
    const heading = make("h2", { textContent: title, id: "desk-pick-title" })
    const dialog = make("dialog", { className: "desk-pick" }, [heading, label, status, list, cancel])
    dialog.setAttribute("aria-labelledby", heading.id)

    const choose = (result) => {
      chosen = result
      dialog.close()
    }
    // Beside a stored piece, what is like it comes first.
    const beside = /\/(\d+)\/change\//.exec(location.pathname)?.[1] ?? ""
    const show = async () => {
      const asked = input.value
      const results = await find(url, { q: asked, beside })
      if (asked !== input.value) return
      list.replaceChildren(...results.map((result) => row(result, choose)))
      status.textContent = results.length ? "" : words.nothing
    }

    let waiting
    input.addEventListener("input", () => {
      clearTimeout(waiting)
      waiting = setTimeout(show, 200)
    })
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return
      event.preventDefault()
      list.querySelector("button")?.focus()
    })
    cancel.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(chosen)
    })
    document.body.append(dialog)
    dialog.showModal()
    show()
  })
