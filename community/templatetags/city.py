"""The city in templates: ``{% load city %}``."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from community.kept import kept
from community.models import City, Notice, Sanction, Standing, User
from community.permissions import Person, active_sanctions

register = template.Library()


def city_of(context: Context) -> City:
    """Return the City row, asked once per request (or once per rendering without one)."""
    holder = getattr(context.get("request"), "__dict__", None)
    if holder is None:
        holder = context.render_context
    if "_city" not in holder:
        holder["_city"] = kept("city", City.current)
    row: City = holder["_city"]
    return row


@register.simple_tag(takes_context=True)
def city(context: Context) -> City:
    """``{% city as our_city %}``: the row of settings, with the charter in force."""
    return city_of(context)


@register.simple_tag(takes_context=True)
def appeals_since(context: Context) -> datetime:
    """``{% appeals_since as since %}``: what was decided later may be appealed against now."""
    return timezone.now() - timedelta(days=city_of(context).appeal_days)


@register.simple_tag(takes_context=True)
def standing_name(context: Context, standing: str) -> str:
    """``{% standing_name "resident" %}``: what this city calls the standing."""
    return city_of(context).standing_name(standing)


@register.inclusion_tag("components/city_mark.html", takes_context=True)
def city_mark(context: Context, standing: str, *, named: bool = False) -> Mapping[str, Any]:
    """``{% city_mark user.standing %}``; ``named=True`` where no words beside it say it."""
    name = city_of(context).standing_name(standing) if named else ""
    return {"standing": standing, "name": name}


@register.simple_tag
def new_citizens() -> int:
    """``{% new_citizens as number %}``: how many became citizens in the last 30 days; one query."""
    since = timezone.now() - timedelta(days=30)
    citizens = User.objects.filter(standing=Standing.CITIZEN, is_active=True)
    return citizens.filter(citizen_since__gte=since).count()


@register.simple_tag
def unread_notices(user: Person) -> int:
    """``{% unread_notices user as unread %}``: how many notices wait; one query for a member."""
    if not isinstance(user, User):
        return 0
    counted: int | None = getattr(user, "unread_count", None)  # by community.backend
    return counted if counted is not None else Notice.objects.filter(user=user).unread().count()


@register.simple_tag
def sanctions_in_force(user: Person) -> list[Sanction]:
    """``{% sanctions_in_force user as sanctions %}``: one query for a member."""
    return active_sanctions(user) if isinstance(user, User) else []
