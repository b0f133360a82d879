/* What is typed into [data-composer] is kept in the browser, for each article, parent and member:
   it outlives a reload, a lost connection and a closed tab. Forgotten when it is posted, by "Clear",
   after a month, and all of it at signing out ([data-sign-out]), so that nobody else reads it. */
const KEPT_FOR = 30 * 24 * 3600 * 1000; // ms
const PREFIX = "draft:";

/* The tab's own words first: two tabs do not read each other's after a reload. */
const stores = [() => sessionStorage, () => localStorage].flatMap((open) => {
  try {
    open().length;
    return [open()];
  } catch {
    return []; // forbidden: then nothing is kept
  }
});

const each = (visit) => {
  for (const store of stores) {
    for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
      visit(store, key);
    }
  }
};
const forget = (key) => stores.forEach((store) => store.removeItem(key));
const keep = (key, words) => {
  for (const store of stores) {
    try {
      store.setItem(key, JSON.stringify({ ...words, at: Date.now() }));
    } catch {
      // full: the other one may have room
    }
  }
};

const read = (store, key) => {
  try {
    const words = JSON.parse(store.getItem(key));
    if (typeof words.text === "string" && Date.now() - words.at < KEPT_FOR) return words;
  } catch {
    // not ours
  }
  store.removeItem(key);
  return null;
};

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) each((store, key) => store.removeItem(key));
});

for (const composer of document.querySelectorAll("[data-composer]")) {
  const { composer: article, composerFor: who, composerAt } = composer.dataset;
  const field = composer.querySelector("textarea");
  const value = (name) => composer.querySelector(`[name=${name}]`).value;
  const keyFor = (parent, member = who) => `${PREFIX}${article}:${member}:${parent}`;
  const moves = composer.closest(".discussion") !== null;

  const before = document.createElement("p");
  before.className = "composer-before";
  before.setAttribute("role", "status");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "link-button";
  clear.textContent = composer.dataset.composerClear;

  const quote = (words) => {
    const detail = { block: words.block ?? "", text: words.quote ?? "" };
    composer.dispatchEvent(new CustomEvent("composer:quote", { detail }));
  };

  const keepNow = () => {
    const words = {
      text: field.value,
      block: value("passage_block"),
      quote: value("passage_text"),
    };
    if (words.text.trim() || words.quote) keep(keyFor(value("parent")), words);
    else forget(keyFor(value("parent")));
  };

  const forgetHere = () => {
    for (const member of [who, ""]) forget(keyFor(value("parent"), member));
    before.remove();
  };

  const restore = (words) => {
    field.value = words.text;
    quote(words);
    before.replaceChildren(composer.dataset.composerRestored, " ", clear);
    composer.querySelector("label").before(before);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* What was written here, by the same member or before signing in; the tab's own first. */
  const kept = () => {
    const found = [];
    each((store, key) => {
      const [of, member, parent] = key.slice(PREFIX.length).split(":");
      if (of !== article || (member !== who && member !== "")) return;
      if (!moves && parent !== value("parent")) return;
      const words = read(store, key);
      if (words) found.push({ ...words, parent, rank: stores.indexOf(store) });
    });
    return found.sort((a, b) => a.rank - b.rank || b.at - a.at);
  };

  composer.addEventListener("input", keepNow);
  composer.addEventListener("composer:posted", forgetHere);
  composer.addEventListener("composer:moved", (event) => {
    const words = field.value.trim() ? null : kept().find((one) => one.parent === value("parent"));
    if (words) restore(words);
    else if (field.value.trim()) {
      forget(keyFor(event.detail.from));
      keepNow();
    }
  });
  clear.addEventListener("click", () => {
    forgetHere();
    field.value = "";
    quote({});
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  /* When all scripts are there: words of the server's win unless these are newer. */
  queueMicrotask(() => {
    const isHere = ({ parent }) => !parent || document.getElementById(`comment-${parent}`);
    const words = kept().find(moves ? isHere : () => true);
    if (!words || field.value !== field.defaultValue) return;
    const isOlder = field.defaultValue && words.at <= Number(composerAt) * 1000;
    if (isOlder || words.text === field.defaultValue) return;
    if (words.parent !== value("parent") && !field.defaultValue) {
      const move = words.parent ? "composer:answer" : "composer:home";
      composer.dispatchEvent(new CustomEvent(move, { detail: words.parent }));
    } else restore(words);
  });
}
