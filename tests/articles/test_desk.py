"""The desk: what an editor and a writer may do there, and how no words are lost."""

from typing import Any

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.actions.pictures import save_picture
from articles.admin.inlines import RelatedStoryInline
from articles.models import Article, OldAddress, Page, Picture, Publication, RelatedStory, Section
from community.models import User
from tests.factories.articles import (
    article,
    aside,
    author,
    page,
    picture,
    published_article,
    relate,
    section,
)
from tests.factories.community import editor, moderator, writer
from tests.factories.files import moving_picture, picture_bytes, pixel_bomb, upload

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change(piece: Article) -> str:
    return reverse("admin:articles_article_change", args=[piece.pk])


def rows(prefix: str, *filled: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of an inline as a browser sends them."""
    sent: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(filled),
        f"{prefix}-INITIAL_FORMS": initial,
    }
    for number, row in enumerate(filled):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def form(piece: Article | None = None, **changes: Any) -> dict[str, Any]:
    """What the page of an article sends."""
    base = piece or Article(
        title="Night train", slug="night-train", section=Section.objects.first()
    )
    bylines = [
        {"id": row.pk, "article": row.article_id, "author": row.author_id, "position": row.position}
        for row in (base.bylines.all() if piece else ())
    ]
    sent = {
        "title": base.title, "slug": base.slug, "standfirst": base.standfirst, "kind": base.kind,
        "section": base.section_id, "body": base.body, "access": base.access, "tags": "",
        "opened_version": base.version, "publish_at_0": "", "publish_at_1": "",
        **rows("bylines", *bylines, initial=len(bylines)),
        **rows("related_stories"), **rows("gallery_pictures"),
    }  # fmt: skip
    return sent | changes


# -- Writing ---------------------------------------------------------------------------------------


def test_editor_writes_and_publishes_a_piece_at_once() -> None:
    target, name = published_article(), author("Zoe")
    sent = form(
        title="Night train", body=f"<p onclick=x>Words</p>{aside(target)}", tags="Rail, Night",
        _move="publish",
        **rows("bylines", {"author": name.pk, "position": 0}),
        **rows("related_stories", {"target": target.pk, "kind": "continues", "position": 0}),
    )  # fmt: skip
    user = editor()
    response = at_desk(user).post(ADD, sent, follow=True)
    made = Article.objects.get(slug="night-train")
    assert "Published." in response.content.decode()
    assert made.is_published
    assert made.created_by == user
    assert "onclick" not in made.body
    assert sorted(made.tags.names()) == ["Night", "Rail"]
    assert [row.author for row in made.bylines.all()] == [name]
    assert set(made.related_stories.values_list("kind", "in_text")) == {
        ("see_also", True),
        ("continues", False),
    }
    assert made.revisions.first().what == "published"  # type: ignore[union-attr]


def test_writer_submits_but_cannot_publish() -> None:
    section()
    user = writer()
    client = at_desk(user)
    client.post(ADD, form(body="<p>Words</p>", _move="publish"))
    made = Article.objects.get()
    assert made.state == "draft"
    assert "Publish" not in client.get(change(made)).content.decode()
    client.post(change(made), form(made, _move="submit"))
    made.refresh_from_db()
    assert made.state == "in_review"
    assert client.post(change(made), form(made, title="Later")).status_code == 403
    client.post(reverse("admin:articles_article_move", args=[made.pk]), {"_move": "draft"})
    made.refresh_from_db()
    assert (made.state, made.title) == ("draft", "Night train")


def test_writer_finds_only_own_pieces_at_the_desk() -> None:
    user = writer()
    own, other = article("Mine", created_by=user), published_article("Theirs")
    client = at_desk(user)
    assert "Theirs" not in client.get("/admin/articles/article/").content.decode()
    assert client.get(change(own)).status_code == 200
    assert client.get(change(other)).status_code == 302
    assert client.get(reverse("admin:articles_article_history", args=[other.pk])).status_code == 403
    asked = {"app_label": "articles", "model_name": "relatedstory", "field_name": "target"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert {row["text"] for row in found} == {"Mine", "Theirs"}


def test_moderator_has_no_business_with_articles() -> None:
    client = at_desk(moderator())
    assert client.get("/admin/articles/article/").status_code == 403
    assert client.get(reverse("admin:articles_article_pick")).status_code == 403
    assert client.get("/admin/articles/publication/").status_code == 403


def test_time_is_needed_for_scheduling() -> None:
    piece, client = article(), at_desk(editor())
    response = client.post(change(piece), form(piece, _move="schedule"), follow=True)
    assert "the time of publication first" in response.content.decode()
    when = {"publish_at_0": "2099-05-01", "publish_at_1": "06:00:00"}
    piece.refresh_from_db()
    client.post(change(piece), form(piece, _move="schedule", **when))
    piece.refresh_from_db()
    assert (piece.state, str(piece.published_at)) == ("scheduled", "2099-05-01 06:00:00+00:00")


def test_second_editor_is_told_what_is_different_and_keeps_the_own_words() -> None:
    piece = article("First", body="<p>Once.</p>")
    sent = form(piece, title="His", body="<p>Once more.</p>")
    her = editor("Hana")
    at_desk(her).post(change(piece), form(piece, title="Hers"))
    client = at_desk(editor())
    response = client.post(change(piece), sent)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Hana has saved this piece" in shown
    assert "Hers" in shown
    assert 'value="His"' in shown
    assert "Once more." in shown
    piece.refresh_from_db()
    assert piece.title == "Hers"
    again = response.context["adminform"].form["opened_version"].value()
    client.post(change(piece), sent | {"opened_version": again})
    piece.refresh_from_db()
    assert piece.title == "His"


def test_new_address_is_refused_where_it_leads_to_another_piece() -> None:
    piece, other = article(), published_article()
    OldAddress.objects.create(address="/articles/taken/", article=other)
    response = at_desk(editor()).post(change(piece), form(piece, slug="taken", title="Kept words"))
    assert "This address led to another piece" in response.content.decode()
    assert "Kept words" in response.content.decode()


def test_versions_show_what_each_changed() -> None:
    piece, client = article("Before"), at_desk(editor())
    client.post(change(piece), form(piece))
    piece.refresh_from_db()
    client.post(change(piece), form(piece, title="After"))
    shown = client.get(reverse("admin:articles_article_history", args=[piece.pk])).content.decode()
    assert "<del>Before</del>" in shown
    assert "<ins>After</ins>" in shown


def test_related_row_is_taken_away_but_not_the_one_in_the_text() -> None:
    target, other = article(), article()
    piece = article(body=f"<p>a</p>{aside(target)}")
    client = at_desk(editor())
    client.post(change(piece), form(piece))
    piece.refresh_from_db()
    row = relate(piece, other, "background")
    sent = {
        "id": row.pk,
        "origin": piece.pk,
        "target": other.pk,
        "kind": "background",
        "position": 0,
    }
    gone = rows("related_stories", {**sent, "DELETE": "on"}, initial=1)
    client.post(change(piece), form(piece, **gone))
    assert [link.target for link in RelatedStory.objects.all()] == [target]


# -- Dialogs of the editor -------------------------------------------------------------------------


def test_dialog_finds_published_pieces_and_own_drafts() -> None:
    user = writer()
    published_article("Sea of ice")
    article("Sea of mine", created_by=user)
    article("Sea of others")
    url = reverse("admin:articles_article_pick")
    found = at_desk(user).get(url, {"q": "sea"}).json()["results"]
    assert {row["label"] for row in found} == {"Sea of ice", "Sea of mine"}
    one = at_desk(user).get(url, {"uuid": found[0]["uuid"]}).json()["results"]
    assert one == found[:1]
    assert at_desk(user).get(url, {"uuid": "nonsense"}).json()["results"] == []


def test_dialog_offers_pictures_with_their_words() -> None:
    shown = picture("A harbour", caption="At dusk", credit="Ana")
    picture("A street")
    url = reverse("admin:articles_picture_pick")
    (found,) = at_desk(writer()).get(url, {"q": "harbour"}).json()["results"]
    assert found["src"] == shown.file.url
    assert (found["width"], found["alt"]) == (64, "A harbour")
    assert (found["caption"], found["credit"]) == ("At dusk", "Ana")


# -- Pictures --------------------------------------------------------------------------------------


def test_picture_is_encoded_anew_and_needs_words() -> None:
    client, url = at_desk(writer()), "/admin/articles/picture/add/"
    sent = {"upload": upload(picture_bytes((3000, 100))), "focus": "centre"}
    assert "required" in client.post(url, sent).content.decode()
    sent = {"upload": upload(picture_bytes((3000, 100)), "x.exe"), "alt": "A line", "focus": "top"}
    client.post(url, sent)
    made = Picture.objects.get()
    assert (made.width, made.alt) == (2000, "A line")
    assert str(made.file).endswith(".jpg")


@pytest.mark.parametrize("content", [b"<html>", b"", moving_picture(), pixel_bomb()])
def test_unfit_picture_gets_its_sentence_at_the_desk(content: bytes) -> None:
    url = "/admin/articles/picture/add/"
    response = at_desk(editor()).post(url, {"upload": upload(content), "alt": "x", "focus": "top"})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Picture.objects.exists()


# -- What frames the articles ----------------------------------------------------------------------


def test_publication_opens_at_its_one_row_and_is_saved() -> None:
    client = at_desk(editor())
    response = client.get("/admin/articles/publication/", follow=True)
    assert response.redirect_chain[-1][0].endswith("/publication/1/change/")
    sent = {"name": "The Lamplighter", "accent": "#224488"}
    client.post("/admin/articles/publication/1/change/", sent)
    assert Publication.objects.get().name == "The Lamplighter"


def test_section_does_not_stand_under_itself() -> None:
    above = section("Above")
    below = section("Below", parent=above)
    url = reverse("admin:articles_section_change", args=[above.pk])
    sent = {"name": "Above", "slug": "above", "position": 0, "parent": below.pk}
    response = at_desk(editor()).post(url, sent, follow=True)
    assert "cannot stand under itself" in response.content.decode()


def test_page_that_moves_leaves_its_address_behind() -> None:
    made = page("About")
    url = reverse("admin:articles_page_change", args=[made.pk])
    sent = {
        "title": "About us", "slug": "about-us", "body": "<script>x</script><p>We</p>",
        "published_at_0": "2026-01-01", "published_at_1": "00:00:00", "position": 1,
    }  # fmt: skip
    client = at_desk(editor())
    client.post(url, sent)
    assert "script" not in Page.objects.get().body
    assert client.get("/pages/about/").headers["Location"] == "/pages/about-us/"


@pytest.mark.parametrize("model", ["article", "picture", "section", "author", "page", "oldaddress"])
def test_every_list_of_the_desk_opens(model: str) -> None:
    published_article(cover=picture())
    page()
    client = at_desk(editor())
    assert client.get(f"/admin/articles/{model}/").status_code == 200
    assert client.get(f"/admin/articles/{model}/?q=x").status_code == 200


def test_inline_script_is_allowed_for_the_editors_page_alone() -> None:
    client = at_desk(editor())
    section()
    policy = client.get(ADD).headers["Content-Security-Policy"]
    assert "'nonce-" in policy
    assert "unsafe" not in policy
    assert "nonce" not in client.get("/admin/articles/article/").headers["Content-Security-Policy"]


def test_writer_cannot_name_somebody_elses_draft(client: Client) -> None:
    secret, own_author = article("A merger", created_by=editor()), writer()
    own = article("Mine", created_by=own_author)
    request = RequestFactory().get("/")
    request.user = own_author
    inline = RelatedStoryInline(Article, admin.site)
    field = inline.formfield_for_dbfield(RelatedStory._meta.get_field("target"), request)
    assert field is not None
    assert field.clean(own.pk) == own
    with pytest.raises(ValidationError):
        field.clean(secret.pk)


def test_writer_changes_own_pictures_only() -> None:
    by = writer()
    theirs, own = picture(uploaded_by=editor()), picture(uploaded_by=by)
    own.alt = theirs.alt = "A lighthouse"
    save_picture(own, by=by)
    with pytest.raises(PermissionDenied):
        save_picture(theirs, by=by)
    save_picture(theirs, by=editor())
