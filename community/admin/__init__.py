"""The desk's pages about people and the city."""

from community.admin.appeals import AppealAdmin
from community.admin.applications import ApplicationAdmin
from community.admin.city import CharterAdmin, CityAdmin
from community.admin.members import MemberAdmin
from community.admin.newsletter import SubscriberAdmin
from community.admin.ready_reasons import ReadyReasonAdmin
from community.admin.record import CivicRecordAdmin
from community.admin.sanctions import SanctionAdmin

__all__ = [
    "AppealAdmin",
    "ApplicationAdmin",
    "CharterAdmin",
    "CityAdmin",
    "CivicRecordAdmin",
    "MemberAdmin",
    "ReadyReasonAdmin",
    "SanctionAdmin",
    "SubscriberAdmin",
]
