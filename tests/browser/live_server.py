"""The site as it is served, static and media files through the same middleware as the rest."""

from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from django.test.utils import modify_settings
from pytest_django.live_server_helper import LiveServer


class SiteThread(LiveServerThread):
    """Django's own puts handlers for static and media files in front of the middleware."""

    def run(self) -> None:
        try:
            self.httpd = self.server_class((self.host, 0), QuietWSGIRequestHandler)
            self.port = self.httpd.server_address[1]
            self.httpd.set_app(WSGIHandler())
            self.is_ready.set()
            self.httpd.serve_forever()
        except Exception as error:
            self.error = ImproperlyConfigured(repr(error))
            self.is_ready.set()
        finally:
            connections.close_all()


class SiteServer(LiveServer):
    """pytest-django's, with our thread; the database is a file, so no connection is shared."""

    def __init__(self, host: str) -> None:
        self.thread = SiteThread(host, static_handler=WSGIHandler, connections_override={})
        self.thread.daemon = True
        self._live_server_modified_settings = modify_settings(ALLOWED_HOSTS={"append": host})
        self.start()
