// [data-share]: the device's own way to share where it has one, and a button that copies the address.
for (const share of document.querySelectorAll("[data-share]")) {
  const { shareTitle: title, shareUrl: url } = share.dataset;
  const open = share.querySelector("[data-share-open]");
  const ways = share.querySelector("[data-share-ways]");
  const copy = share.querySelector("[data-share-copy]");
  const field = share.querySelector("input");
  const said = share.querySelector("[role=status]");

  if (navigator.share) {
    open.hidden = false;
    ways.hidden = true;
    open.addEventListener("click", async () => {
      try {
        await navigator.share({ title, url });
      } catch (error) {
        if (error.name === "AbortError") return; // the reader closed it
        open.hidden = true;
        ways.hidden = false;
        ways.open = true;
      }
    });
  }

  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      field.select();
      if (!document.execCommand("copy")) return;
    }
    said.textContent = copy.dataset.shareCopy;
  });
}
