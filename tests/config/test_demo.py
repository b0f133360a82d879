"""The demo fills an empty site, and all of it can be taken away again."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoDbBlocker, Settings

from articles.actions import like_article, second_proposal, vote_on_proposal
from articles.html import has_paid_links, mark_paid_links
from articles.models import (
    Article,
    Bookmark,
    Correction,
    Picture,
    Proposal,
    Publication,
    RelatedStory,
    Series,
    SeriesPart,
    Suggestion,
)
from comments.actions import recount_reactions
from comments.models import Comment, Discussion, Reaction
from community.actions.charter import lay_out_city
from community.actions.ledger import verify_database
from community.actions.people import admit, found_city
from community.actions.record import write_record
from community.models import Application, Charter, City, CivicRecord, Standing, User
from config.demo.drawings import SCENES, draw_scene
from config.demo.loading import load_demo
from config.demo.removing import remove_demo
from tests.factories.articles import article, published_article
from tests.factories.community import citizen, member, resident
from tests.factories.demo import demo_loaded
from tests.factories.files import picture_bytes
from tests.factories.town_hall import proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with demo_loaded(django_db_blocker):
        yield


@pytest.fixture
def plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand out one small picture: the scenes have a test of their own."""
    plain = picture_bytes()
    monkeypatch.setattr("config.demo.pieces.draw_scene", lambda *_args, **_kwargs: plain)


def rows() -> dict[str, int]:
    """Count the rows of every table but those that only say that the site has been laid out."""
    left_out = {"contenttypes.contenttype", "auth.permission", "auth.group", "taggit.tag"}
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower not in left_out
    }


@pytest.mark.usefixtures("demo")
class TestLoading:
    def test_comments_are_liked_and_marked_and_the_counters_say_so(self) -> None:
        before = list(
            Comment.objects.values_list("pk", "like_count", "constructive_count", "score")
        )
        recount_reactions()
        after = Comment.objects.values_list("pk", "like_count", "constructive_count", "score")
        assert before == list(after)
        assert Reaction.objects.filter(kind="constructive").count() > 10
        assert Comment.objects.filter(picked_at__isnull=False).count() == 2

    def test_it_brings_the_publication_the_cast_and_their_discussions(self) -> None:
        published = Article.objects.published()
        assert published.filter(kind="commentary").count() == 12
        assert published.filter(kind="story").count() == 4
        assert published.filter(kind="gallery").count() == 1
        assert RelatedStory.objects.filter(kind="continues").count() == 4
        assert Comment.objects.published().count() >= 60
        assert set(User.objects.values_list("standing", flat=True)) == set(Standing.values)

    def test_it_shows_footnotes_a_link_card_and_links_that_are_paid_for(self) -> None:
        texts = list(Article.objects.published().values_list("body", flat=True))
        paid = Publication.current().paid_links
        assert any(text.count('<li id="fn-') == text.count('id="fnref-') > 1 for text in texts)
        assert any('class="embed"><img ' in text for text in texts)
        assert any(has_paid_links(mark_paid_links(text, paid)) for text in texts)

    def test_every_standing_is_explained_by_the_record(self) -> None:
        for user in User.objects.exclude(standing=Standing.VISITOR):
            entries = CivicRecord.objects.filter(member=user.record_id, standing=user.standing)
            assert entries.filter(kind__in=["granted", "founded"]).count() == 1, user.handle

    def test_applications_met_what_was_asked_when_they_were_sent(self) -> None:
        for application in Application.objects.all():
            assert application.snapshot
            assert not [asked for asked in application.snapshot if asked["have"] < asked["needed"]]

    def test_counters_equal_the_rows(self) -> None:
        for discussion in Discussion.objects.all():
            assert discussion.published_count == discussion.comments.published().count()

    def test_likes_are_counted_and_there_is_something_of_everything(self) -> None:
        counts = Article.objects.annotate(rows=Count("likes")).values_list("like_count", "rows")
        assert all(count == rows for count, rows in counts)
        assert sum(count for count, _rows in counts) > 50
        assert Bookmark.objects.exists()
        assert SeriesPart.objects.count() == 3
        assert Correction.objects.count() == 2
        assert set(Suggestion.objects.values_list("state", flat=True)) == {"open", "answered"}

    def test_the_town_hall_has_a_proposal_at_each_part_of_the_way(self) -> None:
        states = list(Proposal.objects.order_by("at").values_list("state", flat=True))
        assert states == ["done", "open", "gathering"]
        for made in Proposal.objects.all():
            assert made.second_count == made.seconds.count()
            assert made.vote_count == made.votes.count()
            assert made.at <= (made.opened_at or made.at) <= timezone.now()
            assert made.settled_at or made.until > timezone.now()

    def test_its_record_verifies_and_so_does_what_is_left_of_it_afterwards(self) -> None:
        assert list(verify_database(lambda count: None)) == []

        remove_demo()

        assert list(verify_database(lambda count: None)) == []

    def test_the_city_may_be_founded_afterwards(self) -> None:
        remove_demo()
        load_demo()
        assert list(verify_database(lambda count: None)) == []
        remove_demo()

        founder = found_city(member())

        assert founder.citizen_number == 1
        assert list(verify_database(lambda count: None)) == []

    def test_numbers_of_other_citizens_stay_theirs(self) -> None:
        own = resident()
        admit(own, Standing.CITIZEN)
        write_record("granted", member=own, standing="citizen", facts={"number": 8})

        remove_demo()

        assert (own.citizen_number, City.current().next_citizen_number) == (8, 9)


