"""Letters about appeals. Safe to repeat; who is gone, or not needed any more, is not written to."""

from django_tasks import task

from community.emails.appeals import appeal_letter, drawn_letter
from community.models import Appeal, PanelSeat


@task()
def mail_appeal(pk: int, name: str) -> None:
    """Send the letter ``name`` ("appeal_upheld") about the appeal ``pk``."""
    appeal = Appeal.objects.select_related("member").filter(pk=pk).first()
    if appeal is not None:
        appeal_letter(appeal, name).send()


@task()
def mail_drawn(pk: int) -> None:
    """Tell a citizen that the lot fell on them, while an opinion is waited for."""
    waiting = PanelSeat.objects.waiting().filter(
        appeal__state=Appeal.State.PANEL, juror__is_active=True
    )
    seat = waiting.select_related("juror", "appeal").filter(pk=pk).first()
    if seat is not None and seat.juror is not None:
        drawn_letter(seat, seat.juror).send()
