// [data-desk-row]: the queue by keyboard. A key presses what a hand would: everything works without.
const KEPT = "desk-keys";
const WRITING = "textarea, select, input:not([type=checkbox])";
const LOOK_AFTER = 400; // ms in focus before colleagues are told

const keys = document.querySelector("[data-desk-keys]");
const rows = () => [...document.querySelectorAll("[data-desk-row]")];
const current = () => document.activeElement?.closest("[data-desk-row]") ?? (rows().length === 1 ? rows()[0] : null);
const areOn = () => {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
};

const move = (step) => {
  const all = rows();
  const at = all.indexOf(current());
  const row = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
};

const hide = (row) => {
  const part = row?.querySelector("[data-desk-hide]");
  if (!part) return;
  part.open = true;
  part.querySelector("textarea").focus({ preventScroll: true });
  part.scrollIntoView({ block: "nearest" });
};

const press = (key, within) => within?.querySelector(`[data-desk-key="${key}"]`)?.click();

const ACTS = {
  j: () => move(1),
  k: () => move(-1),
  h: () => hide(current()),
  u: () => press("u", document),
  "?": () => keys?.showModal(),
};
for (const key of "asxonp") ACTS[key] = () => press(key, current());

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const part = target.closest("[data-desk-hide]");
  if (part && key === "Escape") {
    part.open = false;
    target.closest("[data-desk-row]").focus();
  }
  if (part && key === "Enter" && event.ctrlKey) part.querySelector("button").click();
  if (target.matches(WRITING) || keys?.open || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(key)) return;
  if (!ACTS[key] || !areOn()) return;
  event.preventDefault();
  ACTS[key]();
});

// -- The list of keys, and whether they are wanted ------------------------------------------------

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-desk-help]")) keys.showModal();
});
const box = keys?.querySelector("[data-desk-keys-on]");
if (box) {
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
}

// -- Who is looking -------------------------------------------------------------------------------

let looked = null;
let timer = 0;

const claim = async (row) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  try {
    const answer = await fetch(row.dataset.deskClaim, { method: "POST", headers: { "X-CSRFToken": token } });
    const { by } = await answer.json();
    const note = row.querySelector("[data-desk-looking]");
    note.hidden = !by;
    note.textContent = by ? note.dataset.deskWords.replace("{name}", by) : "";
  } catch {
    // Without a connection nobody is told; deciding says so.
  }
};

const look = (row) => {
  if (!row?.dataset.deskClaim || row === looked) return;
  looked = row;
  clearTimeout(timer);
  timer = setTimeout(() => row.isConnected && claim(row), LOOK_AFTER);
};

document.addEventListener("focusin", (event) => look(event.target.closest("[data-desk-row]")));
document.addEventListener("desk:shown", () => prepare());

const prepare = () => {
  for (const part of document.querySelectorAll("[data-desk-help], [data-desk-all]")) part.hidden = false;
  if (rows().length === 1 && document.querySelector("[data-desk-open]")) look(rows()[0]);
};
prepare();
