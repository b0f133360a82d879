"""Find a Chromium for the browser tests, or fetch Playwright's own."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

# The shell without windows comes first: it does the same in four fifths of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

# What a container needs, and nothing that calls home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=MediaRouter,OptimizationHints,Translate",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
]


@cache
def find_chromium() -> str | None:
    """The executable: ``CHROMIUM``, one of the system's, or one that Playwright has fetched."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return fetched_chromium()


def fetched_chromium() -> str | None:
    """The newest that ``playwright install`` has left, in the place where it keeps them."""
    default = Path.home() / ".cache" / "ms-playwright"
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or default)
    found = sorted(folder.glob("chromium-*/chrome-linux*/chrome"), key=lambda path: path.parts[-3])
    return str(found[-1]) if found else None


def fetch_chromium() -> bool:
    """Try to fetch Playwright's; False without a network, within two minutes."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return False
    find_chromium.cache_clear()
    return done.returncode == 0 and find_chromium() is not None
