"""What editors need at the desk: ready reasons, who looks at what, and figures by month."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.ladder import Application
from community.models.numbers import whole
from community.models.people import Standing
from community.models.sanctions import Sanction

LOOKS_FOR = timedelta(minutes=5)
PLACE = re.compile(r"\{(name|day)\}")


class ReadyReason(models.Model):
    """A reason that editors have written once, to be taken and changed when they decide."""

    class Use(models.TextChoices):
        GRANT = "grant", _("granting an application")
        DECLINE = "decline", _("declining an application")
        ASK = "ask", _("a question to an applicant")
        WARNING = Sanction.Kind.WARNING.value, _("a warning")
        HELD = Sanction.Kind.HELD.value, _("holding comments")
        SILENCED = Sanction.Kind.SILENCED.value, _("silencing")
        SUSPENDED = Sanction.Kind.SUSPENDED.value, _("suspending")
        BANNED = Sanction.Kind.BANNED.value, _("banning")

    # What is known of the matter when a reason of this use is taken.
    PLACES = {Use.GRANT: {"name"}, Use.DECLINE: {"name", "day"}, Use.ASK: {"name"}}

    use = models.CharField(_("for"), max_length=10, choices=Use)
    name = models.CharField(_("name"), max_length=60, help_text=_("What stands on the button."))
    text = models.TextField(
        _("text"),
        max_length=1000,
        validators=[MinLengthValidator(10)],
        help_text=_(
            "The member reads it. {name} becomes the applicant’s name and, where one declines, "
            "{day} the day from which they may apply again."
        ),
    )
    position = whole(_("place in the list"), 0, high=999)

    class Meta:
        verbose_name = _("ready reason")
        verbose_name_plural = _("ready reasons")
        ordering = ["use", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["use", "name"],
                name="readyreason_once",
                violation_error_message=_("There is one of this name already. Change that one."),
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="readyreason_has_text"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """ValidationError for a place that nothing could fill."""
        known = self.PLACES.get(self.Use(self.use), set()) if self.use in self.Use else set()
        strange = sorted(set(PLACE.findall(self.text)) - known)
        if strange:
            sentence = _("{%(place)s} is not known here. Write it without.")
            raise ValidationError({"text": sentence % {"place": strange[0]}})

    def filled(self, **places: str) -> str:
        """The text with what is known in its places, in one go; any other brace stays."""
        return PLACE.sub(lambda found: places.get(found[1], found[0]), self.text)


class Look(models.Model):
    """Somebody is looking at an application, for five minutes from ``at``."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="look")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("look at an application")
        verbose_name_plural = _("looks at applications")

    def __str__(self) -> str:
        return f"{self.by_id}: {self.application_id}"

    @property
    def is_fresh(self) -> bool:
        return self.at > timezone.now() - LOOKS_FOR


class LadderMonth(models.Model):
    """The figures of one step of the ladder in one month, counted by the clock from the record.

    ``month`` is its first day; people are counted as they stood at its end, or when counted.
    """

    month = models.DateField(_("month"))
    standing = models.CharField(
        max_length=10,
        choices=[(Standing.RESIDENT, _("residency")), (Standing.CITIZEN, _("citizenship"))],
    )
    sent = models.PositiveIntegerField(_("sent"), default=0)
    granted = models.PositiveIntegerField(_("granted"), default=0)
    declined = models.PositiveIntegerField(_("declined"), default=0)
    expired = models.PositiveIntegerField(_("expired"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    reviewed = models.PositiveIntegerField(
        default=0, help_text="decisions after a review, whose waiting time is known"
    )
    late = models.PositiveIntegerField(_("overdue"), default=0, help_text="of those reviewed")
    median_seconds = models.PositiveIntegerField(null=True)
    slow_seconds = models.PositiveIntegerField(null=True, help_text="nine of ten waited less")
    ballots = models.PositiveIntegerField(_("ballots"), default=0)
    quorate = models.PositiveIntegerField(_("quorum reached"), default=0)
    rolls = models.PositiveIntegerField(default=0, help_text="people on all rolls")
    votes = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(_("people of this standing"), default=0)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)

    class Meta:
        verbose_name = _("figures of a month")
        verbose_name_plural = _("figures of the months")
        ordering = ["-month", "standing"]
        constraints = [
            models.UniqueConstraint(fields=["month", "standing"], name="laddermonth_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.standing}"
