"""Who a member is here, and how they sign in."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from community.models import City, Consent, Interest, Subscriber, User
from community.own_data import Room, Row


def account(user: User) -> Iterator[Row]:
    yield {
        "name": user.display_name,
        "handle": user.handle,
        "former_handles": sorted(user.former_handles.values_list("handle", flat=True)),
        "about": user.bio,
        "picture": "picture.webp" if user.picture else "",
        "e_mail": user.email,
        "here_since": user.created_at,
        "last_signed_in": user.last_login,
        "standing": City.current().standing_name(user.standing),
        "resident_since": user.resident_since,
        "citizen_since": user.citizen_since,
        "citizen_number": user.citizen_number,
        "dormant_since": user.dormant_since,
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "number_in_the_record": str(user.record_id),
        "account_closes": user.closes_at,
    }


def addresses(user: User) -> Iterator[Row]:
    for row in EmailAddress.objects.filter(user=user).order_by("pk"):
        yield {"e_mail": row.email, "is_confirmed": row.verified, "is_in_use": row.primary}


def sessions(user: User) -> Iterator[Row]:
    """SECURITY: without the key, which opens the session."""
    for row in UserSession.objects.filter(user=user).order_by("created_at"):
        yield {
            "network_address": row.ip,
            "browser": row.user_agent,
            "since": row.created_at,
            "last_seen": row.last_seen_at,
        }


def ways_in(user: User) -> Iterator[Row]:
    """SECURITY: that there is one, never what is in it."""
    for row in Authenticator.objects.filter(user=user).order_by("created_at"):
        yield {
            "kind": row.get_type_display(),
            "name": str(row.data.get("name", "")) if row.type == row.Type.WEBAUTHN else "",
            "since": row.created_at,
            "last_used": row.last_used_at,
        }


def consent(user: User) -> Iterator[Row]:
    for row in Consent.objects.filter(user=user):
        yield {name: getattr(row, name) for name in Consent.CHOICES}


def newsletter(user: User) -> Iterator[Row]:
    for row in Subscriber.objects.filter(email__iexact=user.email):
        yield {
            "e_mail": row.email,
            "interests": [str(Interest(each).label) for each in row.interests],
            "confirmed": row.confirmed_at,
        }


ROOMS = (
    Room(
        "account",
        _("Account"),
        ("community.User", "community.User.groups", "community.FormerHandle.user"),
        account,
    ),
    Room("addresses", _("E-mail addresses"), ("account.EmailAddress.user",), addresses),
    Room("sessions", _("Where you are signed in"), ("usersessions.UserSession.user",), sessions),
    Room("sign-in", _("How you sign in"), ("mfa.Authenticator.user",), ways_in),
    Room("consent", _("What others may see"), ("community.Consent.user",), consent),
    Room("newsletter", _("Newsletter"), ("community.Subscriber.email",), newsletter),
)
