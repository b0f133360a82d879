/* Answer in place: the one composer moves under the comment. Without this the link opens a page. */
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

  const answer = (comment, link) => {
    const name = comment.querySelector("bdi").textContent;
    comment.append(composer);
    parent.value = comment.id.replace("comment-", "");
    label.textContent = `${link.textContent}: ${name}`;
    label.after(back);
    if (told) told.hidden = true;
    field.focus();
  };

  const goHome = () => {
    place.after(composer);
    back.remove();
    if (told) told.hidden = true;
    parent.value = "";
    label.textContent = words;
    field.focus();
  };

  thread.addEventListener("click", (event) => {
    const link = event.target.closest("[data-answer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    answer(link.closest(".comment"), link);
  });

  back.addEventListener("click", goHome);
  composer.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && back.isConnected) goHome();
  });
}
