"""Who sees what of an appeal, and what may be done on its pages."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMessage
from django.test import Client

from community.actions.appeals import decide_appeal, decline_seat, give_opinion
from community.models import Appeal, Notice, User
from community.permissions import (
    Person,
    appeals_visible_to,
    can_decide_appeal,
    can_grant_appeal,
    can_see_appeal,
    can_see_matter,
    editors_free_for,
)
from tests.factories.appeals import (
    appeal_about_application,
    appeal_about_comment,
    appeal_about_sanction,
    citizens,
    comment_hidden,
    declined_application,
    jurors,
    panel_finds,
)
from tests.factories.comments import comment
from tests.factories.community import (
    administrator,
    citizen,
    editor,
    member,
    moderator,
    resident,
    sanction,
    writer,
)

pytestmark = pytest.mark.django_db

# Sees the page, reads the matter, may decide, may give in. The last two ask who somebody is;
# whether it is time for it the actions ask.
TABLE = {
    ("panel", "stranger"): "",
    ("panel", "member"): "sees reads",
    ("panel", "juror"): "sees reads",
    ("panel", "replaced"): "sees",
    ("panel", "decider"): "gives-in",
    ("panel", "author in the thread"): "",
    ("panel", "another citizen"): "",
    ("panel", "resident"): "",
    ("panel", "moderator"): "",
    ("panel", "editor"): "decides",
    ("panel", "administrator"): "decides",
    ("panel", "writer"): "",
    ("editor", "member"): "sees reads",
    ("editor", "replaced"): "sees",
    ("editor", "decider"): "",
    ("editor", "another citizen"): "",
    ("editor", "moderator"): "",
    ("editor", "editor"): "sees reads decides",
    ("editor", "administrator"): "sees reads decides",
    ("editor", "suspended editor"): "",
    ("alone", "member"): "sees reads",
    ("alone", "decider"): "sees reads gives-in",
    ("alone", "moderator"): "",
    ("decided", "member"): "sees reads",
    ("decided", "juror"): "sees reads",
    ("decided", "decider"): "gives-in",
    ("decided", "another citizen"): "",
    ("decided", "editor"): "decides",
}


class Cast:
    """An appeal about a comment, in each state, with everybody around it."""

    def __init__(self, state: str) -> None:
        citizens(4 if state == "panel" else 3)
        self.decider, self.answered = moderator(), resident()
        spoken = comment(by=member(), parent=comment(by=self.answered))
        self.appeal = appeal_about_comment(comment_hidden(self.decider, spoken=spoken))
        self.drawn = jurors(self.appeal)
        if state != "decided":
            decline_seat(self.appeal, by=self.drawn[0])
        else:
            panel_finds(self.appeal, "dismissed")
        self.appeal.refresh_from_db()
        self.state = state

    def person(self, who: str) -> Person:
        makers: dict[str, Callable[[], Person]] = {
            "stranger": AnonymousUser,
            "member": lambda: self.appeal.member,
            "juror": lambda: self.drawn[1],
            "replaced": lambda: self.drawn[0],
            "decider": lambda: self.decider,
            "author in the thread": lambda: self.answered,
            "another citizen": citizen,
            "resident": resident,
            "moderator": moderator,
            "editor": editor,
            "administrator": administrator,
            "writer": writer,
            "suspended editor": suspended_editor,
        }
        return makers[who]()


def suspended_editor() -> User:
    user = editor()
    sanction(user, "suspended", by=administrator())
    return user


@pytest.mark.parametrize(("state", "who"), TABLE)
def test_who_may_what(state: str, who: str) -> None:
    cast = Cast(state)
    assert cast.appeal.state == {"alone": "editor", "decided": "dismissed"}.get(state, state)
    if state == "editor":
        editor()
    person, appeal = cast.person(who), cast.appeal
    may = {
        "sees": can_see_appeal(person, appeal),
        "reads": can_see_matter(person, appeal),
        "decides": can_decide_appeal(person, appeal),
        "gives-in": can_grant_appeal(person, appeal),
    }
    assert " ".join(word for word, allowed in may.items() if allowed) == TABLE[state, who]
    assert appeals_visible_to(person).filter(pk=appeal.pk).exists() == may["sees"]
    if isinstance(person, User):
        free = editors_free_for(appeal.pk).filter(pk=person.pk)
        assert free.exists() == may["decides"]


# -- Pages -----------------------------------------------------------------------------------------


def test_own_hidden_comment_leads_to_the_appeal(client: Client) -> None:
    hidden, other = comment_hidden(), comment_hidden()
    assert hidden.author is not None
    client.force_login(hidden.author)
    page = client.get(hidden.discussion.article.get_absolute_url()).text
    assert f'href="/comments/{hidden.pk}/appeal/"' in page
    assert client.get(f"/comments/{other.pk}/appeal/").status_code == 404


def test_declined_application_leads_to_the_appeal_and_then_to_it(client: Client) -> None:
    declined = declined_application()
    client.force_login(declined.applicant)
    address = f"/community/appeals/applications/{declined.pk}/"
    assert address in client.get(declined.get_absolute_url()).text
    appeal = appeal_about_application(declined)
    page = client.get(declined.get_absolute_url()).text
    assert address not in page
    assert appeal.get_absolute_url() in page
    assert client.get(address)["Location"] == appeal.get_absolute_url()


@pytest.mark.parametrize("kind", ["comment", "sanction", "application"])
def test_letter_of_a_decision_says_how_to_object(
    run_tasks: Callable[[], int], mailoutbox: list[EmailMessage], kind: str
) -> None:
    make: dict[str, Callable[[], object]] = {
        "comment": comment_hidden,
        "sanction": lambda: sanction(member()),
        "application": declined_application,
    }
    made = make[kind]()
    run_tasks()
    pk = made.pk  # type: ignore[attr-defined]  # a row of one of three models
    address = f"/comments/{pk}/appeal/" if kind == "comment" else f"/appeals/{kind}s/{pk}/"
    assert address in mailoutbox[-1].body


def test_words_stay_on_a_refusal(client: Client) -> None:
    imposed = sanction(member())
    client.force_login(imposed.user)
    address = f"/community/appeals/sanctions/{imposed.pk}/"
    answer = client.post(address, {"statement": "x" * 3001})
    assert answer.status_code == 422
    assert "x" * 3001 in answer.text


def test_member_reads_where_it_stands_and_never_who_sits(client: Client) -> None:
    citizens()
    appeal = appeal_about_sanction()
    drawn = jurors(appeal)
    give_opinion(appeal, by=drawn[0], opinion="upheld", reason="I would let it go.")
    client.force_login(appeal.member)
    page = " ".join(client.get(appeal.get_absolute_url()).text.split())
    assert "1 has answered so far." in page
    assert "let it go" not in page
    panel_finds(appeal, "upheld", people=1)
    page = client.get(appeal.get_absolute_url()).text
    assert "let it go" in page
    assert not [juror for juror in drawn if f">{juror.display_name}<" in page]


def test_juror_does_not_read_what_the_others_said(client: Client) -> None:
    citizens()
    appeal = appeal_about_sanction()
    first, second, _third = jurors(appeal)
    give_opinion(appeal, by=first, opinion="upheld", reason="I would let it go.")
    client.force_login(second)
    assert "let it go" not in client.get(appeal.get_absolute_url()).text


def test_juror_reads_the_hidden_comment_in_its_thread_and_nowhere_else(client: Client) -> None:
    citizens()
    top = comment(text="It should wait.")
    unseen = comment(parent=top, state="held", text="Nobody sees this one.")
    spoken = comment(by=member(), parent=top, text="Ferries swindle us.")
    comment(parent=spoken, state="held", text="Nor this.")
    hidden = comment_hidden(spoken=spoken)
    appeal = appeal_about_comment(hidden)
    client.force_login(jurors(appeal)[0])
    page = client.get(appeal.get_absolute_url()).text
    assert "Ferries swindle us." in page
    assert "It should wait." in page
    assert "Nor this." not in page
    assert unseen.text not in page
    assert "Ferries swindle us." not in client.get(top.discussion.article.get_absolute_url()).text


def test_juror_who_left_reads_the_matter_no_more(client: Client) -> None:
    citizens(4)
    appeal = appeal_about_comment()
    leaving = jurors(appeal)[0]
    client.force_login(leaving)
    assert client.post(f"{appeal.get_absolute_url()}decline/").status_code == 302
    page = client.get(appeal.get_absolute_url()).text
    assert "Somebody else sits in your place by now." in page
    assert appeal.statement not in page


def test_opinion_without_a_reason_keeps_what_was_chosen(client: Client) -> None:
    citizens()
    appeal = appeal_about_sanction()
    client.force_login(jurors(appeal)[0])
    answer = client.post(f"{appeal.get_absolute_url()}opinion/", {"opinion": "upheld"})
    assert answer.status_code == 422
    assert "checked" in answer.text


def test_editor_decides_on_the_page(client: Client) -> None:
    appeal, by = appeal_about_sanction(), editor()
    client.force_login(by)
    assert appeal.get_absolute_url() in client.get("/community/appeals/").text
    sent = {"opinion": "upheld", "reason": "It was not he."}
    answer = client.post(f"{appeal.get_absolute_url()}decide/", sent, follow=True)
    assert "Decided. The member has been told." in answer.text
    appeal.refresh_from_db()
    assert (appeal.state, appeal.decided_by) == ("upheld", by)


def test_second_editor_reads_that_it_is_decided(client: Client) -> None:
    appeal, by = appeal_about_sanction(), editor()
    client.force_login(by)
    client.get(appeal.get_absolute_url())
    decide_appeal(appeal, by=editor(), outcome="dismissed", reason="No.")
    sent = {"opinion": "upheld", "reason": "Yes."}
    assert client.post(f"{appeal.get_absolute_url()}decide/", sent).status_code == 404


def test_decider_may_choose_one_thing_alone(client: Client) -> None:
    by = editor()
    appeal = appeal_about_sanction(sanction(member(), by=by))
    client.force_login(by)
    page = client.get(appeal.get_absolute_url()).text
    assert 'value="upheld"' in page
    assert 'value="dismissed"' not in page


def test_desk_shows_those_that_wait_first_and_names_no_juror(client: Client) -> None:
    before_editor = appeal_about_sanction()
    people = citizens()
    before_panel = appeal_about_sanction()
    client.force_login(moderator())
    listed = client.get("/admin/community/appeal/").text
    first, second = (listed.index(f"/appeal/{a.pk}/") for a in (before_editor, before_panel))
    assert first < second
    read = client.get(f"/admin/community/appeal/{before_panel.pk}/change/")
    assert before_panel.statement in read.text
    assert not [juror for juror in people if juror.display_name in read.text]
    assert client.post(f"/admin/community/appeal/{before_panel.pk}/change/").status_code == 200
    assert Appeal.objects.get(pk=before_panel.pk).is_open


def test_drawn_citizen_is_told_until_when(
    client: Client, run_tasks: Callable[[], int], mailoutbox: list[EmailMessage]
) -> None:
    citizens()
    appeal = appeal_about_sanction()
    run_tasks()
    letters = [letter for letter in mailoutbox if "drawn to judge" in letter.subject]
    assert len(letters) == 3
    assert appeal.get_absolute_url() in letters[0].body
    notice = Notice.objects.filter(kind="panel_drawn").first()
    assert notice is not None
    assert notice.facts["day"] in letters[0].body
    assert appeal.member.display_name not in letters[0].body.replace("Hello", "")


def test_who_is_banned_reads_on_a_closed_door_what_holds(client: Client) -> None:
    user = member()
    sanction(user, "banned")
    shown = comment()
    client.force_login(user)
    answer = client.get(f"/comments/{shown.pk}/report/")
    assert answer.status_code == 403
    assert "What holds for you at present" in answer.text
    assert "/community/me/#sanctions" in answer.text
