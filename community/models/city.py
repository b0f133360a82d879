"""The city's one row of settings, and the charter with the numbers of each step of the ladder."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.people import Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def whole(
    label: "StrOrPromise",
    default: int,
    help_text: "StrOrPromise" = "",
    *,
    low: int = 0,
    high: int = 3650,
) -> "models.PositiveIntegerField[float | int | str, int]":
    """Return a whole-number field; form and ``full_clean`` check it against its range."""
    return models.PositiveIntegerField(
        label,
        default=default,
        help_text=help_text,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
    )


class City(models.Model):
    """One row: what the community is called and the numbers of rights and discussion."""

    name = models.CharField(_("name"), max_length=80, default="Shining City on the Web")
    invitation = models.CharField(
        _("invitation"),
        max_length=300,
        blank=True,
        help_text=_("One sentence on the city’s page that says what it is."),
    )
    visitor_name = models.CharField(_("a visitor is called"), max_length=40, default="visitor")
    resident_name = models.CharField(
        _("a resident is called"), max_length=40, default="permanent resident"
    )
    citizen_name = models.CharField(_("a citizen is called"), max_length=40, default="citizen")
    charter = models.ForeignKey(
        "Charter",
        verbose_name=_("charter in force"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    next_citizen_number = models.PositiveIntegerField(default=1, editable=False)

    comments_before_trust = whole(
        _("approved comments before comments appear at once"), 1, low=0, high=20
    )
    visitor_links = whole(_("links in a visitor’s comment"), 1, high=50)
    resident_links = whole(_("links in a resident’s comment"), 3, high=50)
    citizen_links = whole(_("links in a citizen’s comment"), 5, high=50)
    visitor_edit_minutes = whole(_("a visitor may edit for (minutes)"), 15, high=10080)
    resident_edit_minutes = whole(_("a resident may edit for (minutes)"), 120, high=10080)
    citizen_edit_minutes = whole(_("a citizen may edit for (minutes)"), 1440, high=10080)
    visitor_hold_weight = whole(_("reports hold a visitor’s comment at weight"), 3, low=1, high=100)
    resident_hold_weight = whole(
        _("reports hold a resident’s comment at weight"), 6, low=1, high=100
    )
    citizen_hold_weight = whole(_("reports hold a citizen’s comment at weight"), 9, low=1, high=100)
    visitor_report_weight = whole(_("a visitor’s report weighs"), 1, high=100)
    resident_report_weight = whole(_("a resident’s report weighs"), 2, high=100)
    citizen_report_weight = whole(_("a citizen’s report weighs"), 3, high=100)
    report_after_days = whole(_("reports weigh nothing in the first (days)"), 7, high=365)
    constructive_after_days = whole(
        _("a visitor may mark as constructive after (days)"), 14, high=365
    )
    constructive_per_day = whole(_("constructive marks a day for one person"), 3, low=1, high=100)
    close_discussion_days = whole(
        _("discussions close after (days)"), 30, _("0 keeps them open."), high=3650
    )
    appeal_days = whole(_("appeals are possible for (days)"), 14, low=1, high=365)
    juror_days = whole(_("a member of a panel answers within (days)"), 3, low=1, high=30)
    panel_days = whole(
        _("a panel decides within (days)"),
        10,
        _("After that an editor decides."),
        low=1,
        high=90,
    )

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("the city")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="city_single_row")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "City":
        """Return the one row (made on first use); one query, with the charter in force."""
        city = cls.objects.select_related("charter").filter(pk=1).first()
        return city or cls.objects.get_or_create(pk=1)[0]

    def standing_name(self, standing: str) -> str:
        return str(getattr(self, f"{standing}_name"))

    def links_allowed(self, standing: str) -> int:
        return int(getattr(self, f"{standing}_links"))

    def edit_minutes(self, standing: str) -> int:
        return int(getattr(self, f"{standing}_edit_minutes"))

    def hold_weight(self, standing: str) -> int:
        """The weight of reports at which a comment by someone of ``standing`` is held."""
        return int(getattr(self, f"{standing}_hold_weight"))

    def report_weight(self, standing: str) -> int:
        return int(getattr(self, f"{standing}_report_weight"))


class CharterQuerySet(models.QuerySet["Charter"]):
    def adopted(self) -> "CharterQuerySet":
        return self.filter(adopted_at__isnull=False)


class Charter(models.Model):
    """What a member promises. A version that was ever in force is never changed."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    html = models.TextField(editable=False)
    adopted_at = models.DateTimeField(_("in force since"), null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    young_city = whole(
        _("a step is young below this many possible endorsers"),
        10,
        _("In a young city endorsements are shown but not required."),
        high=1000,
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{_('Charter')} {self.version}"

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None

    def step_to(self, standing: str) -> "CharterStep":
        """Return the step that leads to ``standing``; KeyError where the charter has none."""
        return {step.standing: step for step in self.steps.all()}[standing]


class CharterStep(models.Model):
    """The numbers of one step of the ladder under one charter; 0 means that it is not asked."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="steps")
    standing = models.CharField(
        _("leads to"),
        max_length=10,
        choices=[(Standing.RESIDENT, _("residency")), (Standing.CITIZEN, _("citizenship"))],
    )
    is_open = models.BooleanField(_("applications are taken"), default=True)
    account_days = whole(_("account for (days)"), 0)
    standing_days = whole(_("in the standing before for (days)"), 0)
    articles_opened = whole(_("articles opened"), 0)
    opened_days = whole(_("on this many days"), 0)
    active_days = whole(_("active days"), 0)
    active_window_days = whole(_("active days count within the last (days)"), 90, low=1)
    comments = whole(_("published comments"), 0)
    comment_articles = whole(_("under this many articles"), 0)
    constructive_people = whole(_("people who marked something constructive"), 0)
    clean_days = whole(_("days without a sanction that counts"), 0)
    endorsements = whole(_("endorsements needed"), 0, high=50)
    endorsements_each = whole(
        _("open endorsements that one person may hold"), 0, _("0: no limit."), high=100
    )
    endorsement_days = whole(_("endorsements are gathered for (days)"), 30, low=1, high=365)
    decision_days = whole(_("editors decide within (days)"), 7, low=1, high=90)
    wait_days = whole(_("again after (days)"), 30)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["charter", "-standing"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "standing"], name="charterstep_once"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["resident", "citizen"]),
                name="charterstep_standing_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charter} → {self.get_standing_display()}"
