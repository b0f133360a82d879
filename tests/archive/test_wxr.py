"""Reading an export: a stream of plain values, and nothing that XML should not be trusted with."""

import io
from datetime import UTC, datetime

import pytest

from config.archive.items import (
    ArchiveAuthor,
    ArchiveComment,
    ArchivePost,
    ArchiveSite,
    ArchiveTerm,
    PostTerm,
)
from config.archive.wxr import CHUNK, ArchiveRefused, WxrReader, read_stream
from tests.archive.samples import author, category, comment, export, filed, meta, post


def read(text: str) -> list[object]:
    return list(read_stream(io.BytesIO(text.encode())))


def refusal(text: str) -> str:
    with pytest.raises(ArchiveRefused) as refused:
        read(text)
    return str(refused.value)


def test_the_site_comes_first_with_its_addresses() -> None:
    site = read(export(post(1)))[0]

    assert site == ArchiveSite("The Old Paper", "https://old.example", ("https://old.example",))


def test_authors_and_categories_have_their_names_decoded() -> None:
    found = read(
        export(author("ida", "Ida &amp; Co"), category("%c3%a9t%c3%a9", "R &amp; D", "top"))
    )

    assert ArchiveAuthor(1, "ida", "Ida & Co") in found
    assert ArchiveTerm("category", "été", "R & D", "top", "", 1) in found


def test_a_post_keeps_what_wordpress_said_of_it() -> None:
    inside = [filed("River"), filed("C++", "c", "post_tag"), meta("_thumbnail_id", "9")]
    text = export(post(7, "Low <em>Water</em> &#8211; 2", sticky=True, password="x", inside=inside))

    found = next(item for item in read(text) if isinstance(item, ArchivePost))

    assert (found.id, found.title, found.is_sticky, found.has_password) == (
        7,
        "Low Water – 2",
        True,
        True,
    )
    assert found.at == datetime(2023, 5, 1, 8, tzinfo=UTC)
    assert found.terms == [
        PostTerm("category", "river", "River"),
        PostTerm("post_tag", "c", "C++"),
    ]
    assert found.number_of_picture == 9


def test_every_old_slug_is_kept() -> None:
    inside = [meta("_wp_old_slug", "first"), meta("_wp_old_slug", "%c3%a9")]

    found = read(export(post(7, inside=inside)))[-1]

    assert isinstance(found, ArchivePost)
    assert found.old_slugs == ["first", "é"]


def test_a_draft_has_a_local_time_only() -> None:
    found = read(export(post(7, at="", status="draft")))[-1]

    assert isinstance(found, ArchivePost)
    assert found.at is None
    assert found.written_at == datetime(2023, 4, 30, 12, tzinfo=UTC)


def test_a_comment_comes_before_its_post_and_names_its_item() -> None:
    found = read(export(post(7, inside=[comment(70, "Yes & no", parent=69)])))

    said, piece = found[-2:]
    assert isinstance(said, ArchiveComment)
    assert isinstance(piece, ArchivePost)
    assert (said.id, said.parent, said.text, said.item) == (70, 69, "Yes & no", piece.item)


def test_older_versions_of_the_format_are_read() -> None:
    text = export(post(7)).replace("/export/1.2/", "/export/1.0/")

    assert any(isinstance(item, ArchivePost) for item in read(text))


def test_a_document_type_is_refused_with_its_line() -> None:
    text = export(post(7)).replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss')

    assert "Line 3" in refusal(text)
    assert "document type" in refusal(text)


def test_a_document_type_is_refused_in_any_encoding() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>'

    with pytest.raises(ArchiveRefused, match="document type"):
        list(read_stream(io.BytesIO(text.encode("utf-16"))))


def test_an_unknown_entity_is_refused() -> None:
    text = export(post(7)).replace("<description>", "<description>&nbsp;")

    assert "Line " in refusal(text)


@pytest.mark.parametrize("before", ["</rss>", "</channel>", "</item>", "<wp:post_id>"])
def test_a_file_that_is_cut_is_refused_with_its_line(before: str) -> None:
    text = export(author("ida"), post(7))
    left = text[: text.index(before)]

    lines = left.count("\n") + 1
    assert refusal(left).startswith(f"Line {lines}:")


@pytest.mark.parametrize("text", ["", "no XML", "<html><body/></html>", "<rss><channel/></rss>"])
def test_what_is_no_export_is_refused(text: str) -> None:
    assert refusal(text).startswith("Line ")


@pytest.mark.parametrize("number", ["seven", "", "0", "-1", "9" * 30, "9" * 5000])
def test_an_id_that_is_no_number_is_refused_with_its_line(number: str) -> None:
    text = export(post(7)).replace("<wp:post_id>7<", f"<wp:post_id>{number}<")

    assert refusal(text).startswith("Line 1")


def test_an_item_without_an_id_is_refused() -> None:
    assert "post_id" in refusal(export(post(7)).replace("<wp:post_id>7</wp:post_id>", ""))


def test_nothing_stays_in_memory_of_what_was_read() -> None:
    reader = WxrReader()
    text = export(*(post(number, content="x" * 1000) for number in range(1, 2001))).encode()

    most = 0
    for at in range(0, len(text), CHUNK):
        most = max(most, len(reader.feed(text[at : at + CHUNK])))

    assert most < 250
