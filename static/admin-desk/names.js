// Names for what Django's admin leaves without one: searching selects, boxes that delete a row, and
// the empty head of the column before the first.
const words = (part) => part?.textContent.trim().replace(/:$/, "") ?? "";

const nameOf = (field) => {
  const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  const cell = field.closest("td");
  return words(label) || words(cell?.closest("table").tHead?.rows[0].cells[cell.cellIndex]);
};

const name = () => {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    for (const part of select.nextElementSibling.querySelectorAll("[role=combobox], [role=textbox]")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", `${nameOf(select)} ${words(select.selectedOptions[0])}`.trim());
    }
  }
  for (const box of document.querySelectorAll("td.delete input")) box.setAttribute("aria-label", nameOf(box));
  for (const head of document.querySelectorAll("th.original")) head.setAttribute("aria-hidden", "true");
};

addEventListener("load", () => setTimeout(name, 0));
document.addEventListener("formset:added", () => setTimeout(name, 0));
document.addEventListener("change", name);
