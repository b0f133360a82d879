"""How a letter leaves: at once where somebody waits for it, by the queue where nobody does."""

import logging
import smtplib
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.message import make_msgid
from django.template.loader import render_to_string

from community.enqueue import enqueue

log = logging.getLogger("civitas.mail")

PAUSE_SECONDS = 60  # after a failure, how long nobody waits for the mail server again
FAILURES = (smtplib.SMTPException, OSError)


def new_message_id() -> str:
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


def sender() -> str:
    """Return who letters are from: the publication, by its name of today, at our address.

    SECURITY: a name is one line; what it may hold besides is quoted.
    """
    name = " ".join(render_to_string("emails/_sender.txt").split())
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name, address))


def write(to: str, subject: str, text: str, message_id: str = "") -> EmailMessage:
    """Return the letter. A repeated sending carries the same Message-ID, so it can be told."""
    headers = {"Message-ID": message_id or new_message_id()}
    return EmailMessage(subject, text, sender(), [to], headers=headers)


def send_later(to: str, subject: str, text: str) -> None:
    """Queue a letter. It stands in the tasks table until that is pruned: put no code into it."""
    enqueue("community.tasks.send_mail", to, subject, text, new_message_id())


def send_at_once(to: str, subject: str, text: str, *, good_for: int) -> None:
    """Send a letter with a code now; if the mail server is away, as soon as it is back.

    A letter that could not leave waits in the cache for ``good_for`` seconds, as long as its code
    holds; the tasks table has only the name it waits under. Never raises for the mail server, so
    whether a letter could leave shows in no page.
    """
    letter = write(to, subject, text)
    if cache.get("mail:away") is None:
        try:
            letter.send()
        except smtplib.SMTPRecipientsRefused:
            log.info("mail.refused", extra={"about": "recipient"})
            return
        except FAILURES as error:
            log.warning("mail.away", extra={"error": type(error).__name__})
            cache.set("mail:away", True, timeout=PAUSE_SECONDS)
        else:
            return
    name = f"mail:{uuid4().hex}"
    waiting = (to, subject, text, letter.extra_headers["Message-ID"])
    cache.set(name, waiting, timeout=good_for)
    enqueue("community.tasks.send_waiting_mail", name)
