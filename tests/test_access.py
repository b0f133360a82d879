"""Every address, asked for by everybody: who gets in, who is sent to sign in, who is turned away.

A new address without a row fails here.
"""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import reverse

from community.models import User
from tests.factories.community import (
    citizen,
    editor,
    member,
    moderator,
    resident,
    sanction,
    writer,
)
from tests.world import ROUTES, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PEOPLE: dict[str, Callable[[], User | AnonymousUser]] = {
    "anonymous": AnonymousUser,
    "visitor": lambda: member("Vera"),
    "resident": lambda: resident("Rana"),
    "citizen": lambda: citizen("Cem"),
    "dormant": lambda: citizen("Dora", dormant_since="2026-01-01T00:00Z"),
    "suspended": lambda: sanctioned("suspended"),
    "banned": lambda: sanctioned("banned"),
    "writer": lambda: writer("Willa"),
    "moderator": lambda: moderator("Mo"),
    "editor": lambda: editor("Edda"),
}


def sanctioned(kind: str) -> User:
    user = member(kind.title())
    sanction(user, kind)
    return user


def ask(client: Client, method: str, url: str) -> str:
    """Return the status; whatever the request changed is undone."""
    with transaction.atomic():
        sent = {"text": "Words.", "reason": "abuse", "statement": "Words."}
        sent |= {"mode": "muted", "vote": "for"}
        response = client.get(url) if method == "GET" else client.post(url, sent)
        transaction.set_rollback(True)
    return str(response.status_code)


# One status for each of PEOPLE, in that order.
OPEN = "200 200 200 200 200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200 200 200 200 200"
READ_ONLY = "405 405 405 405 405 405 405 405 405 405"
POST_ONLY = "302 405 405 405 405 405 405 405 405 405"
LEADS_ON = "302 302 302 302 302 302 302 302 302 302"
CITIZENS = "302 403 403 200 403 403 403 403 403 403"
PRESSED = "302 403 403 303 403 403 403 403 403 403"
RESIDENTS = "302 403 200 200 200 403 403 403 403 403"
SEE_OTHER = "302 303 303 303 303 303 303 303 303 303"
NOT_FOUND = "404 404 404 404 404 404 404 404 404 404"
MODERATORS = "302 403 403 403 403 403 403 403 302 302"
OWN_ONLY = "302 403 403 403 403 403 403 403 403 403"
WITHOUT_FACTOR = "302 404 404 404 404 404 404 404 404 404"
NOT_THEIRS = "302 404 404 404 404 404 404 404 404 404"
SIGNED_OUT = "200 302 302 302 302 302 302 302 302 302"

