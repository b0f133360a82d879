"""What a draft of the charter would change: words, numbers, and who would qualify."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from community.actions.ladder.qualifying import qualifying
from community.actions.ladder.requirements import progress_of, requirements_of
from community.models import Application, Charter, CharterStep, City, Standing, User

SHOWN = 50
STEPS = (Standing.RESIDENT, Standing.CITIZEN)
OTHER = ("id", "charter", "standing")  # than numbers


class Changed(NamedTuple):
    """A number of the charter, as it is in force and as the draft has it."""

    name: str
    before: object
    after: object


class Somebody(NamedTuple):
    """A member, and what is missing on the side where they do not qualify."""

    member: User
    missing: list[str]


class Numbers(NamedTuple):
    changed: list[Changed]
    same: list[Changed]


class StepChange(NamedTuple):
    """What the draft does to one step; ``newly`` and ``no_longer`` name the first fifty."""

    step: CharterStep
    numbers: Numbers
    before: int
    after: int
    newly_count: int
    newly: list[Somebody]
    no_longer_count: int
    no_longer: list[Somebody]


def preview_of(draft: Charter) -> dict[str, Any]:
    """Beside the charter in force; at most four queries over all that was ever done here."""
    in_force = City.current().charter
    context: dict[str, Any] = {"draft": draft, "in_force": in_force}
    if in_force is None:
        return context
    open_ones = Application.objects.open()
    return {
        **context,
        "words": words_changed(in_force.text, draft.text),
        "numbers": numbers_changed(in_force, draft, ["young_city"]),
        "steps": [step_change(in_force.step_to(name), draft.step_to(name)) for name in STEPS],
        "questions": questions_changed(in_force, draft),
        "untouched": open_ones.count(),
    }


def step_change(before: CharterStep, after: CharterStep) -> StepChange:
    asks_the_same = requirements_of(before) == requirements_of(after)
    now = keys_of(before)
    then = now if asks_the_same else keys_of(after)
    fields = [field.name for field in CharterStep._meta.concrete_fields if field.name not in OTHER]
    return StepChange(
        after,
        numbers_changed(before, after, fields),
        len(now),
        len(then),
        len(then - now),
        people(then - now, before),
        len(now - then),
        people(now - then, after),
    )


def keys_of(step: CharterStep) -> set[int]:
    return set(qualifying(step).order_by().values_list("pk", flat=True))


def people(keys: set[int], step: CharterStep) -> list[Somebody]:
    """The first of them by name, with what each lacks of ``step``."""
    shown = list(User.objects.filter(pk__in=names_first(keys)).order_by("display_name", "pk"))
    have = progress_of(shown, step)
    return [
        Somebody(user, [f"{each.demand} ({each.have})" for each in have[user.pk] if not each.met])
        for user in shown
    ]


def names_first(keys: set[int]) -> list[int]:
    """The keys of the first by name. Asked in pieces: a database takes only so many at once."""
    found: list[tuple[str, int]] = []
    ordered = sorted(keys)
    for start in range(0, len(ordered), 5000):
        rows = User.objects.filter(pk__in=ordered[start : start + 5000]).order_by(
            "display_name", "pk"
        )
        found += rows.values_list("display_name", "pk")[:SHOWN]
    return [pk for _name, pk in sorted(found)[:SHOWN]]


def numbers_changed(before: Any, after: Any, names: Iterable[str]) -> Numbers:  # noqa: ANN401  # rows of one model
    fields = {field.name: field for field in before._meta.concrete_fields}
    rows = [
        Changed(str(fields[name].verbose_name), shown(before, name), shown(after, name))
        for name in names
    ]
    changed = [row for row in rows if row.before != row.after]
    return Numbers(changed, [row for row in rows if row.before == row.after])


def shown(row: object, name: str) -> object:
    value = getattr(row, name)
    return (_("yes") if value else _("no")) if isinstance(value, bool) else value


def words_changed(before: str, after: str) -> list[tuple[str, str]]:
    """Lines as ("same" | "gone" | "new", text), in the order of reading."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [("same", line) for line in old[a:b]]
        else:
            lines += [("gone", line) for line in old[a:b]]
            lines += [("new", line) for line in new[c:d]]
    return lines


def questions_changed(before: Charter, after: Charter) -> dict[str, list[str]]:
    """Questions of the quiz that go and that come, by their words and answers."""
    old, new = (
        {(each.text, each.right, *each.others) for each in charter.questions.all()}
        for charter in (before, after)
    )
    return {
        "gone": sorted(text for text, *_answers in old - new),
        "new": sorted(text for text, *_answers in new - old),
    }
