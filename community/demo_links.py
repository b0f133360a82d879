"""One-time links that sign in a member of the demo cast; only where ``DEMO_SIGN_IN`` is on."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from community.models import User

SALT = "community.demo_sign_in"
ONE_DAY = 24 * 60 * 60


def demo_sign_in_link(user: User) -> str:
    """Return a link that signs ``user`` in once, within a day, at the press of a button."""
    token = signing.dumps([user.pk, _stamp(user)], salt=SALT)
    return f"{settings.SITE_URL}{reverse('demo_sign_in', args=[token])}"


def demo_member(token: str) -> User | None:
    """Return whom ``token`` still signs in. Signing in anywhere uses up every link of a member."""
    try:
        pk, stamp = signing.loads(token, salt=SALT, max_age=ONE_DAY)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_demo=True, is_active=True).first()
    return user if user is not None and _stamp(user) == stamp else None


def _stamp(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""
