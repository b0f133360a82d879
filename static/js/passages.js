/* Quote a passage: words marked in the article get a button that puts them above the composer. */
const LONGEST = 500; // as the server has it
const composer = document.querySelector(".discussion [data-composer]");
const prose = document.querySelector(".piece > .prose:not(.is-preview)");

if (composer) {
  const box = composer.querySelector("[data-composer-passage]");
  const words = box.querySelector("blockquote");
  const block = composer.querySelector("[name=passage_block]");
  const text = composer.querySelector("[name=passage_text]");
  const field = composer.querySelector("textarea");

  const show = (detail) => {
    block.value = detail.block;
    text.value = detail.text;
    words.textContent = detail.text;
    box.hidden = !detail.text;
  };

  composer.addEventListener("composer:quote", (event) => show(event.detail));
  box.querySelector("[data-passage-off]").addEventListener("click", () => {
    show({ block: "", text: "" });
    composer.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  if (prose) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button is-quiet is-small quote-button";
    button.textContent = composer.dataset.composerQuote;
    let marked = null;

    const blockOf = (node) => {
      let at = node;
      while (at && at.parentNode !== prose) at = at.parentNode;
      return at?.id ? at : null;
    };

    const short = (said) => {
      const whole = said.replace(/\s+/gu, " ").trim();
      if (whole.length <= LONGEST) return whole;
      return whole.slice(0, LONGEST).replace(/\s\S*$/u, "");
    };

    /* What is marked of the first block; the server looks whether it stands there. */
    const look = () => {
      const selection = document.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return null;
      const range = selection.getRangeAt(0);
      if (!prose.contains(range.startContainer)) return null;
      const found = blockOf(range.startContainer);
      if (!found) return null;
      const one = range.cloneRange();
      if (!found.contains(range.endContainer)) one.setEnd(found, found.childNodes.length);
      const said = short(one.toString());
      return said ? { block: found, text: said, place: one.getBoundingClientRect() } : null;
    };

    const offer = () => {
      if (document.activeElement === button) return;
      marked = look();
      if (!marked) {
        button.remove();
        return;
      }
      if (marked.block.nextElementSibling !== button) marked.block.after(button);
      const home = (button.offsetParent ?? document.body).getBoundingClientRect();
      const widest = Math.max(home.width - button.offsetWidth, 0);
      const left = Math.min(Math.max(marked.place.left - home.left, 0), widest);
      button.style.left = `${left}px`;
      button.style.top = `${marked.place.bottom - home.top + 6}px`;
    };

    document.addEventListener("selectionchange", () => requestAnimationFrame(offer));
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("blur", () => requestAnimationFrame(offer));
    document.addEventListener("keydown", (event) => {
      if (!button.isConnected) return;
      if (event.key === "Tab" && !event.shiftKey && document.activeElement === document.body) {
        event.preventDefault(); // the button is what comes next, wherever the browser would begin
        button.focus();
      }
      if (event.key !== "Escape") return;
      document.getSelection().removeAllRanges();
      marked = null;
      button.remove();
    });
    button.addEventListener("click", () => {
      if (!marked) return;
      show({ block: marked.block.id, text: marked.text });
      button.remove();
      document.getSelection().removeAllRanges();
      composer.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
      composer.scrollIntoView({ block: "nearest" });
    });
  }
}
