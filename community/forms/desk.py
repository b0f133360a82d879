"""Forms of the desk: sanctions and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import FormerStanding, Role, Sanction, User


class SanctionForm(forms.Form):
    member = forms.ModelChoiceField(
        User.objects.all(),
        label=_("Member (handle)"),
        to_field_name="handle",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is no member with this handle.")},
    )
    kind = forms.ChoiceField(label=_("What"), choices=Sanction.Kind.choices)
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Silenced and suspended need an end; others may last until lifted."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The member reads it, in this wording."),
        max_length=Sanction._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    take_standing = forms.BooleanField(
        label=_("Take the standing with the ban"),
        required=False,
        help_text=_(
            "The member becomes a visitor. An appeal that is upheld gives back what was taken."
        ),
    )
    about = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("take_standing") and given.get("kind") not in (Sanction.Kind.BANNED, None):
            self.add_error("take_standing", _("A standing is taken only with a ban."))
        return given


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The member reads it, in this wording."),
        max_length=FormerStanding._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LiftForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=Sanction._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What each may do stands on the public page of rights."),
    )


class AdoptForm(forms.Form):
    sure = forms.BooleanField(
        label=_("I have read it. Once in force, this version is never changed."),
        error_messages={"required": _("Say that you have read it.")},
    )
