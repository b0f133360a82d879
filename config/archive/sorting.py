"""Of a post's categories, its section and its tags; of its author's login, a byline."""

from articles.actions import import_author, import_section
from articles.actions.importing import slug_from
from articles.models import Author, Section
from config.archive.items import ArchivePost, ArchiveTerm, PostTerm, words
from config.archive.reading import Archive
from config.archive.report import Report

UNSORTED = "uncategorized"
DEEPEST = 20


class Sorter:
    """Makes sections and authors when a piece first needs them; the archive may have circles."""

    def __init__(self, archive: Archive, report: Report, *, dry_run: bool) -> None:
        self._archive = archive
        self._report = report
        self._dry_run = dry_run
        self._sections: dict[str, Section] = {}
        self._authors: dict[str, Author] = {}

    # -- Categories --------------------------------------------------------------------------------

    def sort(self, post: ArchivePost) -> tuple[Section, list[str]]:
        """Return the section and the names of the tags."""
        categories = [self._category(term) for term in post.terms if term.domain == "category"]
        tags = [words(term.name) for term in post.terms if term.domain == "post_tag"]
        for term in post.terms:
            if term.domain not in ("category", "post_tag"):
                self._report.note("term", words(term.name), where=post.title)
        if not categories:
            self._report.note("section_made_up", where=post.title)
            categories = [ArchiveTerm("category", UNSORTED, "Uncategorized")]
        primary = post.first_meta("_yoast_wpseo_primary_category", "rank_math_primary_category")
        chosen = max(categories, key=lambda each: self._weight(each, primary))
        tags += [each.name for each in categories if each != chosen and each.slug != UNSORTED]
        return self._section(chosen), [tag for tag in dict.fromkeys(tags) if tag]

    def _category(self, term: PostTerm) -> ArchiveTerm:
        named = ArchiveTerm.from_category(
            {"wp:category_nicename": term.nicename, "wp:cat_name": term.name}
        )
        return self._archive.categories.get(named.slug, named)

    def _weight(self, category: ArchiveTerm, primary: str) -> tuple[int, bool, bool]:
        """The deepest; among equals the one that an SEO plugin calls primary, else the first."""
        is_primary = bool(category.id) and str(category.id) == primary
        return len(self._line_of(category)), is_primary, category.slug != UNSORTED

    def _line_of(self, category: ArchiveTerm) -> list[ArchiveTerm]:
        """The category and those above it, from the top down."""
        line = [category]
        while len(line) < DEEPEST:
            above = self._archive.categories.get(line[0].parent)
            if above is None or above in line:
                break
            line.insert(0, above)
        return line

    def _section(self, category: ArchiveTerm) -> Section:
        parent: Section | None = None
        for each in self._line_of(category):
            if each.slug not in self._sections:
                self._sections[each.slug] = self._made_section(each, parent)
            parent = self._sections[each.slug]
        assert parent is not None  # noqa: S101  # a line has at least the category itself
        return parent

    def _made_section(self, category: ArchiveTerm, parent: Section | None) -> Section:
        slug = slug_from(category.slug or category.name)[:100]
        here = Section.objects.filter(slug=slug).first()
        if here:
            return here
        self._report.take("section")
        name = category.name or category.slug
        if self._dry_run:
            return Section(slug=slug, name=name)
        return import_section(name=name, slug=slug, parent=parent, description=category.description)

    def count_unused(self) -> None:
        for slug, category in self._archive.categories.items():
            if slug not in self._sections:
                self._report.note("category", category.name)

    # -- Authors -----------------------------------------------------------------------------------

    def author(self, login: str) -> Author | None:
        """Return the byline of a login; one that the archive does not list has it as its name."""
        if not login:
            return None
        if login not in self._authors:
            self._authors[login] = self._made_author(login)
        return self._authors[login]

    def _made_author(self, login: str) -> Author:
        listed = self._archive.authors.get(login)
        name = listed.name if listed else login
        slug = slug_from(login.replace(".", "-").replace("@", "-"))[:140]
        here = Author.objects.filter(slug=slug).first()
        if here:
            return here
        self._report.take("author")
        return (
            Author(slug=slug, name=name) if self._dry_run else import_author(name=name, slug=slug)
        )

    def count_unheard(self) -> None:
        for login, author in self._archive.authors.items():
            if login not in self._authors:
                self._report.note("author_without_piece", author.name)
