"""Hosts of addresses, written in one way, so that two can be compared."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

# Characters that nobody sees and that browsers leave out of a host.
_UNSEEN = re.compile(r"[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DOTS = re.compile(r"[\u3002\uff0e\uff61]")


def plain_host(written: str) -> str:
    """Return a host as browsers ask for it: decoded, in lower case and in ASCII (punycode).

    UTS 46 as far as it matters for comparing: compatibility forms, unseen characters, other full
    stops, a full stop at the end. Raises ``ValueError`` for what cannot be one.
    """
    host = written.lower().strip(".")
    if host.isascii() and "%" not in host and "xn--" not in host:
        return host
    decoded = ".".join(_decoded(label) for label in _UNSEEN.sub("", unquote(host)).split("."))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", decoded).lower())
    labels = _DOTS.sub(".", folded).strip(".").split(".")
    return ".".join(_encoded(label) for label in labels)


def _decoded(label: str) -> str:
    if not (label.isascii() and label.startswith("xn--")):
        return label
    return label.removeprefix("xn--").encode("ascii").decode("punycode")


def _encoded(label: str) -> str:
    return label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"


def host_of(address: str) -> str:
    """Return the host of an http(s) address; raises ``ValueError`` where there is none."""
    return plain_host(urlsplit(address).hostname or "")


def names_above(host: str) -> Iterator[str]:
    """Yield ``eu.shop.example``, ``shop.example``, ``example``."""
    labels = host.split(".")
    for at in range(len(labels)):
        yield ".".join(labels[at:])
