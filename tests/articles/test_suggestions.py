"""What residents suggest, and what editors make of it."""

from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.actions import (
    answer_suggestion,
    suggest_correction,
    suggest_story,
    take_up_correction,
    take_up_story,
)
from articles.finding import pieces_named
from articles.models import Article, Correction, OldAddress, RelatedStory, Suggestion
from articles.permissions import can_decide_suggestion, can_suggest, suggestions_decidable_by
from community.errors import AlreadyDecided, Refused, TooOften
from community.models import Notice, User
from community.permissions import Person
from tests.articles.at_once import at_once
from tests.articles.test_likes import PEOPLE
from tests.factories.articles import article, published_article, relate
from tests.factories.community import administrator, editor, member, moderator, resident, writer
from tests.factories.readers import suggested_correction, suggested_story

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "It says fifteen.", "There are fifty."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(piece: Article) -> str:
    return reverse("articles:suggest", args=[piece.slug])


def mistake(**changes: str) -> dict[str, str]:
    sent = {"mistake-wrong": WRONG, "mistake-right": RIGHT, "mistake-source": ""}
    return {"kind": "correction", **sent, **changes}


def story(piece: str, why: str = "Both wait.") -> dict[str, str]:
    return {"kind": "related", "story-piece": piece, "story-why": why}


# -- Who -------------------------------------------------------------------------------------------


def test_those_who_live_here_suggest() -> None:
    people = {name: make() for name, make in PEOPLE.items()}
    open_to_all, for_citizens = published_article(), published_article(access="citizens")

    able = {name for name, user in people.items() if can_suggest(user, open_to_all)}
    assert able == {"resident", "dormant", "citizen", "warned", "held"}
    able = {name for name, user in people.items() if can_suggest(user, for_citizens)}
    assert able == {"citizen", "warned", "held"}
    assert not any(can_suggest(user, article()) for user in people.values())


DESK: list[Callable[[], Person]] = [member, resident, writer, moderator, editor, administrator]


@pytest.mark.parametrize("person", DESK)
def test_editors_decide_on_what_is_open_and_nobody_on_their_own(
    person: Callable[[], User],
) -> None:
    user = person()
    given = [suggested_correction(), suggested_story(), suggested_story()]
    answer_suggestion(given[2], words="We did.", by=editor())
    own = Suggestion.objects.create(
        article=published_article(), by=user, kind="correction", wrong="a", right="b"
    )
    rows = Suggestion.objects.all()

    twin = set(suggestions_decidable_by(user))
    assert twin == {one for one in rows if can_decide_suggestion(user, one)}
    assert twin == (set(given[:2]) if person in (editor, administrator) else set())
    with pytest.raises(PermissionDenied):
        answer_suggestion(own, words="To myself.", by=user)


def test_a_visitor_reads_how_one_comes_to_it() -> None:
    response = signed_in(member()).get(page_of(published_article()))

    assert response.status_code == 403
    page = response.content.decode()
    assert "You become a permanent resident by" in page
    assert f'href="{reverse("community:apply")}"' in page


def test_what_is_not_out_is_not_found() -> None:
    assert signed_in(resident()).get(page_of(article())).status_code == 404


# -- Suggesting ------------------------------------------------------------------------------------


def test_a_correction_is_suggested_and_stands_among_ones_own() -> None:
    piece, user = published_article("Ferries"), resident()

    response = signed_in(user).post(
        page_of(piece), mistake(**{"mistake-source": "harbour.example/x"}), follow=True
    )

    made = Suggestion.objects.get()
    assert (made.by, made.article, made.source) == (user, piece, "https://harbour.example/x")
    page = response.content.decode()
    assert WRONG in page
    assert "Waits for the editors" in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("source", ["javascript:alert(1)", "ftp://harbour.example", "not a link"])
def test_a_source_is_a_web_address_and_what_was_typed_stays(source: str) -> None:
    response = signed_in(resident()).post(
        page_of(published_article()), mistake(**{"mistake-source": source})
    )

    assert response.status_code == 422
    assert RIGHT in response.content.decode()
    assert not Suggestion.objects.exists()


