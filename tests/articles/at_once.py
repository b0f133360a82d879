"""Several calls begun together, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection

from community.errors import Refused


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run ``calls`` in threads, begun together; return what each gave, or its refusal."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        close_old_connections()
        try:
            start.wait()
            return call()
        except (Refused, PermissionDenied) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
