/* The button called "preview" shows the text above the field, in place. Without this a page does. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.submitter?.name !== "preview" || !form.dataset.composerPreview) return;
  event.preventDefault();
  const said = form.querySelector("[data-composer-said]");
  let part;
  try {
    const answer = await fetch(form.dataset.composerPreview, {
      method: "POST",
      headers: { "X-Part": "preview" },
      body: new URLSearchParams(new FormData(form)),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    part = page.querySelector("[data-preview-shown]");
  } catch {
    said.textContent = form.dataset.composerOffline;
    return;
  }
  if (!part) return;
  said.textContent = "";
  form.querySelector("[data-preview-shown]")?.remove();
  (form.querySelector("[data-composer-passage]") ?? form.querySelector("label")).before(part);
  part.focus();
});
