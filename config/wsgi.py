"""The WSGI callable that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

application = get_wsgi_application()

from config.demo_guard import refuse_demo_cast  # noqa: E402 - needs the apps that the line above loads

refuse_demo_cast()
