/* [data-composer] is sent in place, so that nothing is lost with the connection and nothing comes
   twice. Without this it is sent as forms are. Says "composer:posted" when it is posted. */
const PATIENCE = 30000; // ms

for (const composer of document.querySelectorAll("[data-composer]")) {
  const field = composer.querySelector("textarea");
  const button = composer.querySelector("[data-send]");
  const said = composer.querySelector("[data-composer-said]");
  const words = composer.dataset;
  let isSending = false;

  const say = (sentence, isBad = true) => {
    said.textContent = sentence;
    said.classList.toggle("is-bad", isBad);
  };

  const go = (place) => {
    const to = new URL(place, location.href);
    const isHere = to.pathname === location.pathname && to.search === location.search;
    location.assign(to);
    if (isHere) location.reload();
  };

  /* The page that came instead says why, and has a token that holds. */
  const showWhy = (page) => {
    const theirs = page.querySelector("[data-composer]");
    const why = theirs?.querySelector("#composer-sentence");
    if (!why) return say(words.composerFailed);
    composer.querySelector("#composer-sentence")?.remove();
    composer.prepend(why);
    for (const name of ["csrfmiddlewaretoken", "parent"]) {
      const [old, fresh] = [composer, theirs].map((form) => form.querySelector(`[name=${name}]`));
      if (!fresh) continue;
      if (name === "parent" && old.value && !fresh.value) {
        composer.dispatchEvent(new CustomEvent("composer:home"));
      }
      if (old) old.value = fresh.value;
      else composer.append(fresh);
    }
    say("");
    field.setAttribute("aria-describedby", "composer-sentence composer-hint");
    field.focus();
    return undefined;
  };

  const send = async () => {
    const answer = await fetch(composer.action, {
      method: "POST",
      headers: { "X-Part": "composer" },
      body: new URLSearchParams(new FormData(composer)),
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    if ((answer.headers.get("content-type") ?? "").startsWith("application/json")) {
      const { place, posted } = await answer.json();
      if (posted) composer.dispatchEvent(new CustomEvent("composer:posted"));
      go(place);
      return true;
    }
    showWhy(new DOMParser().parseFromString(await answer.text(), "text/html"));
    return false;
  };

  composer.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "preview") return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    button.setAttribute("aria-disabled", "true");
    say(words.composerSending, false);
    try {
      if (await send()) return; // the next page is on its way: a second press would be for nothing
    } catch {
      say(words.composerOffline);
    }
    isSending = false;
    button.removeAttribute("aria-disabled");
  });

  /* A page that comes back from the browser's own store works again. */
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSending = false;
    button.removeAttribute("aria-disabled");
    say("");
  });

  window.addEventListener("offline", () => field.value.trim() && say(words.composerOffline));
  window.addEventListener("online", () => said.textContent && say(words.composerOnline, false));
}
