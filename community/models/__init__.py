from community.models.city import Charter, CharterStep, City
from community.models.ladder import Application, ApplicationMessage, Endorsement
from community.models.newsletter import Interest, Subscriber
from community.models.notices import Notice
from community.models.participation import Participation
from community.models.people import Role, Standing, User
from community.models.record import CivicReason, CivicRecord
from community.models.sanctions import Sanction

__all__ = [
    "Application",
    "ApplicationMessage",
    "Charter",
    "CharterStep",
    "City",
    "CivicReason",
    "CivicRecord",
    "Endorsement",
    "Interest",
    "Notice",
    "Participation",
    "Role",
    "Sanction",
    "Standing",
    "Subscriber",
    "User",
]