def test_a_story_is_named_by_its_title_or_by_any_address_it_ever_had() -> None:
    piece, user = published_article("Here"), resident()
    wanted = published_article("The Twelve-Forty", slug="twelve-forty")
    published_article("The Twelve-Forty, again")
    OldAddress.objects.create(address="/2019/boat/", article=wanted)
    names = [
        "the twelve-forty",
        "/articles/twelve-forty/",
        "https://anything.example/articles/twelve-forty/?x=1#y",
        "https://anything.example/2019/boat",
    ]
    for words in names:
        assert pieces_named(words, user) == [wanted], words
    assert pieces_named("https://[x", user) == []
    assert len(pieces_named("twelve", user)) == 2

    signed_in(user).post(page_of(piece), story("https://anything.example/articles/twelve-forty"))
    assert Suggestion.objects.get().target == wanted


def test_a_story_that_is_not_clear_comes_back_with_its_words() -> None:
    piece, client = published_article("Here"), signed_in(resident())
    published_article("Night boat")
    published_article("Night train")
    article("Night secret")

    several = client.post(page_of(piece), story("night", "They wait.")).content.decode()
    assert "Night boat" in several
    assert "Night train" in several
    assert "Night secret" not in several
    assert "They wait." in several
    assert "No piece here" in client.post(page_of(piece), story("Night secret")).content.decode()
    assert not Suggestion.objects.exists()


def test_a_story_that_the_piece_points_to_is_refused_and_so_is_the_piece_itself() -> None:
    piece, there = published_article("Here"), published_article("There")
    relate(piece, there)
    client = signed_in(resident())

    for title, sentence in (("There", "points there already"), ("Here", "this very piece")):
        response = client.post(page_of(piece), story(title))
        assert response.status_code == 409
        assert sentence in response.content.decode()
    with pytest.raises(Refused, match="no such piece"):
        suggest_story(piece, target=article(), why="Because.", by=resident())


def test_the_same_twice_is_one_and_another_ones_is_another() -> None:
    piece, first, second = published_article(), resident(), resident()
    for user in (first, first, second):
        suggest_correction(piece, wrong=WRONG, right=RIGHT, source="", wants_thanks=False, by=user)

    assert Suggestion.objects.count() == 2


