"""Read a WordPress export (WXR 1.0–1.2) as a stream; memory holds one element at a time.

SECURITY: straight on expat, because its handlers show a document type before anything in it is
read. There are no DTDs, so no entities but XML's own five, and nothing is ever fetched.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from community.errors import Refused
from config.archive.items import (
    ArchiveAuthor,
    ArchiveComment,
    ArchiveItem,
    ArchivePost,
    ArchiveSite,
    ArchiveTerm,
    PostTerm,
)

CHUNK = 256 * 1024
WP = "http://wordpress.org/export/"
PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
# What holds fields of its own; anything else is a field of the innermost of these.
_HOLDERS = (
    "rss channel item wp:author wp:category wp:tag wp:term wp:comment wp:postmeta wp:commentmeta"
    " wp:termmeta"
)
HOLDERS = frozenset(_HOLDERS.split())
Fields = dict[str, str]


class ArchiveRefused(Refused):
    """The file cannot be taken. The text is a sentence that names the line."""


class _Item:
    """The item that is being read."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.terms: list[PostTerm] = []
        self.meta: list[tuple[str, str]] = []


class WxrReader:
    """Feed it bytes; ``found`` collects what was complete by then."""

    def __init__(self) -> None:
        self.found: list[ArchiveItem] = []
        self._holders: list[tuple[str, Fields]] = []
        self._names: dict[str, str] = {}
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._item: _Item | None = None
        self._items = 0
        self._site_told = self._is_wordpress = False
        self._closers = self._made_closers()
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append

    # -- Feeding -----------------------------------------------------------------------------------

    def feed(self, data: bytes, *, last: bool = False) -> list[ArchiveItem]:
        """Return what became complete. Raises ``ArchiveRefused``."""
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise ArchiveRefused(
                _("Line %(line)d: this is not well-formed XML (%(why)s).")
                % {"line": error.lineno, "why": expat.ErrorString(error.code)}
            ) from error
        except (ValueError, LookupError) as error:
            self._refuse(_("a value is not what WordPress writes (%(why)s)") % {"why": error})
        if last and not self._is_wordpress:
            self._refuse(_("this is not a WordPress export (it has no wxr_version)"))
        found, self.found = self.found, []
        return found

    def _refuse(self, why: str) -> None:
        line = self._parser.CurrentLineNumber
        raise ArchiveRefused(_("Line %(line)d: %(why)s.") % {"line": line, "why": why})

    def _refuse_doctype(self, *_args: object) -> None:
        self._refuse(_("the file declares a document type, which an export never does"))

    # -- Elements ----------------------------------------------------------------------------------

    def _name(self, full: str) -> str:
        """Shorten "http://wordpress.org/export/1.2/ post_id" to "wp:post_id"."""
        if full not in self._names:
            space, _space, local = full.rpartition(" ")
            if space.startswith(WP):
                prefix = "excerpt:" if space.endswith("/excerpt/") else "wp:"
            else:
                prefix = PREFIXES.get(space, f"{space}:" if space else "")
            self._names[full] = prefix + local
        return self._names[full]

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        name = self._name(full)
        if not self._holders and name != "rss":
            self._refuse(
                _("this is not a WordPress export (it begins with <%(tag)s>)") % {"tag": name}
            )
        self._text.clear()
        self._attributes = attributes
        if name not in HOLDERS:
            return
        if name == "item":
            self._tell_site()
            self._items += 1
            self._item = _Item(self._items)
        self._holders.append((name, {}))

    def _end(self, full: str) -> None:
        name = self._name(full)
        text = "".join(self._text)
        self._text.clear()
        if name not in HOLDERS:
            self._field(name, text)
            return
        _name, fields = self._holders.pop()
        close = self._closers.get(name)
        if close:
            close(fields)

    def _field(self, name: str, text: str) -> None:
        holder, fields = self._holders[-1]
        if name == "category" and holder == "item" and self._item:
            domain = self._attributes.get("domain", "category")
            nicename = self._attributes.get("nicename", "")
            self._item.terms.append(PostTerm(domain, nicename, text))
            return
        if name == "wp:wxr_version":
            self._is_wordpress = True
        # A few plugins write a field twice; the first one is WordPress's own.
        fields.setdefault(name, text)

    def _made_closers(self) -> dict[str, Callable[[Fields], None]]:
        return {
            "wp:author": lambda f: self.found.append(ArchiveAuthor.from_fields(f)),
            "wp:category": lambda f: self.found.append(ArchiveTerm.from_category(f)),
            "wp:tag": lambda f: self.found.append(ArchiveTerm.from_tag(f)),
            "wp:postmeta": self._end_postmeta,
            "wp:comment": self._end_comment,
            "item": self._end_item,
            "channel": lambda _f: self._tell_site(),
        }

    def _tell_site(self) -> None:
        """The channel's own fields stand before the first item."""
        if not self._site_told and self._holders and self._holders[-1][0] == "channel":
            self._site_told = True
            self.found.append(ArchiveSite.from_fields(self._holders[-1][1]))

    def _end_postmeta(self, fields: Fields) -> None:
        if self._item:
            pair = fields.get("wp:meta_key", "").strip(), fields.get("wp:meta_value", "")
            self._item.meta.append(pair)

    def _end_comment(self, fields: Fields) -> None:
        if self._item:
            self.found.append(ArchiveComment.from_fields(fields, item=self._item.number))

    def _end_item(self, fields: Fields) -> None:
        item, self._item = self._item, None
        if item:
            self.found.append(
                ArchivePost.from_fields(fields, item=item.number, terms=item.terms, meta=item.meta)
            )


def read_archive(path: Path) -> Iterator[ArchiveItem]:
    """Yield what the file holds, in its order; a post comes right after its comments.

    Raises ``ArchiveRefused`` where the file is malformed, which may be after much was yielded.
    """
    with path.open("rb") as file:
        yield from read_stream(file)


def read_stream(file: BinaryIO) -> Iterator[ArchiveItem]:
    """Do the same for an open file."""
    reader = WxrReader()
    while chunk := file.read(CHUNK):
        yield from reader.feed(chunk)
    yield from reader.feed(b"", last=True)
