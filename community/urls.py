"""Addresses."""

from django.urls import path

from community.views import (
    accounts,
    appealing,
    appeals,
    applying,
    ballots,
    cards,
    citizens,
    city,
    consent,
    ladder,
    leaving,
    mail,
    standing,
)

app_name = "community"

urlpatterns = [
    path("", city.community, name="community"),
    path("charter/", city.charter, name="charter"),
    path("rights/", city.rights, name="rights"),
    path("apply/", applying.apply, name="apply"),
    path("apply/draft/", applying.draft, name="draft"),
    path("apply/quiz/", applying.quiz, name="quiz"),
    path("ballots/", ballots.ballots, name="ballots"),
    path("ballots/<int:pk>/", ballots.ballot, name="ballot"),
    path("applications/<int:pk>/", ladder.application, name="application"),
    path("applications/<int:pk>/endorse/", ladder.endorse, name="endorse"),
    path("applications/<int:pk>/answer/", ladder.answer, name="answer"),
    path("applications/<int:pk>/ask/", ladder.ask, name="ask"),
    path("applications/<int:pk>/withdraw/", ladder.withdraw, name="withdraw"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<int:pk>/", appeals.appeal, name="appeal"),
    path("appeals/<int:pk>/opinion/", appeals.give, name="give_opinion"),
    path("appeals/<int:pk>/decline/", appeals.decline, name="decline_seat"),
    path("appeals/<int:pk>/decide/", appeals.decide, name="decide_appeal"),
    path("appeals/<int:pk>/withdraw/", appeals.take_back, name="withdraw_appeal"),
    path("appeals/sanctions/<int:pk>/", appealing.against_sanction, name="appeal_sanction"),
    path(
        "appeals/applications/<int:pk>/",
        appealing.against_application,
        name="appeal_application",
    ),
    path("me/", accounts.me, name="me"),
    path("me/leave/", leaving.leave, name="leave"),
    path("me/stay/", leaving.stay, name="stay"),
    path("me/notices/", accounts.notices, name="notices"),
    path("me/mail/", mail.mail, name="mail"),
    path("mail/<str:token>/", mail.end_mail, name="end_mail"),
    path("me/consent/", consent.consent, name="consent"),
    path("me/consent/revoke/", consent.revoke, name="revoke"),
    path("me/renounce/", standing.renounce, name="renounce"),
    path("me/return/", standing.return_standing, name="return_standing"),
    path("me/certificate/", cards.certificate, name="certificate"),
    path("me/passport.png", cards.passport, name="passport"),
    path("check/<str:token>/", citizens.check, name="check"),
    path("citizens/", citizens.citizens, name="citizens"),
    path("members/<slug:handle>/", accounts.member, name="member"),
]
