"""Looking somebody up in the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import User


class CitizenSearch(forms.Form):
    q = forms.CharField(
        label=_("Name or number"),
        required=False,
        max_length=User._meta.get_field("display_name").max_length,
        error_messages={"max_length": _("No name here is as long as that.")},
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
