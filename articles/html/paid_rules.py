"""Which links are paid for, as an editor writes it down: hosts and parameters, one a line."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from django.utils.translation import gettext as _

from articles.html.hosts import plain_host
from articles.html.paid_links import PaidLinks, Parameter

_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_AROUND_HOST = re.compile(r"^[a-z]+://(?:[^/?#@]*@)?|[:/?#].*$", re.IGNORECASE)
_NAME = re.compile(r"[\w.~\[\]*$!-]{1,60}")


def host_of_line(line: str) -> str:
    """Return the host of a line, without "www."; "" for what is none."""
    try:
        host = plain_host(line.strip()).removeprefix("www.")
    except (ValueError, UnicodeError):
        return ""
    return host if _HOST.fullmatch(host) else ""


def parameter_of_line(line: str) -> Parameter | None:
    """Read ``tag``, ``ref=civitas`` or either behind a host: ``amazon.de tag``; else None."""
    words = line.split()
    if not 1 <= len(words) <= 2:  # noqa: PLR2004  # a host, and what stands behind it
        return None
    host = host_of_line(words[0]) if len(words) > 1 else ""
    name, has_value, value = words[-1].partition("=")
    if (len(words) > 1 and not host) or not _NAME.fullmatch(name) or (has_value and not value):
        return None
    return Parameter(name.casefold(), unquote(value).casefold(), host)


def paid_links_of(hosts: str, parameters: str) -> PaidLinks:
    """Read the settings, generously: a host is taken out of a whole address that stood there."""
    bare = (_AROUND_HOST.sub("", line) for line in hosts.split())
    kept = {host for line in bare if (host := host_of_line(line))}
    read = {found for line in parameters.splitlines() if (found := parameter_of_line(line))}
    return PaidLinks(frozenset(kept), frozenset(read))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def why_not_host(text: str) -> str:
    """Say what is wrong with the first line that names no host; "" when all do."""
    for number, line in _lines(text):
        if "/" in line or "@" in line:
            return _(
                "Line %(number)d: write the host alone, such as amazon.de, not a whole address."
            ) % {"number": number}
        if not host_of_line(line):
            return _("Line %(number)d: “%(line)s” is no host. Write one a line: amazon.de") % {
                "number": number,
                "line": line[:60],
            }
    return ""


def why_not_parameter(text: str) -> str:
    """Say what is wrong with the first line that names no parameter; "" when all do."""
    for number, line in _lines(text):
        words = {"number": number, "line": line[:60]}
        if re.search(r"[?&/]", line):
            return _("Line %(number)d: write the parameter alone, such as tag, without ? & /.") % (
                words
            )
        if parameter_of_line(line) is None:
            return _(
                "Line %(number)d: “%(line)s” is no parameter. Write tag, or ref=civitas, or with"
                " its host: amazon.de tag"
            ) % (words)
    return ""
