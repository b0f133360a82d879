"""Structured data of discussions: what a stranger sees, in the form that search engines ask for."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from tests.articles.test_linked_data import BLOCK
from tests.factories.articles import author, published_article
from tests.factories.comments import comment, guest_comment, held_comment, hidden_comment
from tests.factories.community import member, resident
from tests.specs.schema_org import nodes, problems, types_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return published_article(
        "On ferries", slug="ferries", question="Wait?", authors=[author("Zoe")]
    )


def posting_of(client: Client, address: str) -> dict[str, Any]:
    blocks = [json.loads(block) for block in BLOCK.findall(client.get(address).content.decode())]
    for block in blocks:
        assert problems(block) == []
    (found,) = [
        node for block in blocks for node in block["@graph"]
        if "DiscussionForumPosting" in types_of(node)
    ]  # fmt: skip
    return dict(found)


def test_the_article_says_who_says_what(client: Client, article: Article) -> None:
    top = comment(article, by=resident("Ida", handle="ida"), text="It *should*.")
    answer = guest_comment(article, "Ben", parent=top, text="</script>No.")
    Comment.objects.filter(pk=top.pk).update(like_count=3, edited_at=timezone.now())
    posting = posting_of(client, article.get_absolute_url())
    (said,) = posting["comment"]
    assert (posting["headline"], posting["author"][0]["name"]) == ("Wait?", "Zoe")
    assert posting["sharedContent"]["url"].endswith("/articles/ferries/")
    assert said["text"] == "It should."
    assert said["author"][0]["name"] == "Ida"
    assert said["author"][0]["url"].endswith("/community/members/ida/")
    assert said["url"].endswith(f"/comments/{top.pk}/")
    assert said["interactionStatistic"][0]["userInteractionCount"] == 3
    assert "dateModified" in said
    (below,) = said["comment"]
    assert (below["author"], below["text"]) == (
        [{"@type": "Person", "name": "Ben"}],
        "</script>No.",
    )
    assert below["url"].endswith(f"/comments/{answer.pk}/")
    assert "interactionStatistic" not in below


def test_what_is_not_shown_is_not_said(client: Client, article: Article) -> None:
    gone = comment(article, text="Secret.")
    answer = comment(article, parent=gone, text="Calm.")
    Comment.objects.filter(pk=gone.pk).update(state="deleted")
    held_comment(article, text="Waits.")
    hidden_comment(article, text="Rude.")
    posting = posting_of(client, article.get_absolute_url())
    assert [said["text"] for said in posting["comment"]] == ["Calm."]
    assert posting["comment"][0]["url"].endswith(f"/comments/{answer.pk}/")


def test_members_pages_leave_it_out(client: Client, article: Article) -> None:
    written = comment(article)
    client.force_login(member())
    for address in (
        article.get_absolute_url(),
        reverse("comments:discussion", args=["ferries"]),
        reverse("comments:thread", args=[written.pk]),
    ):
        assert "DiscussionForumPosting" not in client.get(address).content.decode()


def test_a_silent_discussion_and_a_gated_one_say_nothing(client: Client, article: Article) -> None:
    gated = published_article(access="members")
    comment(gated, text="Among us.")
    for piece in (article, gated):
        assert "DiscussionForumPosting" not in client.get(piece.get_absolute_url()).content.decode()


def test_a_page_and_a_branch_are_postings_of_their_own(client: Client, article: Article) -> None:
    chain = [comment(article, text="First.", at=timezone.now() - timedelta(hours=1))]
    for n in range(9):
        chain.append(comment(article, parent=chain[-1], text=f"Deep {n}."))
    page = posting_of(client, f"{reverse('comments:discussion', args=['ferries'])}?sort=oldest")
    assert page["url"].endswith("/articles/ferries/comments/?sort=oldest")
    texts = [node["text"] for node in nodes(page) if "Comment" in types_of(node)]
    assert texts == [row.text for row in chain]
    branch = posting_of(client, reverse("comments:thread", args=[chain[2].pk]))
    assert branch["text"] == "Deep 1."
    assert branch["url"].endswith(f"/comments/{chain[2].pk}/thread/")
    assert branch["comment"][0]["text"] == "Deep 2."
