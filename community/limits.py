"""How often something may be done: fixed windows counted in the shared cache."""

import time

from django.conf import settings
from django.core.cache import cache


def retry_after(key: str, *, times: int, seconds: int) -> int:
    """Count one attempt under ``key``; return 0 while it is allowed, else the seconds to wait.

    At most ``times`` attempts are allowed in each window of ``seconds``. With the cache away the
    attempt is allowed: a reader's comment weighs more than the limit.
    """
    if not settings.LIMITS_ENABLED:
        return 0
    now = int(time.time())
    window = now // seconds
    name = f"limit:{key}:{seconds}:{window}"
    cache.add(name, 0, timeout=seconds * 2)
    try:
        count = cache.incr(name)
    except ValueError:
        return 0
    return 0 if count <= times else (window + 1) * seconds - now
