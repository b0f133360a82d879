"""One sheet and one script for readers, always as fresh as their sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from config.joined_files import JoinedFilesFinder


@pytest.fixture
def sources(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A static/ of our own, with finders that look there."""
    static = tmp_path / "static"
    for name, text in {
        "css/tokens.css": ":root { --ink: black; }",
        "css/layout.css": ".page { color: var(--ink); }",
        "css/base.css": "body { margin: 0; }",
        "css/components/note.css": ".note { background: url(../../img/city.svg); }",
        "css/components/chip.css": ".chip { background: url('data:image/png;base64,AA=='); }",
        "js/menu.js": "const name = 1;",
        "js/theme.js": "const name = 2;",
        "img/city.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
    }.items():
        path = static / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    settings.BASE_DIR = tmp_path
    settings.VAR_DIR = tmp_path / "var"
    settings.STATICFILES_DIRS = [static]
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # an lru_cache
    yield static
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # an lru_cache


def joined(path: str) -> str:
    found = finders.find(path)
    assert found is not None
    return Path(found).read_text()


def test_sheets_are_joined_in_their_order(sources: Path) -> None:
    text = joined("css/site.css")

    order = [text.index(part) for part in (":root", "body", ".page", ".chip", ".note")]
    assert order == sorted(order)


def test_addresses_in_a_component_read_from_css(sources: Path) -> None:
    text = joined("css/site.css")

    assert 'url("../img/city.svg")' in text
    assert "url('data:image/png;base64,AA==')" in text


def test_scripts_do_not_see_each_others_names(sources: Path) -> None:
    assert joined("js/site.js").count("(() => {") == 2


def test_a_changed_source_shows_at_once(sources: Path) -> None:
    assert ".new" not in joined("css/site.css")

    (sources / "css" / "components" / "new.css").write_text(".new { color: red; }")

    assert ".new" in joined("css/site.css")


def test_unchanged_sources_leave_the_file_alone(sources: Path) -> None:
    path = Path(str(finders.find("css/site.css")))
    before = path.stat().st_mtime_ns

    finders.find("css/site.css")

    assert path.stat().st_mtime_ns == before


def test_other_names_are_not_ours(sources: Path) -> None:
    finder = JoinedFilesFinder()

    assert not finder.find("css/other.css")
    assert finder.find("css/other.css", find_all=True) == []
    assert [path for path, _ in finder.list(["*.js"])] == ["css/site.css"]


def test_collected_files_are_hashed_and_their_addresses_too(
    sources: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = settings.STATICFILES_FINDERS[:2]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.static_storage.StaticStorage"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)
    (sources / "js" / "menu.js").write_text("const name = 3; // and a longer line to compress " * 9)
    call_command("collectstatic", interactive=False, verbosity=0)

    (sheet,) = (tmp_path / "collected" / "css").glob("site.*.css")
    (picture,) = (tmp_path / "collected" / "img").glob("city.*.svg")
    assert f'url("../img/{picture.name}")' in sheet.read_text()
    scripts = (tmp_path / "collected" / "js").glob("site.*.js")
    assert any("const name = 3" in script.read_text() for script in scripts)
    assert list((tmp_path / "collected" / "js").glob("site.*.js.br"))


@pytest.mark.django_db  # closing the answer looks after connections
@pytest.mark.parametrize("name", ["css/site.css", "js/site.js"])
def test_the_site_serves_them(client: Client, name: str) -> None:
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]  # an lru_cache
    response = client.get(f"/static/{name}")

    # Read to its end, so that the client closes it: it does so without looking after connections
    # to the database, which another test of this process may have left open.
    assert response.status_code == 200
    assert response.getvalue()
