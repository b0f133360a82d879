"""The demo, loaded once for many tests that leave it as it was."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from config.demo.loading import load_demo
from tests.factories.files import picture_bytes


@contextmanager
def demo_loaded(blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo, with one small picture everywhere; what each test does to it is taken back."""
    plain = picture_bytes()
    with blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("config.demo.pieces.draw_scene", lambda *_args, **_kwargs: plain)
        load_demo()
        yield
        transaction.set_rollback(True)
