"""``make lock``: renew requirements*.txt from pyproject.toml; ``--check`` only compares.

uv resolves for every platform and writes hashes; no package index is named in the result, so that
whoever installs asks their own.
"""

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from shutil import which

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from config.bootstrap import REQUIREMENTS, ROOT

PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        faults = [fault for kind in REQUIREMENTS for fault in compare(kind)]
        print("\n".join(faults))
        return 1 if faults else 0
    if find_spec("uv") is None and which("uv") is None:
        print("`make lock` needs uv: install it with `.venv/bin/python -m pip install uv`.")
        return 1
    upgrade = ["--upgrade"] if "--upgrade" in arguments else []
    return max(lock(kind, upgrade) for kind in REQUIREMENTS)


def lock(kind: str, upgrade: list[str]) -> int:
    groups = ["--group", "dev"] if kind == "dev" else []
    target = ["--output-file", REQUIREMENTS[kind]]
    uv = [sys.executable, "-m", "uv"] if find_spec("uv") else ["uv"]
    command = [*uv, "pip", "compile", "pyproject.toml"]
    return subprocess.call([*command, *groups, *OPTIONS, *upgrade, *target], cwd=ROOT)


def wanted(kind: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    texts = [*project["project"]["dependencies"]]
    if kind == "dev":
        texts += project["dependency-groups"]["dev"]
    return [Requirement(text) for text in texts]


def compare(kind: str) -> list[str]:
    """One sentence for each dependency that the lock file lacks or pins outside its range."""
    text = (ROOT / REQUIREMENTS[kind]).read_text()
    pins = {canonicalize_name(name): Version(version) for name, version in PIN.findall(text)}
    faults = []
    for need in wanted(kind):
        version = pins.get(canonicalize_name(need.name))
        if version is None:
            faults.append(f"{REQUIREMENTS[kind]} lacks {need.name}: run `make lock`.")
        elif version not in need.specifier:
            faults.append(f"{REQUIREMENTS[kind]} has {need.name} {version}: run `make lock`.")
    if re.search(r"https?://|--index-url|--find-links", text):
        faults.append(f"{REQUIREMENTS[kind]} names a package index: take it out.")
    return faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
