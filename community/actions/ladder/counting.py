"""What a tally comes to: whole numbers only, no rounding anywhere."""

from typing import Any

from django.utils.translation import gettext as _

from community.models import Ballot, CharterStep

Outcome = Ballot.Outcome
COUNTED_UNDER = ("grant_percent", "editor_percent", "quorum_least", "quorum_percent")


def outcome_of(ballot: Ballot, step: CharterStep) -> Ballot.Outcome:
    """Compare yes among yes and no with the percentages of the charter.

    Abstentions count towards the quorum and not towards the share. Nobody but abstentions is no
    quorum either.
    """
    decisive = ballot.yes + ballot.no
    if ballot.turnout < ballot.quorum or not decisive:
        return Outcome.NO_QUORUM
    if 100 * ballot.yes >= step.grant_percent * decisive:
        return Outcome.GRANTED
    if 100 * ballot.yes >= step.editor_percent * decisive:
        return Outcome.CLOSE
    return Outcome.DECLINED


def words_for(ballot: Ballot) -> str:
    """The reason of a decision that a ballot made."""
    return _(
        "The ballot: %(yes)d yes, %(no)d no, %(abstain)d abstentions, of a roll of %(roll)d."
    ) % {
        "yes": ballot.yes,
        "no": ballot.no,
        "abstain": ballot.abstain,
        "roll": ballot.roll_size,
    }


def sums_of(ballot: Ballot, step: CharterStep) -> dict[str, Any]:
    """What the record keeps of a count, so that anybody can do it again."""
    return {
        "yes": ballot.yes,
        "no": ballot.no,
        "abstain": ballot.abstain,
        "roll": ballot.roll_size,
        "quorum": ballot.quorum,
        **{name: getattr(step, name) for name in COUNTED_UNDER},
    }
