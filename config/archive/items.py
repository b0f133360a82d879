"""What an archive holds, as plain values. Names and times are as WordPress wrote them."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import unquote

from django.utils import timezone
from django.utils.html import strip_tags

Fields = dict[str, str]
LARGEST = 2**62
# Of all that plugins hang on a post, this much is used.
_META = (
    "_thumbnail_id _wp_attached_file _wp_attachment_image_alt _yoast_wpseo_title"
    " _yoast_wpseo_metadesc _yoast_wpseo_primary_category rank_math_title rank_math_description"
    " rank_math_primary_category"
)
META = frozenset(_META.split())


def words(text: str) -> str:
    """Return a name or title in one line, without tags; WordPress encodes ``&`` even in CDATA."""
    return " ".join(html.unescape(strip_tags(text)).split())


def moment(gmt: str, local: str = "") -> datetime | None:
    """Read a time; drafts have no GMT one, then the local one is taken in the site's zone."""
    for text, zone in ((gmt, UTC), (local, timezone.get_default_timezone())):
        try:
            return datetime.fromisoformat(text.strip()).replace(tzinfo=zone)
        except ValueError:
            continue
    return None


def number(text: str) -> int:
    """Read an id or a position; raise ``ValueError`` for what no database column holds."""
    value = int(text.strip() or 0)
    if not -LARGEST <= value <= LARGEST:
        raise ValueError(text[:40])
    return value


def identity(text: str) -> int:
    """Read an id: a number from one up."""
    value = number(text)
    if value < 1:
        raise ValueError(text[:40] or '""')
    return value


class ArchiveSite(NamedTuple):
    title: str
    base_url: str
    base_urls: tuple[str, ...]

    @classmethod
    def from_fields(cls, fields: Fields) -> "ArchiveSite":
        found = (fields.get(name, "").strip() for name in BASES)
        urls = tuple(dict.fromkeys(url.rstrip("/") for url in found if url))
        return cls(words(fields.get("title", "")), urls[0] if urls else "", urls)


BASES = ("wp:base_blog_url", "link", "wp:base_site_url")


class ArchiveAuthor(NamedTuple):
    id: int
    login: str
    name: str

    @classmethod
    def from_fields(cls, fields: Fields) -> "ArchiveAuthor":
        login = fields.get("wp:author_login", "").strip()
        name = words(fields.get("wp:author_display_name", "")) or login
        return cls(number(fields.get("wp:author_id", "")), login, name)


class ArchiveTerm(NamedTuple):
    """A category or a tag."""

    domain: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    id: int = 0

    @classmethod
    def from_category(cls, fields: Fields) -> "ArchiveTerm":
        return cls(
            "category",
            unquote(fields.get("wp:category_nicename", "")),
            words(fields.get("wp:cat_name", "")),
            unquote(fields.get("wp:category_parent", "")),
            words(fields.get("wp:category_description", "")),
            number(fields.get("wp:term_id", "")),
        )

    @classmethod
    def from_tag(cls, fields: Fields) -> "ArchiveTerm":
        name = words(fields.get("wp:tag_name", ""))
        return cls("post_tag", unquote(fields.get("wp:tag_slug", "")), name)


class PostTerm(NamedTuple):
    """A term as a post names it: ``domain`` is category, post_tag, post_format …"""

    domain: str
    nicename: str
    name: str


@dataclass(slots=True)
class ArchiveComment:
    id: int
    item: int
    author: str
    email: str
    at: datetime | None
    text: str
    approved: str
    type: str
    parent: int
    user_id: int

    @classmethod
    def from_fields(cls, fields: Fields, *, item: int) -> "ArchiveComment":
        return cls(
            id=identity(fields["wp:comment_id"]),
            item=item,
            author=words(fields.get("wp:comment_author", "")),
            email=fields.get("wp:comment_author_email", "").strip(),
            at=moment(fields.get("wp:comment_date_gmt", ""), fields.get("wp:comment_date", "")),
            text=fields.get("wp:comment_content", ""),
            approved=fields.get("wp:comment_approved", "").strip(),
            type=fields.get("wp:comment_type", "").strip() or "comment",
            parent=number(fields.get("wp:comment_parent", "")),
            user_id=number(fields.get("wp:comment_user_id", "")),
        )


@dataclass(slots=True)
class ArchivePost:
    """A post, a page, a picture or whatever else WordPress keeps as an item."""

    id: int
    item: int
    type: str
    status: str
    title: str
    slug: str
    link: str
    guid: str
    creator: str
    content: str
    excerpt: str
    at: datetime | None
    written_at: datetime | None
    modified_at: datetime | None
    comments_open: bool
    has_password: bool
    is_sticky: bool
    parent: int
    position: int
    attachment_url: str
    terms: list[PostTerm] = field(default_factory=list)
    meta: Fields = field(default_factory=dict)
    old_slugs: list[str] = field(default_factory=list)

    @classmethod
    def from_fields(
        cls, fields: Fields, *, item: int, terms: list[PostTerm], meta: list[tuple[str, str]]
    ) -> "ArchivePost":
        get = fields.get
        local = get("wp:post_date", "")
        return cls(
            id=identity(fields["wp:post_id"]),
            item=item,
            type=get("wp:post_type", "").strip() or "post",
            status=get("wp:status", "").strip(),
            title=words(get("title", "")),
            slug=unquote(get("wp:post_name", "").strip()),
            link=get("link", "").strip(),
            guid=get("guid", "").strip(),
            creator=get("dc:creator", "").strip(),
            content=get("content:encoded", ""),
            excerpt=get("excerpt:encoded", ""),
            at=moment(get("wp:post_date_gmt", "")),
            written_at=moment(get("wp:post_date_gmt", ""), local),
            modified_at=moment(get("wp:post_modified_gmt", "")),
            comments_open=get("wp:comment_status", "").strip() != "closed",
            has_password=bool(get("wp:post_password", "")),
            is_sticky=get("wp:is_sticky", "").strip() == "1",
            parent=number(get("wp:post_parent", "")),
            position=number(get("wp:menu_order", "")),
            attachment_url=get("wp:attachment_url", "").strip(),
            terms=terms,
            meta={key: value for key, value in meta if key in META},
            old_slugs=[unquote(value) for key, value in meta if key == "_wp_old_slug"],
        )

    @property
    def file(self) -> str:
        """The path of an attachment below the uploads folder, else ""."""
        _before, _uploads, path = unquote(self.attachment_url).partition("/uploads/")
        return self.meta.get("_wp_attached_file", "").strip() or path

    @property
    def number_of_picture(self) -> int:
        """Id of the attachment that is the featured picture, else 0."""
        text = self.meta.get("_thumbnail_id", "").strip()
        return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0

    def first_meta(self, *names: str) -> str:
        """Return the first of these values that is set."""
        return next((self.meta[name].strip() for name in names if self.meta.get(name)), "")


ArchiveItem = ArchiveSite | ArchiveAuthor | ArchiveTerm | ArchiveComment | ArchivePost
