"""Who may read a piece to its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.TextChoices):
    """Who may read the whole text."""

    EVERYONE = "everyone", _("everyone")
    MEMBERS = "members", _("members")
    RESIDENTS = "residents", _("residents")
    CITIZENS = "citizens", _("citizens")
