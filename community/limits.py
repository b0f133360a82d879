"""How often something may be done: fixed windows counted in the shared cache."""

import fcntl
import ipaddress
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.filebased import FileBasedCache
from django.http import HttpRequest


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
    try:
        with one_at_a_time():
            cache.add(name, 0, timeout=seconds * 2)
            count = cache.incr(name)
    except Exception:  # whatever the cache's driver raises
        return 0
    return 0 if count <= times else (window + 1) * seconds - now


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one thread of one process in, where the cache is made of files: those cannot count.

    Without the lock (a full disk, a folder that is read only) it is counted all the same.
    """
    with ExitStack() as stack:
        if isinstance(caches["default"], FileBasedCache):
            with suppress(OSError):
                lock = stack.enter_context((Path(settings.VAR_DIR) / "limits.lock").open("a"))
                fcntl.flock(lock, fcntl.LOCK_EX)  # until it is closed
        yield


def client_address(request: HttpRequest) -> str:
    """Return the address that the request came from, as the nearest trusted proxy saw it.

    SECURITY: ``X-Forwarded-For`` counts only as far as ``TRUSTED_PROXY_COUNT`` proxies wrote it;
    what a client puts in front of that changes nothing. "" when there is no address at all.
    """
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",")]
    trusted: int = settings.TRUSTED_PROXY_COUNT
    claimed = hops[-trusted] if 0 < trusted <= len(hops) else ""
    return _plain(claimed) or _plain(request.META.get("REMOTE_ADDR", ""))


def network_address(request: HttpRequest) -> str:
    """Return what limits count by: the IPv4 address, or the /64 network of an IPv6 one."""
    address = client_address(request)
    if ":" not in address:
        return address
    return str(ipaddress.IPv6Network(f"{address}/64", strict=False).network_address)


def _plain(text: str) -> str:
    """Return the address without port, brackets or the mapping of IPv4 into IPv6; "" if none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
