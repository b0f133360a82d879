"""What members want to hear of by mail: chosen on their page, or ended by a link in a letter."""

from collections.abc import Iterable, Mapping

from django.core import signing
from django.utils.translation import gettext as _

from community.errors import Refused
from community.models import PACE_AT_FIRST, MailKind, MailSetting, Pace, Standing, User

SALT = "community.mail"
EVERY_DAILY = "daily"  # instead of a kind: whatever the daily letter about comments brings
ABOUT_COMMENTS = (
    MailKind.COMMENT_ANSWERED,
    MailKind.COMMENT_MENTIONED,
    MailKind.DISCUSSION_CONTINUED,
)


def paces_of(users: Iterable[User], kind: str) -> dict[int, str]:
    """Return how soon each of ``users`` gets mail of ``kind``, by key; one query."""
    pks = [user.pk for user in users]
    chosen = MailSetting.objects.filter(user__in=pks, kind=kind).values_list("user", "pace")
    return {**dict.fromkeys(pks, str(PACE_AT_FIRST[MailKind(kind)])), **dict(chosen)}


def kinds_for(user: User) -> list[MailKind]:
    """Return what ``user`` may hear of: ballots are for citizens."""
    return [*PACE_AT_FIRST] if user.standing == Standing.CITIZEN else [*ABOUT_COMMENTS]


def paces_for(user: User) -> dict[str, str]:
    """Return the pace of every kind; one query."""
    first = {str(kind): str(pace) for kind, pace in PACE_AT_FIRST.items()}
    chosen = MailSetting.objects.filter(user=user).values_list("kind", "pace")
    return {**first, **dict(chosen)}


def choose_mail(user: User, paces: Mapping[str, str]) -> None:
    """Keep what ``user`` chose, by kind; twice changes nothing."""
    rows = [
        MailSetting(user=user, kind=MailKind(kind), pace=Pace(pace)) for kind, pace in paces.items()
    ]
    MailSetting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["pace"]
    )


def mail_token(user: User, kind: str) -> str:
    """Return what the link in a letter carries. It never runs out, and ends letters only."""
    return signing.dumps([user.pk, kind], salt=SALT)


def read_mail_token(token: str) -> tuple[User, str]:
    """Return the member and the kind. Raises ``Refused`` for what we did not write."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Refused(
            _("This link is not complete. Sign in and choose your mail on your page.")
        ) from error
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise Refused(_("There is no such account any more, so no mail will come."))
    return user, kind


def end_mail(token: str) -> tuple[User, str]:
    """Send no more mail of the kind that the token names; doing it twice is silent."""
    user, kind = read_mail_token(token)
    if kind == EVERY_DAILY:
        paces = paces_for(user)
        daily = [each for each in ABOUT_COMMENTS if paces[each] == Pace.DAILY]
        choose_mail(user, dict.fromkeys(daily, Pace.OFF))
    else:
        choose_mail(user, {kind: Pace.OFF})
    return user, kind
