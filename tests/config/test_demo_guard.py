"""A production site does not start while the demo cast could sign in to it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from pytest_django import Settings

from community.models import User
from config.demo_guard import refuse_demo_cast
from tests.factories.community import member


@pytest.mark.django_db
def test_the_cast_keeps_a_production_site_from_starting(settings: Settings) -> None:
    member(is_demo=True)

    settings.DEMO_SIGN_IN = True
    refuse_demo_cast()
    settings.DEMO_SIGN_IN = False
    with pytest.raises(ImproperlyConfigured, match="demo --remove"):
        refuse_demo_cast()


@pytest.mark.django_db
def test_real_members_do_not(settings: Settings) -> None:
    settings.DEMO_SIGN_IN = False
    member()

    refuse_demo_cast()


def test_a_lost_database_does_not_either(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(**_filters: object) -> None:
        raise OperationalError

    settings.DEMO_SIGN_IN = False
    monkeypatch.setattr(User.objects, "filter", away)

    refuse_demo_cast()
