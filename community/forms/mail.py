"""What one wants to hear of by mail."""

from django import forms

from community.models import PACE_AT_FIRST, MailKind, Pace


class MailForm(forms.Form):
    """One choice for each kind, named by the kind."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # what a form takes
        for kind in PACE_AT_FIRST:
            self.fields[kind.value] = forms.ChoiceField(
                label=MailKind(kind).label, choices=Pace.choices, widget=forms.RadioSelect
            )
