"""The index of the search: what is found, by whom, and that it never lags behind the pieces."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.actions import (
    ImportedArticle,
    import_articles,
    publish_article,
    publish_due_articles,
    return_article_to_draft,
    save_article,
    withdraw_article,
)
from articles.actions.indexing import index_article
from articles.models import Access, Article, SearchEntry
from articles.permissions import can_read, gates_open_to
from articles.search import (
    GATES,
    Question,
    dialect,
    entries_of,
    find_articles,
    finding,
    parse_query,
    words_of,
)
from community.html import plain_text
from community.permissions import Person
from tests.factories.articles import article, published_article, section
from tests.factories.community import citizen, editor, member, moderator, resident, writer

pytestmark = pytest.mark.django_db
ALL_GATES = frozenset(map(str, GATES))


def indexed(title: str = "", **fields: Any) -> Article:
    fields.setdefault("body", "<p>Nothing else.</p>")
    made = published_article(title, **fields)
    index_article(made.pk)
    return made


def found(text: str, **rest: Any) -> list[str]:
    """The titles of what is found, the best first."""
    keys = find_articles(Question(query=parse_query(text), **rest)).articles
    titles = dict(Article.objects.filter(pk__in=keys).values_list("pk", "title"))
    return [titles[key] for key in keys]


# -- What fits -------------------------------------------------------------------------------------


def test_all_words_must_stand_somewhere_in_title_standfirst_or_text() -> None:
    indexed("Ferries", standfirst="A harbour at night", body="<p>Nobody speaks.</p>")
    indexed("Trams", body="<p>Nobody sings in the harbour.</p>")

    assert found("ferries harbour nobody") == ["Ferries"]
    assert set(found("harbour nobody")) == {"Ferries", "Trams"}
    assert found("harbour nobody rain") == []


def test_a_word_finds_what_begins_with_it_from_three_letters_on() -> None:
    indexed("Forest")
    indexed("Tomorrow")

    assert found("for") == ["Forest"]
    assert found("orest") == []
    assert found("to") == []


def test_quotes_ask_for_the_very_words_side_by_side() -> None:
    indexed("The last boat home")
    indexed("The last of the boats")
    indexed("The boat came last")

    assert found('"last boat"') == ["The last boat home"]
    assert found("“last boat”") == ["The last boat home"]
    assert found('"last boa"') == []
    assert found('"last boat') == ["The last boat home"]


def test_no_phrase_begins_in_one_field_and_ends_in_another() -> None:
    indexed("The last", standfirst="boat home", body="<p>at six</p>")

    assert found('"last boat"') == found('"home at"') == []


def test_minus_leaves_out_what_the_word_alone_would_find() -> None:
    indexed("A ferry")
    indexed("A ferry with a toll")
    indexed("A ferry with tolls")
    indexed("A ferry for the well paid")

    assert set(found("ferry -toll")) == {"A ferry", "A ferry for the well paid"}
    assert set(found('ferry −toll -"well paid"')) == {"A ferry"}
    assert found("-toll") == []


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Café", "cafe"), ("Cafe", "café"), ("Straße", "strasse"), ("STRASSE", "straße"),
        ("Zürich", "zurich"), ("Łódź", "lodz"), ("İstanbul", "istanbul"), ("Ørsted", "orsted"),
        ("Εφημερίδα", "εφημεριδα"), ("Δρόμος", "ΔΡΌΜΟΣ"), ("Ёлка", "елка"), ("Москва", "МОСКВА"),
        ("مُحَمَّد", "محمد"), ("أخبار المدينة", "اخبار المدينه"), ("עִתּוֹן", "עתון"),
        ("Cafe\u0301 Noir", "café noir"), ("Schiff\u00adfahrt", "schifffahrt"),
        ("서울은 아름답다", "서울"), ("ＦＵＬＬ", "full"), ("don’t", "don't"), ("C. O₂", "o2"),
    ],
)  # fmt: skip
def test_case_accents_and_ways_of_writing_make_no_difference(title: str, asked: str) -> None:
    indexed(title)
    indexed("Another piece")

    assert found(asked) == [title]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("東京", True), ("京都", True), ("東京都の新聞", True), ("都", True), ("猫", True),
        ("聞", True), ("新聞社", False), ("都京", False), ("犬", False), ('"東京都"', True),
        ("東京 猫", True),
        ("しんぶん", False), ("-東京 新聞", False),
    ],
)  # fmt: skip
def test_chinese_and_japanese_are_found_by_any_part(asked: str, *, expected: bool) -> None:
    indexed("東京都の新聞", body="<p>吾輩は猫である。</p>")
    indexed("Another piece")

    assert found(asked) == (["東京都の新聞"] if expected else [])


def test_thai_is_found_inside_a_run_and_mixed_scripts_in_one_phrase() -> None:
    indexed("สวัสดีครับ")
    indexed("東京 tower")

    assert found("ครับ") == ["สวัสดีครับ"]
    assert found('"東京 tower"') == ["東京 tower"]
    assert found('"tower 東京"') == []


# -- Everything that can be typed ------------------------------------------------------------------

WORDS = st.sampled_from(
    ["ferry", "ferries", "Café", "last", "boat", "in", "東京", "京都", "猫", "a"]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
ODD = st.sampled_from(
    ['"', "-", "AND", "OR", "NOT", "NEAR(", "*", "^", "title:", "{marks}:", "(", ")", "'", "''",
     "\\", "\\'", "&", "|", "!", "<->", ":*", ":A", "%", "_", ";--", "\x00", "😀", "<mark>",
     "wholecitizens", "kindstory", "\ud800", "\u202e", "$$"]
)  # fmt: skip
TYPED = st.lists(st.one_of(WORDS, ODD, st.text(max_size=6)), max_size=8).map(" ".join)
REPEATED = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@REPEATED
@given(texts=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), typed=TYPED)
@example(texts=[("last boat", "", "")], typed='boat" OR "last')
@example(texts=[("東京 ferry", "", "")], typed='"東京 fer"')
@example(texts=[("a", "", "")], typed='a -"')
def test_the_database_finds_what_the_rule_says(
    texts: list[tuple[str, str, str]], typed: str
) -> None:
    """Whatever is typed: no error, no operator of the database, and the same on both."""
    with transaction.atomic():
        pieces = [
            indexed(title, slug=f"piece-{at}", standfirst=standfirst, body=f"<p>{body}</p>")
            for at, (title, standfirst, body) in enumerate(texts)
        ]
        query = parse_query(typed)
        expected = {
            piece.pk
            for piece in pieces
            if query.wanted
            and query.fits(
                words_of(piece.title), words_of(piece.standfirst), words_of(plain_text(piece.body))
            )
        }
        assert set(find_articles(Question(query=query)).articles) == expected
        transaction.set_rollback(True)


@REPEATED
@given(text=st.text(max_size=300))
@example(text="\x00'\\\ud800\u0301'")
def test_any_text_can_be_indexed(text: str) -> None:
    with transaction.atomic():
        made = published_article("Odd", slug="odd")
        made.title, made.standfirst = f"Odd {text}", text
        dialect().write(list(entries_of(made)))
        assert found("odd") == ["Odd"]
        transaction.set_rollback(True)


def test_a_text_longer_than_the_index_can_hold_is_found_by_its_beginning() -> None:
    many = " ".join(f"word{number:060}" for number in range(40_000))
    indexed("Long", body=f"<p>first {many} last</p>")

    assert found("first") == ["Long"]
    assert found("last") == []


def test_of_many_words_the_longest_are_kept_in_their_order() -> None:
    query = parse_query('bb "the last boat" ccc a dddd eeeee ffffff -gg ggggggg hh a')

    kept = [" ".join(phrase.words) for phrase in query.wanted]
    assert kept == ["bb", "the last boat", "ccc", "dddd", "eeeee", "ffffff", "ggggggg", "hh"]
    assert query.is_shortened
    assert not parse_query("a a b -c -c").is_shortened


# -- Who finds what --------------------------------------------------------------------------------

OPENING = "<p>" + "opening " * 12 + "</p>"
GATED = OPENING + "<p>" + "filler " * 60 + "secret</p>"


@pytest.mark.parametrize("gate", GATES)
def test_behind_a_gate_only_those_who_may_read_find_by_the_text(gate: str) -> None:
    indexed("Harbour", standfirst="At night", body=GATED, access=gate)

    for words in ("harbour", "night", "opening", "harbour opening"):
        assert found(words) == found(words, gates=frozenset({gate})) == ["Harbour"]
    assert found("secret") == found("secret", gates=ALL_GATES - {gate}) == []
    assert found("secret", gates=frozenset({gate})) == ["Harbour"]


@pytest.mark.parametrize("gate", GATES)
def test_leaving_a_word_out_tells_nothing_of_what_is_behind_the_gate(gate: str) -> None:
    indexed("Harbour", body=GATED, access=gate)

    assert found("harbour -secret") == ["Harbour"]
    assert found("harbour -secret", gates=frozenset({gate})) == []


@pytest.mark.parametrize(
    "person", [AnonymousUser, member, resident, citizen, writer, moderator, editor]
)
def test_gates_are_open_to_those_who_may_read(person: Callable[[], Person]) -> None:
    user = person()
    pieces = [published_article(access=access) for access in Access]

    readable = {Access.EVERYONE.value, *gates_open_to(user)}

    assert readable == {piece.access for piece in pieces if can_read(user, piece)}


@pytest.mark.parametrize("state", [state for state in Article.State if state != "published"])
def test_what_is_not_published_is_not_in_the_index(state: str) -> None:
    index_article(article("Ferry", state=state).pk)

    assert found("ferry", gates=ALL_GATES) == []


# -- It never lags behind --------------------------------------------------------------------------


def test_the_index_follows_every_change_at_once() -> None:
    by = editor()
    piece = article("Ferry", body="<p>Nothing else.</p>")
    assert found("ferry") == []

    publish_article(piece, by=by)
    assert found("ferry") == ["Ferry"]
    piece.title = "Tram"
    save_article(piece, by=by)
    assert (found("ferry"), found("tram")) == ([], ["Tram"])
    piece.access = Access.CITIZENS
    piece.body = GATED
    save_article(piece, by=by)
    assert found("secret") == []
    withdraw_article(piece, by=by)
    assert found("tram", gates=ALL_GATES) == []
    return_article_to_draft(piece, by=by)
    publish_article(piece, by=by)
    assert found("tram") == ["Tram"]
    assert SearchEntry.objects.count() == 2


def test_a_change_that_is_undone_leaves_the_index_as_it_was() -> None:
    by = editor()
    piece = indexed("Ferry")

    with transaction.atomic():
        withdraw_article(piece, by=by)
        transaction.set_rollback(True)

    assert found("ferry") == ["Ferry"]


def test_a_scheduled_piece_is_found_when_its_time_has_come() -> None:
    piece = article("Ferry", state="scheduled")
    index_article(piece.pk)
    assert found("ferry") == []

    publish_due_articles()

    assert found("ferry") == ["Ferry"]


def test_imported_pieces_are_found_and_the_batch_costs_few_questions() -> None:
    shared: dict[str, Any] = {
        "section": section(),
        "state": "published",
        "body": GATED,
        "access": "members",
    }

    def cost(size: int) -> int:
        items = [
            ImportedArticle(
                title=f"Ferry {size} {at}", imported_from=f"{size}/{at}",
                published_at=timezone.now(), **shared,
            )
            for at in range(size)
        ]  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            import_articles(items)
        return len(queries)

    cost(1)
    few, many = cost(2), cost(60)

    assert len(found("ferry")) == 63
    # SQLite takes at most 999 values in a statement; executemany is counted once.
    assert many <= few + 6


# -- Order -----------------------------------------------------------------------------------------


def test_title_weighs_more_than_standfirst_and_that_more_than_text() -> None:
    filler = "Trams and bells. " * 6
    indexed("Text", standfirst="A tram", body=f"<p>{filler} A ferry, ferry, ferry.</p>")
    indexed("Standfirst", standfirst="A ferry", body=f"<p>{filler} A tram, bell, bell.</p>")
    indexed("Ferry", standfirst="A tram", body=f"<p>{filler} A tram, bell, bell.</p>")
    for _each in range(4):
        indexed(body=f"<p>{filler}</p>")

    assert found("ferry") == ["Ferry", "Standfirst", "Text"]


def test_of_pieces_that_fit_nearly_alike_the_newer_comes_first() -> None:
    indexed("Old", body="<p>A ferry, a ferry and a bell.</p>", days_ago=2000)
    indexed("New", body="<p>A ferry, a barge and a bell.</p>")
    for _each in range(4):
        indexed()

    assert found("ferry") == ["New", "Old"]


def test_a_piece_that_fits_far_better_comes_before_newer_ones() -> None:
    indexed("Ferry", days_ago=2000)
    indexed("Tram", body="<p>A bell, a bell, and once a ferry in the morning of a day.</p>")
    for _each in range(4):
        indexed()

    assert found("ferry") == ["Ferry", "Tram"]


def test_of_words_that_many_hold_the_newest_and_the_titles_are_ranked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    indexed("Ferry", body="<p>Old</p>", days_ago=900)
    for number in range(5):
        indexed(f"Piece {number}", body="<p>A ferry.</p>", days_ago=number)

    answer = find_articles(Question(query=parse_query("ferry")))

    assert answer.is_cut
    assert len(answer.articles) == 3
    assert found("ferry")[0] == "Ferry"
    assert not find_articles(Question(query=parse_query("old"))).is_cut


def test_dates_before_1970_and_far_ahead_are_kept_in_order() -> None:
    moments = {"1890": -50_000, "1969": -20_800, "1971": -20_000, "2300": 100_000}
    for title, days in moments.items():
        indexed(f"Ferry {title}", published_at=timezone.now() + timedelta(days=days))

    since = timezone.now() - timedelta(days=30_000)
    until = timezone.now() - timedelta(days=20_500)
    assert found("ferry", since=since, until=until) == ["Ferry 1969"]
    assert len(found("ferry")) == 4


# -- Filters ---------------------------------------------------------------------------------------


def test_filters_narrow_by_section_kind_and_date() -> None:
    sea, land, air = section("Sea"), section("Land"), section("Air")
    indexed("Ferry at sea", section=sea, days_ago=3)
    indexed("Ferry on land", section=land, kind="story", days_ago=40)
    indexed("Ferry in the air", section=air, days_ago=400)

    def day(days_ago: int) -> datetime:
        return timezone.now() - timedelta(days=days_ago)

    assert found("ferry", sections=frozenset({sea.pk})) == ["Ferry at sea"]
    assert set(found("ferry", sections=frozenset({sea.pk, air.pk}))) == {
        "Ferry at sea",
        "Ferry in the air",
    }
    assert found("ferry", kind="story") == ["Ferry on land"]
    assert found("ferry", since=day(7)) == ["Ferry at sea"]
    assert found("ferry", until=day(100)) == ["Ferry in the air"]
    assert found("ferry", since=day(100), until=day(7)) == ["Ferry on land"]
    assert found("ferry", kind="story", sections=frozenset({sea.pk})) == []


def test_no_word_reaches_what_filters_are_kept_by() -> None:
    indexed("Ferry", access="citizens", kind="story")

    for text in ("kindstory", "opencitizens", "wholecitizens", "story", "marks:kindstory"):
        assert found(text, gates=ALL_GATES) == []
