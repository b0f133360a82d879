"""Rules of the house that a machine can hold (docs/architecture.md, CONTRIBUTING.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "comments", "articles", "community")
MODULES = sorted(
    path for app in APPS for path in ROOT.glob(f"{app}/**/*.py") if "migrations" not in path.parts
)
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
ASSETS = sorted([*ROOT.glob("static/**/*.css"), *ROOT.glob("static/**/*.js")])

LONGEST_MODULE = 300  # lines; the aim is 150
LONGEST_TEMPLATE = 120  # the aim is 60
LONGEST_ASSET = 200  # the aim is 80

INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    # A data block does not run.
    "an inline script": re.compile(
        r"<script\b(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))"
    ),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "|safe": re.compile(r"\|\s*safe(?:seq)?\b"),
    "autoescape off": re.compile(r"\{%\s*autoescape\s+off"),
    "something from another host": re.compile(
        r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=\"(?:https?:)?//"
    ),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_comments(template: str) -> str:
    text = re.sub(r"\{#.*?#\}", "", template)
    return re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_holds_nothing_inline(path: Path) -> None:
    text = without_comments(path.read_text())

    found = [what for what, pattern in INLINE.items() if pattern.search(text)]

    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_switches_escaping_off(path: Path) -> None:
    text = without_comments(path.read_text())

    assert not INLINE["|safe"].search(text)
    assert not INLINE["autoescape off"].search(text)


def calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_text_is_marked_safe_in_html_rooms_alone(path: Path) -> None:
    is_html_room = path.stem == "html" or path.parent.name == "html"
    used = {"mark_safe", "SafeString"} & set(calls(ast.parse(path.read_text())))

    assert is_html_room or not used


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    """Only an AppConfig's ready() may import, its receivers."""
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name != "ready"
    ]
    lines = [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert not lines


@pytest.mark.parametrize(
    ("paths", "most"),
    [(MODULES, LONGEST_MODULE), (TEMPLATES, LONGEST_TEMPLATE), (ASSETS, LONGEST_ASSET)],
    ids=["modules", "templates", "assets"],
)
def test_files_stay_readable(paths: list[Path], most: int) -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in paths}

    assert {name: length for name, length in lengths.items() if length > most} == {}


def test_no_room_is_called_after_nothing() -> None:
    nameless = {"utils", "helpers", "managers", "manager", "misc"}

    assert [name_of(path) for path in MODULES if path.stem in nameless] == []


def test_models_have_no_effects_on_saving() -> None:
    """Actions change state; a save() of its own or a post_save receiver would do it unseen."""
    found = [
        name_of(path)
        for path in MODULES
        if re.search(r"\bpost_save\b|\bpre_save\b", path.read_text())
    ]

    assert found == []


def tracked_texts() -> Iterator[tuple[str, str]]:
    suffixes = {".py", ".md", ".toml", ".html", ".txt", ".css", ".js", ".example", ""}
    skipped = {".venv", ".git", ".hypothesis", "var", "node_modules", "test-results"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if parts[0] in skipped or "__pycache__" in parts or any("_cache" in p for p in parts):
            continue
        if path.is_file() and path.suffix in suffixes and path.name != ".env":
            yield name_of(path), path.read_text(encoding="utf-8")


def test_no_machine_and_no_index_is_named() -> None:
    """Somebody's home folder, or the package index of their network, means nothing elsewhere."""
    pattern = re.compile(r"/(?:home|Users)/\w+/|/root/|--(?:extra-)?index-url[ =]\S")
    itself = name_of(Path(__file__))

    found = [name for name, text in tracked_texts() if pattern.search(text)]

    assert set(found) <= {itself}
