"""A world with as much of everything as one asks for, all of it in the places that pages show."""

from datetime import timedelta

from django.utils import timezone

from articles.actions import answer_proposal, bookmark_article, like_article
from articles.models import Proposal, SeriesPart, Suggestion
from comments.actions import follow_discussion, like_comment
from community.actions.notices import notify_member
from community.actions.sanctions import lift_sanction
from community.models import User
from tests.factories.appeals import (
    appeal_about_comment,
    appeal_about_sanction,
    comment_hidden,
    panel_finds,
)
from tests.factories.articles import picture, published_article, relate, section, story
from tests.factories.comments import comment
from tests.factories.community import (
    administrator,
    application,
    citizen,
    editor,
    endorsement,
    member,
    resident,
    sanction,
    shows,
)
from tests.factories.readers import correction
from tests.factories.town_hall import WHY, done_proposal, open_proposal, proposal
from tests.world import World


class MuchWorld(World):
    """``times`` of each beside what ``World`` has; ``asker`` is who looks, when somebody does."""

    def __init__(self, times: int, asker: User | None) -> None:
        super().__init__()
        for at in range(times):
            self.add_pieces(at)
            self.add_talk()
            self.add_people()
            if asker is not None:
                self.add_for(asker, at)
        for _each in range(times):
            self.add_proposals()

    def add_pieces(self, at: int) -> None:
        piece, tags = self.article, ["night"]
        other = published_article(f"Piece {at}", tags=tags, cover=picture(), days_ago=at + 1)
        relate(piece, other)
        relate(piece, published_article(f"Background {at}", tags=tags, days_ago=at), "background")
        story(f"Sequel {at}", continues=piece, tags=tags, cover=picture(), days_ago=at)
        relate(piece, story(f"Before {at}", days_ago=at), "continues")
        SeriesPart.objects.create(series=self.series, article=other, position=at + 1)
        correction(piece, days_ago=at)
        correction(other, days_ago=at)
        like_article(other, by=member())
        published_article(f"Elsewhere {at}", section=section(f"Place {at}"), days_ago=at)

    def add_talk(self) -> None:
        top = comment(self.article, by=self.comment.author)
        for _answer in range(2):
            top = comment(self.article, parent=top, by=resident())

    def add_proposals(self) -> None:
        """The piece comes of some of them; this one has been answered often."""
        proposal()
        open_proposal()
        done_proposal(article=self.article)
        answer_proposal(self.proposal, words=f"Word {member().pk}.", by=editor())

    def add_people(self) -> None:
        member()
        endorsement(application())
        panel_finds(appeal_about_comment(comment_hidden(article=self.article)), "dismissed")
        shows(citizen(), "in_register", "check_name")

    def add_for(self, asker: User, at: int) -> None:
        """What stands on the pages that are a member's own."""
        piece = published_article(f"Kept {at}", days_ago=at)
        bookmark_article(piece, by=asker)
        comment(piece, by=asker)
        follow_discussion(piece, by=asker)
        like_comment(comment(self.article), by=asker)
        by = administrator()
        warned = appeal_about_sanction(sanction(asker, "warning", by=by)).sanction
        assert warned is not None
        lift_sanction(warned, by=by)  # one in force is asked for on every page
        notify_member(asker, "comment_published", piece.get_absolute_url(), article=piece.title)
        until = timezone.now() + timedelta(days=1)
        Proposal.objects.create(title="Own", why=WHY, by=asker, digest=f"{at}", until=until)
        Suggestion.objects.create(
            article=piece, kind="correction", wrong="So.", right="Not so.", by=asker, digest=f"{at}"
        )
