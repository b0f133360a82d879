"""What a resident fills in to suggest a story or a correction, and an editor to decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.finding import pieces_named
from articles.models import Article, Correction, RelatedStory, Suggestion
from articles.models.suggestions import WEB_ADDRESS
from community.permissions import Person

NAMED = 5  # titles, where several pieces have the words
CORRECTION = Correction._meta.get_field("text").max_length


def textarea(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def the_piece(words: str, user: Person) -> Article:
    """Return the one piece that ``words`` name; ValidationError for none, and for several."""
    found = pieces_named(words.strip(), user)[: NAMED + 1]
    if not found:
        raise forms.ValidationError(
            _("No piece here has this address or title. Copy the address from the piece.")
        )
    if len(found) > 1:
        titles = " · ".join(piece.title for piece in found[:NAMED])
        raise forms.ValidationError(
            _("Several pieces have these words. Which one? %(titles)s"),
            params={"titles": titles},
        )
    return found[0]


class StoryForm(forms.Form):
    """``piece`` becomes the article that its address or its title names."""

    prefix = "story"
    piece = forms.CharField(
        label=_("Which piece?"),
        max_length=500,
        help_text=_("Its address, or its title as it stands here."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    why = forms.CharField(
        label=_("Why do they belong together?"),
        max_length=300,
        help_text=_("One sentence."),
        widget=textarea(3),
    )

    def __init__(self, user: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_piece(self) -> Article:
        return the_piece(self.cleaned_data["piece"], self.user)


class MistakeForm(forms.Form):
    prefix = "mistake"
    wrong = forms.CharField(
        label=_("What is wrong?"),
        max_length=600,
        help_text=_("Quote the words if you can."),
        widget=textarea(3),
    )
    right = forms.CharField(label=_("What is right?"), max_length=600, widget=textarea(3))
    source = forms.URLField(
        label=_("Where can it be read?"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[WEB_ADDRESS],
        help_text=_("A link that shows it."),
    )
    wants_thanks = forms.BooleanField(
        label=_("Thank me by name under the correction"), required=False
    )


class TakeUpStoryForm(forms.Form):
    kind = forms.ChoiceField(label=_("As"), choices=RelatedStory.Kind.choices)


class TakeUpCorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("The correction, in your words"),
        max_length=CORRECTION,
        widget=textarea(5),
        help_text=_("Everybody reads it under the piece, with today’s date."),
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=_("Or answer why not"),
        max_length=600,
        widget=textarea(4),
        help_text=_("The member reads this."),
    )


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=300,
        help_text=_("It stands under the piece in place of the correction."),
    )


def draft_of(suggestion: Suggestion) -> str:
    """Begin the correction with what was suggested."""
    return f"{suggestion.wrong}\n\n→ {suggestion.right}"[:CORRECTION]
