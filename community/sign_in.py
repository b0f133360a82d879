"""Codes by mail: how many are sent, and the last one that still works; where one was going.

allauth makes a new code for each request. Here a request beyond the limit sends no mail, shows the
same page, and the code that was mailed last to this browser goes on working.
"""

import hashlib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest

from community.limits import network_address, retry_after
from community.models import User

KEPT = "mailed_sign_in_code"
WAY = "way_after_sign_in"


def code_mail_allowed(request: HttpRequest, email: str) -> bool:
    """Count one mail with a code; false when this network has asked for enough of them.

    SECURITY: the key is network and e-mail together, so a stranger elsewhere cannot use up the
    mails of the person who is signing in.
    """
    times, seconds = settings.CODE_MAILS
    address = hashlib.sha256(email.lower().encode()).hexdigest()[:32]
    key = f"code-mail:{network_address(request)}:{address}"
    return retry_after(key, times=times, seconds=seconds) == 0


class SignInCode(LoginCodeVerificationProcess):
    """The code of one sign-in, for an address that has an account and for one that has none."""

    request: HttpRequest

    @classmethod
    def begin(cls, request: HttpRequest, *, user: User | None, email: str) -> None:
        """Mail a code, or a letter that there is no account; put the sign-in into the session."""
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email), initiated_by_user=True)
        code = cls(stage)
        code.send()
        code.persist()

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """Mail to an address without account too, also when asked again: both take as long."""
        if code_mail_allowed(self.request, email):
            self.state["at"] = time.time()
            super().send_by_email(email)
            self.request.session[KEPT] = dict(self.state)
        else:
            self.state.update(kept_code(self.request, email))
            self.add_sent_message({"email": email, "recipient": email})


def kept_code(request: HttpRequest, email: str) -> dict[str, Any]:
    """Return code, time and failed attempts of the last mail to ``email``, {} when used up."""
    kept: dict[str, Any] = request.session.get(KEPT) or {}
    is_fresh = time.time() - kept.get("at", 0) <= app_settings.LOGIN_BY_CODE_TIMEOUT
    if kept.get("email") != email or not is_fresh:
        return {}
    return {key: kept[key] for key in ("code", "at", "failed_attempts") if key in kept}


def spend_attempt(request: HttpRequest) -> None:
    """Count a wrong code against the kept one as well; after the last it works no more."""
    kept = request.session.get(KEPT)
    if not kept:
        return
    kept["failed_attempts"] += 1
    if kept["failed_attempts"] >= app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS:
        forget_code(request)
    request.session.modified = True


def forget_code(request: HttpRequest) -> None:
    """A code works once."""
    request.session.pop(KEPT, None)


# -- Where one was going ---------------------------------------------------------------------------


def remember_way(request: HttpRequest, path: str) -> None:
    """Keep ``path`` of this site for after signing in or joining, whichever way that goes."""
    request.session[WAY] = path


def remembered_way(request: HttpRequest) -> str:
    """Return the path that was kept, once; "" where there is none."""
    path: str = request.session.pop(WAY, "")
    return path
