"""The fixed reasons for hiding, as sentences that the author reads. They go by the same names as
the reasons for reporting, and the log keeps the name."""

from django.utils.translation import gettext_lazy as _

from comments.models import Report

Reason = Report.Reason

READY = {
    Reason.SPAM: _("It reads as advertising. Say what you think of the piece instead."),
    Reason.ABUSE: _("It attacks a person. What you say against their argument is welcome."),
    Reason.HATE: _("It demeans people for what they are."),
    Reason.PRIVATE: _("It gives away somebody’s private details."),
    Reason.OFF_TOPIC: _("It has nothing to do with this piece."),
    Reason.FALSE: _("It gives as fact something that is not so, and could do harm."),
}
TAKEN_FOR_SPAM = _("It was taken for advertising or spam.")
