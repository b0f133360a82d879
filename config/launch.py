"""Run the whole site on one's own machine: ``python -m config.launch``, or ``make run``.

Prepares database and static files when they are not as the code wants them, then keeps three
processes running: granian, the worker, and the clock (``run_due``). Loads no Django itself.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config import bootstrap, readiness
from config.processes import GaveUp, Service, say, stop_all

ROOT = bootstrap.ROOT
MANAGE = [sys.executable, str(ROOT / "manage.py")]
START_TIMEOUT = 60.0  # seconds


class Stop(Exception):  # noqa: N818 - asked for
    """Ctrl-C, or SIGTERM."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, raise_stop)
    services: list[Service] = []
    try:
        run(services)
    except Stop:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say("\nStopping …")
        stop_all(services)
        say("Stopped.")
        return 0
    except (bootstrap.Trouble, GaveUp) as trouble:
        stop_all(services)
        say(str(trouble))
    return 1


def raise_stop(*_: object) -> None:
    raise Stop


def run(services: list[Service]) -> None:
    """Start everything into ``services`` and look after it; ends by an exception only."""
    port = bootstrap.read_port(os.environ)
    bootstrap.check_port(port)
    values = {**file_values(ROOT / ".env"), **os.environ}
    env = child_environment(port)
    prepare(values, env)
    services.append(web_server(port, env))
    services[0].start()
    wait_until_served(services[0], port)
    say(welcome(port))
    services += [
        Service("worker", [*MANAGE, "db_worker", "--queue-name", "*", "--no-reload"], env),
        Service("clock", [*MANAGE, "run_due", "--every", "30"], env),
    ]
    for service in services[1:]:
        service.start()
    show_demo_links(values, env)
    while True:
        time.sleep(0.25)
        for service in services:
            service.look_after()


def file_values(path: Path) -> dict[str, str]:
    return bootstrap.read_env(path) if path.is_file() else {}


def child_environment(port: int) -> dict[str, str]:
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SITE_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **os.environ}


def var_dir(values: Mapping[str, str]) -> Path:
    return Path(values.get("VAR_DIR") or ROOT / "var")


def prepare(values: Mapping[str, str], env: Mapping[str, str]) -> None:
    """Migrate, collect static files and load the demo, when something has changed."""
    var = var_dir(values)
    if readiness.is_ready(readiness.current_state(ROOT, var, values), var):
        return
    options = [] if values.get("DEMO") == "0" else ["--demo"]
    code = subprocess.run([*MANAGE, "prepare", *options], env=env, check=False).returncode
    if code:
        raise bootstrap.Trouble("The site could not be prepared; the lines above say why.")
    readiness.keep_state(readiness.current_state(ROOT, var, values), var)


def web_server(port: int, env: dict[str, str]) -> Service:
    # localhost only; several threads, so that one slow view does not stall a worker (granian
    # warns above twice the processors).
    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": str(port),
        "--workers": "2",
        "--blocking-threads": str(min(8, 2 * (os.cpu_count() or 1) + 1)),
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    command = [sys.executable, "-m", "granian", *words, "--respawn-failed-workers"]
    return Service("web server", [*command, "config.wsgi:application"], env, vital=True)


def wait_until_served(web: Service, port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if web.code is not None:
            break
        if is_served(port):
            return
        time.sleep(0.03)
    raise bootstrap.Trouble("The web server did not come up; the lines above say why.")


def is_served(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def welcome(port: int) -> str:
    return f"""
  Civitas is at http://localhost:{port}

  Mail, with its sign-in codes, shows here and is kept in var/mail/.
  To become an editor, sign up on the site, then in another terminal:
    .venv/bin/python manage.py appoint YOUR@EMAIL editor
  Ctrl-C stops everything.
"""


def show_demo_links(values: Mapping[str, str], env: Mapping[str, str]) -> None:
    """One-time links of the demo cast, while it is there."""
    if not (var_dir(values) / "demo-loaded").is_file():
        return
    answer = subprocess.run(
        [*MANAGE, "demo", "--links"], env=env, check=False, capture_output=True, text=True
    )
    if answer.returncode == 0 and answer.stdout.strip():
        say(f"  To be one of the demo cast (each link works once):\n{answer.stdout.rstrip()}\n")


if __name__ == "__main__":
    sys.exit(main())
