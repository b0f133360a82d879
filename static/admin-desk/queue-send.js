// [data-desk-queue]: decisions are sent in place, and the focus goes to the next comment. Without
// this, or when anything is unusual, the form is sent as forms are.
const said = document.querySelector("[data-desk-said]");
const queue = () => document.querySelector("[data-desk-queue]");
let isSending = false;

// Where the focus goes: the first row after those that were decided, if it is still there.
const placeAfter = (decided) => {
  const all = [...queue().querySelectorAll("[data-desk-row]")];
  const last = all.indexOf(decided.at(-1));
  return [...all.slice(last + 1), ...all.slice(0, last + 1).reverse()].map((row) => row.id);
};

const show = (page, places) => {
  const marked = [...queue().querySelectorAll("[name=_selected_action]:checked")].map((box) => box.value);
  const words = page.querySelector(".messagelist");
  queue().replaceWith(page.querySelector("[data-desk-queue]"));
  document.querySelector("#content-start > .messagelist")?.remove();
  said.replaceChildren(...(words ? [words] : []));
  for (const box of queue().querySelectorAll("[name=_selected_action]")) box.checked = marked.includes(box.value);
  document.dispatchEvent(new Event("desk:shown"));
  const next = places.map((id) => document.getElementById(id)).find(Boolean);
  const target = next ?? queue().querySelector("[data-desk-row], [data-desk-none]");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
};

const send = async (form, button) => {
  const row = button?.closest("[data-desk-row]");
  const boxes = button?.name === "action" ? [...form.querySelectorAll("[name=_selected_action]:checked")] : [];
  const decided = row ? [row] : boxes.map((box) => box.closest("[data-desk-row]"));
  const places = placeAfter(decided);
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const body = new URLSearchParams(new FormData(form, button));
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body });
  } catch {
    said.textContent = said.dataset.deskOffline;
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && page.querySelector("[data-desk-queue]")) show(page, places);
  else location.reload();
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || !form.closest("[data-desk-queue]")) return;
  if (event.submitter?.hasAttribute("data-desk-plain")) return;
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  await send(form, event.submitter).finally(() => {
    isSending = false;
  });
});

document.addEventListener("change", (event) => {
  if (!event.target.closest("[data-desk-all]")) return;
  for (const box of queue().querySelectorAll("[name=_selected_action]")) box.checked = event.target.checked;
});
