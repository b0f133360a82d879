// [data-passkey-error]: shown when a passkey was not made or not used; allauth's own scripts do the
// rest on the pages that have a passkey form.
document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-error]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
