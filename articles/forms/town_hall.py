"""What a citizen fills in to propose something, and an editor to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.suggesting import textarea, the_piece
from articles.models import Article, Proposal, ProposalAnswer, Section
from community.permissions import Person

ANSWER = ProposalAnswer._meta.get_field("words").max_length


class ProposalForm(forms.Form):
    title = forms.CharField(
        label=_("What should we cover next?"),
        max_length=Proposal._meta.get_field("title").max_length,
        help_text=_("One line, as you would say it to a neighbour."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    why = forms.CharField(
        label=_("Why, and where would one begin?"),
        max_length=Proposal._meta.get_field("why").max_length,
        help_text=_("A few sentences. *Italic*, **bold** and links work as in a comment."),
        widget=textarea(8),
    )
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=_("Where does it belong?"),
        required=False,
        empty_label=_("I do not know"),
    )


class ProposalAnswerForm(forms.Form):
    words = forms.CharField(
        label=_("The answer"),
        max_length=ANSWER,
        widget=textarea(5),
        help_text=_("Everybody reads it under the proposal, with your name and today’s date."),
    )


class HideProposalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it goes out of sight"),
        max_length=ANSWER,
        widget=textarea(3),
        help_text=_("Its author reads it. For what breaks the charter, not for what is declined."),
    )


class LinkArticleForm(forms.Form):
    """``piece`` becomes the article that its address or its title names."""

    piece = forms.CharField(
        label=_("The piece that came of it"),
        max_length=500,
        help_text=_("Its address, or its title. It has to be out."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("A word to readers"), max_length=ANSWER, required=False, widget=textarea(2)
    )

    def __init__(self, user: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_piece(self) -> Article:
        return the_piece(self.cleaned_data["piece"], self.user)
