// details[data-contents]: open from the start where the list has the margin to itself.
for (const contents of document.querySelectorAll("details[data-contents]")) {
  contents.open = matchMedia("(min-width: 75rem)").matches;
}
