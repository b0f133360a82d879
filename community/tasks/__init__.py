"""Work done later, by name: ``enqueue("community.tasks.send_mail", …)``."""

from community.tasks.mail import send_mail, send_waiting_mail
from community.tasks.newsletter import mail_newsletter_link, mail_newsletter_welcome

__all__ = [
    "mail_newsletter_link",
    "mail_newsletter_welcome",
    "send_mail",
    "send_waiting_mail",
]
