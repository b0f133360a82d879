"""Pictures made ready for pages. Safe to repeat."""

from django_tasks import task

from articles.actions.sizes import make_sizes_of


@task()
def make_sizes(pk: int) -> None:
    """Make the sizes of a picture. Raises where the disk or the store fails, and is run again."""
    make_sizes_of(pk)
