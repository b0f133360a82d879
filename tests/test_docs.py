"""What an operator can set or run is described; what is described exists."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from community.models import Role, Standing
from community.permissions import RIGHTS, STAFF_RIGHTS, StaffRight

ROOT = Path(__file__).resolve().parent.parent
OURS = {"config", "comments", "articles", "community"}
READ = re.compile(r"""\benv(?:\.\w+)?\(\s*"([A-Z][A-Z0-9_]+)\"""")
LAUNCHED = re.compile(r"""(?:environ|values)(?:\.get\(|\[)"([A-Z][A-Z0-9_]+)\"""")
SETTINGS = (ROOT / "docs" / "settings.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def variables(*paths: str, pattern: re.Pattern[str]) -> list[str]:
    texts = [path.read_text() for name in paths for path in ROOT.glob(name)]
    return sorted({found for text in texts for found in pattern.findall(text)})


SET = variables("config/settings/base.py", "config/settings/dev.py", pattern=READ)
STARTED = variables("config/launch.py", "config/bootstrap.py", pattern=LAUNCHED)
COMMANDS = sorted(name for name, app in get_commands().items() if app in OURS)


def test_the_patterns_find_what_they_look_for() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "DEBUG"} <= set(SET)
    assert {"PORT", "DEMO"} <= set(STARTED)
    assert "run_due" in COMMANDS


@pytest.mark.parametrize("name", sorted({*SET, *STARTED}))
def test_every_variable_is_described(name: str) -> None:
    assert f"| `{name}` |" in SETTINGS, f"docs/settings.md does not describe {name}"


@pytest.mark.parametrize("name", sorted({*SET, *STARTED}))
def test_every_variable_stands_in_the_example(name: str) -> None:
    assert re.search(rf"^#?{name}=", EXAMPLE, re.MULTILINE), f".env.example lacks {name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described(name: str) -> None:
    assert re.search(rf"^\| `{name}[ `]", SETTINGS, re.MULTILINE), f"docs/settings.md lacks {name}"


def test_nothing_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", SETTINGS, re.MULTILINE))

    assert described - {"CHROMIUM"} == {*SET, *STARTED}


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda page: page.name
)
def test_links_between_documents_hold(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())

    missing = [link for link in links if not (page.parent / link).exists()]

    assert not missing


def table_row(label: object, *cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in (label, *cells)) + " |"


def test_the_document_of_rights_says_what_the_tables_say() -> None:
    written = set((ROOT / "docs" / "permissions.md").read_text().splitlines())
    by_standing = {
        table_row(right.label, *(grants[standing].label for standing in Standing))
        for right, grants in RIGHTS.items()
    }
    by_role = {
        table_row(right.label, *("yes" if right in STAFF_RIGHTS[role] else "no" for role in Role))
        for right in StaffRight
    }

    assert by_standing | by_role <= written
    assert (
        len([line for line in written if line.startswith("| ")]) == len(by_standing | by_role) + 2
    )
