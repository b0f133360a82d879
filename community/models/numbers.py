"""Fields for numbers that people set."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def whole(
    label: "StrOrPromise",
    default: int,
    help_text: "StrOrPromise" = "",
    *,
    low: int = 0,
    high: int = 3650,
) -> "models.PositiveIntegerField[float | int | str, int]":
    """Return a whole-number field; form and ``full_clean`` check it against its range."""
    return models.PositiveIntegerField(
        label,
        default=default,
        help_text=help_text,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
    )
