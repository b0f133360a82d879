"""What a member chooses to show."""

from django import forms

from community.models import Consent


class ConsentForm(forms.ModelForm[Consent]):
    """One box for each thing; an empty form is an answer, too: nothing is shown."""

    class Meta:
        model = Consent
        fields = Consent.CHOICES

    @property
    def chosen(self) -> list[str]:
        return [name for name in Consent.CHOICES if self.cleaned_data[name]]

    @property
    def places(self) -> list[forms.BoundField]:
        """The pages of the city."""
        return [self["in_gazette"], self["in_register"]]

    @property
    def on_the_card(self) -> list[forms.BoundField]:
        """What the page says that the code on a card leads to."""
        return [self["check_name"], self["check_number"], self["check_since"]]
