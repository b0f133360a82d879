"""Work done later, by name: ``enqueue("community.tasks.send_mail", …)``."""

from community.tasks.mail import send_mail, send_waiting_mail

__all__ = ["send_mail", "send_waiting_mail"]
