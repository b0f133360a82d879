"""Link cards: what stands for something embedded. Nothing is fetched, so there is no still."""

import re

from config.archive.markup import Child, Node, escape, find, text_of

PROVIDERS = {
    "bandcamp.com": "Bandcamp",
    "dailymotion.com": "Dailymotion",
    "facebook.com": "Facebook",
    "flickr.com": "Flickr",
    "instagram.com": "Instagram",
    "reddit.com": "Reddit",
    "soundcloud.com": "SoundCloud",
    "spotify.com": "Spotify",
    "ted.com": "TED",
    "tiktok.com": "TikTok",
    "twitter.com": "Twitter",
    "vimeo.com": "Vimeo",
    "x.com": "X",
    "youtu.be": "YouTube",
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
}
_WEB = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_HOST = re.compile(r"(?:[^/?#@]*@)?([^/?#:]*)")


def card(address: str, title: str = "") -> Node:
    """Return a card that leads to ``address``; without a title it shows the address itself.

    What is no address on the web becomes a plain paragraph.
    """
    begun = _WEB.match(address)
    if not begun:
        return Node("p", {}, [Node("a", {"href": address}, [escape(title or address)])])
    words = title or address[begun.end() :].rstrip("/")
    said: list[Child] = [Node("a", {"href": address}, [escape(words)])]
    provider = _provider(address[begun.end() :])
    if provider:
        said += [" ", Node("small", {}, [escape(provider)])]
    return Node("figure", {"class": "embed"}, [Node("figcaption", {}, said)])


def _provider(rest: str) -> str:
    host = _HOST.match(rest)
    labels = (host[1] if host else "").lower().split(".")
    names = (".".join(labels[at:]) for at in range(len(labels)))
    return next((PROVIDERS[name] for name in names if name in PROVIDERS), "")


def is_card(node: Node) -> bool:
    return node.tag == "figure" and "embed" in node.classes and any(find(node.children, "a"))


def as_card(node: Node) -> list[Child]:
    """Return a card of ours as it was."""
    return [Node("figure", {**node.attributes, "class": "embed"}, node.children)]


def address_on(node: Node) -> str:
    return next((link.get("href") for link in find(node.children, "a")), "")


def with_title(made: Node, captions: list[Node]) -> list[Child]:
    """Give a card the caption of the figure around it; one with links of its own stays a text."""
    words = " ".join(text_of(each.children) for each in captions).strip()
    if not words:
        return [made]
    if any(find([*captions], "a")):
        return [made, *(Node("p", {}, each.children) for each in captions)]
    return [card(address_on(made), words)]
