"""Two pages for machines: is the process alive, and may it be sent readers?"""

import logging
import uuid

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger("civitas.health")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; touches neither database nor cache."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 while database and cache answer, else 503 and the names of those that do not."""
    checks = {"database": database_answers, "cache": cache_answers}
    down = [name for name, answers in checks.items() if not answers()]
    if down:
        return HttpResponse(
            f"down: {', '.join(down)}\n",
            content_type="text/plain",
            status=503,
            headers={"Retry-After": "10"},
        )
    return HttpResponse("ready\n", content_type="text/plain")


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.warning("the database does not answer")
        return False
    return True


def cache_answers() -> bool:
    key, value = f"ready:{uuid.uuid4().hex}", "yes"
    try:
        cache.set(key, value, timeout=10)
        answer = cache.get(key)
        cache.delete(key)
    # A cache backend raises whatever its client library raises.
    except Exception:
        logger.warning("the cache does not answer")
        return False
    return bool(answer == value)
