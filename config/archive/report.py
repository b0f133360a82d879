"""What an import took, what it left and why: counted for tests, in sentences for people."""

from collections import Counter
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

EXAMPLES = 5
LONGEST_EXAMPLE = 120

Sentences = dict[str, Promise]


def _s(singular: str, plural: str) -> Promise:
    return ngettext_lazy(singular, plural, "count")


TOOK: Sentences = {
    "article_published": _s("%(count)d published article", "%(count)d published articles"),
    "article_members": _s(
        "%(count)d of them had a password and is for members now",
        "%(count)d of them had a password and are for members now",
    ),
    "article_lead": _s(
        "%(count)d of them was sticky and may lead the front page",
        "%(count)d of them were sticky and may lead the front page",
    ),
    "article_scheduled": _s("%(count)d scheduled article", "%(count)d scheduled articles"),
    "article_in_review": _s("%(count)d article in review", "%(count)d articles in review"),
    "article_draft": _s("%(count)d draft", "%(count)d drafts"),
    "article_private": _s("%(count)d of them was private", "%(count)d of them were private"),
    "story": _s(
        "%(count)d of all these is a story that continues another piece",
        "%(count)d of all these are stories that continue another piece",
    ),
    "page": _s("%(count)d page", "%(count)d pages"),
    "page_hidden": _s(
        "%(count)d of them is not shown: it was no public page",
        "%(count)d of them are not shown: they were no public pages",
    ),
    "section": _s("%(count)d section", "%(count)d sections"),
    "author": _s("%(count)d author", "%(count)d authors"),
    "tag": _s("%(count)d tag", "%(count)d tags"),
    "picture": _s("%(count)d picture", "%(count)d pictures"),
    "comment_published": _s("%(count)d published comment", "%(count)d published comments"),
    "comment_held": _s(
        "%(count)d comment that waits for a moderator",
        "%(count)d comments that wait for a moderator",
    ),
    "discussion_closed": _s("%(count)d closed discussion", "%(count)d closed discussions"),
    "see_also": _s("%(count)d see-also in the text", "%(count)d see-alsos in the text"),
    "continues": _s(
        "%(count)d “It’s not over” that leads to its story",
        "%(count)d “It’s not over” that lead to their stories",
    ),
    "old_address": _s(
        "%(count)d old address that leads to its piece",
        "%(count)d old addresses that lead to their pieces",
    ),
}
LEFT: Sentences = {
    "known": _s(
        "%(count)d piece is here already and stays as it is",
        "%(count)d pieces are here already and stay as they are",
    ),
    "known_changed": _s(
        "%(count)d of them was changed in WordPress after it was taken; compare it by hand",
        "%(count)d of them were changed in WordPress after they were taken; compare them by hand",
    ),
    "comment_known": _s("%(count)d comment is here already", "%(count)d comments are here already"),
    "menu": _s(
        "%(count)d menu entry: sections and pages make the menu here",
        "%(count)d menu entries: sections and pages make the menu here",
    ),
    "type": _s(
        "%(count)d item of a kind that there is none of here",
        "%(count)d items of a kind that there is none of here",
    ),
    "status": _s(
        "%(count)d piece in the trash or never saved",
        "%(count)d pieces in the trash or never saved",
    ),
    "twice": _s(
        "%(count)d item whose id the archive has twice; the first was taken",
        "%(count)d items whose ids the archive has twice; the first were taken",
    ),
    "category": _s(
        "%(count)d category that is no piece’s section",
        "%(count)d categories that are no piece’s section",
    ),
    "author_without_piece": _s(
        "%(count)d author without a piece", "%(count)d authors without a piece"
    ),
    "term": _s(
        "%(count)d mark of a kind that there is none of here (post formats and the like)",
        "%(count)d marks of a kind that there is none of here (post formats and the like)",
    ),
    "page_password": _s(
        "%(count)d page with a password: it was taken, and is not shown",
        "%(count)d pages with a password: they were taken, and are not shown",
    ),
    "comment_pingback": _s(
        "%(count)d pingback: other sites’ links are no comments",
        "%(count)d pingbacks: other sites’ links are no comments",
    ),
    "comment_trash": _s("%(count)d comment in the trash", "%(count)d comments in the trash"),
    "comment_spam": _s("%(count)d comment marked as spam", "%(count)d comments marked as spam"),
    "comment_type": _s(
        "%(count)d comment of a plugin’s own kind", "%(count)d comments of plugins’ own kinds"
    ),
    "comment_elsewhere": _s(
        "%(count)d comment under something other than an article",
        "%(count)d comments under something other than an article",
    ),
    "comment_empty": _s("%(count)d comment without words", "%(count)d comments without words"),
    "comment_twice": _s(
        "%(count)d comment that the archive has twice",
        "%(count)d comments that the archive has twice",
    ),
    "picture_missing": _s(
        "%(count)d picture that is not in the uploads folder",
        "%(count)d pictures that are not in the uploads folder",
    ),
    "picture_refused": _s(
        "%(count)d picture that could not be used", "%(count)d pictures that could not be used"
    ),
    "picture_unused": _s(
        "%(count)d attachment that no piece shows", "%(count)d attachments that no piece shows"
    ),
    "picture_elsewhere": _s(
        "%(count)d picture on another site; a link stands in its place",
        "%(count)d pictures on other sites; links stand in their place",
    ),
    "no_uploads": _s(
        "%(count)d picture, because no uploads folder was named (--uploads DIR)",
        "%(count)d pictures, because no uploads folder was named (--uploads DIR)",
    ),
    "closing_disclaimer": _s(
        "%(count)d closing disclaimer: the site shows its own where it is due",
        "%(count)d closing disclaimers: the site shows its own where it is due",
    ),
    "closing_subscribe": _s(
        "%(count)d closing invitation to subscribe", "%(count)d closing invitations to subscribe"
    ),
    "closing_missed": _s(
        "%(count)d “You may have missed” with nothing under it",
        "%(count)d “You may have missed” with nothing under them",
    ),
    "shortcode": _s(
        "%(count)d shortcode of a plugin; the words in it were kept",
        "%(count)d shortcodes of plugins; the words in them were kept",
    ),
    "dynamic_block": _s(
        "%(count)d block that WordPress fills by itself",
        "%(count)d blocks that WordPress fills by itself",
    ),
}
NOTED: Sentences = {
    "see_also_missing": _s(
        "%(count)d see-also leads to nothing that is here; it stays in the text as it was",
        "%(count)d see-alsos lead to nothing that is here; they stay in the text as they were",
    ),
    "not_over_missing": _s(
        "%(count)d “It’s not over” names a story that is not here; the line stays in the text",
        "%(count)d “It’s not over” name stories that are not here; the lines stay in the text",
    ),
    "link_missing": _s(
        "%(count)d link to the old site leads to nothing that is here, and stays as it was",
        "%(count)d links to the old site lead to nothing that is here, and stay as they were",
    ),
    "embed": _s(
        "%(count)d thing embedded from elsewhere is a link card now",
        "%(count)d things embedded from elsewhere are link cards now",
    ),
    "slug_taken": _s(
        "%(count)d address was taken here; the piece has a new one",
        "%(count)d addresses were taken here; the pieces have new ones",
    ),
    "address_taken": _s(
        "%(count)d old address leads to another piece already",
        "%(count)d old addresses lead to other pieces already",
    ),
    "title_missing": _s(
        "%(count)d piece without a title was named by its first words",
        "%(count)d pieces without a title were named by their first words",
    ),
    "cut": _s(
        "%(count)d text was longer than its field and was cut",
        "%(count)d texts were longer than their fields and were cut",
    ),
    "time_missing": _s(
        "%(count)d piece without a time has that of the import",
        "%(count)d pieces without a time have that of the import",
    ),
    "comment_lifted": _s(
        "%(count)d answer stands one higher: what it answered was left out",
        "%(count)d answers stand one higher: what they answered was left out",
    ),
    "section_made_up": _s("%(count)d piece had no category", "%(count)d pieces had no category"),
}


