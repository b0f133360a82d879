"""Who gets the newsletter, and what of it."""

import secrets

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Interest(models.TextChoices):
    """What a letter may be about; a subscriber has a field of each name."""

    STORIES = "stories", _("Stories")
    PHOTOS = "photos", _("Photos")
    ART = "art", _("Art")
    OFFERS = "offers", _("Offers")


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Subscriber(models.Model):
    """An address that was confirmed by its owner; nobody else is stored.

    ``token`` is in the links of every letter: who has it may change interests and leave.
    """

    email = models.EmailField(_("e-mail"))
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    stories = models.BooleanField(Interest.STORIES.label, default=False)
    photos = models.BooleanField(Interest.PHOTOS.label, default=False)
    art = models.BooleanField(Interest.ART.label, default=False)
    offers = models.BooleanField(Interest.OFFERS.label, default=False)
    confirmed_at = models.DateTimeField(_("confirmed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_email_once"),
            models.CheckConstraint(
                condition=models.Q(stories=True)
                | models.Q(photos=True)
                | models.Q(art=True)
                | models.Q(offers=True),
                name="subscriber_wants_something",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def interests(self) -> list[Interest]:
        return [interest for interest in Interest if getattr(self, interest)]
