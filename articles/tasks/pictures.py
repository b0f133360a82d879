"""Pictures made ready for pages. Safe to repeat."""

from django_tasks import task

from articles.actions.sharing import draw_missing_share_images, draw_share_image_of
from articles.actions.sizes import make_sizes_of
from articles.tasks.order import BEHIND_MAIL


@task(priority=BEHIND_MAIL)
def make_sizes(pk: int) -> None:
    """Make the sizes of a picture. Raises where the disk or the store fails, and is run again."""
    make_sizes_of(pk)


@task(priority=BEHIND_MAIL)
def share_image(pk: int) -> None:
    """Draw the share image of a piece, or take it away with the piece."""
    draw_share_image_of(pk)


@task(priority=BEHIND_MAIL)
def share_images() -> None:
    """Draw the next of those that wait."""
    draw_missing_share_images()
