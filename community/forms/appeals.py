"""What people send about appeals: its shape only; actions decide what is allowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import PanelSeat
from community.models.appeals import LONGEST_OPINION, LONGEST_STATEMENT

CHOOSE = {"required": _("Choose one of the two.")}


class AppealForm(forms.Form):
    statement = forms.CharField(
        label=_("Why is the decision wrong?"),
        help_text=_("In your own words. Those who judge it read this, and nobody else."),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(
        label=_("What do you find?"),
        choices=PanelSeat.Opinion.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The member reads it, without your name. A few sentences are enough."),
        max_length=LONGEST_OPINION,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class VerdictForm(OpinionForm):
    """The same question to an editor, whose answer decides; ``may_dismiss`` for no own decision."""

    def __init__(self, *args: object, may_dismiss: bool = True, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # what Django's Form takes
        self.fields["reason"].max_length = LONGEST_STATEMENT  # type: ignore[attr-defined]  # a CharField
        if not may_dismiss:
            upheld = [choice for choice in PanelSeat.Opinion.choices if choice[0] == "upheld"]
            self.fields["opinion"].choices = upheld  # type: ignore[attr-defined]  # a ChoiceField
