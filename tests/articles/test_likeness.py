"""Suggestions of related stories: how good they are, whom they show what, what their buttons do."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.actions import (
    ask_for_missing_portraits,
    dismiss_story,
    relate_story,
    save_article,
)
from articles.actions.likeness import count_words_anew, portray, portray_missing
from articles.likely import likely_stories
from articles.likeness.ranking import likest
from articles.likeness.weighing import KEPT, Rarity, weigh
from articles.likeness.words import Words, fold
from articles.models import Article, RelatedStory, StoryWord, Vocabulary
from community.errors import Refused
from community.models import User
from tests.articles.labelled import cosine_ranking, labelled_texts, share_of_same_topic
from tests.factories.articles import article, published_article, relate
from tests.factories.community import editor, writer

pytestmark = pytest.mark.django_db
RunTasks = Callable[[], int]
FERRIES = "<p>The ferry leaves the harbour at six. The ferry captain reads the tide table.</p>"
TRAINS = "<p>The night train leaves the platform. Its conductor punches every ticket.</p>"


def portray_all() -> None:
    while portray_missing():
        pass


def titles(piece: Article, user: User) -> list[str]:
    return [each.article.title for each in likely_stories(piece, user)]


@pytest.fixture
def ferries() -> Article:
    """A piece on ferries among others on ferries and trains."""
    pieces = [
        published_article(f"Ferry {at}", body=f"{FERRIES}<p>Pier {at}.</p>") for at in range(4)
    ]
    for at in range(4):
        published_article(f"Train {at}", body=f"{TRAINS}<p>Track {at}.</p>")
    portray_all()
    return pieces[0]


def test_more_of_the_first_five_are_of_the_topic_than_by_plain_ways() -> None:
    texts = labelled_texts()
    pieces = [published_article(text.title, body=f"<p>{text.body}</p>") for text in texts]
    portray_all()
    place = {piece.pk: at for at, piece in enumerate(pieces)}
    topics = [text.topic for text in texts]

    ours = share_of_same_topic(topics, lambda at: [place[pk] for pk in likest(pieces[at].pk)], 4)
    whole = cosine_ranking([f"{text.title} {text.body}" for text in texts])
    plain = share_of_same_topic(topics, whole, 4)
    by_titles = share_of_same_topic(topics, cosine_ranking([text.title for text in texts]), 4)

    assert ours > plain > by_titles
    assert ours > 0.37


def test_what_is_like_it_comes_first_with_the_reason(ferries: Article) -> None:
    likely = likely_stories(ferries, editor())

    assert {each.article.title for each in likely[:3]} == {"Ferry 1", "Ferry 2", "Ferry 3"}
    assert "ferry" in [word.lower() for word in likely[0].why]


def test_what_is_linked_dismissed_or_withdrawn_is_not_offered(ferries: Article) -> None:
    by = editor()
    one, two, three = Article.objects.filter(title__in=["Ferry 1", "Ferry 2", "Ferry 3"])
    relate(ferries, one)
    dismiss_story(ferries, two, by=by)
    dismiss_story(ferries, two, by=by)
    Article.objects.filter(pk=three.pk).update(state=Article.State.WITHDRAWN)

    assert not {"Ferry 1", "Ferry 2", "Ferry 3"} & set(titles(ferries, by))


def test_a_piece_that_links_here_is_not_offered_back(ferries: Article) -> None:
    relate(Article.objects.get(title="Ferry 1"), ferries)

    assert "Ferry 1" not in titles(ferries, editor())


def test_a_writer_is_not_shown_the_drafts_of_others(ferries: Article) -> None:
    article("Ferry of others", body=FERRIES)
    portray_all()

    assert "Ferry of others" in titles(ferries, editor())
    assert "Ferry of others" not in titles(ferries, writer())


def test_a_saved_piece_is_looked_at_by_the_worker(ferries: Article, run_tasks: RunTasks) -> None:
    by = editor()
    draft = Article(title="Boats", body=FERRIES, section=ferries.section, slug="boats")
    save_article(draft, by=by)
    assert titles(draft, by) == []

    run_tasks()
    assert titles(draft, by)[0].startswith("Ferry")

    draft.body = TRAINS
    save_article(draft, by=by)
    run_tasks()
    assert titles(draft, by)[0].startswith("Train")


def test_doing_it_twice_leaves_one_portrait(ferries: Article) -> None:
    before = StoryWord.objects.count()
    portray(ferries.pk)
    portray(ferries.pk)
    portray(0)
    assert StoryWord.objects.count() == before


def test_the_clock_asks_until_every_piece_is_portrayed(run_tasks: RunTasks) -> None:
    published_article(body=FERRIES)
    ask_for_missing_portraits()
    assert run_tasks() == 1
    ask_for_missing_portraits()
    assert run_tasks() == 0


def test_words_are_counted_anew_when_the_pieces_have_doubled(ferries: Article) -> None:
    first = Vocabulary.in_force()
    for at in range(14):
        published_article(f"More {at}", body=TRAINS)
    portray_all()

    assert Vocabulary.in_force() != first
    assert Vocabulary.objects.count() == 1, "the old one is forgotten"


def test_queries_do_not_grow_with_the_pieces(ferries: Article) -> None:
    by = editor()

    def number() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            likely_stories(ferries, by)
        return len(queries)

    number()  # asks what the person may do, once
    before = number()
    for at in range(12):
        published_article(f"Ferry more {at}", body=FERRIES)
    portray_all()
    assert number() == before


def test_relating_adds_behind_the_others_and_twice_is_once(ferries: Article) -> None:
    by, (one, two) = editor(), Article.objects.filter(title__in=["Ferry 1", "Ferry 2"])
    relate_story(ferries, one, kind=RelatedStory.Kind.SEE_ALSO, by=by)
    relate_story(ferries, two, kind=RelatedStory.Kind.BACKGROUND, by=by)
    relate_story(ferries, one, kind=RelatedStory.Kind.SEE_ALSO, by=by)

    rows = ferries.related_stories.order_by("position")
    assert [row.target for row in rows] == [one, two]
    with pytest.raises(Refused):
        relate_story(ferries, ferries, kind=RelatedStory.Kind.SEE_ALSO, by=by)
    with pytest.raises(PermissionDenied):
        relate_story(ferries, two, kind=RelatedStory.Kind.SEE_ALSO, by=writer())


def form_of(client: Client, piece: Article) -> dict[str, object]:
    """Return what the form would send as it stands."""
    form = client.get(f"/admin/articles/article/{piece.pk}/change/").context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    rows = {"bylines", "related_stories"}
    management = {f"{row}-{part}_FORMS": "0" for row in rows for part in ("TOTAL", "INITIAL")}
    sent["tags"] = ""
    return {**{k: v for k, v in sent.items() if v is not False}, **management}


def test_a_button_saves_the_text_and_adds_the_story(ferries: Article, client: Client) -> None:
    client.force_login(editor())
    other = Article.objects.get(title="Ferry 2")
    address = f"/admin/articles/article/{ferries.pk}/change/"
    page = client.get(address).content.decode()
    assert f'value="see_also:{other.pk}"' in page

    sent = {**form_of(client, ferries), "title": "Changed", "_relate": f"see_also:{other.pk}"}
    answer = client.post(address, sent, follow=True)

    ferries.refresh_from_db()
    assert ferries.title == "Changed"
    assert ferries.related_stories.get().target == other
    assert f'value="see_also:{other.pk}"' not in answer.content.decode()


def test_a_suggestion_that_is_gone_is_said(ferries: Article, client: Client) -> None:
    client.force_login(editor())
    for asked in ("see_also:0", "see_also:x", f"marries:{ferries.pk + 1}"):
        sent = {**form_of(client, ferries), "_relate": asked}
        page = client.post(f"/admin/articles/article/{ferries.pk}/change/", sent, follow=True)
        assert "not there any more" in page.content.decode()


def test_the_dialog_offers_what_is_like_the_piece_first(ferries: Article, client: Client) -> None:
    client.force_login(editor())
    found = client.get(f"/admin/articles/article/pick/?q=&beside={ferries.pk}").json()["results"]
    labels = [result["label"] for result in found]

    assert {*labels[:3]} == {"Ferry 1", "Ferry 2", "Ferry 3"}
    assert len(labels) == len(set(labels))
    assert client.get("/admin/articles/article/pick/?beside=x").status_code == 200


def test_forms_of_a_word_meet_whatever_the_script() -> None:
    assert fold("Harbours") == fold("harbour’s")
    assert fold("Éclairage") == fold("eclairages")
    assert fold("СТРАНЫ")[:4] == fold("страна")[:4]


@given(st.text(max_size=400))
def test_any_text_can_be_taken_apart(text: str) -> None:
    words = Words()
    words.add(text)
    weights = weigh(words, Rarity.among([words]))

    assert len(weights) <= KEPT
    assert all(0 < weight <= 1 for weight in weights.values())
    assert all(len(stem) <= 24 and "\0" not in stem for stem in weights)


def test_chinese_is_taken_apart_as_well() -> None:
    one = published_article("渡轮", body="<p>渡轮在六点离开港口。</p>")
    two = published_article("港口", body="<p>港口的渡轮很晚才来。</p>")
    published_article("火车", body="<p>夜间列车没有灯。</p>")
    count_words_anew()
    portray_all()

    assert next(iter(likest(one.pk))) == two.pk
