"""Addresses."""

from django.urls import path

from community.views import accounts, appealing, appeals, city, ladder, mail

app_name = "community"

urlpatterns = [
    path("", city.community, name="community"),
    path("charter/", city.charter, name="charter"),
    path("rights/", city.rights, name="rights"),
    path("apply/", ladder.apply, name="apply"),
    path("applications/<int:pk>/", ladder.application, name="application"),
    path("applications/<int:pk>/endorse/", ladder.endorse, name="endorse"),
    path("applications/<int:pk>/answer/", ladder.answer, name="answer"),
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
    path("me/notices/", accounts.notices, name="notices"),
    path("me/mail/", mail.mail, name="mail"),
    path("mail/<str:token>/", mail.end_mail, name="end_mail"),
    path("members/<slug:handle>/", accounts.member, name="member"),
]
