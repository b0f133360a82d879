"""Record, notice and mail for each step of an application, in the transaction of the step."""

from django.urls import reverse

from community.actions.notices import notify_member, notify_naming
from community.actions.record import Fact, write_record
from community.enqueue import enqueue
from community.models import Application, CivicRecord, Notice, User

NO_MAIL = ""


def tell(
    application: Application,
    kind: str,
    *,
    notice: str,
    mail: str = NO_MAIL,
    by: User | None = None,
    reason: str = "",
    named: dict[str, str] | None = None,
    **facts: Fact,
) -> None:
    """Write ``kind`` into the record, and tell the applicant by notice and ``mail``."""
    enter(application, kind, by=by, reason=reason, **facts)
    applicant, url = application.applicant, page_about(application, notice)
    if by and kind == CivicRecord.Kind.ENDORSED:
        notify_naming(by, applicant, notice, url)
    else:
        notify_member(applicant, notice, url, **(named or {}))
    if mail:
        enqueue("community.tasks.ladder.mail_application", application.pk, mail)


def page_about(application: Application, notice: str) -> str:
    """Who was admitted goes to the certificate, and from there to the decision."""
    if notice == Notice.Kind.APPLICATION_GRANTED:
        return reverse("community:certificate")
    return application.get_absolute_url()


def enter(
    application: Application, kind: str, *, by: User | None, reason: str = "", **facts: Fact
) -> None:
    """Write ``kind`` into the record and tell nobody."""
    write_record(
        kind,
        member=application.applicant,
        by=by,
        standing=application.standing,
        facts={"application": application.pk, **facts},
        reason=reason,
    )


def tell_received(application: Application) -> None:
    tell(
        application,
        CivicRecord.Kind.APPLIED,
        notice=Notice.Kind.APPLICATION_RECEIVED,
        mail="application_received",
        by=application.applicant,
        charter=application.charter.version,
    )
