"""What every page says of the city and of the member who looks at it."""

from typing import Any

from django import template
from django.template.context import Context

from community.models import City, Notice, User

register = template.Library()


def _city(context: Context) -> City:
    request: Any = context.get("request")
    if request is None:
        return City.current()
    if not hasattr(request, "_city"):
        request._city = City.current()
    row: City = request._city
    return row


@register.simple_tag(takes_context=True)
def city(context: Context) -> City:
    return _city(context)


@register.simple_tag(takes_context=True)
def standing_name(context: Context, standing: str) -> str:
    return _city(context).standing_name(standing)


@register.inclusion_tag("components/city_mark.html", takes_context=True)
def city_mark(context: Context, standing: str) -> dict[str, str]:
    return {"standing": standing, "name": _city(context).standing_name(standing)}


@register.simple_tag
def unread_notices(user: User) -> int:
    return Notice.objects.unread().filter(user=user).count()
