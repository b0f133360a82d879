"""A site on one’s own machine: plain HTTP on localhost, mail in files, demo members."""

from config.settings.base import *  # noqa: F403
from config.settings.base import LOGGING, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE = "session", False
CSRF_COOKIE_NAME, CSRF_COOKIE_SECURE = "csrf", False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEMO_SIGN_IN = True
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)

EMAIL_BACKEND = "config.mail_to_files.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"

LOGGING["loggers"]["civitas.request"] = {"level": "WARNING"}
# The worker sets the level of this one itself; the terminal is for sign-in codes.
LOGGING["handlers"]["warnings"] = {**LOGGING["handlers"]["console"], "level": "WARNING"}
LOGGING["loggers"]["django_tasks"] = {"handlers": ["warnings"], "propagate": False}
