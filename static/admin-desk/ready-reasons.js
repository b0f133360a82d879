// [data-desk-fill]: one press puts a ready reason behind what is written, to be changed there.
// Without this the button sends the form, and the page comes back with it filled in.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-desk-fill]");
  const field = button?.form?.elements[button.dataset.deskFill];
  if (!field) return;
  event.preventDefault();
  const text = button.dataset.deskText;
  const written = field.value.trimEnd();
  if (!written.includes(text)) field.value = written ? `${written}\n\n${text}` : text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});
