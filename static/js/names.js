/* textarea[data-names]: after @ and some letters, members on offer. A combobox whose list is moved
   through by arrows; Enter or Tab takes one, Escape none. */
const TYPED = /(?:^|[^\p{L}\p{M}\p{N}_@.+/-])@([\p{L}\p{M}\p{N}-]{1,30})$/u;
const PAUSE = 150; // ms without a key before it is asked

for (const field of document.querySelectorAll("textarea[data-names]")) {
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `${field.id}-names`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.namesLabel);
  let active = 0;
  let asked = "";
  let timer = 0;

  const close = () => {
    clearTimeout(timer);
    asked = "";
    list.remove();
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-activedescendant"]) {
      field.removeAttribute(name);
    }
  };

  const typed = () =>
    field.selectionStart === field.selectionEnd
      ? TYPED.exec(field.value.slice(0, field.selectionStart))?.[1]
      : undefined;

  const mark = (at) => {
    const options = [...list.children];
    active = (at + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === active));
    options[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[active].id);
  };

  const option = (person, at) => {
    const item = document.createElement("li");
    item.id = `${list.id}-${at}`;
    item.setAttribute("role", "option");
    item.dataset.handle = person.handle;
    const name = document.createElement("bdi");
    name.textContent = person.name;
    const handle = document.createElement("span");
    handle.textContent = `@${person.handle}`;
    handle.dir = "ltr";
    item.append(name, " ", handle);
    return item;
  };

  const open = (people) => {
    if (!people.length) return close();
    list.replaceChildren(...people.map(option));
    field.after(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "true");
    field.setAttribute("aria-controls", list.id);
    return mark(0);
  };

  const ask = async (letters) => {
    try {
      const answer = await fetch(`${field.dataset.names}?q=${encodeURIComponent(letters)}`);
      const { people } = await answer.json();
      if (asked === letters && document.activeElement === field) open(people);
    } catch {
      close(); // no connection, or signed out meanwhile: one types the handle
    }
  };

  const take = (item) => {
    const to = field.selectionStart;
    if (!typed()) return close();
    field.setRangeText(`@${item.dataset.handle} `, to - typed().length - 1, to, "end");
    close();
    return field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const keys = {
    ArrowDown: () => mark(active + 1),
    ArrowUp: () => mark(active - 1),
    Enter: () => take(list.children[active]),
    Tab: () => take(list.children[active]),
    Escape: close,
  };

  field.addEventListener("input", () => {
    const letters = typed();
    if (!letters) return close();
    if (letters === asked) return undefined;
    asked = letters;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE, letters);
    return undefined;
  });
  field.addEventListener("keydown", (event) => {
    const isPlain = !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey);
    if (!list.isConnected || !keys[event.key] || event.isComposing || !isPlain) return;
    event.preventDefault();
    keys[event.key]();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) take(item);
  });
  field.addEventListener("blur", close);
  document.addEventListener("selectionchange", () => {
    if (list.isConnected && !typed()) close();
  });
}
