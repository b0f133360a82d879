"""The publication's one row of settings, its sections and its bylines."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.html import PaidLinks, paid_links_of, why_not_host, why_not_parameter
from articles.models.pictures import Picture
from community.html import is_safe_link

HEX_COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six hexadecimal digits.")
)


def links_in(lines: str) -> list[tuple[str, str]]:
    """Return (name, address) of each line; the address is its last word."""
    pairs = (line.strip().rpartition(" ") for line in lines.splitlines() if line.strip())
    return [(name.strip(), address) for name, _space, address in pairs]


def check_social_links(lines: str) -> None:
    for name, address in links_in(lines):
        if not name or not address.startswith("https://") or not is_safe_link(address):
            sentence = _("“%(line)s”: write a name, a space and an address with https://.")
            raise ValidationError(sentence, params={"line": f"{name} {address}".strip()})


class Publication(models.Model):
    """One row: the name, the words and the colour of the site."""

    name = models.CharField(_("name"), max_length=80, default="Civitas")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    logo = models.ForeignKey(
        Picture,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accent = models.CharField(
        _("accent colour"), max_length=7, default="#0e5a50", validators=[HEX_COLOUR]
    )
    disclosure = models.TextField(
        _("disclosure"),
        max_length=600,
        blank=True,
        help_text=_("Shown wherever a link is paid for. Empty: a sentence that fits everywhere."),
    )
    affiliate_hosts = models.TextField(
        _("affiliate hosts"),
        blank=True,
        help_text=_("One host a line, such as amazon.de; what stands under it counts too."),
    )
    affiliate_parameters = models.TextField(
        _("affiliate parameters"),
        blank=True,
        help_text=_("One a line: tag, or ref=civitas, or with its host: amazon.de tag"),
    )
    discussion_invitation = models.CharField(
        _("invitation to the discussion"), max_length=400, blank=True
    )
    newsletter_heading = models.CharField(
        _("heading of the newsletter"), max_length=120, blank=True, help_text=_("Empty: our own.")
    )
    newsletter_pitch = models.CharField(_("words on the newsletter"), max_length=300, blank=True)
    social_links = models.TextField(
        _("elsewhere"),
        blank=True,
        validators=[check_social_links],
        help_text=_(
            "One a line: a name, a space, an address, as: Mastodon https://example.org/@us"
        ),
    )
    contact_email = models.EmailField(_("contact"), blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("the publication")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="publication_single_row")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Publication":
        """Return the one row (made on first use) with its logo; one query."""
        publication = cls.objects.select_related("logo").filter(pk=1).first()
        return publication or cls.objects.get_or_create(pk=1)[0]

    def clean(self) -> None:
        wrong = {
            "affiliate_hosts": why_not_host(self.affiliate_hosts),
            "affiliate_parameters": why_not_parameter(self.affiliate_parameters),
        }
        if any(wrong.values()):
            raise ValidationError({name: words for name, words in wrong.items() if words})

    @property
    def elsewhere(self) -> list[tuple[str, str]]:
        """The publication's pages on other sites: (name, address)."""
        return links_in(self.social_links)

    @property
    def paid_links(self) -> PaidLinks:
        return paid_links_of(self.affiliate_hosts, self.affiliate_parameters)

    @property
    def disclosure_note(self) -> str:
        """What stands where a link is paid for: never nothing."""
        return self.disclosure.strip() or gettext(
            "Some links here are paid for: if you buy something through them, we may earn a"
            " commission. You pay the same price."
        )


def roots_of(sections: Iterable["Section"], top: int | None = None) -> dict[int, int]:
    """Map each section's key to that of the one at the top of its branch (or to ``top``)."""
    parents = {section.pk: section.parent_id for section in sections}
    roots = dict[int, int]()
    for pk in parents:
        at, steps = pk, 0
        while at != top and (above := parents.get(at)) is not None and steps < len(parents):
            at, steps = above, steps + 1
        roots[pk] = at
    return roots


def family_of(section: "Section", sections: Iterable["Section"]) -> set[int]:
    """Return the keys of ``section`` and of all that stand under it."""
    return {pk for pk, root in roots_of(sections, section.pk).items() if root == section.pk}


class Section(models.Model):
    """A part of the publication; may stand under another."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("under"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="section_not_under_itself"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:section", args=[self.slug])


class Author(models.Model):
    """A byline; it may belong to a member of the staff."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=140, unique=True, allow_unicode=True)
    bio = models.TextField(_("about"), max_length=1000, blank=True)
    picture = models.ForeignKey(
        Picture,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
    )
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:author", args=[self.slug])
