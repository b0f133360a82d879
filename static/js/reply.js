/* Answer in place: the one composer moves under the comment. Without this the link opens a page.
   Says "composer:moved" when it has moved; moves by itself on "composer:answer" (detail: a key). */
const composer = document.querySelector(".discussion [data-composer]");
const thread = document.querySelector(".discussion > .thread");

if (composer && thread) {
  const field = composer.querySelector("textarea");
  const parent = composer.querySelector("[name=parent]");
  const label = composer.querySelector("label");
  const told = composer.querySelector("[data-composer-parent]");
  const words = composer.dataset.composerLabel;
  const place = document.createComment("composer");
  composer.before(place);

  const back = document.createElement("button");
  back.type = "button";
  back.className = "link-button";
  back.textContent = composer.dataset.composerHome;

  const moved = (from) => {
    if (told) told.hidden = true;
    composer.dispatchEvent(new CustomEvent("composer:moved", { detail: { from } }));
  };

  const answer = (comment, link) => {
    const from = parent.value;
    const name = comment.querySelector("bdi").textContent;
    comment.append(composer);
    parent.value = comment.id.replace("comment-", "");
    label.textContent = `${link.textContent}: ${name}`;
    label.after(back);
    moved(from);
  };

  const goHome = () => {
    const from = parent.value;
    place.after(composer);
    back.remove();
    parent.value = "";
    label.textContent = words;
    moved(from);
  };

  thread.addEventListener("click", (event) => {
    const link = event.target.closest("[data-answer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    answer(link.closest(".comment"), link);
    field.focus();
  });

  back.addEventListener("click", () => {
    goHome();
    field.focus();
  });

  composer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !back.isConnected) return;
    goHome();
    field.focus();
  });

  composer.addEventListener("composer:answer", (event) => {
    const link = thread.querySelector(`#comment-${CSS.escape(event.detail)} [data-answer]`);
    if (link) answer(link.closest(".comment"), link);
  });
  composer.addEventListener("composer:home", goHome);
}
