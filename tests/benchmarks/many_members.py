"""A city with very many members: who they are, what they did, what the record says of it."""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from community.models import City, CivicRecord, Consent, Participation, Role, User
from tests.benchmarks.pour import pour

CITIZENS, RESIDENTS = 5_600, 10_000  # 5,000 and more of them on every roll
REGISTERED = 3_000  # of the citizens
ASLEEP, RETURNED = 400, 40  # dormant, and those of them who came by since
LATE, TOLD = 150, 150  # away for long: to be told, and told in time
ARTICLES = 3_000
BUSIEST = 2_000  # rows of the member who did most
ENTRIES = 200_000
FIRST = ("Ada", "Bo", "Cem", "Dora", "Emil", "Fatma", "Gül", "Hana", "Ivo", "Jana", "Kemal")
LAST = ("Arslan", "Berg", "Çelik", "Dahl", "Ekman", "Faber", "Güneş", "Holm", "Işık", "Jung")

Row = tuple[Any, ...]


@dataclass
class Cast:
    """Keys of the people, by what the measurements need them for."""

    visitors: list[User] = field(default_factory=list)
    residents: list[User] = field(default_factory=list)
    citizens: list[User] = field(default_factory=list)  # awake and lately here
    away: list[User] = field(default_factory=list)
    editors: list[User] = field(default_factory=list)

    @property
    def all(self) -> list[User]:
        return [*self.visitors, *self.residents, *self.citizens, *self.away]


def settle_members(number: int) -> Cast:
    """Citizens, residents and visitors, mixed as they came; a few editors."""
    chance = random.Random(5)  # noqa: S311  # the same every time
    standings = ["citizen"] * CITIZENS + ["resident"] * RESIDENTS
    standings += ["visitor"] * (number - len(standings))
    chance.shuffle(standings)
    people, cast, citizens = list[User](), Cast(), 0
    for at, standing in enumerate(standings):
        citizens += standing == "citizen"
        people.append(person(at, number, standing, citizens, chance))
    for user in User.objects.bulk_create(people, batch_size=2_000):
        kinds = {"visitor": cast.visitors, "resident": cast.residents}
        is_here = user.dormancy_told_at is None and user.dormant_since is None
        citizens_now = cast.citizens if is_here else cast.away
        kinds.get(user.standing, citizens_now).append(user)
    for user in cast.citizens[:LATE]:
        cast.away.append(user)
    del cast.citizens[:LATE]
    City.objects.filter(pk=1).update(next_citizen_number=CITIZENS + 1)
    give_addresses(cast.all)
    give_consent(cast, chance)
    cast.editors = appoint_editors()
    return cast


def person(at: int, number: int, standing: str, citizen: int, chance: random.Random) -> User:
    """The later they came the higher the key; a citizen has been one for up to two years."""
    now = timezone.now()
    came = now - timedelta(days=1500) * (1 - at / number) - timedelta(hours=1)
    fields: dict[str, Any] = {}
    if standing != "visitor":
        fields["resident_since"] = came + (now - came) / 4
    if standing == "citizen":
        fields["citizen_since"], fields["citizen_number"] = came + (now - came) / 2, citizen
        fields |= away(citizen, now)
    return User(
        email=f"m{at}@example.org",
        handle=f"m{at}",
        display_name=f"{chance.choice(FIRST)} {chance.choice(LAST)} {at}",
        created_at=came,
        last_login=now,
        standing=standing,
        **fields,
    )


def away(citizen: int, now: datetime) -> dict[str, datetime]:
    """Some sleep, some were told that they are about to."""
    told = now - timedelta(days=20)
    if citizen <= ASLEEP:
        return {"dormancy_told_at": told, "dormant_since": now - timedelta(days=5)}
    return {"dormancy_told_at": told} if citizen <= ASLEEP + TOLD else {}


def give_addresses(people: list[User]) -> None:
    rows = ((user.pk, user.email, True, True) for user in people)
    pour(EmailAddress, ("user_id", "email", "verified", "primary"), rows)


