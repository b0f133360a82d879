"""What programs look for by name: robots.txt and security.txt."""

import re
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.models import Publication
from tests.world import ROUTES, World

pytestmark = pytest.mark.django_db

SITE = "https://example.org"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE


def lines(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode().splitlines()


def crawler(client: Client) -> RobotFileParser:
    """Python's own reader takes the first rule that fits, so the longest go first (RFC 9309)."""
    rules = RobotFileParser()
    head, *told = lines(client, "/robots.txt")
    told.sort(key=lambda line: -len(line.partition(": ")[2]))
    rules.parse([head, *(line for line in told if line)])
    return rules


def test_robots_find_the_maps_and_keep_out_of_forms(client: Client) -> None:
    told = lines(client, "/robots.txt")
    assert f"Sitemap: {SITE}/sitemap.xml" in told
    assert f"Sitemap: {SITE}/news-sitemap.xml" in told
    rules, world = crawler(client), World()
    closed = {
        name
        for name in ROUTES
        if not rules.can_fetch("anybody", reverse(name, kwargs=world.arguments(name)))
    }
    personal = {"articles:bookmarks", "articles:suggestions"}
    endless = {name for name in ROUTES if name in {"articles:search", "articles:opensearch"}}
    public = {name for name in ROUTES if name.startswith("articles:")} - personal - endless
    public |= {"comments:feed", "comments:article_feed", "media", "theme", "favicon"}
    public |= {f"community:{name}" for name in ("community", "charter", "rights", "member")}
    assert not closed & public
    assert {"articles:search", *personal} <= closed
    assert {"account_login", "comments:report", "community:me", "community:apply"} <= closed
    assert not rules.can_fetch("anybody", "/admin/")
    assert not rules.can_fetch("anybody", "/search/?q=x")


def test_security_txt_keeps_rfc_9116(client: Client) -> None:
    Publication.objects.update_or_create(pk=1, defaults={"contact_email": "desk@example.org"})
    told = lines(client, "/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in told)
    assert len(fields) == len(told)  # each stands once
    assert fields["Contact"] == "mailto:desk@example.org"
    assert fields["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "en"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fields["Expires"])
    ends = datetime.fromisoformat(fields["Expires"])
    assert timezone.now() + timedelta(days=90) < ends < timezone.now() + timedelta(days=365)
    assert ends.astimezone(UTC).hour == 0


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("security+a@example.org", "mailto:security%2Ba@example.org"),
        ("x\nEncryption:@example.org", "mailto:x%0AEncryption%3A@example.org"),
    ],
)
def test_contact_stays_on_its_line(client: Client, contact: str, told: str) -> None:
    Publication.objects.update_or_create(pk=1, defaults={"contact_email": contact})
    assert lines(client, "/.well-known/security.txt")[0] == f"Contact: {told}"


def test_nobody_to_tell_is_not_found(client: Client) -> None:
    Publication.current()
    assert client.get("/.well-known/security.txt").status_code == 404
