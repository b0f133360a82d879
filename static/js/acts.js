// [data-acts]: like and keep are answered in place. Without this, or when anything is unusual, the
// form is sent as forms are, and the page that comes says why.
const PAUSE = 600; // ms in which a second press is half of a double click
const pressed = new Map();
let sending = Promise.resolve();

const send = async (form, body) => {
  const acts = document.querySelector("[data-acts]");
  const name = form.querySelector("[data-act]").dataset.act;
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", headers: { "X-Part": "acts" }, body });
  } catch {
    acts.querySelector("[role=status]").textContent = acts.dataset.actsOffline;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = page.querySelector("[data-acts]");
  if (!answer.ok || answer.redirected || !part) {
    form.submit();
    return;
  }
  const hadFocus = acts.contains(document.activeElement);
  acts.replaceWith(part);
  if (hadFocus) part.querySelector(`[data-act="${name}"]`)?.focus();
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-acts] form");
  if (!form) return;
  event.preventDefault();
  if (event.timeStamp - (pressed.get(form.action) ?? -PAUSE) < PAUSE) return;
  pressed.set(form.action, event.timeStamp);
  const body = new URLSearchParams(new FormData(form));
  sending = sending.then(() => send(form, body));
});
