"""Every address of the site, and one of everything that an address can name."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from articles.colours import theme_hash
from articles.feeds.maps import PART
from articles.icon_addresses import icon_hash
from articles.models import Publication
from comments.actions import hide_comment
from comments.models import Comment, Decision
from community.actions.consent import check_token
from community.actions.mail_settings import mail_token
from community.actions.newsletter import newsletter_token
from community.models import Application, Consent, Subscriber
from tests.factories.appeals import appeal_about_sanction
from tests.factories.articles import page, picture, published_article
from tests.factories.ballots import ballot_on
from tests.factories.comments import comment
from tests.factories.community import application, citizen, moderator, resident, shows
from tests.factories.readers import correction, series, suggested_correction
from tests.factories.town_hall import open_proposal


def named_routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield f"{namespace}{pattern.name}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named_routes(pattern, namespace + inner)


ROUTES = [name for name in named_routes(get_resolver()) if not name.startswith("admin:")]
# Answers to machines, downloads, and what only takes a POST.
NO_PAGES = {
    "favicon", "icon", "manifest",
    "healthz", "readyz", "media", "theme", "mfa_download_recovery_codes",
    "robots", "security_txt", "articles:sitemap", "articles:sitemap_part", "articles:news_sitemap",
    "articles:feed", "articles:atom_feed", "articles:json_feed", "articles:section_feed",
    "articles:tag_feed", "articles:author_feed", "comments:feed", "comments:article_feed",
    "articles:opensearch",
    "comments:approve", "comments:keep", "comments:restore", "comments:spam", "comments:pick",
    "comments:unpick",
    "comments:names", "comments:count",
    "community:answer", "community:endorse", "community:withdraw", "community:draft",
    "community:ask",
    "community:give_opinion", "community:decline_seat", "community:decide_appeal",
    "community:withdraw_appeal", "comments:gazette_feed",
    "community:passport", "community:revoke", "community:stay",
    "community:return_standing",
}  # fmt: skip
PAGES = [name for name in ROUTES if name not in NO_PAGES]


class World:
    """One of everything that an address can name; each belongs to somebody who is not asking."""

    def __init__(self) -> None:
        self.article = published_article("On ferries", tags=["night"])
        self.picture = picture()
        self.page = page("About us")
        Publication.objects.update_or_create(pk=1, defaults={"contact_email": "desk@example.org"})
        self.series = series([self.article])
        correction(self.article)
        suggested_correction(self.article)
        self.comment: Comment = comment(self.article)
        hidden = comment(published_article("On bridges"))
        hide_comment(hidden, by=moderator(), reason="It insults the writer.")
        self.decision = Decision.objects.get(comment=hidden.uuid)
        self.application: Application = application()
        self.ballot = ballot_on(application(resident()))
        self.appeal = appeal_about_sanction()
        # After the appeal: it takes three citizens, and those would be drawn for the panel.
        self.proposal = open_proposal("Who pays for the lamp?")
        self.citizen = shows(citizen("Cara"), *Consent.CHOICES)
        self.subscriber = Subscriber.objects.create(email="sub@example.org", stories=True)

    def arguments(self, name: str) -> dict[str, object]:
        """What fills the address of the route ``name``."""
        author = self.comment.author
        assert author is not None
        assert self.article.published_at is not None
        published = timezone.localtime(self.article.published_at)
        named: dict[str, dict[str, object]] = {
            "media": {"name": self.picture.file.name},
            "theme": {"name": theme_hash(Publication.current().accent)},
            "icon": {"name": icon_hash(Publication.current()), "kind": "192"},
            "articles:article": {"slug": self.article.slug},
            "articles:section": {"slug": self.article.section.slug},
            "articles:tag": {"slug": "night"},
            "articles:author": {"slug": self.article.authors.get().slug},
            "articles:page": {"slug": self.page.slug},
            "articles:section_feed": {"slug": self.article.section.slug},
            "articles:tag_feed": {"slug": "night"},
            "articles:author_feed": {"slug": self.article.authors.get().slug},
            "articles:sitemap_part": {"kind": "articles", "number": self.article.pk // PART},
            "comments:article_feed": {"slug": self.article.slug},
            "articles:like": {"uuid": self.article.uuid},
            "articles:bookmark": {"uuid": self.article.uuid},
            "articles:suggest": {"slug": self.article.slug},
            "articles:series": {"slug": self.series.slug},
            "articles:month": {"year": published.year, "month": published.month},
            "comments:discussion": {"slug": self.article.slug},
            "comments:count": {"article": self.article.uuid},
            "comments:post": {"article": self.article.uuid},
            "comments:draft": {"article": self.article.uuid},
            "comments:settings": {"article": self.article.uuid},
            "comments:undo": {"decision": self.decision.pk},
            "comments:preview": {"article": self.article.uuid},
            "comments:attend": {"article": self.article.uuid},
            "comments:names": {"article": self.article.uuid},
            "community:end_mail": {"token": mail_token(author, "comment_answered")},
            "community:application": {"pk": self.application.pk},
            "community:endorse": {"pk": self.application.pk},
            "community:answer": {"pk": self.application.pk},
            "community:ask": {"pk": self.application.pk},
            "community:ballot": {"pk": self.ballot.pk},
            "community:withdraw": {"pk": self.application.pk},
            "community:appeal": {"pk": self.appeal.pk},
            "community:give_opinion": {"pk": self.appeal.pk},
            "community:decline_seat": {"pk": self.appeal.pk},
            "community:decide_appeal": {"pk": self.appeal.pk},
            "community:withdraw_appeal": {"pk": self.appeal.pk},
            "community:appeal_sanction": {"pk": self.appeal.sanction_id},
            "community:appeal_application": {"pk": self.application.pk},
            "community:member": {"handle": author.handle},
            "community:check": {"token": check_token(self.citizen.consent)},
            "newsletter:confirm": {"token": newsletter_token("new@example.org", ["stories"])},
            "newsletter:subscription": {"token": self.subscriber.token},
            "newsletter:leave": {"token": self.subscriber.token},
            "demo_sign_in": {"token": "no-such-token"},
            "mfa_edit_webauthn": {"pk": 1},
            "mfa_remove_webauthn": {"pk": 1},
        }
        of_comment: dict[str, object] = {"pk": self.comment.pk}
        if name.endswith("proposal"):
            return {"pk": self.proposal.pk}
        named_by_nothing = {"feed", "followed", "gazette", "gazette_feed"}
        if name in {f"comments:{page}" for page in named_by_nothing}:
            return {}
        return named.get(name) or (of_comment if name.startswith("comments:") else {})
