"""Mail of a site on one's own machine: shown in the terminal and kept as a file."""

from django.core.mail.backends.filebased import EmailBackend as FileBackend


class EmailBackend(FileBackend):
    pass
