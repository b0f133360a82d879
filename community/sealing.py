"""Secrets that the database keeps sealed: TOTP keys and recovery codes."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


def seal(text: str) -> str:
    """Return ``text`` encrypted with a key derived from ``SECRET_KEY``."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Open what ``seal`` closed, with this or an earlier key (``SECRET_KEY_FALLBACKS``)."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        # SECURITY: never go on with an empty secret, its codes would be known to everybody.
        raise PermissionDenied(
            _("Your second factor cannot be read any more. Ask an administrator to remove it.")
        ) from error


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derive(secret)) for secret in secrets])


def _derive(secret: str) -> bytes:
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"civitas.sealing").digest()
    return base64.urlsafe_b64encode(key)
