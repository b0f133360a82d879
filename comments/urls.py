"""Addresses."""

from django.urls.resolvers import URLPattern

app_name = "comments"

urlpatterns: list[URLPattern] = []
