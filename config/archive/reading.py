"""The first pass: read the whole archive into the spool before anything is written."""

import re
from collections.abc import Iterable, Iterator

from articles.actions.importing import slug_from
from articles.models.addresses import plain_address
from config.archive.addresses import local_address, root_of, source_key
from config.archive.cleaning import refers
from config.archive.items import (
    ArchiveAuthor,
    ArchiveComment,
    ArchiveItem,
    ArchivePost,
    ArchiveSite,
    ArchiveTerm,
    words,
)
from config.archive.report import Report
from config.archive.spool import Spool

TYPES = ("post", "page")
STATUSES = ("publish", "draft", "pending", "private", "future")
LONGEST_ADDRESS = 700
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def folded(title: str) -> str:
    """Bring a title into a form in which typographic marks, case and a full stop do not count."""
    return " ".join(title.translate(_QUOTES).casefold().split()).strip(" .")


class Archive:
    """What is held in memory of an archive: its site, its authors and its categories."""

    def __init__(self) -> None:
        self.site = ArchiveSite("", "", ())
        self.authors: dict[str, ArchiveAuthor] = {}
        self.categories: dict[str, ArchiveTerm] = {}


def read_into(spool: Spool, items: Iterable[ArchiveItem], report: Report) -> Archive:
    """Keep what may be taken; count the rest by reason."""
    archive = Archive()
    reader = _Reader(archive, spool, report)
    for item in items:
        reader.take(item)
    reader.attach_addresses()
    return archive


class _Reader:
    def __init__(self, archive: Archive, spool: Spool, report: Report) -> None:
        self.archive = archive
        self.spool = spool
        self.report = report

    def take(self, item: ArchiveItem) -> None:
        match item:
            case ArchivePost():
                self._post(item)
            case ArchiveComment():
                self._comment(item)
            case ArchiveAuthor():
                self.archive.authors.setdefault(item.login, item)
            case ArchiveTerm(domain="category"):
                self.archive.categories.setdefault(item.slug, item)
            case ArchiveSite():
                self.archive.site = item
            case _:
                pass  # tags: every post names its own

    # -- Posts -------------------------------------------------------------------------------------

    def _post(self, post: ArchivePost) -> None:
        if post.type == "attachment":
            self._attachment(post)
            return
        reason = _reason_to_leave(post)
        if reason:
            self.report.note(reason, _called(post) if reason != "menu" else "")
        elif not self._keep(post):
            reason = "twice"
            self.report.note(reason, _called(post))
        if reason or post.type != "post":
            self._leave_comments(post)

    def _keep(self, post: ArchivePost) -> bool:
        base = self.archive.site.base_url
        kind = "p" if post.type == "post" else "page_id"
        kept = self.spool.keep_post(
            post,
            source=source_key(base, kind, post.id),
            title=folded(post.title),
            slug=slug_from(post.slug or post.title),
            refers=refers(post.content),
        )
        if kept:
            self.spool.keep_addresses(self._addresses(post), post.item)
        return kept

    def _addresses(self, post: ArchivePost) -> Iterator[str]:
        """Every address that ever led to the piece, as ``plain_address`` writes it."""
        base = self.archive.site.base_url
        root = root_of(base)
        found = [local_address(post.link, base), local_address(post.guid, base)]
        pretty = next((each for each in found if each and "?" not in each), None)
        if pretty:
            above = pretty.rstrip("/").rpartition("/")[0]
            found += [plain_address(f"{above}/{slug}/") for slug in post.old_slugs]
        found.append(f"{root}?p={post.id}")
        if post.type == "page":
            found.append(f"{root}?page_id={post.id}")
        for address in dict.fromkeys(found):
            if address and address != root and len(address) <= LONGEST_ADDRESS:
                yield address

    def _attachment(self, post: ArchivePost) -> None:
        self.spool.keep_attachment(
            post,
            alt=words(post.meta.get("_wp_attachment_image_alt", "")),
            caption=words(post.excerpt),
        )
        address = local_address(post.link, self.archive.site.base_url)
        if address and post.parent:
            self.spool.change(
                "INSERT INTO attachment_addresses VALUES (?, ?)", address, post.parent
            )
        self._leave_comments(post)

    def attach_addresses(self) -> None:
        """A picture's own page leads to the piece that it hangs on."""
        root = root_of(self.archive.site.base_url)
        self.spool.change(
            "INSERT OR IGNORE INTO addresses SELECT address, item FROM attachment_addresses"
            " JOIN pieces ON pieces.id = parent"
        )
        self.spool.change(
            "INSERT OR IGNORE INTO addresses SELECT ? || attachments.id, item FROM attachments"
            " JOIN pieces ON pieces.id = parent",
            f"{root}?attachment_id=",
        )

    # -- Comments ----------------------------------------------------------------------------------

    def _comment(self, comment: ArchiveComment) -> None:
        """Keep it until its post is known; the ids of those left out lead on to their parents."""
        reason = _reason_to_leave_comment(comment)
        if not self.spool.keep_comment(comment, kept=not reason):
            reason = "comment_twice"
        if reason:
            self.report.note(reason)

    def _leave_comments(self, post: ArchivePost) -> None:
        left = self.spool.count("comments WHERE item = ? AND kept", post.item)
        for _each in range(left):
            self.report.note("comment_elsewhere", _called(post))
        if left:
            self.spool.change("DELETE FROM comments WHERE item = ?", post.item)


def _called(post: ArchivePost) -> str:
    return post.title or f"{post.type} {post.id}"


def _reason_to_leave(post: ArchivePost) -> str:
    if post.type == "nav_menu_item":
        return "menu"
    if post.type not in TYPES:
        return "type"
    return "" if post.status in STATUSES else "status"


def _reason_to_leave_comment(comment: ArchiveComment) -> str:
    if comment.type in ("pingback", "trackback"):
        return "comment_pingback"
    if comment.type != "comment":
        return "comment_type"
    if comment.approved in ("0", "1", "hold", "approve"):
        return "" if re.search(r"\S", comment.text) else "comment_empty"
    return "comment_spam" if comment.approved == "spam" else "comment_trash"
