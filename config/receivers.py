"""Write every sign-in, sign-out and failed attempt to the log. Addresses are not written."""

import logging
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from community.models import User

logger = logging.getLogger("civitas.accounts")


@receiver(user_logged_in)
def log_sign_in(user: User, **kwargs: Any) -> None:
    logger.info("signed in", extra={"member": user.pk})


@receiver(user_logged_out)
def log_sign_out(user: User | None, **kwargs: Any) -> None:
    logger.info("signed out", extra={"member": user.pk if user else None})


@receiver(user_login_failed)
def log_failed_sign_in(**kwargs: Any) -> None:
    logger.warning("sign-in refused")


@receiver(authenticator_added)
def log_factor_added(user: User, **kwargs: Any) -> None:
    logger.info("second factor added", extra={"member": user.pk})


@receiver(authenticator_removed)
def log_factor_removed(user: User, **kwargs: Any) -> None:
    logger.info("second factor removed", extra={"member": user.pk})