def give_consent(cast: Cast, chance: random.Random) -> None:
    columns = ("user_id", *Consent.CHOICES, "answered_as", "check_key")
    settled = [*cast.citizens, *cast.away, *cast.residents]

    def rows() -> Iterator[Row]:
        for at, user in enumerate(settled):
            is_listed = at < REGISTERED
            shown = [chance.random() < 0.5, is_listed, is_listed, is_listed, is_listed]
            yield (user.pk, *shown, user.standing, secrets.token_urlsafe(12))

    pour(Consent, columns, rows())


def appoint_editors() -> list[User]:
    made = []
    for at, role in enumerate((Role.EDITOR, Role.EDITOR, Role.ADMINISTRATOR, Role.MODERATOR)):
        user = User.objects.create_user(
            f"e{at}@example.org", handle=f"e{at}", display_name=f"Editor {at}", is_staff=True
        )
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        made.append(user)
    return made


# -- What they did ---------------------------------------------------------------------------------


def take_part(cast: Cast, rows: int) -> None:
    """About ``rows`` rows of participation, most of them of residents and citizens."""
    columns = ("user_id", "kind", "article", "source", "by_id", "day")
    pour(Participation, columns, deeds(cast, rows))


def deeds(cast: Cast, rows: int) -> Iterator[Row]:
    lives, today, each = Lives(cast.citizens), timezone.localdate(), rows // 20
    long_ago = today - timedelta(days=400)
    for people, share, last in (
        (cast.visitors, 5 * each, today),
        (cast.residents, 8 * each, today),
        (cast.citizens, 7 * each, today),
        (cast.away[ASLEEP:], 10_000, long_ago),
        (cast.away[:RETURNED], RETURNED, today),
        (cast.away[RETURNED:ASLEEP], 30_000, long_ago),
        (cast.residents[:1], BUSIEST, today - timedelta(days=200)),
    ):
        for user in people:
            yield from lives.deeds_of(user, share // len(people), last)


class Lives:
    """Three of four deeds open an article, the others have a comment, some marked by somebody."""

    def __init__(self, citizens: list[User]) -> None:
        self.chance = random.Random(6)  # noqa: S311  # the same every time
        self.articles = [uuid4() for _each in range(ARTICLES)]
        self.citizens = citizens

    def deeds_of(self, user: User, number: int, last: date) -> Iterator[Row]:
        start = self.chance.randrange(ARTICLES)
        for at in range(number):
            day, article = last - timedelta(days=at // 2), self.articles[(start + at) % ARTICLES]
            if at % 4 != 3:
                yield (user.pk, "opened", article, article, None, day)
                continue
            comment = UUID(int=self.chance.getrandbits(128))
            yield (user.pk, "commented", article, comment, None, day)
            if at % 8 == 3:
                by = self.chance.choice(self.citizens)
                yield (user.pk, "constructive", article, comment, by.pk, day)


# -- What the record says --------------------------------------------------------------------------

KINDS = ["applied", "endorsed", "endorsed", "reviewed", "granted", "granted", "declined", "heard"]
KINDS += ["counted", "balloted", "sanctioned", "released", "appealed", "drawn", "upheld"]


def keep_record(cast: Cast) -> None:
    """The steps of four years; all who were admitted stand in it."""
    columns = ("id", "at", "kind", "member", "by", "standing", "facts", "reason_hash")
    pour(CivicRecord, columns, entries(cast))


def entries(cast: Cast) -> Iterator[Row]:
    chance, now = random.Random(7), timezone.now()  # noqa: S311
    settled = [*cast.citizens, *cast.away, *cast.residents]
    for user in settled:
        steps = [("resident", user.resident_since), ("citizen", user.citizen_since)]
        for standing, at in steps:
            if at is not None:
                yield (uuid4(), at, "granted", user.record_id, None, standing, {}, "")
    for number in range(ENTRIES - 2 * len(settled)):
        kind, member = KINDS[number % len(KINDS)], chance.choice(settled)
        at = now - timedelta(days=1500) * chance.random()
        yield (uuid4(), at, kind, member.record_id, None, "resident", facts(kind), "")


def facts(kind: str) -> dict[str, object]:
    if kind == "counted":
        return {"outcome": "granted", "yes": 900, "no": 80, "abstain": 20, "roll": 4700}
    if kind in ("sanctioned", "released"):
        return {"kind": "warning"}
    return {"about": "sanction", "judge": "panel"} if kind == "upheld" else {}
