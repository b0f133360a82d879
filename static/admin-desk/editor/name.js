// Name the editor for screen readers: it takes the words of its field's label and help.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const box = editor.view.dom
  box.setAttribute("role", "textbox")
  box.setAttribute("aria-multiline", "true")
  if (label) {
    box.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim())
    label.addEventListener("click", () => editor.commands.focus())
  }
  for (const bar of textarea.parentElement.querySelectorAll(".prose-menubar")) {
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", box.getAttribute("aria-label"))
  }
})
