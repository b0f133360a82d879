"""What a fact of an entry may be: a number, a fixed word, a random id, a time. Never free text."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

Test = Callable[[object], bool]
HIGHEST = 2**63


def number(value: object) -> bool:
    return type(value) is int and 0 <= value < HIGHEST


def true(value: object) -> bool:
    return value is True


def yes_or_no(value: object) -> bool:
    return type(value) is bool


def change(value: object) -> bool:
    """A number before and after, or that words were changed."""
    if value == "reworded":
        return True
    return isinstance(value, list) and list(map(type, value)) in ([int, int], [bool, bool])


def one_of(*words: str) -> Test:
    return lambda value: isinstance(value, str) and value in words


def uuid(value: object) -> bool:
    try:
        return str(UUID(str(value))) == value
    except ValueError:
        return False


def time(value: object) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False
