"""Where the icons are. An address changes with what is shown, so that it may be kept for ever."""

from hashlib import blake2s

from django.urls import reverse

from articles.models import Publication

DESIGN = "1"  # to be raised when icons look different


def icon_hash(publication: Publication) -> str:
    """Return what the addresses of the icons bear: it changes with what they show."""
    logo = publication.logo.file.name if publication.logo else ""
    drawn_from = f"{DESIGN}\0{publication.accent}\0{logo}"
    return blake2s(drawn_from.encode(), digest_size=6).hexdigest()


def icon_url(publication: Publication, kind: str) -> str:
    return reverse("icon", args=[icon_hash(publication), kind])
