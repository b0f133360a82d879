"""Shapes of what readers and moderators send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Discussion, Report
from comments.reasons import READY


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        help_text=_("Only moderators read this."),
    )


class HideForm(forms.Form):
    """A fixed reason, words of one's own, or both.

    ``reason`` is what the author reads in the end, ``rule`` the name of the fixed one.
    """

    ready = forms.ChoiceField(
        label=_("A ready sentence"),
        choices=[("", _("none")), *READY.items()],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its author reads this. Say what would have been fine."),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        rule, words = given.get("ready", ""), given.get("reason", "")
        reason = f"{READY[Report.Reason(rule)]} {words}".strip() if rule else words
        if not reason:
            self.add_error("reason", _("Say why. Its author will read the reason."))
        return {**given, "reason": reason, "rule": rule}


class HideAllForm(HideForm):
    """For all that one author wrote in the last days."""

    days = forms.ChoiceField(
        label=_("Written in the last"),
        choices=[("1", _("24 hours")), ("7", _("7 days")), ("30", _("30 days"))],
    )
    field_order = ["days", "ready", "reason"]


class SettingsForm(forms.ModelForm[Discussion]):
    """Who may write in a discussion, and how often."""

    class Meta:
        model = Discussion
        fields = ["mode", "closed_reason", "slow_minutes"]
        widgets = {"mode": forms.RadioSelect}
