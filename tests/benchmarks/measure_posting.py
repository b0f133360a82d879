"""Sixteen people writing under one article at once: how long each waits, and what is stored.

python -m tests.benchmarks.measure_posting [sqlite|postgresql] [COMMENTS] [PAUSE]

PAUSE is how many seconds each writer rests between two comments; without one they send as fast as
the machine takes them. A site under granian with two workers, warm; every comment is of another
resident, sent through the real form on a connection of its own, every fourth of them twice at the
same moment. Afterwards the rows are counted: none may be lost, none doubled, and the counters must
say what the rows say.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.benchmarks.__main__ import FIND_PIECE, bench_environment, manage, served
from tests.postgres import find_binaries, throw_away_postgres

WRITERS = 16
PROCESSES = 2
TOKEN = "t" * 32  # as cookie and in the form
TWICE = 4  # every fourth is sent twice
POSTED = 302

MAKE_WRITERS = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from community.models import User
now = timezone.now()
rows = [
    User(email=f"w{{n}}@example.org", handle=f"w{{n}}", display_name=f"Writer {{n}}",
         standing="resident", resident_since=now)
    for n in range({number})
]
store = import_module(settings.SESSION_ENGINE).SessionStore
for user in User.objects.bulk_create(rows):
    session = store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print(session.session_key)
"""
FIND_UUID = (
    FIND_PIECE.replace(".get_absolute_url())", ".uuid)")
    + """
from articles.models import Article
from django.utils import timezone
Article.objects.update(published_at=timezone.now())
"""
)
COUNT = """
from django.db.models import Count
from comments.models import Comment, Discussion
rows = Comment.objects.filter(author__handle__startswith="w", text__startswith="Thought ")
ours = Discussion.objects.get(article__uuid="{article}")
shown = ours.comments.filter(state="published").count()
print(rows.count(), rows.values("text").distinct().count(), ours.published_count, shown)
"""


class Post(NamedTuple):
    """One comment to send: as whom, how often at once."""

    number: int
    session: str
    times: int


class Answer(NamedTuple):
    number: int
    status: int
    seconds: float


def send(port: int, article: str, post: Post) -> Answer:
    body = urlencode({"text": f"Thought {post.number} of many.", "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Host": "localhost",
        "Cookie": f"session={post.session}; csrf={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        began = time.perf_counter()
        connection.request("POST", f"/comments/on/{article}/", body, headers)
        response = connection.getresponse()
        response.read()
        return Answer(post.number, response.status, time.perf_counter() - began)


def one_process(port: int, article: str, posts: list[Post], pause: float) -> list[Answer]:
    calls = [post for post in posts for _time in range(post.times)]

    def write(post: Post) -> Answer:
        answer = send(port, article, post)
        time.sleep(pause)
        return answer

    with ThreadPoolExecutor(WRITERS // PROCESSES) as writers:
        return list(writers.map(write, calls))


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/db.sqlite3"
        return
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("There is no PostgreSQL on this machine.")
    with throw_away_postgres(binaries) as url:
        yield url


def main(kind: str, number: int, pause: float) -> int:
    with (
        tempfile.TemporaryDirectory(prefix="civitas-posting-") as folder,
        database(kind, Path(folder)) as url,
    ):
        env = {**bench_environment(Path(folder)), "DATABASE_URL": url}
        manage(env, "prepare", "--demo")
        quiet = ("shell", "--verbosity", "0", "-c")
        article = manage(env, *quiet, FIND_UUID).split()[0]
        sessions = manage(env, *quiet, MAKE_WRITERS.format(number=number)).split()
        posts = [Post(at, key, 2 if at % TWICE == 0 else 1) for at, key in enumerate(sessions)]
        with served("config.wsgi:application", env) as site:
            shares = [(site.port, article, posts[at::PROCESSES], pause) for at in range(PROCESSES)]
            one_process(site.port, article, [Post(-1, "", 64)], 0)  # of strangers: it warms up
            began = time.perf_counter()
            with multiprocessing.Pool(PROCESSES) as pool:
                answers = [one for part in pool.starmap(one_process, shares) for one in part]
            seconds = time.perf_counter() - began
        counted = manage(env, *quiet, COUNT.format(article=article)).split()
    return report(kind, number, answers, seconds, [int(each) for each in counted])


def report(
    kind: str, number: int, answers: list[Answer], seconds: float, counted: list[int]
) -> int:
    times = sorted(1000 * answer.seconds for answer in answers)
    rows, texts, counter, shown = counted
    posted = {answer.number for answer in answers if answer.status == POSTED}
    failed = [answer.status for answer in answers if answer.status != POSTED]
    print(
        f"{kind}: {len(answers)} posts by {WRITERS} writers, {len(answers) / seconds:.0f} a second;"
        f" p50 {times[len(times) // 2]:.0f} ms, p99 {times[int(len(times) * 0.99)]:.0f} ms,"
        f" longest {times[-1]:.0f} ms; answers that were no 302: {failed or 'none'}"
    )
    print(
        f"acknowledged {len(posted)} of {number}, stored {rows}, different {texts};"
        f" counter {counter}, rows shown {shown}"
    )
    return 0 if len(posted) == rows == texts and counter == shown else 1


if __name__ == "__main__":
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 800
    sys.exit(main(kind, number, float(sys.argv[3]) if len(sys.argv) > 3 else 0))
