// [data-keys]: n and p walk through the new comments, or through all when none is new. They can be
// switched off, as single letters must (WCAG 2.1.4); this browser remembers it.
const help = document.querySelector("[data-keys]");
const KEY = "civitas-keys";
const TYPING = "input, textarea, select, [contenteditable], dialog";

if (help) {
  const press = help.querySelector("button");
  let isOff = false;
  let last = null;

  const show = () => {
    press.textContent = isOff ? help.dataset.keysOn : help.dataset.keysOff;
    help.classList.toggle("is-off", isOff);
  };

  try {
    isOff = localStorage.getItem(KEY) === "off";
  } catch {
    // Not allowed: they are on.
  }
  show();

  press.addEventListener("click", () => {
    isOff = !isOff;
    show();
    try {
      localStorage.setItem(KEY, isOff ? "off" : "on");
    } catch {
      // Then it holds for this page.
    }
  });

  const walked = () => {
    const fresh = document.querySelectorAll(".discussion .comment.is-new");
    return [...(fresh.length ? fresh : document.querySelectorAll(".discussion .comment"))];
  };

  const step = (isBack) => {
    const at = document.activeElement.closest(".comment") ?? (last?.isConnected ? last : null);
    const wanted = isBack ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const way = isBack ? walked().reverse() : walked();
    return way.find((one) => !at || at.compareDocumentPosition(one) & wanted);
  };

  document.addEventListener("keydown", (event) => {
    if (isOff || event.defaultPrevented || !["n", "p"].includes(event.key)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const comment = step(event.key === "p");
    if (!comment) return;
    event.preventDefault();
    let fold = comment.closest("details");
    while (fold) {
      fold.open = true;
      fold = fold.parentElement.closest("details");
    }
    last = comment;
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: "start" });
  });
}
