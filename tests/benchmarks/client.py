"""A small HTTP client that keeps a server busy: plain sockets in a few processes."""

import multiprocessing
import selectors
import socket
import time
from dataclasses import dataclass

PROCESSES = 2
CONNECTIONS = 8  # for each process


@dataclass
class Round:
    """What one round of ``seconds`` gave; times in seconds, sorted."""

    seconds: float
    times: list[float]
    failures: int
    cpu: float = 0.0  # seconds that the server used for it

    @property
    def cpu_each(self) -> float:
        """In milliseconds a request."""
        return 1000 * self.cpu / max(len(self.times), 1)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        if not self.times:
            return float("nan")
        return 1000 * self.times[min(int(len(self.times) * share), len(self.times) - 1)]


def keep_busy(port: int, path: str, *, seconds: float) -> Round:
    with multiprocessing.Pool(PROCESSES) as pool:
        parts = pool.starmap(one_process, [(port, path, seconds)] * PROCESSES)
    times = sorted(time for part, _ in parts for time in part)
    return Round(seconds, times, sum(failures for _, failures in parts))


class Connection:
    """One keep-alive connection with at most one request under way."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        self.asked = 0.0
        self.buffer = bytearray()

    def ask(self) -> None:
        self.buffer.clear()
        self.asked = time.perf_counter()
        self.socket.sendall(self.request)

    def answered(self) -> bool | None:
        """None while more is to come; else whether it was a 200."""
        chunk = self.socket.recv(262144)
        self.buffer += chunk
        head = self.buffer.find(b"\r\n\r\n")
        if not chunk:
            raise ConnectionError("the server closed the connection")
        if head < 0 or len(self.buffer) < head + 4 + content_length(self.buffer[:head]):
            return None
        return self.buffer.startswith(b"HTTP/1.1 200")


def content_length(head: bytes | bytearray) -> int:
    name = b"\r\ncontent-length:"
    start = head.lower().index(name) + len(name)
    return int(head[start:].split(b"\r\n", 1)[0])


def one_process(port: int, path: str, seconds: float) -> tuple[list[float], int]:
    times: list[float] = []
    failures = 0
    with selectors.DefaultSelector() as selector:
        for _ in range(CONNECTIONS):
            connection = Connection(port, path)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask()
        end = time.perf_counter() + seconds
        while (now := time.perf_counter()) < end:
            for key, _ in selector.select(timeout=end - now):
                good = key.data.answered()
                if good is None:
                    continue
                times.append(time.perf_counter() - key.data.asked)
                failures += not good
                key.data.ask()
        for key in list(selector.get_map().values()):
            key.data.socket.close()
    return times, failures
