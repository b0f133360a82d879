// [data-needs-passkeys]: shown where the browser has them. [data-passkey-error]: shown when one
// was not made or not used; allauth's own scripts do the rest on the pages that have a passkey form.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-error]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
