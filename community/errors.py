"""Refusals that read as a sentence; pages and admin show ``str(error)`` to the person."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):  # noqa: N818  # a refusal is no error
    """The thing asked for cannot be done in the present state. The text says what to do next."""


class AlreadyDecided(Refused):
    """Somebody else decided first, or the decision was another one."""

    def __init__(self, message: object = None) -> None:
        words = _("Somebody has decided this already. Load the page again to see how.")
        super().__init__(message or words)


class TooOften(Refused):
    """A limit was reached; ``retry_after`` is in seconds."""

    def __init__(self, message: object, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
