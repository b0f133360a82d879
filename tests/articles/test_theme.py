"""The accent of the publication stays readable, whatever is chosen."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.colours import (
    LEAST,
    PAPER_BY_DAY,
    PAPER_BY_NIGHT,
    contrast,
    parse,
    theme_hash,
    theme_sheet,
)
from articles.models import Publication

colours = st.from_regex(r"\A#[0-9a-fA-F]{6}\Z")


@given(colours)
def test_every_accent_reads_on_paper_by_day_and_by_night(accent: str) -> None:
    sheet = theme_sheet(accent)
    day, night = re.findall(r"--accent:light-dark\((#\w{6}),(#\w{6})\)", sheet)[0]
    ink = re.findall(r"--accent-ink:light-dark\((#\w{6}),(#\w{6})\)", sheet)[0]
    assert contrast(parse(day), parse(PAPER_BY_DAY)) >= LEAST
    assert contrast(parse(night), parse(PAPER_BY_NIGHT)) >= LEAST
    assert contrast(parse(ink[0]), parse(day)) >= LEAST
    assert contrast(parse(ink[1]), parse(night)) >= LEAST


def test_readable_accent_is_left_as_it_is() -> None:
    assert "--accent:#8a3b12;" in theme_sheet("#8a3b12")


@pytest.mark.django_db
def test_sheet_may_be_kept_for_ever_and_a_new_colour_has_a_new_address(client: Client) -> None:
    publication = Publication.current()
    first = f"/theme-{theme_hash(publication.accent)}.css"
    assert first in client.get("/").content.decode()
    response = client.get(first)
    assert response.headers["Content-Type"].startswith("text/css")
    assert "immutable" in response.headers["Cache-Control"]
    Publication.objects.update(accent="#224488")
    second = f"/theme-{theme_hash('#224488')}.css"
    assert client.get(first).headers["Location"] == second
    assert client.get(second).status_code == 200
    assert client.get("/theme-x.css").status_code == 404