TABLE = {
    ("GET", "favicon"): LEADS_ON,
    ("GET", "icon"): OPEN,
    ("GET", "manifest"): OPEN,
    ("GET", "healthz"): OPEN,
    ("GET", "readyz"): OPEN,
    ("GET", "media"): OPEN,
    ("GET", "theme"): OPEN,
    ("GET", "robots"): OPEN,
    ("GET", "security_txt"): OPEN,
    ("GET", "articles:home"): OPEN,
    ("GET", "articles:article"): OPEN,
    ("GET", "articles:section"): OPEN,
    ("GET", "articles:tag"): OPEN,
    ("GET", "articles:author"): OPEN,
    ("GET", "articles:page"): OPEN,
    ("GET", "articles:feed"): OPEN,
    ("GET", "articles:atom_feed"): OPEN,
    ("GET", "articles:json_feed"): OPEN,
    ("GET", "articles:section_feed"): OPEN,
    ("GET", "articles:tag_feed"): OPEN,
    ("GET", "articles:author_feed"): OPEN,
    ("GET", "articles:sitemap"): OPEN,
    ("GET", "articles:sitemap_part"): OPEN,
    ("GET", "articles:news_sitemap"): OPEN,
    ("GET", "comments:feed"): OPEN,
    ("GET", "comments:article_feed"): OPEN,
    ("GET", "articles:like"): SEE_OTHER,
    ("POST", "articles:like"): "302 303 303 303 303 403 403 303 303 303",
    ("GET", "articles:bookmark"): SEE_OTHER,
    ("POST", "articles:bookmark"): "302 303 303 303 303 403 403 303 303 303",
    ("GET", "articles:bookmarks"): SIGNED_IN,
    ("GET", "articles:corrections"): OPEN,
    ("GET", "articles:series"): OPEN,
    ("GET", "articles:suggest"): RESIDENTS,
    ("POST", "articles:suggest"): "302 403 422 422 422 403 403 403 403 403",
    ("GET", "articles:suggestions"): SIGNED_IN,
    ("GET", "articles:town_hall"): OPEN,
    ("GET", "articles:propose"): CITIZENS,
    ("POST", "articles:propose"): "302 403 403 422 403 403 403 403 403 403",
    ("GET", "articles:proposal"): OPEN,
    ("POST", "articles:proposal"): READ_ONLY,
    ("GET", "articles:second_proposal"): SEE_OTHER,
    ("POST", "articles:second_proposal"): PRESSED,
    ("GET", "articles:vote_on_proposal"): SEE_OTHER,
    ("POST", "articles:vote_on_proposal"): PRESSED,
    ("GET", "articles:edit_proposal"): OWN_ONLY,
    ("POST", "articles:edit_proposal"): OWN_ONLY,
    ("GET", "articles:withdraw_proposal"): OWN_ONLY,
    ("POST", "articles:withdraw_proposal"): OWN_ONLY,
    ("GET", "articles:archive"): OPEN,
    ("GET", "articles:month"): OPEN,
    ("GET", "articles:search"): OPEN,
    ("GET", "articles:opensearch"): OPEN,
    ("GET", "comments:post"): LEADS_ON,
    ("POST", "comments:post"): "403 302 302 302 302 403 403 302 302 302",
    ("GET", "comments:draft"): LEADS_ON,
    ("POST", "comments:draft"): "403 403 403 403 403 403 403 403 403 403",
    ("GET", "comments:preview"): LEADS_ON,
    ("POST", "comments:preview"): "403 403 403 403 403 403 403 403 403 403",
    ("GET", "comments:attend"): SEE_OTHER,
    ("POST", "comments:attend"): "302 303 303 303 303 403 403 303 303 303",
    ("GET", "comments:names"): "302 200 200 200 200 404 404 200 200 200",
    ("GET", "comments:followed"): SIGNED_IN,
    ("GET", "comments:like"): SEE_OTHER,
    ("POST", "comments:like"): "302 303 303 303 303 403 403 303 303 303",
    ("GET", "comments:constructive"): SEE_OTHER,
    ("POST", "comments:constructive"): "302 403 303 303 303 403 403 403 403 403",
    ("GET", "comments:comment"): LEADS_ON,
    ("GET", "comments:discussion"): OPEN,
    ("GET", "comments:thread"): OPEN,
    ("GET", "comments:count"): OPEN,
    ("GET", "comments:reply"): OPEN,
    ("GET", "comments:edit"): OWN_ONLY,
    ("POST", "comments:edit"): OWN_ONLY,
    ("GET", "comments:delete"): OWN_ONLY,
    ("POST", "comments:delete"): OWN_ONLY,
    ("GET", "comments:report"): "302 200 200 200 200 403 403 200 200 200",
    ("POST", "comments:report"): "302 302 302 302 302 403 403 302 302 302",
    ("GET", "comments:approve"): POST_ONLY,
    ("POST", "comments:approve"): MODERATORS,
    ("GET", "comments:hide"): "302 403 403 403 403 403 403 403 200 200",
    ("POST", "comments:hide"): MODERATORS,
    ("GET", "comments:restore"): POST_ONLY,
    ("POST", "comments:restore"): MODERATORS,
    ("GET", "comments:keep"): POST_ONLY,
    ("POST", "comments:keep"): MODERATORS,
    ("GET", "comments:appeal"): NOT_THEIRS,
    ("POST", "comments:appeal"): NOT_THEIRS,
    ("GET", "comments:gazette"): OPEN,
    ("GET", "comments:gazette_feed"): OPEN,
    ("GET", "community:appeals"): SIGNED_IN,
    ("GET", "community:appeal"): "302 404 404 404 404 404 404 404 404 200",
    ("GET", "community:give_opinion"): POST_ONLY,
    ("POST", "community:give_opinion"): "302 404 404 404 404 404 404 404 404 422",
    ("GET", "community:decline_seat"): POST_ONLY,
    ("POST", "community:decline_seat"): "302 404 404 404 404 404 404 404 404 403",
    ("GET", "community:decide_appeal"): POST_ONLY,
    ("POST", "community:decide_appeal"): "302 404 404 404 404 404 404 404 404 422",
    ("GET", "community:withdraw_appeal"): POST_ONLY,
    ("POST", "community:withdraw_appeal"): "302 404 404 404 404 404 404 404 404 403",
    ("GET", "community:appeal_sanction"): NOT_THEIRS,
    ("POST", "community:appeal_sanction"): NOT_THEIRS,
    ("GET", "community:appeal_application"): NOT_THEIRS,
    ("POST", "community:appeal_application"): NOT_THEIRS,
    ("GET", "comments:spam"): POST_ONLY,
    ("POST", "comments:spam"): MODERATORS,
    ("GET", "comments:pick"): POST_ONLY,
    ("POST", "comments:pick"): "302 403 403 403 403 403 403 403 403 302",
    ("GET", "comments:unpick"): POST_ONLY,
    ("POST", "comments:unpick"): "302 403 403 403 403 403 403 403 403 302",
    ("GET", "comments:undo"): "302 404 404 404 404 404 404 404 404 404",
    ("POST", "comments:undo"): "302 404 404 404 404 404 404 404 404 404",
    ("GET", "comments:settings"): "302 403 403 403 403 403 403 403 200 200",
    ("POST", "comments:settings"): "302 403 403 403 403 403 403 403 200 200",
    ("GET", "community:community"): OPEN,
    ("GET", "community:charter"): OPEN,
    ("GET", "community:rights"): OPEN,
    ("GET", "community:apply"): SIGNED_IN,
    ("POST", "community:apply"): "302 422 422 422 422 422 422 422 422 422",
    ("GET", "community:draft"): POST_ONLY,
    ("POST", "community:draft"): "302 204 204 204 204 204 204 204 204 204",
    ("GET", "community:quiz"): "302 302 200 302 302 302 302 302 302 302",
    ("POST", "community:quiz"): "302 302 302 302 302 302 302 302 302 302",
    ("GET", "community:ballots"): SIGNED_IN,
    ("GET", "community:ballot"): "302 404 404 200 403 404 404 404 404 200",
    ("POST", "community:ballot"): "302 404 404 422 403 404 404 404 404 422",
    ("GET", "community:ask"): POST_ONLY,
    ("POST", "community:ask"): "302 404 403 409 403 404 404 404 404 409",
    ("GET", "community:application"): "302 404 200 200 200 404 404 404 404 200",
    ("POST", "community:application"): POST_ONLY,
    ("GET", "community:endorse"): POST_ONLY,
    ("POST", "community:endorse"): "302 404 302 302 302 404 404 404 404 302",
    ("GET", "community:answer"): POST_ONLY,
    ("POST", "community:answer"): "302 404 403 403 403 404 404 404 404 403",
    ("GET", "community:withdraw"): POST_ONLY,
    ("POST", "community:withdraw"): "302 404 403 403 403 404 404 404 404 403",
    ("GET", "community:me"): SIGNED_IN,
    ("POST", "community:me"): "302 422 422 422 422 422 422 422 422 422",
    ("GET", "community:leave"): SIGNED_IN,
    ("POST", "community:leave"): LEADS_ON,
    ("GET", "community:stay"): POST_ONLY,
    ("POST", "community:stay"): LEADS_ON,
    ("GET", "own_data"): SIGNED_IN,
    ("POST", "own_data"): LEADS_ON,
    ("GET", "community:notices"): SIGNED_IN,
    ("POST", "community:notices"): LEADS_ON,
    ("GET", "community:mail"): SIGNED_IN,
    ("POST", "community:mail"): "302 422 422 422 422 422 422 422 422 422",
    ("GET", "community:end_mail"): OPEN,
    ("POST", "community:end_mail"): OPEN,
    ("GET", "community:member"): OPEN,
    ("GET", "community:citizens"): OPEN,
    ("GET", "community:check"): OPEN,
    ("GET", "community:consent"): SIGNED_IN,
    ("POST", "community:consent"): LEADS_ON,
    ("GET", "community:revoke"): POST_ONLY,
    ("POST", "community:revoke"): LEADS_ON,
    ("GET", "community:renounce"): RESIDENTS,
    ("POST", "community:renounce"): "302 403 422 422 422 403 403 403 403 403",
    ("GET", "community:return_standing"): POST_ONLY,
    ("POST", "community:return_standing"): LEADS_ON,
    ("GET", "community:certificate"): "302 403 200 200 200 403 403 403 403 403",
    ("GET", "community:passport"): "302 403 403 200 200 403 403 403 403 403",
    ("GET", "newsletter:subscribe"): OPEN,
    ("POST", "newsletter:subscribe"): "403 403 403 403 403 403 403 403 403 403",
    ("GET", "newsletter:asked"): OPEN,
    ("GET", "newsletter:confirm"): OPEN,
    ("POST", "newsletter:confirm"): "403 403 403 403 403 403 403 403 403 403",
    ("GET", "newsletter:subscription"): OPEN,
    ("POST", "newsletter:subscription"): "403 403 403 403 403 403 403 403 403 403",
    ("GET", "newsletter:leave"): OPEN,
    ("POST", "newsletter:leave"): OPEN,
    ("GET", "account_login"): SIGNED_OUT,
    ("GET", "account_confirm_login_code"): LEADS_ON,
    ("GET", "account_logout"): SIGNED_IN,
    ("GET", "account_signup"): SIGNED_OUT,
    ("GET", "account_inactive"): OPEN,
    ("GET", "account_reauthenticate"): SIGNED_IN,
    ("GET", "account_email"): SIGNED_IN,
    ("GET", "account_email_verification_sent"): LEADS_ON,
    ("GET", "demo_sign_in"): NOT_FOUND,
    ("GET", "mfa_index"): SIGNED_IN,
    ("GET", "mfa_authenticate"): LEADS_ON,
    ("GET", "mfa_reauthenticate"): LEADS_ON,
    ("GET", "mfa_activate_totp"): LEADS_ON,
    ("GET", "mfa_deactivate_totp"): WITHOUT_FACTOR,
    ("GET", "mfa_view_recovery_codes"): WITHOUT_FACTOR,
    ("GET", "mfa_generate_recovery_codes"): LEADS_ON,
    ("GET", "mfa_download_recovery_codes"): WITHOUT_FACTOR,
    ("GET", "mfa_list_webauthn"): SIGNED_IN,
    ("GET", "mfa_add_webauthn"): LEADS_ON,
    ("GET", "mfa_login_webauthn"): LEADS_ON,
    ("GET", "mfa_reauthenticate_webauthn"): LEADS_ON,
    ("GET", "mfa_edit_webauthn"): LEADS_ON,
    ("GET", "mfa_remove_webauthn"): LEADS_ON,
    ("GET", "usersessions_list"): SIGNED_IN,
}


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_the_table_says(who: str) -> None:
    world, client, person = World(), Client(), PEOPLE[who]()
    if isinstance(person, User):
        client.force_login(person)
    place = list(PEOPLE).index(who)
    expected = {asked: row.split()[place] for asked, row in TABLE.items()}

    got = {
        (method, name): ask(client, method, reverse(name, kwargs=world.arguments(name)))
        for method, name in TABLE
    }

    assert got == expected


def test_every_address_has_a_row() -> None:
    assert {name for _method, name in TABLE} == set(ROUTES)
