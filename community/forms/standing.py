"""Giving a standing back: what one wants to be instead."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.models import City, Standing


class RenounceForm(forms.Form):
    """``standing`` is what stood on the page; ``to`` may be anything below it."""

    standing = forms.ChoiceField(choices=Standing.choices, widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label=_("What do you want to be from now on?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to be from now on.")},
    )
    sure = forms.BooleanField(
        label=_("I have read what goes and what stays"),
        error_messages={"required": _("Read what goes and what stays, and say so.")},
    )

    def __init__(self, data: QueryDict | None = None, *, standing: str) -> None:
        super().__init__(data, initial={"standing": standing})
        # A second press finds the standing gone: the answer is to what stood on the page.
        seen = data.get("standing", standing) if data else standing
        rungs = Standing.values
        below = rungs[: rungs.index(seen)] if seen in rungs else []
        city, field = City.current(), self.fields["to"]
        self.below = [(rung, city.standing_name(rung)) for rung in reversed(below)]
        field.choices = self.below  # type: ignore[attr-defined]  # of a ChoiceField
        if len(below) == 1:
            self.initial["to"] = below[0]

    @property
    def steps(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("standing", "to")}
