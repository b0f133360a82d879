// [data-poll]: asks every minute, while the page is looked at, how many comments there are, and says
// so in the place that is kept for it. Nothing moves until the reader presses.
const place = document.querySelector("[data-poll]");
const EVERY = 60 * 1000; // ms

if (place) {
  const link = place.querySelector("a");
  const { poll: address, pollOne, pollMany } = place.dataset;
  // Only what is behind a gate needs to know who asks.
  const credentials = "pollGated" in place.dataset ? "same-origin" : "omit";
  let shown = Number(place.dataset.pollShown);
  let asked = Date.now();
  let timer = 0;

  const tell = (count) => {
    const fresh = count - shown;
    link.hidden = fresh <= 0;
    if (fresh > 0) link.textContent = fresh === 1 ? pollOne : pollMany.replace("%n", fresh);
  };

  const ask = async () => {
    if (document.hidden || Date.now() - asked < EVERY - 1000) return;
    asked = Date.now();
    try {
      const answer = await fetch(address, { credentials });
      if (answer.ok) tell((await answer.json()).count);
      else if (answer.status < 500) clearInterval(timer);
    } catch {
      // No connection just now; the next time perhaps.
    }
  };

  timer = setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("thread:loaded", ({ detail }) => {
    if (!detail.shown) return;
    shown = Number(detail.shown);
    tell(shown);
  });
}
