"""Small WordPress exports, written as they are needed."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

BASE = "https://old.example"
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- A comment, as WordPress begins with one. -->
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
"""


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def author(login: str, name: str = "", *, number: int = 1) -> str:
    return (
        f"<wp:author><wp:author_id>{number}</wp:author_id>"
        f"<wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(login + '@old.example')}</wp:author_email>"
        f"<wp:author_display_name>{cdata(name or login)}</wp:author_display_name></wp:author>\n"
    )


def category(slug: str, name: str, parent: str = "", *, number: int = 1) -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id>"
        f"<wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{cdata(parent)}</wp:category_parent>"
        f"<wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>\n"
    )


def filed(name: str, slug: str = "", domain: str = "category") -> str:
    """A category, tag or format as a post names it."""
    nicename = quoteattr(slug or name.lower())
    return f"<category domain={quoteattr(domain)} nicename={nicename}>{cdata(name)}</category>\n"


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>\n"
    )


def comment(
    number: int,
    text: str = "Good.",
    *,
    parent: int = 0,
    name: str = "Ana",
    email: str = "ana@mail.example",
    approved: str = "1",
    kind: str = "comment",
    at: str = "2023-05-02 09:30:00",
    user: int = 0,
) -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author>{cdata(name)}</wp:comment_author>"
        f"<wp:comment_author_email>{cdata(email)}</wp:comment_author_email>"
        f"<wp:comment_author_IP>{cdata('192.0.2.1')}</wp:comment_author_IP>"
        f"<wp:comment_date>{cdata(at)}</wp:comment_date>"
        f"<wp:comment_date_gmt>{cdata(at)}</wp:comment_date_gmt>"
        f"<wp:comment_content>{cdata(text)}</wp:comment_content>"
        f"<wp:comment_approved>{cdata(approved)}</wp:comment_approved>"
        f"<wp:comment_type>{cdata(kind)}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent>"
        f"<wp:comment_user_id>{user}</wp:comment_user_id></wp:comment>\n"
    )


def post(
    number: int,
    title: str = "Low Water",
    content: str = "<p>The river is low.</p>",
    *,
    slug: str | None = None,
    link: str | None = None,
    guid: str = "",
    kind: str = "post",
    status: str = "publish",
    at: str = "2023-05-01 08:00:00",
    changed: str = "",
    by: str = "ida",
    excerpt: str = "",
    password: str = "",
    sticky: bool = False,
    comments: str = "open",
    parent: int = 0,
    attachment: str = "",
    inside: Iterable[str] = (filed("River"),),
) -> str:
    """One item; ``at`` "" is a draft that has only a local time."""
    slug = title.lower().replace(" ", "-") if slug is None else slug
    link = f"{BASE}/2023/05/{slug}/" if link is None else link
    attached = f"<wp:attachment_url>{escape(attachment)}</wp:attachment_url>" if attachment else ""
    return (
        f"<item><title>{cdata(title)}</title><link>{escape(link)}</link>"
        f"<dc:creator>{cdata(by)}</dc:creator>"
        f'<guid isPermaLink="false">{escape(guid or f"{BASE}/?p={number}")}</guid>'
        f"<description></description>"
        f"<content:encoded>{cdata(content)}</content:encoded>"
        f"<excerpt:encoded>{cdata(excerpt)}</excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>{cdata(at or '2023-04-30 12:00:00')}</wp:post_date>"
        f"<wp:post_date_gmt>{cdata(at or '0000-00-00 00:00:00')}</wp:post_date_gmt>"
        f"<wp:post_modified_gmt>{cdata(changed or at)}</wp:post_modified_gmt>"
        f"<wp:comment_status>{cdata(comments)}</wp:comment_status>"
        f"<wp:post_name>{cdata(slug)}</wp:post_name>"
        f"<wp:status>{cdata(status)}</wp:status>"
        f"<wp:post_parent>{parent}</wp:post_parent><wp:menu_order>0</wp:menu_order>"
        f"<wp:post_type>{cdata(kind)}</wp:post_type>"
        f"<wp:post_password>{cdata(password)}</wp:post_password>"
        f"<wp:is_sticky>{int(sticky)}</wp:is_sticky>{attached}\n"
        f"{''.join(inside)}</item>\n"
    )


def picture(number: int, path: str, *, parent: int = 0, alt: str = "", caption: str = "") -> str:
    """An attachment below the uploads folder."""
    return post(
        number,
        Path(path).stem,
        "",
        kind="attachment",
        status="inherit",
        slug=Path(path).stem,
        parent=parent,
        excerpt=caption,
        attachment=f"{BASE}/wp-content/uploads/{path}",
        inside=[meta("_wp_attached_file", path), meta("_wp_attachment_image_alt", alt)],
    )


def export(*items: str, base: str = BASE, title: str = "The Old Paper") -> str:
    """A whole file: authors and categories first, then the posts."""
    return (
        f"{HEAD}<title>{escape(title)}</title><link>{base}</link>"
        f"<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{base}</wp:base_site_url>"
        f"<wp:base_blog_url>{base}</wp:base_blog_url>\n{''.join(items)}</channel>\n</rss>\n"
    )
