"""What goes with an account that is closed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LeavingForm(forms.Form):
    words = forms.ChoiceField(
        label=_("What you wrote where others read and answered it"),
        choices=[
            ("keep", _("stays, without my name")),
            ("take", _("goes with me")),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )
    ends_newsletter = forms.BooleanField(
        label=_("End the newsletter to my address, too"), required=False
    )
