"""Take the demo away again, and nothing else."""

from collections.abc import Iterable
from functools import partial

from django.db import connection, transaction
from django.db.models import Q

from articles.actions import delete_files, forget_articles, forget_reader, recount_proposals
from articles.models import (
    Article,
    Author,
    Page,
    Picture,
    Proposal,
    ProposalSecond,
    ProposalVote,
    Publication,
    Section,
    Series,
)
from comments.actions import forget_reactions
from comments.actions.importing import recount
from comments.models import Comment, Decision, Discussion, MonthFigures
from community import append_only
from community.kept import forget_kept
from community.models import City, CivicReason, CivicRecord, LadderMonth, User
from config.demo.charter import replace_charter
from config.demo.pieces import WORDS
from config.demo.reading import read_toml


def remove_demo() -> int:
    """Remove what the demo brought, with what readers wrote under its pieces; return the pieces.

    Sections and bylines that pieces of the site's own use by now stay, as the site's own.
    """
    with append_only.lifted(connection):
        pieces = Article.objects.filter(is_demo=True)
        removed = pieces.count()
        remove_comments()
        remove_proposals()
        forget_articles(list(pieces.values_list("pk", flat=True)))
        pieces.delete()
        Page.objects.filter(is_demo=True).delete()
        keep_what_is_used()
        Series.objects.filter(is_demo=True).delete()
        Section.objects.filter(is_demo=True).delete()
        Author.objects.filter(is_demo=True).delete()
        remove_pictures()
        remove_members()
        reset_words()
        replace_charter()
        forget_kept()
    return removed


def remove_comments() -> None:
    """Remove the cast's comments everywhere, and the log of decisions about any that go."""
    gone = Comment.objects.filter(
        Q(is_demo=True) | Q(author__is_demo=True) | Q(discussion__article__is_demo=True)
    )
    decisions = Decision.objects.filter(comment__in=list(gone.values_list("uuid", flat=True)))
    forget(decisions.values_list("pk", flat=True))
    decisions.delete()
    touched = set(gone.values_list("discussion", flat=True))
    gone.delete()
    Discussion.objects.filter(pk__in=touched).update(published_count=0, last_comment_at=None)
    recount(touched)
    MonthFigures.objects.all().delete()  # the clock counts them anew


def remove_proposals() -> None:
    """Remove what the cast proposed, and its seconds and votes on what others did."""
    Proposal.objects.filter(by__is_demo=True).delete()
    touched = set[int]()
    for rows in (
        ProposalSecond.objects.filter(user__is_demo=True),
        ProposalVote.objects.filter(user__is_demo=True),
    ):
        touched.update(rows.values_list("proposal", flat=True))
        rows.delete()
    recount_proposals(sorted(touched))


def remove_members() -> None:
    """Remove the cast with its entries in the record, by others about it and by it about others."""
    cast = User.objects.filter(is_demo=True)
    names = list(cast.values_list("record_id", flat=True))
    entries = CivicRecord.objects.filter(Q(member__in=names) | Q(member__isnull=True, by__in=names))
    forget(entries.values_list("pk", flat=True))
    entries.delete()
    for member in cast:
        forget_reader(member)
        forget_reactions(member)
        if member.picture:
            member.picture.delete(save=False)
    cast.delete()
    free_numbers()
    LadderMonth.objects.all().delete()  # the clock counts them anew


def free_numbers() -> None:
    """Let the next citizen have the number after the last one in the record: the first, mostly."""
    numbered = CivicRecord.objects.filter(facts__has_key="number")
    given = numbered.values_list("facts__number", flat=True)
    City.objects.update(next_citizen_number=max(given, default=0) + 1)


def forget(entries: Iterable[object]) -> None:
    CivicReason.objects.filter(entry__in=list(entries)).delete()


def keep_what_is_used() -> None:
    Section.objects.filter(
        Q(articles__is_demo=False) | Q(children__is_demo=False), is_demo=True
    ).update(is_demo=False)
    Author.objects.filter(articles__is_demo=False, is_demo=True).update(is_demo=False)
    Series.objects.filter(parts__article__is_demo=False, is_demo=True).update(is_demo=False)


def remove_pictures() -> None:
    """Remove the drawings, and after the commit their files; those that are used elsewhere stay."""
    covers = Article.objects.exclude(cover=None).values("cover")
    portraits = Author.objects.exclude(picture=None).values("picture")
    unused = Picture.objects.filter(is_demo=True, gallerypicture=None)
    for picture in unused.exclude(pk__in=covers).exclude(pk__in=portraits):
        transaction.on_commit(partial(delete_files, picture))
        picture.delete()


def reset_words() -> None:
    """Give the publication back its first words, where they are still the demo's."""
    publication, fresh, facts = Publication.current(), Publication(), read_toml("publication.toml")
    for name in WORDS:
        if getattr(publication, name) == facts[name]:
            setattr(publication, name, getattr(fresh, name))
    publication.save(update_fields=WORDS)
