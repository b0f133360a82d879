"""What keeps a name or an address besides the tables of our own: letters sent, the desk's log."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Proposal, Suggestion
from comments.models import Comment, Report
from community.actions.leaving import addresses_of
from community.models import Appeal, Application, Sanction, User

CARRY_ADDRESSES = (
    "community.tasks.mail.send_mail",
    "community.tasks.newsletter.mail_newsletter_link",
)
# Whose rows say their words or their name, and by which field they are found.
OWNED: dict[type[Model], str] = {
    User: "pk",
    Sanction: "user",
    Application: "applicant",
    Appeal: "member",
    Proposal: "by",
    Suggestion: "by",
    Comment: "author",
    Report: "comment__author",
}
NOTHING = {"object_repr": "–", "change_message": ""}


def forget_traces(member: User) -> None:
    forget_letters(addresses_of(member))
    forget_desk_log(member)


def forget_letters(addresses: set[str]) -> None:
    """Tasks with one of the addresses in their arguments, and failed ones that tell it."""
    carrying = DBTaskResult.objects.filter(task_path__in=CARRY_ADDRESSES)
    carrying = carrying.exclude(status=TaskResultStatus.RUNNING)  # tidied away soon, like all
    rows = carrying.values_list("pk", "args_kwargs")
    found = [pk for pk, called in rows.iterator() if addresses & lowered(called["args"])]
    DBTaskResult.objects.filter(pk__in=found).delete()
    for address in addresses:
        DBTaskResult.objects.filter(traceback__icontains=address).update(traceback="")


def lowered(arguments: list[object]) -> set[str]:
    return {each.lower() for each in arguments if isinstance(each, str)}


def forget_desk_log(member: User) -> None:
    """Django's admin keeps the name of every row that was saved at the desk."""
    for model, owner in OWNED.items():
        empty_log_of(model._default_manager.filter(**{owner: member.pk}))


def empty_log_of(rows: QuerySet[Model]) -> None:
    about = ContentType.objects.get_for_model(rows.model)
    log = LogEntry.objects.filter(content_type=about)
    if log.exists():
        keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
        log.filter(object_id__in=keys).update(**NOTHING)
