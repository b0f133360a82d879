// [data-order], [data-more]: another order, or more comments, without leaving the page. Without this,
// or when anything is unusual, the links lead to pages of the discussion.
const list = document.querySelector(".discussion > .thread");
const foot = document.querySelector("[data-thread-foot]");

if (list && foot) {
  const discussion = list.parentElement;
  const status = foot.querySelector("[data-thread-status]");
  let turn = 0;

  const load = async (address) => {
    const asked = ++turn;
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const thread = page.querySelector(".discussion > .thread");
    if (!answer.ok || !thread) throw new Error(`${answer.status} without a thread`);
    return asked === turn ? { page, thread } : null;
  };

  const swap = (selector, page) => {
    const [now, then] = [document, page].map((one) => one.querySelector(selector));
    if (now && then) now.replaceWith(then);
    else now?.remove();
  };

  // What is being written keeps its place under the comment it answers, or stands above the thread.
  const keepingComposer = (change) => {
    const composer = list.querySelector("[data-composer]");
    const under = composer?.closest(".comment").id;
    if (composer) list.before(composer);
    change();
    const comment = under && document.getElementById(under);
    if (comment) comment.append(composer);
  };

  const order = async (link) => {
    const loaded = await load(link.href);
    if (!loaded) return;
    const isNews = !link.closest(".orders");
    keepingComposer(() => list.replaceChildren(...loaded.thread.children));
    for (const part of [".orders", "[data-new]", ".discussion > .kicker"]) swap(part, loaded.page);
    showNext(loaded.page);
    const current = discussion.querySelector(".orders [aria-current]");
    status.textContent = `${foot.dataset.threadOrdered} ${current?.textContent ?? ""}`;
    tell(loaded.page);
    (isNews ? list.querySelector(".comment") : current)?.focus();
  };

  const more = async (link) => {
    const loaded = await load(link.href);
    if (!loaded) return;
    const fresh = [...loaded.thread.children].filter(
      (item) => !document.getElementById(item.querySelector(".comment").id),
    );
    list.append(...fresh);
    showNext(loaded.page);
    status.textContent = foot.dataset.threadLoaded.replace("%n", fresh.length);
    tell(loaded.page);
    fresh[0]?.querySelector(".comment").focus();
  };

  // Here all pages before stand already, so there is no way back to them.
  const showNext = (page) => {
    page.querySelector("[data-thread-previous]")?.remove();
    const next = page.querySelector("[data-more]");
    foot.querySelector(".thread-pages")?.remove();
    if (next) foot.prepend(next.closest(".thread-pages"));
  };

  const tell = (page) => {
    const shown = page.querySelector("[data-poll-shown]")?.dataset.pollShown;
    document.dispatchEvent(new CustomEvent("thread:loaded", { detail: { shown } }));
  };

  discussion.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-order], [data-more]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    link.setAttribute("aria-busy", "true");
    try {
      await ("more" in link.dataset ? more : order)(link);
    } catch {
      status.textContent = foot.dataset.threadFailed;
      location.assign(link.href);
    }
    link.removeAttribute("aria-busy");
  });
}
