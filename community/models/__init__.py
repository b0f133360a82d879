from community.models.appeals import Appeal, AppealParty, PanelSeat
from community.models.ballots import Ballot, BallotVoter
from community.models.charter import Charter, CharterStep, QuizQuestion
from community.models.city import City
from community.models.consent import Consent
from community.models.desk import LadderMonth, Look, ReadyReason
from community.models.former import FormerStanding
from community.models.ladder import (
    Application,
    ApplicationDraft,
    ApplicationMessage,
    Endorsement,
    QuizAttempt,
)
from community.models.mail import PACE_AT_FIRST, MailKind, MailSetting, Pace
from community.models.newsletter import Interest, Subscriber
from community.models.notices import Notice
from community.models.participation import Participation
from community.models.people import FormerHandle, Role, Standing, User
from community.models.record import CivicReason, CivicRecord
from community.models.sanctions import Sanction

__all__ = [
    "PACE_AT_FIRST",
    "Appeal",
    "AppealParty",
    "Application",
    "ApplicationDraft",
    "ApplicationMessage",
    "Ballot",
    "BallotVoter",
    "Charter",
    "CharterStep",
    "City",
    "CivicReason",
    "CivicRecord",
    "Consent",
    "Endorsement",
    "FormerHandle",
    "FormerStanding",
    "Interest",
    "LadderMonth",
    "Look",
    "MailKind",
    "MailSetting",
    "Notice",
    "Pace",
    "PanelSeat",
    "Participation",
    "QuizAttempt",
    "QuizQuestion",
    "ReadyReason",
    "Role",
    "Sanction",
    "Standing",
    "Subscriber",
    "User",
]
