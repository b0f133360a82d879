"""Settings that stand on every page, kept by each process as long as nobody changes them.

A version in the shared cache tells whether they still hold: who changes such a row calls
``forget_kept`` in the transaction, and the next request of every process that shares the cache
asks the database again. Whatever happens, nothing is kept for longer than a minute.
"""

import copy
import time
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")
VERSION = "kept:version"
SECONDS = 60.0

_kept: dict[str, tuple[str, float, object]] = {}


def kept(name: str, load: Callable[[], T]) -> T:
    """Return what ``load`` gives, or a copy of what it gave lately; a list's rows are copied too.

    With the cache away, or inside a transaction (which may have changed the row), it is loaded.
    """
    if not settings.KEEP_SETTINGS or transaction.get_connection().in_atomic_block:
        return load()
    version = _version()
    found = _kept.get(name)
    if not version or found is None or found[0] != version or found[1] < time.monotonic():
        found = (version, time.monotonic() + SECONDS, load())
        _kept[name] = found
    return _copied(found[2])  # type: ignore[no-any-return]  # what was kept by this name


def _copied(value: Any) -> Any:  # noqa: ANN401  # rows of any model
    return [copy.copy(row) for row in value] if isinstance(value, list) else copy.copy(value)


def forget_kept() -> None:
    """Let every process ask again, once the transaction around this has committed."""
    transaction.on_commit(_renew, robust=True)


def _renew() -> None:
    _kept.clear()
    cache.set(VERSION, uuid4().hex, timeout=None)


def _version() -> str:
    """Return the present version; "" where the cache does not answer."""
    try:
        return str(cache.get_or_set(VERSION, lambda: uuid4().hex, timeout=None) or "")
    except Exception:  # whatever the cache's driver raises
        return ""
