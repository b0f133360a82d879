"""Addresses of the old site, brought into one form so that they compare decoded."""

from urllib.parse import unquote, urljoin, urlsplit

from articles.models.addresses import plain_address


def host_of(url: str) -> str:
    """Return host and port in lower case, without "www." and the usual ports; "" for nonsense."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    return f"{host}:{port}" if port and port not in (80, 443) else host


def root_of(base: str) -> str:
    """Return the decoded path that a site lies under, with a slash at both ends."""
    path = unquote(urlsplit(base).path).strip("/")
    return f"/{path}/" if path else "/"


def local_address(url: str, base: str) -> str | None:
    """Return a link of the old site as ``plain_address`` writes it, else None.

    Relative links count from ``base``, the old site's address; http and https are one, and so are
    names with and without "www.".
    """
    try:
        absolute = urljoin(f"{base.rstrip('/')}/", url.strip())
        if urlsplit(absolute).scheme not in ("http", "https"):
            return None
        address = plain_address(absolute)
    except ValueError:
        return None
    is_here = host_of(absolute) == host_of(base) and address.startswith(root_of(base))
    return address.replace("/index.php/?", "/?", 1) if is_here else None


def source_key(base: str, kind: str, number: int) -> str:
    """Name an item of an archive for good: ``old-site.example/?p=7``.

    Scheme and "www." do not count, so that a later export of the same site finds its pieces again.
    """
    return f"{host_of(base)}{root_of(base)}"[:200] + f"?{kind}={number}"
