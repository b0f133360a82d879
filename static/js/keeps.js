// [data-keeps]: what is written into a form is kept while one writes. Without this a button does it.
const PAUSE = 1500; // ms after the last key

for (const form of document.querySelectorAll("[data-keeps]")) {
  const status = form.querySelector("[data-keeps-status]");
  const field = form.querySelector("textarea");
  let waiting;
  let kept = field.value;

  const keep = async () => {
    clearTimeout(waiting);
    if (field.value === kept) return;
    const sent = field.value;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.keeps, { method: "POST", body, keepalive: true });
      if (!answer.ok || answer.redirected) return;
      kept = sent;
      status.textContent = form.dataset.keepsWord;
    } catch {
      status.textContent = "";
    }
  };

  field.addEventListener("input", () => {
    status.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep();
  });
}
