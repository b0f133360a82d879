"""Fields for numbers that people set."""

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Whole(models.PositiveIntegerField):  # type: ignore[type-arg]  # see ``whole``
    """A whole number within a range that form, ``full_clean`` and database hold alike.

    The range is given once: the validators and the CHECK constraint of the table come from it.
    Migrations know the field as what the column is, and the constraint as any other.
    """

    def __init__(self, *args: Any, low: int, high: int, **options: Any) -> None:
        self.low, self.high = low, high
        options["validators"] = [MinValueValidator(low), MaxValueValidator(high)]
        super().__init__(*args, **options)

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any) -> None:
        super().contribute_to_class(cls, name, *args)
        within = Q(**{f"{name}__gte": self.low, f"{name}__lte": self.high})
        check = models.CheckConstraint(
            condition=within, name=f"{cls._meta.model_name}_{name}_in_range"
        )
        cls._meta.constraints = [*cls._meta.constraints, check]
        cls._meta.original_attrs["constraints"] = cls._meta.constraints

    def clone(self) -> "Whole":
        _name, _path, args, options = super().deconstruct()
        options.pop("validators", None)
        return Whole(*args, low=self.low, high=self.high, **options)

    def deconstruct(self) -> Any:  # noqa: ANN401  # Django's own tuple
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, options


def whole(
    label: "StrOrPromise",
    default: int,
    help_text: "StrOrPromise" = "",
    *,
    low: int = 0,
    high: int = 3650,
) -> "models.PositiveIntegerField[float | int | str, int]":
    """Return a whole-number field that keeps to its range."""
    return Whole(label, default=default, help_text=help_text, low=low, high=high)
