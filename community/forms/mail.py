"""What one wants to hear of by mail."""

from collections.abc import Iterable

from django import forms

from community.models import MailKind, Pace


class MailForm(forms.Form):
    """One choice for each of ``kinds``, named by the kind."""

    def __init__(self, *args: object, kinds: Iterable[MailKind], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # what a form takes
        for kind in kinds:
            self.fields[kind.value] = forms.ChoiceField(
                label=MailKind(kind).label, choices=Pace.choices, widget=forms.RadioSelect
            )
