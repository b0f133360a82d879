"""The shape of one's own page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.models import User
from community.models.people import HANDLE_TAKEN
from community.names import check_handle, clean_name


class ProfileForm(forms.ModelForm[User]):
    """Only what is one's own to say; standing, roles and e-mail have their own ways."""

    new_picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("It is cut to a square, and where it was taken is removed."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )
    remove_picture = forms.BooleanField(label=_("Show no picture"), required=False)

    class Meta:
        model = User
        fields = ("display_name", "handle", "bio")
        widgets = {"bio": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handle"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        if not self.instance.picture:
            del self.fields["remove_picture"]

    def clean_display_name(self) -> str:
        return clean_name(self.cleaned_data["display_name"])

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        if handle != self.initial.get("handle"):
            check_handle(handle)
            if User.objects.filter(handle=handle.lower()).exists():
                raise ValidationError(HANDLE_TAKEN)
        return handle

    def clean_bio(self) -> str:
        bio: str = self.cleaned_data["bio"]
        return clean_name(bio) if bio.strip() else ""
