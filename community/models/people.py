"""People: accounts without passwords, and the standing that each has in the city."""

import uuid
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """The rungs of the ladder, in order; shown names are settings of the City."""

    VISITOR = "visitor", _("visitor")
    RESIDENT = "resident", _("permanent resident")
    CITIZEN = "citizen", _("citizen")

    @property
    def next(self) -> "Standing | None":
        """The standing that one may ask for from here."""
        return {Standing.VISITOR: Standing.RESIDENT, Standing.RESIDENT: Standing.CITIZEN}.get(self)

    @property
    def before(self) -> "Standing | None":
        return {Standing.RESIDENT: Standing.VISITOR, Standing.CITIZEN: Standing.RESIDENT}.get(self)


class Role(models.TextChoices):
    """Staff roles, kept as Django groups of these names, apart from standing."""

    WRITER = "writer", _("writer")
    EDITOR = "editor", _("editor")
    MODERATOR = "moderator", _("moderator")
    ADMINISTRATOR = "administrator", _("administrator")


HANDLE_TAKEN = _("This handle is taken. Try another one.")


def new_session_key() -> str:
    return get_random_string(32)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, *, handle: str, **fields: Any) -> "User":
        """Create an account; the address is kept in lower case, and nobody has a password."""
        user = self.model(email=email.strip().lower(), handle=handle, **fields)
        user.full_clean()
        if FormerHandle.objects.filter(handle=handle).exists():
            raise ValidationError({"handle": HANDLE_TAKEN})
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account. A visitor is anyone who has one."""

    # E-mail codes, passkeys and TOTP sign people in; there is no password to lose.
    password = None  # type: ignore[assignment]

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    handle = models.CharField(
        _("handle"),
        max_length=30,
        validators=[
            RegexValidator(
                r"^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$",
                _(
                    "Use lower-case letters, digits and hyphens, "
                    "beginning and ending with a letter or digit."
                ),
            )
        ],
        help_text=_("The name in the address of your page: 1–30 letters, digits and hyphens."),
    )
    display_name = models.CharField(_("name shown"), max_length=80)
    bio = models.CharField(_("about you"), max_length=300, blank=True)
    picture = models.ImageField(_("picture"), upload_to="people/", blank=True)

    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("A closed account may not sign in.")
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May open this desk; roles say what to do there.")
    )
    created_at = models.DateTimeField(_("here since"), default=timezone.now, editable=False)
    session_key = models.CharField(max_length=32, default=new_session_key, editable=False)

    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.VISITOR, editable=False
    )
    resident_since = models.DateTimeField(_("resident since"), null=True, editable=False)
    citizen_since = models.DateTimeField(_("citizen since"), null=True, editable=False)
    citizen_number = models.PositiveIntegerField(
        _("citizen number"), null=True, unique=True, editable=False
    )
    dormant_since = models.DateTimeField(_("dormant since"), null=True, editable=False)
    dormancy_told_at = models.DateTimeField(null=True, editable=False)
    # Closing the account: asked for, until this day taken back, and what goes with it.
    closes_at = models.DateTimeField(_("closes on"), null=True, editable=False)
    takes_words = models.BooleanField(
        default=False, editable=False, help_text="comments go too, and do not stay without the name"
    )
    ends_newsletter = models.BooleanField(default=False, editable=False)
    left_at = models.DateTimeField(
        null=True, editable=False, help_text="an empty row since then, which the clock takes away"
    )
    record_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["handle", "display_name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["closes_at"],
                condition=models.Q(closes_at__isnull=False),
                name="user_closes",
            ),
            models.Index(
                fields=["left_at"], condition=models.Q(left_at__isnull=False), name="user_left"
            ),
            models.Index(fields=["handle"], name="user_handle"),
            models.Index(fields=["-created_at", "-id"], name="user_newest"),
            models.Index(fields=["standing", "dormant_since", "is_active"], name="user_standing"),
            models.Index(
                fields=["standing", "-citizen_since", "-citizen_number"],
                name="user_newest_citizens",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is an account with this e-mail already."),
            ),
            models.UniqueConstraint(
                Lower("handle"),
                name="user_handle_unique",
                violation_error_message=HANDLE_TAKEN,
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=Standing.values), name="user_standing_known"
            ),
            models.CheckConstraint(
                condition=models.Q(standing="citizen", citizen_number__isnull=False)
                | ~models.Q(standing="citizen"),
                name="user_citizen_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_absolute_url(self) -> str:
        return reverse("community:member", args=[self.handle])

    def has_usable_password(self) -> bool:
        return False

    def set_unusable_password(self) -> None:
        """Nothing to do: no account has a password."""

    def check_password(self, raw_password: str | None) -> bool:
        return False

    def get_session_auth_hash(self) -> str:
        """Change ``session_key`` and every open session of this account ends."""
        return salted_hmac("community.User", self.session_key, algorithm="sha256").hexdigest()

    @cached_property
    def roles(self) -> frozenset[str]:
        """Names of the staff roles held; costs one query for staff, none for others."""
        if not (self.is_active and self.is_staff):
            return frozenset()
        return frozenset(self.groups.values_list("name", flat=True)) & frozenset(Role.values)

    @property
    def is_dormant(self) -> bool:
        return self.dormant_since is not None

    @property
    def effective_standing(self) -> str:
        """The standing whose rights apply: a dormant citizen has a resident's."""
        if self.standing == Standing.CITIZEN and self.is_dormant:
            return Standing.RESIDENT
        return self.standing

    @property
    def next_standing(self) -> Standing | None:
        return Standing(self.standing).next

    @property
    def standing_since(self) -> datetime:
        """When the present standing was reached."""
        since = {Standing.RESIDENT: self.resident_since, Standing.CITIZEN: self.citizen_since}
        return since.get(Standing(self.standing)) or self.created_at


class FormerHandle(models.Model):
    """A handle that a member had before: it leads to them still, and nobody else may take it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_handles")
    handle = models.CharField(_("handle"), max_length=30, unique=True)
    left_at = models.DateTimeField(_("until"), default=timezone.now)

    class Meta:
        verbose_name = _("former handle")
        verbose_name_plural = _("former handles")

    def __str__(self) -> str:
        return self.handle
