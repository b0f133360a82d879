"""An application as it is being written: kept while one goes, forgotten when it is sent."""

from django.utils import timezone

from community.models import ApplicationDraft, User

LONGEST = ApplicationDraft._meta.get_field("statement").max_length or 0


def keep_application_draft(user: User, *, statement: str) -> ApplicationDraft:
    """Keep the words as they are now, at most as many as an application may have."""
    words = {"statement": statement.replace("\0", "")[:LONGEST], "changed_at": timezone.now()}
    return ApplicationDraft.objects.update_or_create(user=user, defaults=words)[0]


def drafted_statement(user: User) -> str:
    draft = ApplicationDraft.objects.filter(user=user).first()
    return draft.statement if draft else ""


def forget_application_draft(user: User) -> None:
    ApplicationDraft.objects.filter(user=user).delete()
