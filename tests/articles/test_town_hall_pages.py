"""The town hall's pages: what a stranger, a member, a citizen and an editor find there."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.actions import (
    answer_proposal,
    decline_proposal,
    hide_proposal,
    link_article,
    move_proposals_on,
    second_proposal,
    vote_on_proposal,
    weigh_new_proposals,
    withdraw_article,
)
from articles.actions.likeness import portray_missing
from articles.models import Proposal
from articles.models.proposals import GATHERING_DAYS, OPEN_EACH
from community.models import User
from tests.articles.test_suggestions import signed_in
from tests.factories.articles import published_article, section
from tests.factories.community import citizen, editor, member, resident, sanction, writer
from tests.factories.town_hall import (
    WHY,
    done_proposal,
    open_proposal,
    proposal,
    proposals_in_every_state,
    time_is_over,
    voted_proposal,
)

pytestmark = pytest.mark.django_db
HALL, NEW = "/town-hall/", "/town-hall/new/"


def sent(title: str = "Lamps", why: str = WHY, **more: object) -> dict[str, object]:
    return {"title": title, "why": why, "section": "", **more}


def names_in(show: str, client: Client | None = None) -> list[str]:
    page = (client or Client()).get(HALL, {"show": show})
    return [each["proposal"].state for each in page.context["page_obj"]]


# -- The list --------------------------------------------------------------------------------------


def test_each_tab_has_its_states_and_the_next_to_end_stands_first() -> None:
    proposals_in_every_state()

    assert names_in("gathering") == ["gathering"]
    assert names_in("voting") == ["open", "voted"]
    assert sorted(names_in("answered")) == ["declined", "done", "taken_up"]
    tabs = Client().get(HALL).context["tabs"]
    assert [(tab.name, tab.number) for tab in tabs] == [
        ("gathering", 1),
        ("voting", 2),
        ("answered", 3),
    ]


def test_ones_own_stand_in_a_tab_of_ones_own_whatever_became_of_them() -> None:
    by = citizen()
    made = [proposal(by=by), decline_proposal(proposal(by=by), words="No.", by=editor())]
    made.append(hide_proposal(proposal(by=by), words="It names a child.", by=editor()))
    proposal()

    assert len(names_in("yours", signed_in(by))) == 3
    assert "Yours" not in signed_in(citizen()).get(HALL).content.decode()
    assert Client().get(HALL, {"show": "yours"}).status_code == 404
    page = signed_in(citizen()).get(HALL, {"show": "yours"}).content.decode()
    assert "You have proposed nothing yet." in page


@pytest.mark.parametrize("query", ["show=nothing", "page=9", "page=x", "show=answered&page=2"])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert Client().get(f"{HALL}?{query}").status_code == 404


def test_twenty_to_a_page_and_the_tab_stays() -> None:
    for _each in range(21):
        proposal()

    page = Client().get(HALL, {"show": "gathering"}).content.decode()

    assert page.count('class="proposal-line"') == 20
    assert "?show=gathering&amp;page=2" in page
    assert len(names_in("gathering")) == 20


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("gathering", "Nothing looks for support"),
        ("voting", "There is no vote at the moment"),
        ("answered", "answered nothing yet"),
    ],
)
def test_an_empty_tab_invites(show: str, words: str) -> None:
    stranger = Client().get(HALL, {"show": show}).content.decode()
    own = signed_in(citizen()).get(HALL, {"show": show}).content.decode()

    assert words in stranger
    assert words in own
    assert "Propose it" in own
    assert NEW not in stranger


def test_the_list_has_counts_time_left_the_answer_and_the_piece() -> None:
    voted = open_proposal("Lamps")
    vote_on_proposal(voted, supports=True, by=citizen())
    answer_proposal(voted, words="We are asking the port.", by=editor())
    done = done_proposal("Ferries", article=published_article("The last boat"))

    page = Client().get(HALL).content.decode()
    assert "<b>1</b> for it" in page
    assert "14 days left" in page
    assert "We are asking the port." in page
    page = Client().get(HALL, {"show": "answered"}).content.decode()
    assert "The last boat" in page
    assert done.article is not None
    withdraw_article(done.article, by=editor())
    assert "The last boat" not in Client().get(HALL, {"show": "answered"}).content.decode()


def test_strangers_all_read_the_same_and_get_no_cookie() -> None:
    made = open_proposal()
    for address in (HALL, made.get_absolute_url()):
        first, second = Client().get(address), Client().get(address)
        assert first.content == second.content
        assert not first.cookies
        assert b"csrf" not in first.content
        assert b"Every citizen may" in first.content
        assert b'href="/community/#to-citizen"' in first.content


def test_a_citizen_reads_how_many_wait_for_a_word() -> None:
    by = citizen()
    seconded, voted = proposal(), open_proposal()
    proposal()
    open_proposal()
    proposal(by=by)
    second_proposal(seconded, by=by)
    vote_on_proposal(voted, supports=False, by=by)

    page = signed_in(by).get(HALL).content.decode()

    assert "2 proposals wait for your word." in page
    assert "wait for your word" not in signed_in(resident()).get(HALL).content.decode()


def test_the_city_and_every_foot_lead_there() -> None:
    assert Client().get("/community/").content.decode().count(f'href="{HALL}"') == 2


# -- A proposal ------------------------------------------------------------------------------------


def test_what_is_out_of_sight_is_not_found_by_others() -> None:
    made, author = proposals_in_every_state(), citizen()
    for state in ("withdrawn", "hidden"):
        address = made[state].get_absolute_url()
        Proposal.objects.filter(pk=made[state].pk).update(by=author)
        assert Client().get(address).status_code == 404
        assert signed_in(citizen()).get(address).status_code == 404
        assert signed_in(author).get(address).status_code == 200
        assert signed_in(editor()).get(address).status_code == 200
        assert 'content="noindex"' in signed_in(author).get(address).content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("gathering", "when 2 more second it by"),
        ("open", "there are 14 days left"),
        ("voted", "waits for the editors’ answer"),
        ("taken_up", "took it up on"),
        ("declined", "declined it on"),
        ("done", "a piece came of it"),
        ("lapsed", "has lapsed. It may be proposed again"),
    ],
)
def test_each_state_reads_as_a_sentence(state: str, words: str) -> None:
    made = proposals_in_every_state()[state]

    assert words in Client().get(made.get_absolute_url()).content.decode()


def test_the_page_says_that_time_is_over_before_the_clock_has_come_by() -> None:
    lapsed, voted = time_is_over(proposal()), time_is_over(open_proposal())

    page = signed_in(citizen()).get(lapsed.get_absolute_url()).content.decode()
    assert "has lapsed" in page
    assert "I second it" not in page
    page = signed_in(citizen()).get(voted.get_absolute_url()).content.decode()
    assert "The vote ended on" in page
    assert "I am for it" not in page


def test_its_way_is_told_in_order() -> None:
    made = open_proposal()
    vote_on_proposal(made, supports=True, by=citizen())
    answer_proposal(made, words="We are asking the port.", by=editor("Edda"))
    made = link_article(made, published_article("The last boat"), by=editor())

    page = Client().get(made.get_absolute_url()).content.decode()

    way = page[page.index('class="way"') :]
    told = ["Proposed", "put to the vote", "Answered", "Edda, for the editors",
            "We are asking the port.", "The vote ended: 1 for it, 0 against", "Done"]  # fmt: skip
    places = [way.index(words) for words in told]
    assert places == sorted(places)
    assert "The last boat" in page


def test_who_voted_how_stands_nowhere() -> None:
    made, by = open_proposal(), citizen("Zacharias Ambrose")
    vote_on_proposal(made, supports=True, by=by)

    for client in (Client(), signed_in(citizen()), signed_in(editor())):
        for address in (made.get_absolute_url(), HALL):
            assert "Ambrose" not in client.get(address).content.decode()
    desk = signed_in(editor()).get(reverse("admin:articles_proposal_change", args=[made.pk]))
    assert "Ambrose" not in desk.content.decode()
    assert "You voted for it." in signed_in(by).get(made.get_absolute_url()).content.decode()


def test_somebody_who_moved_away_is_not_named() -> None:
    by = citizen("Zacharias Ambrose")
    made = proposal(by=by)
    by.delete()

    page = Client().get(made.get_absolute_url()).content.decode()

    assert "by somebody who has moved away" in page


def test_pieces_on_the_matter_stand_below_and_none_behind_a_gate() -> None:
    text = "<p>The lamp on the quay burns all night; somebody pays for the lamp.</p>"
    published_article("Lamps on the quay", body=text)
    published_article("Lamps for members", body=text, access="members")
    published_article("Bread", body="<p>Flour, salt and water.</p>")
    made = proposal("Who pays for the lamp on the quay?")
    portray_missing()
    weigh_new_proposals()

    page = Client().get(made.get_absolute_url()).content.decode()

    assert "Already out on the matter" in page
    assert "Lamps on the quay" in page
    assert "Lamps for members" not in page
    assert ">Bread<" not in page


# -- The two presses -------------------------------------------------------------------------------


def test_a_citizen_seconds_and_votes_and_is_led_back() -> None:
    made, by = proposal(), citizen()
    client, address = signed_in(by), made.get_absolute_url()
    assert "I second it" in client.get(address).content.decode()

    answer = client.post(f"{address}second/", follow=True)
    assert answer.redirect_chain == [(address, 303)]
    assert "needs one more" in answer.content.decode()
    assert "You have seconded it." in client.get(address).content.decode()
    signed_in(citizen()).post(f"{address}second/")
    page = client.post(f"{address}vote/", {"vote": "against"}, follow=True).content.decode()

    assert "Your vote is counted." in page
    assert "You voted against it." in page
    made.refresh_from_db()
    assert (made.state, made.support_count, made.against_count) == ("open", 0, 1)


@pytest.mark.parametrize("vote", [{}, {"vote": "perhaps"}])
def test_a_vote_says_for_or_against(vote: dict[str, str]) -> None:
    made = open_proposal()

    page = signed_in(citizen()).post(f"{made.get_absolute_url()}vote/", vote, follow=True)

    assert "for it or against it" in page.content.decode()
    assert not made.votes.exists()


def test_who_comes_too_late_reads_a_sentence() -> None:
    made = time_is_over(open_proposal())

    page = signed_in(citizen()).post(
        f"{made.get_absolute_url()}vote/", {"vote": "for"}, follow=True
    )

    assert "There is no vote on this proposal at the moment." in page.content.decode()


def test_a_silenced_citizen_sees_no_button_and_is_refused() -> None:
    made, by = proposal(), citizen()
    client = signed_in(by)
    sanction(by, "silenced")

    assert "I second it" not in client.get(made.get_absolute_url()).content.decode()
    answer = client.post(f"{made.get_absolute_url()}second/")
    assert answer.status_code == 403
    assert "at the moment" in answer.content.decode()
    answer = client.get(NEW)
    assert answer.status_code == 403
    assert "You cannot propose anything at the moment." in answer.content.decode()


def test_who_signs_in_on_the_way_is_led_back_to_the_proposal() -> None:
    made = open_proposal()
    address = made.get_absolute_url()

    assert Client().post(f"{address}vote/").headers["Location"].startswith("/accounts/")
    assert signed_in(citizen()).get(f"{address}vote/").headers["Location"] == address
    assert not made.votes.exists()


# -- Proposing -------------------------------------------------------------------------------------


def test_a_citizen_proposes() -> None:
    by, place = citizen(), section("Night")

    answer = signed_in(by).post(NEW, sent(section=place.pk), follow=True)

    made = Proposal.objects.get()
    assert (made.title, made.by, made.section) == ("Lamps", by, place)
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "Now it looks for support." in answer.content.decode()


@pytest.mark.parametrize("who", [member, resident, writer])
def test_others_read_how_one_comes_to_it(who: Callable[[], User]) -> None:
    answer = signed_in(who()).get(NEW)

    assert answer.status_code == 403
    assert "Further up the street" in answer.content.decode()
    assert 'href="/community/apply/"' in answer.content.decode()
    assert signed_in(who()).post(NEW, sent()).status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("wrong", [{"title": ""}, {"why": ""}, {"title": "a" * 141}])
def test_what_is_wrong_comes_back_with_its_words(wrong: dict[str, str]) -> None:
    answer = signed_in(citizen()).post(NEW, {**sent("Lamps", "Who pays?"), **wrong})

    assert answer.status_code == 422
    kept = {"title": "Lamps", "why": "Who pays?"} | wrong
    assert all(words in answer.content.decode() for words in kept.values())


def test_the_fourth_is_refused_and_its_words_are_kept() -> None:
    by = citizen()
    for _each in range(OPEN_EACH):
        proposal(by=by)

    answer = signed_in(by).post(NEW, sent("Yet another lamp"))

    assert answer.status_code == 409
    assert "3 open proposals" in answer.content.decode()
    assert "Yet another lamp" in answer.content.decode()


def test_a_form_does_not_take_what_is_not_its_own() -> None:
    other = citizen()
    given = sent(by=other.pk, state="done", second_count=9, support_count=9)

    signed_in(citizen()).post(NEW, given)

    made = Proposal.objects.get()
    assert made.by != other
    assert (made.state, made.second_count, made.support_count) == ("gathering", 0, 0)


def test_its_author_changes_and_withdraws_it() -> None:
    by = citizen()
    made = proposal("Lamps", by=by)
    client, address = signed_in(by), made.get_absolute_url()
    assert 'value="Lamps"' in client.get(f"{address}edit/").content.decode()

    assert client.post(f"{address}edit/", sent("Lights")).status_code == 302
    assert client.post(f"{address}edit/", sent("")).status_code == 422
    made.refresh_from_db()
    assert made.title == "Lights"
    second_proposal(made, by=citizen())
    assert client.get(f"{address}edit/").headers["Location"] == address
    refused = client.post(f"{address}edit/", sent("Lanterns"))
    assert refused.status_code == 409
    assert "Lanterns" in refused.content.decode()

    assert "Withdraw your proposal?" in client.get(f"{address}withdraw/").content.decode()
    client.post(f"{address}withdraw/")
    made.refresh_from_db()
    assert made.state == "withdrawn"


# -- On the piece ----------------------------------------------------------------------------------


def test_a_piece_says_what_it_came_of_in_its_foot() -> None:
    piece = published_article("The last boat")
    made = done_proposal(by=citizen("Ambra"), article=piece)

    page = Client().get(piece.get_absolute_url()).content.decode()

    foot = page[page.index("piece-foot") :]
    assert f'It came of <a href="{made.get_absolute_url()}">a proposal</a> by <bdi>Ambra' in foot
    assert made.by is not None
    made.by.delete()
    page = Client().get(piece.get_absolute_url()).content.decode()
    assert "a proposal</a> in the town hall." in page
    hide_proposal(made, words="It names a child.", by=editor())
    assert "a proposal</a>" not in Client().get(piece.get_absolute_url()).content.decode()


def test_two_proposals_may_have_led_to_one_piece() -> None:
    piece = published_article()
    for name in ("Ambra", "Boris"):
        done_proposal(by=citizen(name), article=piece)

    page = Client().get(piece.get_absolute_url()).content.decode()

    assert page.count("a proposal</a>") == 2


def test_a_piece_of_which_nobody_proposed_anything_needs_no_query_more(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    piece = published_article()
    client = Client()
    client.get(piece.get_absolute_url())
    with CaptureQueriesContext(connection) as seen:
        client.get(piece.get_absolute_url())
    done_proposal(article=piece)
    with django_assert_num_queries(len(seen) + 1):
        client.get(piece.get_absolute_url())


# -- The desk --------------------------------------------------------------------------------------


def desk(made: Proposal) -> str:
    return reverse("admin:articles_proposal_change", args=[made.pk])


def test_the_desk_counts_what_waits_for_an_answer() -> None:
    voted_proposal()
    open_proposal()
    own = editor()
    Proposal.objects.filter(pk=voted_proposal().pk).update(by=own)

    page = signed_in(own).get("/admin/").content.decode()

    assert "which=voted" in page
    assert "1</b>" in page[page.index("which=voted") :][:60]


def test_the_queue_has_what_is_undecided_the_next_to_end_first() -> None:
    made = proposals_in_every_state()
    time_is_over(made["open"])
    queue, client = reverse("admin:articles_proposal_changelist"), signed_in(editor())

    states = [each.state for each in client.get(queue).context["cl"].result_list]
    assert states[0] in {"open", "voted"}
    assert sorted(states) == ["gathering", "open", "voted"]
    rows = client.get(f"{queue}?which=lapsed").context["cl"].result_list
    assert [each.state for each in rows] == ["lapsed"]
    assert len(client.get(f"{queue}?which=all").context["cl"].result_list) == 9
    assert signed_in(writer()).get(queue).status_code == 403


def test_an_editor_answers_takes_up_and_links_the_piece() -> None:
    made, client = open_proposal(), signed_in(editor())
    published_article("The last boat")

    client.post(desk(made), {"do": "answer", "words": "We are asking."})
    client.post(desk(made), {"do": "take_up", "words": "In spring."})
    wrong = client.post(desk(made), {"do": "link", "piece": "No such piece", "note": ""})
    assert "No piece here has this address or title" in wrong.content.decode()
    client.post(desk(made), {"do": "link", "piece": "the last boat", "note": ""})

    made.refresh_from_db()
    assert made.state == "done"
    assert [answer.kind for answer in made.answers.all()] == ["word", "taken_up", "done"]
    page = client.get(desk(made)).content.decode()
    assert "Link this one instead" in page
    assert "Take it up" not in page


def test_the_slower_editor_is_told_and_keeps_the_words() -> None:
    made = open_proposal()
    client = signed_in(editor())
    decline_proposal(made, words="We did.", by=editor())

    page = client.post(desk(made), {"do": "take_up", "words": "In spring."}).content.decode()

    assert "Somebody has decided this already" in page
    assert "In spring." in page
    made.refresh_from_db()
    assert made.state == "declined"


def test_nobody_answers_their_own_at_the_desk() -> None:
    made, own = open_proposal(), editor()
    Proposal.objects.filter(pk=made.pk).update(by=own)

    page = signed_in(own).get(desk(made)).content.decode()
    assert "This is your own proposal" in page
    page = signed_in(own).post(desk(made), {"do": "take_up", "words": "Yes."}).content.decode()

    assert "your own proposal" in page
    made.refresh_from_db()
    assert made.state == "open"


def test_what_breaks_the_charter_leaves_by_the_desk() -> None:
    made = open_proposal()

    signed_in(editor()).post(desk(made), {"do": "hide", "reason": "It names a child."})

    assert Client().get(made.get_absolute_url()).status_code == 404
    assert made.by is not None
    page = signed_in(made.by).get(made.get_absolute_url()).content.decode()
    assert "It names a child." in page


def test_an_unknown_deed_does_nothing() -> None:
    made = open_proposal()

    answer = signed_in(editor()).post(desk(made), {"do": "delete", "words": "x"})

    assert answer.status_code == 200
    move_proposals_on()
    made.refresh_from_db()
    assert made.state == "open"


def test_town_hall_says_what_becomes_of_a_proposal_that_fails(client: Client) -> None:
    page = " ".join(client.get(reverse("articles:town_hall")).text.split())

    assert f"After {GATHERING_DAYS} days it lapses" in page
    assert "It loses the vote" in page
    assert "The editors decline it" in page
