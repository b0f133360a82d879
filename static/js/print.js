// [data-print]: asks the browser to print the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
