"""``{% load settled %}``: parts of a page that follow from the settings alone."""

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from community.kept import kept

register = template.Library()


class Settled(Node):
    """Drawn once by each process and language, as long as the settings stay what they are."""

    def __init__(self, name: str, inside: NodeList) -> None:
        self.name, self.inside = name, inside

    def render(self, context: Context) -> SafeString:
        name = f"part:{self.name}:{get_language()}"
        return kept(name, lambda: self.inside.render(context))


@register.tag
def settled(parser: Parser, token: Token) -> Settled:
    """``{% settled "footer" %}…{% endsettled %}``: the same for every reader and on every page.

    SECURITY: what is inside may look at nothing but the publication, its sections and pages, and
    the city. A page of the footer whose time comes appears within a minute.
    """
    name = token.split_contents()[1].strip("\"'")
    inside = parser.parse(("endsettled",))
    parser.delete_first_token()
    return Settled(name, inside)
