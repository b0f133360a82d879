"""Mail of a site on one's own machine: shown in the terminal and kept as a readable file."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from email.header import decode_header, make_header
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.text import slugify

SHOWN_HEADERS = ("Date", "From", "To", "Reply-To", "Subject")


class EmailBackend(BaseEmailBackend):
    """One text file for each message, and its HTML beside it."""

    def __init__(self, *, file_path: Path | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        kept_in = file_path or getattr(settings, "EMAIL_FILE_PATH", None)
        self.folder = Path(kept_in or settings.VAR_DIR / "mail")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for message in email_messages:
            try:
                deliver(message, self.folder)
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                sent += bool(message.recipients())
        return sent


def deliver(message: EmailMessage, folder: Path) -> None:
    text = readable(message)
    folder.mkdir(parents=True, exist_ok=True)
    path = write_new(folder, file_stem(message), text)
    if isinstance(message, EmailMultiAlternatives):
        pages = [str(body) for body, kind in message.alternatives if kind == "text/html"]
        for page in pages[:1]:
            path.with_suffix(".html").write_text(page, encoding="utf-8")
    show(text, path)


def readable(message: EmailMessage) -> str:
    """The message as a person reads it; header forgeries raise BadHeaderError as with SMTP."""
    headers = message.message()
    lines = [f"{name}: {decoded(headers[name])}" for name in SHOWN_HEADERS if headers[name]]
    if not headers["Date"]:
        lines.insert(0, f"Date: {datetime.now(UTC):%a, %d %b %Y %H:%M:%S +0000}")
    others = [f"{name}: {value}" for name, value in message.extra_headers.items()]
    return "\n".join([*lines, *others, "", str(message.body).rstrip(), ""])


def decoded(header: object) -> str:
    return str(make_header(decode_header(str(header))))


def file_stem(message: EmailMessage) -> str:
    """When, to whom and about what: sorts by time and can be told apart in a listing."""
    to = slugify(message.recipients()[0]) if message.recipients() else "nobody"
    about = slugify(message.subject) or "mail"
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{to}-{about}"[:100]


def write_new(folder: Path, stem: str, text: str) -> Path:
    """Two mails in one second do not overwrite each other."""
    for number in count(1):
        path = folder / (f"{stem}.txt" if number == 1 else f"{stem}-{number}.txt")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise AssertionError("count() does not end")


def show(text: str, path: Path) -> None:
    line = "─" * 72
    sys.stdout.write(f"\n{line}\n{text}{line}\n(kept in {path})\n\n")
    sys.stdout.flush()
