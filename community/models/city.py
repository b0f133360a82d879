"""The city's one row of settings: names, and the numbers of rights and discussion."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.numbers import whole

SHORTEST_MONTH = 28  # days


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
    appeal_editor_days = whole(
        _("an editor decides an appeal within (days)"),
        7,
        _("Where no panel does. An appeal that waits longer tops every editor’s list."),
        low=1,
        high=90,
    )

    dormant_months = whole(
        _("a citizen goes dormant after (months away)"),
        12,
        _("Until the next visit they have a resident’s rights."),
        low=1,
        high=120,
    )
    dormant_notice_days = whole(_("they are told (days) before"), 14, low=1, high=60)
    return_days = whole(
        _("a standing given back may be taken back within (days)"),
        30,
        _("As it was, with one press. 0: only by applying again."),
        high=365,
    )

    leave_days = whole(
        _("an account closes (days) after it was asked for"),
        14,
        _("Until then its member may keep it."),
        low=1,
        high=90,
    )

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("the city")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="city_single_row")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """ValidationError for numbers that contradict each other."""
        if None in (
            self.juror_days,
            self.panel_days,
            self.dormant_months,
            self.dormant_notice_days,
        ):
            return  # Out of shape, which has been said already.
        if self.juror_days > self.panel_days:
            raise ValidationError({"juror_days": _("More days than the whole panel has.")})
        if self.dormant_notice_days > SHORTEST_MONTH * self.dormant_months:
            sentence = _("More days ahead than they may be away.")
            raise ValidationError({"dormant_notice_days": sentence})

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
