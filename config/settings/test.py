"""The test suite: a secret of its own, nothing on the network, tasks run when a test says so."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-and-for-nothing-else-0123456789abcdef")

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, TEMPLATES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file of this run's own: browser tests and races need a connection for every thread.
    run = os.environ.setdefault("TEST_RUN", str(os.getpid()))
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"civitas-test-{run}.sqlite3")
    }
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

ALLOWED_HOSTS = ["testserver", "localhost"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE = "session", False
CSRF_COOKIE_NAME, CSRF_COOKIE_SECURE = "csrf", False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STAFF_SECOND_FACTOR = False
LIMITS_ENABLED = False
KEEP_SETTINGS = False
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]  # that is how allauth turns them off

# Static files come straight from their sources, through the same middleware as everything else.
STATIC_ROOT = None  # type: ignore[assignment]  # nothing is collected
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