def test_ten_an_hour_and_the_words_of_the_eleventh_are_kept(settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    piece, user = published_article(), resident()
    for _ in range(10):
        suggested_correction(piece, by=user)
    with pytest.raises(TooOften):
        suggested_correction(piece, by=user)

    response = signed_in(user).post(page_of(piece), mistake())

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert WRONG in response.content.decode()
    assert Suggestion.objects.count() == 10


# -- Deciding --------------------------------------------------------------------------------------


def test_a_story_taken_up_is_a_related_story_and_its_suggester_is_told() -> None:
    made, by = suggested_story(), editor()
    relate(made.article, published_article())

    for _ in range(2):
        take_up_story(made, by=by, kind="background")

    assert made.target is not None
    link = RelatedStory.objects.get(target=made.target)
    assert (link.origin, link.kind, link.position) == (made.article, "background", 1)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (made.by, "suggestion_taken_up")
    assert made.article.title in notice.sentence


@pytest.mark.parametrize("wants_thanks", [True, False])
def test_a_correction_taken_up_is_public_and_names_who_wants_it(wants_thanks: bool) -> None:
    made, by = suggested_correction(wants_thanks=wants_thanks), editor()

    for _ in range(2):
        take_up_correction(made, text="Fifty seats, not fifteen.", by=by)

    made.refresh_from_db()
    correction = Correction.objects.get()
    assert made.correction == correction
    assert (correction.text, correction.by) == ("Fifty seats, not fifteen.", by)
    assert correction.thanks_to == (made.by if wants_thanks else None)
    assert Notice.objects.count() == 1


def test_an_answer_needs_words_and_is_read_by_its_member() -> None:
    made = suggested_correction()
    with pytest.raises(Refused, match="Write what you answer"):
        answer_suggestion(made, words=" ", by=editor())

    answer_suggestion(made, words="We asked: it was fifteen.", by=editor())

    client = signed_in(made.by)
    assert "The editors answered your suggestion" in client.get("/community/me/notices/").text
    assert "We asked: it was fifteen." in client.get("/suggestions/").content.decode()
    assert "We asked" not in signed_in(resident()).get("/suggestions/").content.decode()


def test_what_cannot_be_taken_up_stays_open() -> None:
    made = suggested_correction()
    Article.objects.filter(pk=made.article_id).update(state=Article.State.WITHDRAWN)

    with pytest.raises(Refused, match="Only a piece that is out"):
        take_up_correction(made, text="Fifty.", by=editor())

    assert Suggestion.objects.get().is_open
    assert not Notice.objects.exists()


def test_a_piece_that_is_out_no_more_is_not_named_among_ones_own() -> None:
    made = suggested_story(published_article("Origin"), published_article("Target"))
    Article.objects.update(state=Article.State.WITHDRAWN, title="Now a secret")

    assert "Now a secret" not in signed_in(made.by).get("/suggestions/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_contrary_decisions_at_once_one_wins_and_the_others_read_a_sentence() -> None:
    for _ in range(3):
        made = suggested_correction()
        done = at_once(
            *[partial(take_up_correction, made, text="Fifty.", by=editor()) for _ in range(3)],
            *[partial(answer_suggestion, made, words="No.", by=editor()) for _ in range(3)],
        )
        assert sum(isinstance(result, Suggestion) for result in done) == 1
        assert sum(isinstance(result, AlreadyDecided) for result in done) == 5
        made.refresh_from_db()
        assert made.article.corrections.count() == (made.state == "taken_up")
        assert Notice.objects.filter(user=made.by).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_suggestion_at_once_is_one() -> None:
    piece, user = published_article(), resident()
    send = partial(
        suggest_correction, piece, wrong=WRONG, right=RIGHT, source="", wants_thanks=False, by=user
    )

    made = at_once(*[send] * 8)

    assert len({one.pk for one in made if isinstance(one, Suggestion)}) == 1
    assert Suggestion.objects.count() == 1


# -- The desk --------------------------------------------------------------------------------------


def test_the_queue_shows_the_oldest_first_and_what_was_decided_on_request() -> None:
    first, second, done = suggested_correction(), suggested_story(), suggested_correction()
    answer_suggestion(done, words="No.", by=editor())
    client = signed_in(editor())
    queue = reverse("admin:articles_suggestion_changelist")

    assert list(client.get(queue).context["cl"].result_list) == [first, second]
    assert list(client.get(f"{queue}?which=answered").context["cl"].result_list) == [done]
    assert "2</b>" in client.get("/admin/").content.decode()
    assert signed_in(writer()).get(queue).status_code == 403


def test_an_editor_edits_the_words_and_takes_it_up() -> None:
    made = suggested_correction()
    at = reverse("admin:articles_suggestion_change", args=[made.pk])
    client = signed_in(editor())
    page = client.get(at).content.decode()
    assert made.wrong in page.partition("<textarea")[2].partition("</textarea>")[0]

    empty = client.post(at, {"do": "take_up", "text": ""})
    assert (empty.status_code, Correction.objects.count()) == (200, 0)
    client.post(at, {"do": "take_up", "text": "Fifty seats."})

    assert Correction.objects.get().text == "Fifty seats."
    assert "Fifty seats." in client.get(made.article.get_absolute_url()).content.decode()


def test_the_slower_editor_is_told_and_keeps_the_words() -> None:
    made = suggested_story()
    at = reverse("admin:articles_suggestion_change", args=[made.pk])
    take_up_story(made, by=editor())

    response = signed_in(editor()).post(at, {"do": "answer", "words": "Rather not."})

    page = response.content.decode()
    assert "Somebody has decided this already" in page
    assert Suggestion.objects.get().state == "taken_up"


def test_who_suggested_it_sees_no_button_at_the_desk() -> None:
    user = editor()
    User.objects.filter(pk=user.pk).update(standing="resident")
    made = suggested_correction(by=User.objects.get(pk=user.pk))
    at = reverse("admin:articles_suggestion_change", args=[made.pk])
    client = signed_in(user)

    assert "Somebody else decides" in client.get(at).content.decode()
    response = client.post(at, {"do": "answer", "words": "I agree with me."})

    assert "your own suggestion" in response.content.decode()
    assert Suggestion.objects.get().is_open
