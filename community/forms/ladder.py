"""What people send about applications: its shape only; actions decide what is allowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import (
    Application,
    ApplicationMessage,
    Ballot,
    Charter,
    Endorsement,
    QuizQuestion,
)


class ApplicationForm(forms.Form):
    """A statement, and the charter that was on the page when it was accepted."""

    statement = forms.CharField(
        label=_("Who are you, and what brings you here?"),
        help_text=_("A few sentences. Members who may vouch for you and the editors read them."),
        max_length=Application._meta.get_field("statement").max_length,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    accept = forms.BooleanField(
        label=_("I accept the charter"),
        error_messages={"required": _("Read the charter and accept it, or come back later.")},
    )
    charter = forms.IntegerField(widget=forms.HiddenInput)

    def ask_for(self, charter: Charter | None) -> None:
        """Keep what was written, and ask to accept ``charter``, which is another one by now."""
        kept = {name: self.data.get(name, "") for name in self.fields}
        self.data = {**kept, "charter": charter and charter.pk, "accept": ""}


class QuizForm(forms.Form):
    """One choice among the answers of each question; ``q12`` is question 12."""

    def __init__(
        self, questions: list[tuple[QuizQuestion, list[str]]], data: object = None
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what Django's Form takes
        for question, answers in questions:
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                label=question.text,
                choices=[(answer, answer) for answer in answers],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the answers.")},
            )

    @property
    def answers(self) -> dict[int, str]:
        return {int(name[1:]): answer for name, answer in self.cleaned_data.items()}


class VoteForm(forms.Form):
    vote = forms.ChoiceField(
        label=_("Your vote"),
        choices=Ballot.Vote.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, no or abstention.")},
    )


class EndorsementForm(forms.Form):
    words = forms.CharField(
        label=_("Why do you vouch, in a sentence?"),
        required=False,
        max_length=Endorsement._meta.get_field("words").max_length,
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=ApplicationMessage._meta.get_field("text").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class QuestionForm(MessageForm):
    use_required_attribute = False  # it stands in one form with the decision

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # what Django's Form takes
        self.fields["text"].label = _("A question to the applicant")


class DecisionForm(forms.Form):
    use_required_attribute = False  # it stands in one form with a question

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The applicant reads it, in this wording."),
        max_length=Application._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
