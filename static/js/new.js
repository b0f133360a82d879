// [data-new]: what is new since the last visit. A member's page comes with it marked; for a stranger
// this browser remembers when it last looked at each discussion. Nothing of it is sent.
const KEY = "civitas-visits";
const PAUSE = 30 * 60 * 1000; // ms after which a look begins another visit
const MOST = 200; // discussions remembered

const line = () => document.querySelector("[data-new]");

const visits = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
};

const note = (name) => {
  const kept = visits();
  const [looked, before] = kept[name] ?? [0, 0];
  const since = looked < Date.now() - PAUSE ? looked : before;
  const others = Object.entries(kept).filter(([other]) => other !== name);
  others.sort(([, a], [, b]) => b[0] - a[0]);
  const next = [[name, [Date.now(), since]], ...others.slice(0, MOST - 1)];
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(next)));
  } catch {
    // Full, or not allowed: nothing is marked next time.
  }
  return since;
};

const shownAt = (comment) =>
  Date.parse(comment.dataset.shown ?? comment.querySelector(".comment-by time")?.dateTime);

const mark = (since) => {
  for (const comment of document.querySelectorAll(".discussion .comment:not(.is-new, .is-gone)")) {
    if (shownAt(comment) <= since) continue;
    comment.classList.add("is-new");
    const word = document.createElement("span");
    word.className = "comment-new";
    word.textContent = line().dataset.newWord;
    comment.querySelector(".comment-by").append(" ", word);
  }
};

const tell = () => {
  const found = document.querySelectorAll(".discussion .comment.is-new");
  if (!found.length) return;
  const link = document.createElement("a");
  link.href = `#${found[0].id}`;
  const { newOne, newMany } = line().dataset;
  link.textContent = found.length === 1 ? newOne : newMany.replace("%n", found.length);
  line().replaceChildren(link);
};

if (line()) {
  const isStranger = line().dataset.newOf === "stranger";
  const since = isStranger ? note(line().dataset.new) : 0;
  const look = () => {
    if (since) mark(since);
    tell();
  };
  if (isStranger) look();
  document.addEventListener("thread:loaded", look);
}
