// [data-theme-choice]: day, night, or as the system says; kept in this browser alone.
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  const root = document.documentElement;
  const current = choice.querySelector(`[value="${root.dataset.theme ?? "auto"}"]`);
  if (current) current.checked = true;
  choice.addEventListener("change", ({ target }) => {
    if (target.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = target.value;
    try {
      if (target.value === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", target.value);
    } catch {
      // Storage is closed to us; the choice holds for this page.
    }
  });
}
