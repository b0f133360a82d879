"""What is logged, and how: one JSON object a line, on standard error."""

from typing import Any


def logs_as_json(level: str) -> dict[str, Any]:
    """Return Django's ``LOGGING`` for lines of at least ``level``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "config.request_log.RequestIdFilter"}},
        "formatters": {"json": {"()": "config.request_log.JsonFormatter"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["request_id"],
            },
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": [], "propagate": False},
            # What was not found or refused stands in our own line, with its route and not its path.
            "django.request": {"level": "ERROR"},
        },
    }
