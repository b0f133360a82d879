"""What the box of the newsletter offers."""

from django import template

from community.models import Interest

register = template.Library()


@register.simple_tag
def newsletter_interests() -> list[tuple[str, str]]:
    """Return (value, label) of each interest."""
    return [(interest.value, str(interest.label)) for interest in Interest]
