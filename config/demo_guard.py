"""A production site does not start while the demo cast could sign in to it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from community.models import User


def refuse_demo_cast() -> None:
    """Raise ImproperlyConfigured when demo members are here and this is no site for trying out."""
    if settings.DEMO_SIGN_IN:
        return
    try:
        cast_is_here = User.objects.filter(is_demo=True).exists()
    except DatabaseError:  # Away or not migrated yet: the pages will say so.
        return
    if cast_is_here:
        raise ImproperlyConfigured(
            "Demo members are in this database. Take them out with: manage.py demo --remove"
        )
