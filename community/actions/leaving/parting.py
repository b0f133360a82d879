"""What the city does when an account goes. The record stays, and nothing says whose it was.

The row itself stays a few minutes longer, with nothing in it: others may be writing a line that
refers to it in that very moment, and the database would refuse them theirs.
"""

from datetime import timedelta
from functools import partial
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import SET_NULL, F, ForeignObjectRel, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.appeals import withdraw_appeal
from community.actions.ladder import withdraw_application
from community.actions.people import dismiss_member
from community.actions.record import empty_reasons, write_record
from community.enqueue import enqueue
from community.models import (
    Appeal,
    Application,
    ApplicationMessage,
    CivicRecord,
    Endorsement,
    Notice,
    PanelSeat,
    Subscriber,
    User,
)

BATCH = 500
EMPTY_FOR = timedelta(minutes=10)


def lock_to_leave(user: User) -> User | None:
    """Return ``user`` as stored, locked; None when the account is gone already."""
    rows = User.objects.select_for_update(no_key=True)
    return rows.filter(pk=user.pk, left_at__isnull=True).first()


def part_from_city(member: User) -> None:
    """End what is open, and take the name and the words out of what others keep."""
    for appeal in Appeal.objects.open().filter(member=member):
        withdraw_appeal(appeal, by=member)
    for application in Application.objects.open().filter(applicant=member):
        withdraw_application(application, by=member)
    for role in sorted(member.groups.values_list("name", flat=True)):
        dismiss_member(member, role, by=None)
    Endorsement.objects.filter(endorser=member).update(endorser=None, words="")
    if member.takes_words:
        take_questions_back(member)
    take_name_out(member)
    lead_jurors_on(member)
    empty_reasons(Q(member=member.record_id))
    if member.ends_newsletter:
        Subscriber.objects.filter(email__iexact=member.email).delete()


def take_questions_back(member: User) -> None:
    """Empty what was asked in hearings; what an editor asked in review is the city's."""
    asked = ApplicationMessage.objects.filter(
        author=member, created_at__lte=F("application__hearing_until")
    )
    asked.exclude(application__applicant=member).update(text="")


def take_name_out(member: User) -> None:
    """Out of what others were told. A ballot that ended with the account has no page any more."""
    told = Notice.objects.filter(names=member)
    told.filter(kind=Notice.Kind.BALLOT_OPENED).delete()
    while batch := list(told[:BATCH]):
        for notice in batch:
            notice.facts["name"], notice.names = str(_("somebody who left")), None
        Notice.objects.bulk_update(batch, ["facts", "names"])


def lead_jurors_on(member: User) -> None:
    """The page of the appeal that they were drawn for goes, so their notices lead to the list."""
    for appeal in Appeal.objects.filter(member=member):
        jurors = PanelSeat.objects.filter(appeal=appeal).values("juror")
        told = Notice.objects.filter(user__in=jurors, url=appeal.get_absolute_url())
        told.update(url=reverse("community:appeals"))


def delete_account(member: User) -> None:
    """Close the story in the record, tell the address, delete what is theirs and empty the row."""
    write_record(CivicRecord.Kind.LEFT, member=member, by=member, standing=member.standing)
    end_sessions(member)
    if name := member.picture.name:
        storage = member.picture.storage
        transaction.on_commit(partial(storage.delete, name), robust=True)
    # The address outlives the row in the arguments of this task alone.
    enqueue("community.tasks.leaving.mail_gone", member.email, uuid4().hex)
    member.groups.clear()
    forget_rows_of(member)
    empty_row(member)


def forget_rows_of(member: User) -> None:
    """Do with every row that refers to ``member`` what deleting theirs would do."""
    for relation in User._meta.get_fields(include_hidden=True):
        if not (isinstance(relation, ForeignObjectRel) and relation.on_delete):
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{name: member})
        if relation.on_delete is SET_NULL:
            rows.update(**{name: None})
        else:
            rows.delete()


def empty_row(member: User) -> None:
    """Nothing in it says whose it was, and nothing in the record that it was theirs."""
    nobody = User(
        pk=member.pk,
        email=f"{uuid4().hex}@gone.invalid",
        handle=uuid4().hex[:30],
        display_name=_("somebody who left"),
        is_active=False,
        left_at=timezone.now(),
    )
    nobody.save(force_update=True)


def rows_left() -> list[User]:
    """Those that are empty for long enough that nobody can still be writing to them."""
    return list(User.objects.filter(left_at__lte=timezone.now() - EMPTY_FOR).order_by("pk"))


def addresses_of(member: User) -> set[str]:
    """Every e-mail address that the account has, in lower case."""
    more = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    return {address.lower() for address in (member.email, *more)}


def end_sessions(member: User) -> None:
    keys = UserSession.objects.filter(user=member).values("session_key")
    Session.objects.filter(session_key__in=keys).delete()
