// One picture after another, large: arrows, Home, End, a swipe; Escape leads back to the page.
const gallery = document.querySelector("[data-gallery]");
const viewer = gallery?.querySelector("[data-viewer]");
if (viewer?.showModal) {
  const links = [...gallery.querySelectorAll("[data-picture]")];
  const [stage, caption, count] = ["stage", "caption", "count"].map((name) => viewer.querySelector(`[data-${name}]`));
  const isRightToLeft = () => getComputedStyle(viewer).direction === "rtl";
  let at = 0;
  let touchedAt = null;

  const copy = (link) => {
    const picture = link.querySelector("picture, img").cloneNode(true);
    for (const part of [picture, ...picture.querySelectorAll("source, img")]) {
      if (part.sizes) part.sizes = "96vw";
      if (part.loading) part.loading = "eager";
    }
    return picture;
  };

  const show = (number) => {
    at = (number + links.length) % links.length;
    stage.replaceChildren(copy(links[at]));
    const words = links[at].parentElement.querySelector("figcaption");
    caption.replaceChildren(...(words ? words.cloneNode(true).childNodes : []));
    count.textContent = viewer.dataset.words.replace("{number}", at + 1).replace("{total}", links.length);
    history.replaceState(null, "", `#picture-${at + 1}`);
  };

  const open = (number) => {
    show(number);
    viewer.showModal();
  };

  const keys = {
    ArrowRight: () => show(at + (isRightToLeft() ? -1 : 1)),
    ArrowLeft: () => show(at + (isRightToLeft() ? 1 : -1)),
    Home: () => show(0),
    End: () => show(links.length - 1),
  };

  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(number);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (!viewer.open || !(event.key in keys) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  viewer.querySelectorAll("[data-step]").forEach((button) => {
    button.addEventListener("click", () => show(at + Number(button.dataset.step)));
  });
  viewer.querySelector("[data-close]").addEventListener("click", () => viewer.close());
  stage.addEventListener("click", (event) => event.target === stage && viewer.close());
  stage.addEventListener("touchstart", (event) => (touchedAt = event.changedTouches[0].clientX), { passive: true });
  stage.addEventListener("touchend", (event) => {
    const way = event.changedTouches[0].clientX - touchedAt;
    if (Math.abs(way) > 50) keys[way < 0 ? "ArrowRight" : "ArrowLeft"]();
  });
  viewer.addEventListener("close", () => {
    history.replaceState(null, "", location.pathname + location.search);
    links[at].focus();
  });

  const asked = Number(/^#picture-(\d+)$/.exec(location.hash)?.[1]);
  if (asked && asked <= links.length) open(asked - 1);
}
