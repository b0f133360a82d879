/* [data-react]: liked or marked in place. Without this, or when anything is unusual, the press is
   sent as forms are, and the page that comes says why. */
const PAUSE = 600; // ms in which a second press is half of a double click
const waiting = new Set();
const said = document.createElement("span");
said.setAttribute("role", "status");

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button?.matches("[data-react]")) return;
  event.preventDefault();
  if (waiting.has(button)) return;
  waiting.add(button);
  const form = event.target;
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  const request = { method: "POST", headers: { "X-Part": "react" }, body };
  const answer = await fetch(button.formAction, request).catch(() => null);
  setTimeout(() => waiting.delete(button), PAUSE);
  if (!answer) {
    said.textContent = form.querySelector("[data-offline]").textContent;
    button.after(said);
    return;
  }
  said.remove();
  try {
    const { pressed, count } = await answer.json();
    button.setAttribute("aria-pressed", pressed);
    button.value = pressed ? "no" : "yes";
    button.querySelector("b").textContent = count || "";
  } catch {
    // Not our answer: a sentence of the site's, or the way to sign in.
    const name = document.createElement("input");
    Object.assign(name, { type: "hidden", name: button.name, value: button.value });
    form.append(name);
    form.action = button.formAction;
    form.submit();
  }
});
