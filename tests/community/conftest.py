"""Who sits at the desk of the city."""

import pytest
from django.test import Client

from community.models import User
from tests.factories.community import editor


@pytest.fixture
def at_desk(client: Client) -> User:
    """An editor, signed in."""
    user = editor("Edith")
    client.force_login(user)
    return user
