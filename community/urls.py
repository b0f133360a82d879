"""Addresses."""

from django.urls.resolvers import URLPattern

app_name = "community"

urlpatterns: list[URLPattern] = []
