"""Forms of the newsletter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Interest


class InterestsForm(forms.Form):
    interests = forms.MultipleChoiceField(
        label=_("What you would like to get"),
        choices=Interest.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )


class SubscribeForm(InterestsForm):
    """``field_order`` puts the address first."""

    field_order = ["email", "interests"]
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
