"""Addresses of the newsletter. Tokens are in paths, which are not logged."""

from django.urls import path

from community.views import newsletter

app_name = "newsletter"

urlpatterns = [
    path("", newsletter.subscribe, name="subscribe"),
    path("asked/", newsletter.asked, name="asked"),
    path("confirm/<str:token>/", newsletter.confirm, name="confirm"),
    path("<str:token>/", newsletter.subscription, name="subscription"),
    path("<str:token>/leave/", newsletter.leave, name="leave"),
]