@pytest.mark.usefixtures("demo")
class TestRemoving:
    def test_what_the_site_made_itself_stays(self) -> None:
        section = Article.objects.filter(is_demo=True)[0].section
        own = article(section=section)
        reader = member()

        remove_demo()

        own.refresh_from_db()
        assert own.section == section
        assert User.objects.get() == reader
        assert not Picture.objects.exists()

    def test_likes_of_the_cast_leave_no_trace_in_the_counter_of_ones_own(self) -> None:
        own, reader = published_article(), member()
        for user in [reader, *User.objects.filter(is_demo=True)[:3]]:
            like_article(own, by=user)

        remove_demo()

        own.refresh_from_db()
        assert own.like_count == own.likes.count() == 1

    def test_seconds_and_votes_of_the_cast_leave_no_trace_in_ones_own_proposal(self) -> None:
        cast = User.objects.filter(is_demo=True, standing=Standing.CITIZEN)
        own = proposal(by=citizen())
        for user in cast[:2]:
            second_proposal(own, by=user)
        for user in [citizen(), *cast[:2]]:
            vote_on_proposal(own, supports=True, by=user)

        remove_demo()

        own.refresh_from_db()
        assert (own.second_count, own.seconds.count()) == (0, 0)
        assert (own.support_count, own.votes.count()) == (1, 1)
        assert Proposal.objects.get() == own

    def test_a_series_with_a_piece_of_ones_own_stays(self) -> None:
        series, own = Series.objects.get(), published_article()
        SeriesPart.objects.create(series=series, article=own, position=9)

        remove_demo()

        assert [part.article for part in Series.objects.get().parts.all()] == [own]

    def test_a_readers_application_keeps_its_charter(self) -> None:
        reader = member()
        demo_application = Application.objects.filter(applicant__is_demo=True)[0]
        own = demo_application
        own.pk, own.applicant, own.state = None, reader, Application.State.WITHDRAWN
        own.save(force_insert=True)

        remove_demo()

        assert Application.objects.get().charter.text.startswith("Nobody is born in this city.")
        versions = list(Charter.objects.order_by("adopted_at").values_list("version", flat=True))
        assert versions == sorted(versions)


@pytest.mark.usefixtures("plain_pictures")
def test_everything_goes() -> None:
    Publication.current()
    lay_out_city()
    before = rows()
    load_demo()

    remove_demo()

    assert rows() == before
    charter = Charter.objects.get()
    assert City.current().charter == charter
    assert charter.adopted_at == charter.created_at
    assert Publication.current().name == "Civitas"


def test_it_is_for_an_empty_site() -> None:
    member()

    with pytest.raises(CommandError, match="empty site"):
        call_command("demo")


@pytest.mark.usefixtures("plain_pictures")
def test_sign_in_links_exist_on_ones_own_machine_only(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    load_demo()

    settings.DEMO_SIGN_IN = False
    with pytest.raises(CommandError):
        call_command("demo", "--links")
    settings.DEMO_SIGN_IN = True
    call_command("demo", "--links")

    assert capsys.readouterr().out.count("/accounts/demo/") == 6


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_a_picture(scene: str) -> None:
    drawing = Image.open(BytesIO(draw_scene(scene, "dusk")))

    assert drawing.size == (1600, 900)
    assert drawing.format == "JPEG"
    assert len(set(drawing.resize((32, 18)).get_flattened_data())) > 40


def test_a_scene_is_drawn_the_same_every_time() -> None:
    assert draw_scene("map", "dawn", seed="a") == draw_scene("map", "dawn", seed="a")
    assert draw_scene("map", "dawn", seed="a") != draw_scene("map", "dawn", seed="b")