class Report:
    """Counts by reason, and a few examples of each."""

    def __init__(self) -> None:
        self.took: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.noted: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}

    def take(self, what: str, count: int = 1) -> None:
        if count:
            self.took[what] += count

    def leave(self, reason: str, count: int) -> None:
        if count:
            self.left[reason] += count

    def note(self, reason: str, example: str = "", *, where: str = "") -> None:
        """Count something left out, or else noted; ``where`` is the title of the piece."""
        (self.left if reason in LEFT else self.noted)[reason] += 1
        shown = self.examples.setdefault(reason, [])
        text = " — ".join(" ".join(part.split()) for part in (where, example) if part)
        if text and len(shown) < EXAMPLES and text[:LONGEST_EXAMPLE] not in shown:
            shown.append(text[:LONGEST_EXAMPLE])

    @property
    def is_nothing_new(self) -> bool:
        return not self.took

    def lines(self, *, dry_run: bool = False) -> Iterator[str]:
        if self.is_nothing_new:
            yield _("Nothing new: all that the archive has for this site is here already.")
        else:
            yield _("This would be taken:") if dry_run else _("Taken:")
            yield from self._listed(TOOK, self.took)
        if self.left:
            yield _("Left out:")
            yield from self._listed(LEFT, self.left)
        if self.noted:
            yield _("Worth a look:")
            yield from self._listed(NOTED, self.noted)

    def _listed(self, sentences: Sentences, counts: Counter[str]) -> Iterator[str]:
        for reason, sentence in sentences.items():
            if counts[reason]:
                yield f"  {sentence % {'count': counts[reason]}}"
                yield from (f"      {example}" for example in self.examples.get(reason, []))
                if self.examples.get(reason) and counts[reason] > len(self.examples[reason]):
                    yield "      …"
