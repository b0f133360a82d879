"""Who is told of a comment, how often, by mail when, and how they end it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles.actions import withdraw_article
from articles.models import Access, Article, Publication
from comments import tasks
from comments.actions import (
    approve_comment,
    edit_comment,
    follow_discussion,
    hide_comment,
    leave_discussion,
    mute_discussion,
    post_comment,
    put_into_daily_letters,
    restore_comment,
)
from comments.actions.tell import tell_followers
from comments.html import Passage
from comments.models import Attention, Comment, Telling
from community.actions.mail_settings import choose_mail
from community.actions.notices import mark_notices_read
from community.models import Notice, User
from tests.articles.at_once import at_once
from tests.factories.articles import published_article
from tests.factories.comments import comment, discussion
from tests.factories.community import citizen, editor, member, moderator, resident, sanction

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
BEFORE_SIX = datetime(2026, 5, 5, 2, 0, tzinfo=UTC)
MORNING = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)
RunTasks = Callable[[], int]


@pytest.fixture
def article() -> Article:
    return published_article("On ferries", body='<p id="b-one">Nobody waits.</p>')


@pytest.fixture
def fay(article: Article) -> User:
    """She follows the discussion."""
    user = resident("Fay")
    follow_discussion(article, by=user)
    return user


def kinds_for(user: User) -> list[str]:
    return sorted(user.notices.values_list("kind", flat=True))


def letter() -> EmailMultiAlternatives:
    (only,) = mail.outbox
    assert isinstance(only, EmailMultiAlternatives)
    return only


def html_of(written: EmailMultiAlternatives) -> str:
    return str(written.alternatives[0][0])


# -- Following and muting --------------------------------------------------------------------------


def test_a_follower_has_one_unread_notice_with_the_number(
    article: Article, fay: User, run_tasks: RunTasks
) -> None:
    first = post_comment(article, by=resident(), text="One.")
    post_comment(article, by=resident(), text="Two.")
    run_tasks()
    notice = Notice.objects.get(user=fay)
    assert notice.sentence == "New comments on “On ferries”, which you follow: 2."
    assert notice.url == first.get_absolute_url()

    mark_notices_read(fay)
    third = post_comment(article, by=resident(), text="Three.")
    run_tasks()
    assert fay.notices.count() == 2
    fresh = fay.notices.get(read_at=None)
    assert (fresh.facts["count"], fresh.url) == (1, third.get_absolute_url())


def test_the_task_twice_tells_once(article: Article, fay: User) -> None:
    posted = post_comment(article, by=resident(), text="One.")
    assert [tell_followers(posted.pk) for _ in range(2)] == [1, 0]
    assert Notice.objects.get(user=fay).facts["count"] == 1


@pytest.mark.django_db(transaction=True)
def test_tasks_at_once_leave_one_notice(article: Article, fay: User) -> None:
    posted = [post_comment(article, by=resident(), text=f"Number {n}.") for n in range(4)]
    at_once(*[partial(tell_followers, one.pk) for one in [*posted, *posted]])
    assert Notice.objects.get(user=fay).facts["count"] == 4


def test_an_answer_beats_a_name_and_a_name_beats_following(
    article: Article, fay: User, run_tasks: RunTasks
) -> None:
    own = comment(article, by=fay)
    post_comment(article, by=resident(), text=f"@{fay.handle}, so?", parent=own)
    post_comment(article, by=resident(), text=f"And you, @{fay.handle}?")
    run_tasks()
    assert kinds_for(fay) == ["comment_answered", "comment_mentioned"]


def test_nobody_is_told_of_their_own(article: Article, fay: User, run_tasks: RunTasks) -> None:
    post_comment(article, by=fay, text="I follow this.")
    run_tasks()
    assert kinds_for(fay) == []


def test_who_muted_hears_nothing_not_even_answers(article: Article, run_tasks: RunTasks) -> None:
    mia = resident("Mia")
    own = comment(article, by=mia)
    mute_discussion(article, by=mia)
    post_comment(article, by=resident(), text=f"@{mia.handle}, so?", parent=own)
    run_tasks()
    assert kinds_for(mia) == []
    leave_discussion(article, by=mia)
    post_comment(article, by=resident(), text="But why?", parent=own)
    assert kinds_for(mia) == ["comment_answered"]


def test_followers_hear_of_a_held_comment_when_it_is_shown_and_once(
    article: Article, fay: User, run_tasks: RunTasks
) -> None:
    held = post_comment(article, by=member(), text="Hello.")
    run_tasks()
    assert kinds_for(fay) == []
    by = moderator()
    approve_comment(held, by=by)
    run_tasks()
    hide_comment(held, by=by, reason="Off topic.")
    restore_comment(held, by=by)
    run_tasks()
    assert Notice.objects.get(user=fay).facts["count"] == 1


def test_who_may_not_read_the_piece_any_more_is_not_told(run_tasks: RunTasks) -> None:
    gated, cora = published_article(access=Access.CITIZENS), citizen("Cora")
    follow_discussion(gated, by=cora)
    User.objects.filter(pk=cora.pk).update(dormant_since=EVENING)
    post_comment(gated, by=citizen(), text="Between us.")
    run_tasks()
    assert kinds_for(cora) == []


def test_who_may_follow(article: Article) -> None:
    suspended, quiet = resident(), resident()
    sanction(suspended, "suspended")
    sanction(quiet, "silenced")
    follow_discussion(article, by=quiet)
    follow_discussion(article, by=quiet)
    for act in (follow_discussion, mute_discussion):
        with pytest.raises(PermissionDenied, match="cannot follow or mute"):
            act(article, by=suspended)
        with pytest.raises(PermissionDenied):
            act(published_article(access=Access.CITIZENS), by=quiet)
    assert Attention.objects.get().user == quiet


def test_the_list_shows_what_one_may_still_read() -> None:
    open_piece, gated = published_article("Open"), published_article("Gated", access="citizens")
    cora, browser = citizen("Cora"), Client()
    follow_discussion(open_piece, by=cora)
    follow_discussion(gated, by=cora)
    browser.force_login(cora)
    address = reverse("comments:followed")
    assert "Gated" in browser.get(address).content.decode()
    User.objects.filter(pk=cora.pk).update(dormant_since=EVENING)
    page = browser.get(address).content.decode()
    assert "Open" in page
    assert "Gated" not in page
    browser.post(reverse("comments:attend", args=[open_piece.uuid]), {"mode": "", "back": "list"})
    assert "None yet" in browser.get(address).content.decode()


def test_an_unknown_mode_is_not_found(article: Article) -> None:
    browser = Client()
    browser.force_login(resident())
    address = reverse("comments:attend", args=[article.uuid])
    assert browser.post(address, {"mode": "loved"}).status_code == 404
    assert browser.post(address, {"mode": "muted"}).status_code == 303
    assert Attention.objects.get().mode == "muted"


# -- Letters at once -------------------------------------------------------------------------------


def test_the_letter_quotes_the_comment_and_its_passage_in_both_forms(
    article: Article, run_tasks: RunTasks
) -> None:
    ada = resident("Ada")
    own = comment(article, by=ada)
    posted = post_comment(
        article,
        by=resident("Bob <b>", handle="bob"),
        text=f"So *not*, @{ada.handle}. <script>alert(1)</script>",
        parent=own,
        passage=Passage("b-one", "Nobody waits."),
    )
    run_tasks()
    html = html_of(letter())
    assert letter().subject == "Bob <b> answered you"
    assert "> Nobody waits." in letter().body
    assert "So *not*" in letter().body
    assert "<em>not</em>" in html
    assert "Bob &lt;b&gt; answered" in html
    assert "<script" not in html
    assert re.search(rf'href="https?://[^"/]+{ada.get_absolute_url()}"', html)
    assert re.search(rf'href="https?://[^"]+{article.get_absolute_url()}#b-one">Nobody', html)
    assert posted.get_absolute_url() in html


def test_paid_links_in_a_letter_say_so(article: Article, run_tasks: RunTasks) -> None:
    Publication.objects.update_or_create(
        pk=1, defaults={"affiliate_hosts": "shop.example", "disclosure": "We are paid for this."}
    )
    own = comment(article)
    post_comment(article, by=citizen(), text="See https://shop.example/x", parent=own)
    run_tasks()
    assert "We are paid for this." in letter().body
    assert html_of(letter()).count("We are paid for this.") == 2
    assert 'rel="sponsored nofollow ugc noopener"' in html_of(letter())


def test_a_letter_leaves_once(article: Article, run_tasks: RunTasks) -> None:
    post_comment(article, by=resident(), text="But why?", parent=comment(article))
    run_tasks()
    tasks.mail_telling.call(Telling.objects.get().pk)
    assert len(mail.outbox) == 1
    assert Telling.objects.get().mailed_at is not None


def stays(article: Article, answer: Comment, reader: User) -> None:
    """Nothing happens."""


def mutes(article: Article, answer: Comment, reader: User) -> None:
    mute_discussion(article, by=reader)


def hides(article: Article, answer: Comment, reader: User) -> None:
    hide_comment(answer, by=moderator(), reason="Off topic.")


def closes(article: Article, answer: Comment, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)


def withdraws(article: Article, answer: Comment, reader: User) -> None:
    withdraw_article(article, by=editor())


def wants_no_more(article: Article, answer: Comment, reader: User) -> None:
    choose_mail(reader, {"comment_answered": "off"})


@pytest.mark.parametrize(
    ("meanwhile", "letters"),
    [(stays, 1), (mutes, 0), (hides, 0), (closes, 0), (withdraws, 0), (wants_no_more, 0)],
)
def test_the_mail_stays_in_when_it_does_not_hold_any_more(
    meanwhile: Callable[[Article, Comment, User], None],
    letters: int,
    article: Article,
    run_tasks: RunTasks,
) -> None:
    own = comment(article)
    assert own.author
    answer = post_comment(article, by=resident(), text="But why?", parent=own)
    meanwhile(article, answer, own.author)
    run_tasks()
    assert len([m for m in mail.outbox if m.to == [own.author.email]]) == letters


def test_who_is_named_no_more_gets_no_letter(article: Article, run_tasks: RunTasks) -> None:
    ada, by = resident("Ada", handle="ada"), resident()
    posted = post_comment(article, by=by, text="Hello @ada.")
    edit_comment(posted, by=by, text="Hello.")
    run_tasks()
    assert mail.outbox == []
    assert kinds_for(ada) == ["comment_mentioned"]


def test_decisions_come_in_both_forms_and_cannot_be_switched_off(
    article: Article, run_tasks: RunTasks
) -> None:
    author = member("Newcomer")
    held = post_comment(article, by=author, text="Hello *all*.")
    by = moderator()
    approve_comment(held, by=by)
    run_tasks()
    assert "Everybody can read it now" in letter().body
    assert "<em>all</em>" in html_of(letter())
    assert "List-Unsubscribe" not in letter().extra_headers
    mail.outbox.clear()
    hide_comment(held, by=by, reason="It <insults>.")
    run_tasks()
    assert "It <insults>." in letter().body
    assert "It &lt;insults&gt;." in html_of(letter())


# -- The daily letter ------------------------------------------------------------------------------


def test_the_daily_letter_leaves_in_the_morning_once_with_everything(
    article: Article, fay: User, run_tasks: RunTasks
) -> None:
    other = published_article("On trams")
    follow_discussion(other, by=fay)
    with time_machine.travel(EVENING):
        post_comment(article, by=resident("Bob"), text="In the *evening*.")
        post_comment(other, by=resident(), text="On rails.")
        run_tasks()
        put_into_daily_letters()
        run_tasks()
    assert mail.outbox == []
    with time_machine.travel(BEFORE_SIX):
        assert put_into_daily_letters() == 0
    with time_machine.travel(MORNING):
        post_comment(article, by=resident(), text="In the morning.")
        run_tasks()
        assert [put_into_daily_letters() for _ in range(2)] == [1, 0]
        run_tasks()
        sent = letter()
        assert sent.subject.startswith("2 new comments for you on ")
        for form in (sent.body, html_of(sent)):
            assert "In the evening." in form
            assert "On rails." in form
            assert "On ferries" in form
            assert "In the morning." not in form
        tasks.mail_daily_letter.call(fay.pk, "2026-05-05")
    assert len(mail.outbox) == 1
    with time_machine.travel(NEXT_MORNING):
        put_into_daily_letters()
        run_tasks()
    assert "In the morning." in mail.outbox[1].body
    ids = {m.extra_headers["Message-ID"] for m in mail.outbox}
    assert len(ids) == 2


def test_a_daily_letter_whose_sending_failed_comes_again_with_the_same_id(
    article: Article, fay: User, run_tasks: RunTasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel(EVENING):
        post_comment(article, by=resident(), text="In the evening.")
        run_tasks()
    with time_machine.travel(MORNING):
        put_into_daily_letters()
        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        with pytest.raises(OSError, match="away"):
            run_tasks()
        monkeypatch.undo()
        assert Telling.objects.get().mailed_at is None
        waiting = DBTaskResult.objects.get(task_path="comments.tasks.mail_daily_letter")
        waiting.task.call(*waiting.args_kwargs["args"])
    assert letter().extra_headers["Message-ID"].startswith(f"<comments_daily.2026-05-05.{fay.pk}@")


def fail(*_args: object) -> int:
    raise OSError("The mail server is away.")


def test_a_daily_letter_leaves_out_what_is_hidden_and_stays_in_when_empty(
    article: Article, fay: User, run_tasks: RunTasks
) -> None:
    with time_machine.travel(EVENING):
        posted = post_comment(article, by=resident(), text="In the evening.")
        run_tasks()
        hide_comment(posted, by=moderator(), reason="Off topic.")
    with time_machine.travel(MORNING):
        put_into_daily_letters()
        run_tasks()
    assert [m for m in mail.outbox if m.to == [fay.email]] == []
    assert Telling.objects.get().mailed_at is not None


def test_a_long_day_is_counted_not_listed(article: Article, fay: User, run_tasks: RunTasks) -> None:
    with time_machine.travel(EVENING):
        for n in range(23):
            post_comment(article, by=resident(), text=f"Number {n}.")
        run_tasks()
    with time_machine.travel(MORNING):
        put_into_daily_letters()
        run_tasks()
    assert "And 3 more" in letter().body
    assert "And 3 more" in html_of(letter())


def test_daily_letters_promised_at_once_are_promised_once(article: Article, fay: User) -> None:
    posted = comment(article)
    Telling.objects.create(
        comment=posted, user=fay, kind="discussion_continued", pace="daily", at=EVENING
    )
    assert sum([put_into_daily_letters(), put_into_daily_letters()]) == 1
    assert DBTaskResult.objects.count() == 1


# -- Choosing --------------------------------------------------------------------------------------


def test_paces_are_chosen_for_each_kind(article: Article, fay: User, run_tasks: RunTasks) -> None:
    choose_mail(fay, {"discussion_continued": "at_once", "comment_answered": "off"})
    own = comment(article, by=fay)
    post_comment(article, by=resident(), text="One.", parent=own)
    post_comment(article, by=resident("Bob"), text="Two.")
    run_tasks()
    assert letter().subject == "New under “On ferries”"
    assert "Bob wrote under “On ferries”" in letter().body
    assert kinds_for(fay) == ["comment_answered", "discussion_continued"]


def test_telling_needs_no_more_queries_with_more_followers(
    article: Article, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(12):
        follow_discussion(article, by=resident())
    posted = comment(article)
    assert discussion(article).pk == posted.discussion_id
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]  # a context manager
        assert tell_followers(posted.pk) == 12
