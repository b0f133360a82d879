"""What goes on in a city with very many members: applications, ballots, sanctions, appeals."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from articles.models import Proposal, ProposalSecond, ProposalVote
from community.actions.charter import adopt_charter, draft_charter
from community.models import (
    Appeal,
    AppealParty,
    Application,
    ApplicationMessage,
    Ballot,
    BallotVoter,
    Charter,
    Endorsement,
    Notice,
    PanelSeat,
    QuizAttempt,
    Sanction,
    User,
)
from tests.benchmarks.many_members import Cast, Row
from tests.benchmarks.pour import pour

OPEN = {"submitted": 100, "hearing": 40, "ballot": 20, "in_review": 100, "questions": 40}
CLOSED = {"granted": 15_000, "declined": 3_000, "withdrawn": 1_000, "expired": 1_000}
SANCTIONS, NOTICES, NOTICES_OF_ONE = 4_000, 200_000, 5_000
PANELS, BEFORE_EDITORS, DECIDED = 60, 20, 1_900
PROPOSALS, VOTES_EACH = 1_500, 300
SNAPSHOT = [{"name": "articles_opened", "needed": 10, "have": 12, "window": 0}]


def apply_and_decide(cast: Cast) -> Charter:
    """Three hundred open applications in every state, and twenty thousand of the years before."""
    charter = adopt_charter(draft_charter(text="I read before I write.", by=None), by=None)
    chance = random.Random(8)  # noqa: S311  # the same every time
    asked = Application.objects.bulk_create(applications(cast, charter), batch_size=2_000)
    give_endorsements(asked, cast, chance)
    exchange_letters(asked, cast.editors[0])
    passed = ((user.pk, charter.pk, timezone.localdate(), "[]", 10, True) for user in cast.citizens)
    columns = ("user_id", "charter_id", "day", "questions", "score", "is_passed")
    pour(QuizAttempt, columns, passed)
    open_ballots(asked, cast)
    return charter


def applications(cast: Cast, charter: Charter) -> Iterator[Application]:
    """Open ones by people who have no other; a third asks for residency, but no ballot does."""
    residents, visitors = iter(cast.residents[1:]), iter(cast.visitors)
    for state, number in OPEN.items():
        for at in range(number):
            is_visitors = state not in ("hearing", "ballot") and at % 3 == 0
            who = next(visitors) if is_visitors else next(residents)
            yield application(who, charter, state, "resident" if is_visitors else "citizen", at)
    settled = [*cast.citizens, *cast.away, *cast.residents]
    for state, number in CLOSED.items():
        for at in range(number):
            yield application(settled[-at - 1], charter, state, "resident", at)


def application(user: User, charter: Charter, state: str, standing: str, at: int) -> Application:
    now = timezone.now()
    is_closed, in_review = state in CLOSED, state in ("in_review", "questions")
    sent = now - timedelta(days=(30 + at % 1200) if is_closed else at % 20)
    return Application(
        applicant=user,
        charter=charter,
        standing=standing,
        state=state,
        statement="I read here every day. " * 20,
        snapshot=SNAPSHOT,
        endorsements_needed=2 if standing == "citizen" else 1,
        submitted_at=sent,
        expires_at=sent + timedelta(days=30),
        hearing_until=now + timedelta(days=2) if state in ("hearing", "ballot") else None,
        review_since=sent if in_review else None,
        decide_by=sent + timedelta(days=7) if in_review else None,
        closed_at=sent + timedelta(days=9) if is_closed else None,
        reason="Welcome." if state in ("granted", "declined") else "",
    )


def give_endorsements(asked: list[Application], cast: Cast, chance: random.Random) -> None:
    def rows() -> Iterator[Row]:
        for each in asked:
            lacking = each.state == "submitted"
            for who in chance.sample(cast.citizens, each.endorsements_needed - lacking):
                if who.pk != each.applicant_id:
                    yield (each.pk, who.pk, "A good neighbour.", each.submitted_at)

    pour(Endorsement, ("application_id", "endorser_id", "words", "created_at"), rows())


def exchange_letters(asked: list[Application], editor: User) -> None:
    def rows() -> Iterator[Row]:
        for each in asked:
            for author in (editor.pk, each.applicant_id) if each.pk % 2 else ():
                yield (each.pk, author, "What brings you here?", each.submitted_at)

    pour(ApplicationMessage, ("application_id", "author_id", "text", "created_at"), rows())


def open_ballots(asked: list[Application], cast: Cast) -> None:
    """Twenty with a roll, half of which has voted; and those counted in the years before."""
    now, roll = timezone.now(), [user.pk for user in cast.citizens]
    made = list[Ballot]()
    for each in (one for one in asked if one.state == "ballot"):
        closes, voted = now + timedelta(days=3), len(roll) // 2
        made.append(Ballot(application=each, closes_at=closes, roll_size=len(roll), quorum=470))
        made[-1].yes, made[-1].no = voted - 100, 100
    Ballot.objects.bulk_create(made)
    rows = (
        (one.pk, pk, at % 2 == 0 and at < 2 * (len(roll) // 2), True)
        for one in made
        for at, pk in enumerate(roll)
    )
    pour(BallotVoter, ("ballot_id", "voter_id", "has_voted", "is_called"), rows)
    counted = [one for one in asked if one.state == "granted"][:5_000]
    Ballot.objects.bulk_create(
        Ballot(
            application=one,
            closes_at=one.closed_at or now,
            opened_at=one.submitted_at,
            closed_at=one.closed_at,
            outcome="granted",
            roll_size=4_700,
            quorum=470,
            yes=900,
        )
        for one in counted
    )


# -- Sanctions, appeals, notices -------------------------------------------------------------------


def sanction_some(cast: Cast) -> list[Sanction]:
    """One in eight is in force."""
    chance, now = random.Random(9), timezone.now()  # noqa: S311
    people = cast.visitors[1000:] + cast.residents[1000:] + cast.citizens[2000:]
    rows = list[Sanction]()
    for at, user in enumerate(chance.sample(people, SANCTIONS)):
        imposed = now - timedelta(days=at % 1200)
        until = imposed + timedelta(days=7) if at % 8 else now + timedelta(days=5)
        kind = ("warning", "held", "silenced", "suspended")[at % 4]
        rows.append(
            Sanction(
                user=user,
                kind=kind,
                reason="Insults.",
                imposed_at=imposed,
                until=until,
                imposed_by=cast.editors[3],
            )
        )
    return Sanction.objects.bulk_create(rows, batch_size=2_000)


def appeal_some(cast: Cast, sanctions: list[Sanction]) -> None:
    chance, now = random.Random(10), timezone.now()  # noqa: S311
    states = ["panel"] * PANELS + ["editor"] * BEFORE_EDITORS + ["dismissed"] * DECIDED
    rows = [
        appeal(held, state, at)
        for at, (held, state) in enumerate(zip(sanctions, states, strict=False))
    ]
    made = Appeal.objects.bulk_create(rows, batch_size=2_000)
    AppealParty.objects.bulk_create(
        AppealParty(appeal=each, user_id=user, part=part)
        for each in made
        for part, user in (("member", each.member_id), ("decider", cast.editors[3].pk))
    )
    given = {"opinion": "dismissed", "reason": "It stands.", "given_at": now}
    PanelSeat.objects.bulk_create(
        PanelSeat(
            appeal=each,
            juror=juror,
            answer_by=now + timedelta(days=2),
            **(given if each.state == "dismissed" else {}),
        )
        for each in made
        for juror in chance.sample(cast.citizens[:2000], 3)
    )


def appeal(held: Sanction, state: str, at: int) -> Appeal:
    now = timezone.now()
    opened = now - timedelta(days=at % 1000 if state == "dismissed" else at % 8)
    closed = {"decided_at": opened, "reason": "It stands."} if state == "dismissed" else {}
    return Appeal(
        member_id=held.user_id,
        kind="sanction",
        sanction=held,
        decision=uuid4(),
        decision_at=held.imposed_at,
        statement="I disagree.",
        state=state,
        opened_at=opened,
        panel_until=opened + timedelta(days=10),
        **closed,
    )


def leave_notices(cast: Cast) -> None:
    """The busiest resident never reads theirs."""
    now, busiest = timezone.now(), cast.residents[0]
    people = cast.all

    def row(user: User, at: int) -> Row:
        when = now - timedelta(minutes=at)
        facts = {"name": "Ada", "article": "On ferries"}
        read = None if at % 10 == 0 or user is busiest else when
        return (user.pk, "comment_answered", "/articles/on-ferries/", facts, when, read)

    def rows() -> Iterator[Row]:
        yield from (row(people[at % len(people)], at) for at in range(NOTICES))
        yield from (row(busiest, 60 * at) for at in range(NOTICES_OF_ONE))

    pour(Notice, ("user_id", "kind", "url", "facts", "created_at", "read_at"), rows())


def hold_town_hall(cast: Cast) -> None:
    now, number = timezone.now(), count()
    states = ["gathering"] * 60 + ["open"] * 40 + ["voted"] * 10
    states += ["taken_up", "declined", "done", "lapsed"] * ((PROPOSALS - len(states)) // 4)
    made = Proposal.objects.bulk_create(proposal(cast, state, next(number)) for state in states)
    second = (
        (each.pk, cast.citizens[(each.pk + at) % 4000].pk, now)
        for each in made
        for at in (1, 2)
        if each.state != "gathering"
    )
    pour(ProposalSecond, ("proposal_id", "user_id", "at"), second)
    votes = (
        (each.pk, cast.citizens[at].pk, at % 3 > 0)
        for each in made
        for at in range(VOTES_EACH)
        if each.state == "open"
    )
    pour(ProposalVote, ("proposal_id", "user_id", "supports"), votes)


def proposal(cast: Cast, state: str, at: int) -> Proposal:
    now = timezone.now()
    sent = now - timedelta(days=at % 900)
    times: dict[str, Any] = {"until": now + timedelta(days=5)}
    if state in ("open", "voted"):
        times["opened_at"] = now
    elif state != "gathering":
        times |= {"until": sent + timedelta(days=9), "settled_at": sent + timedelta(days=10)}
    return Proposal(
        title=f"What of the lamp {at}?",
        why="It is dark.",
        html="<p>It is dark.</p>",
        digest=f"{at}",
        by=cast.citizens[at % 4000],
        state=state,
        words={},
        second_count=2 * (state != "gathering"),
        at=sent,
        **times,
    )
