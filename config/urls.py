"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from articles.views import favicon, icon, manifest, theme
from config.health import healthz, readyz
from config.media import media
from config.own_data.page import own_data
from config.well_known import robots, security_txt

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many_requests"  # asked for by allauth, not by Django
handler500 = "config.errors.server_error"

urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("icons/<slug:name>-<slug:kind>.png", icon, name="icon"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("media/<path:name>", media, name="media"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("theme-<slug:name>.css", theme, name="theme"),
    path("", include("articles.urls")),
    path("", include("comments.urls")),
    path("community/me/data/", own_data, name="own_data"),
    path("community/", include("community.urls")),
    path("newsletter/", include("community.newsletter_urls")),
    path("accounts/", include("config.account_urls")),
    path("admin/", admin.site.urls),
]
