"""What members of the cast applied for, before editors and before the citizens."""

from datetime import datetime, timedelta

from django.utils import timezone

from community.actions.importing import (
    ImportedApplication,
    ImportedMessage,
    import_application,
)
from community.models import Application, Charter, QuizAttempt, Standing, User
from config.demo.ballots import votes_of
from config.demo.reading import Facts, ago

Cast = dict[str, User]
DECIDED_AFTER = timedelta(days=4)


def load_applications(rows: list[Facts], cast: Cast, charter: Charter, now: datetime) -> None:
    """The oldest first: who was admitted by one votes in the next."""
    for row in sorted(rows, key=lambda row: -float(row["days_ago"])):
        application = import_application(application_of(row, cast, charter, now))
        if charter.step_to(application.standing).quiz_questions:
            pass_quiz(application)


def application_of(row: Facts, cast: Cast, charter: Charter, now: datetime) -> ImportedApplication:
    submitted_at = ago(now, row["days_ago"])
    decided_by = cast.get(row.get("decided_by", ""))
    return ImportedApplication(
        applicant=cast[row["member"]],
        charter=charter,
        standing=Standing(row.get("standing", Standing.RESIDENT)),
        statement=row["statement"].strip(),
        state=row["state"],
        submitted_at=submitted_at,
        endorsed_by=[cast[handle] for handle in row["endorsed_by"]],
        messages=[message(said, cast, now) for said in row.get("messages", [])],
        votes=votes_of(row["votes"], cast) if "votes" in row else None,
        decided_by=decided_by,
        closed_at=submitted_at + DECIDED_AFTER if decided_by else None,
        reason=row.get("reason", ""),
    )


def message(row: Facts, cast: Cast, now: datetime) -> ImportedMessage:
    return ImportedMessage(author=cast[row["by"]], text=row["text"], at=ago(now, row["days_ago"]))


def pass_quiz(application: Application) -> None:
    """Let the applicant have passed the quiz on the day of applying, as the charter asks."""
    charter = application.charter
    step = charter.step_to(application.standing)
    asked = list(charter.questions.values_list("pk", flat=True))[: step.quiz_questions]
    QuizAttempt.objects.create(
        user=application.applicant,
        charter=charter,
        day=timezone.localdate(application.submitted_at),
        questions=asked,
        score=step.quiz_right,
        is_passed=True,
    )
