/* textarea[data-characters]: how many characters are left, once that matters. */
const MOST = 10000; // as the server has it
const NEAR = 500;

for (const field of document.querySelectorAll("textarea[data-characters]")) {
  const shown = document.createElement("p");
  shown.className = "composer-count";
  shown.setAttribute("role", "status");
  field.after(shown);

  const count = () => {
    const left = field.value.length < MOST - NEAR ? MOST : MOST - [...field.value.trim()].length;
    shown.textContent = left > NEAR ? "" : field.dataset.characters.replace("{count}", left);
    shown.classList.toggle("is-over", left < 0);
  };
  field.addEventListener("input", count);
  count();
}
