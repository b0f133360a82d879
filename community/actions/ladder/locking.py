"""One order of locks for everything that touches an application, so that nothing deadlocks."""

from community.models import Application, User


def lock_application(application: Application, *, also: User | None = None) -> Application:
    """Return ``application`` as stored, locked until the end of the transaction.

    First the people (the applicant, and ``also`` who acts, by key), then the application. A no-op
    on SQLite, whose transactions are one at a time.
    """
    people = {application.applicant_id} | ({also.pk} if also else set())
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
    return (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("applicant", "charter")
        .get(pk=application.pk)
    )
