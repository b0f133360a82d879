"""The look: colours that read, marks that tell standings apart, pages without a database."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from articles import colours
from articles.colours import contrast, parse

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text(encoding="utf-8")
PAIRS = {
    name: (day, night)
    for name, day, night in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS.partition("@supports")[0]
    )
}
NAMES = {"visitor": "visitor", "resident": "permanent resident", "citizen": "citizen"}


def on(ground: str, name: str, hour: int) -> float:
    return contrast(parse(PAIRS[name][hour]), parse(PAIRS[ground][hour]))


@pytest.mark.parametrize("hour", [0, 1], ids=["day", "night"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_text_reads_at_every_hour(ground: str, hour: int) -> None:
    for name in ("ink", "ink-soft", "accent", "good", "bad"):
        assert on(ground, name, hour) >= 4.5, name
    for name in ("edge", "focus"):
        assert on(ground, name, hour) >= 3, name
    assert on("paper", "lamp", hour) >= 3
    assert on("accent", "accent-ink", hour) >= 4.5


def test_theme_is_measured_against_the_papers_that_pages_have() -> None:
    assert PAIRS["paper"] == (colours.PAPER_BY_DAY, colours.PAPER_BY_NIGHT)
    assert PAIRS["surface"] == (colours.SURFACE_BY_DAY, colours.SURFACE_BY_NIGHT)


@pytest.mark.parametrize("status", ["500", "503"])
def test_page_for_a_bad_hour_needs_no_database(status: str) -> None:
    page = render_to_string(f"{status}.html", {"request_id": "abc123"})
    assert "abc123" in page
    assert "<h1" in page


def test_city_mark_lights_no_window_one_or_all() -> None:
    marks = [
        render_to_string("components/city_mark.html", {"standing": standing, "name": name})
        for standing, name in NAMES.items()
    ]
    lit = [re.findall(r'class="lit" d="([^"]+)"', mark) for mark in marks]
    assert [len(paths) for paths in lit] == [0, 1, 1]
    assert lit[1][0].count("h2") == 1
    assert lit[2][0].count("h2") > 1
    assert 'role="img" aria-label="permanent resident"' in marks[1]
    assert 'aria-hidden="true"' in render_to_string("components/city_mark.html", {"name": ""})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "houses"),
    [
        ("", ["house", "house", "house"]),
        ("visitor", ["house is-here", "house is-ahead", "house is-ahead"]),
        ("resident", ["house is-passed", "house is-here", "house is-ahead"]),
        ("citizen", ["house is-passed", "house is-passed", "house is-here"]),
    ],
)
def test_street_shows_where_one_lives(standing: str, houses: list[str]) -> None:
    request = RequestFactory().get("/")
    street = render_to_string("components/street.html", {"standing": standing}, request)
    assert re.findall(r'<li class="([^"]+)"', street) == houses
    assert street.count('aria-current="step"') == (1 if standing else 0)


class Postcard(forms.Form):
    email = forms.EmailField(help_text="We send a code to it.")
    hour = forms.ChoiceField(choices=[("day", "Day")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()


def test_help_and_errors_belong_to_their_control() -> None:
    form = Postcard({"email": "nobody@"})
    email = render_to_string("components/field.html", {"field": form["email"]})
    described = re.findall(r'aria-describedby="([^"]+)"', email)[0].split()
    assert described == ["id_email_helptext", "id_email_error"]
    for name in described:
        assert f'id="{name}"' in email
    assert "<fieldset" in render_to_string("components/field.html", {"field": form["hour"]})
    agreed = render_to_string("components/field.html", {"field": form["agreed"]})
    assert agreed.index("<input") < agreed.index("<label")
