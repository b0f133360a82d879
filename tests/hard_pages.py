"""Pages that are hard to lay out: a long read, Arabic, very long titles, forty pictures, none."""

from articles.models import Article, RelatedStory
from community.models import User
from tests.factories.articles import (
    author,
    picture,
    published_article,
    relate,
    section,
    story,
)
from tests.factories.comments import comment
from tests.factories.community import resident

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
LONG_TITLE = f"{LONG_WORD} {'and what the city made of it in the end, ' * 3}"[:180]
LONG_ADDRESS = f"https://example.org/{'long/' * 40}"
SENTENCE = "The ferry leaves the harbour at six and nobody on the pier looks up. "  # 14 words


def long_read() -> Article:
    """10,000 words with headings, a table, code, a quotation, a long word and a long address."""
    parts = [f"<h2>Part {at}</h2><p>{SENTENCE * 55}</p>" for at in range(13)]
    head = f"<tr><th>Pier</th><th>{LONG_WORD}</th></tr>"
    table = f"<table>{head}{'<tr><td>1</td><td>2</td></tr>' * 9}</table>"
    code = f"<pre><code>{'ferry = harbour.leave(at=6) ' * 9}</code></pre>"
    address = f'<p>{LONG_WORD} <a href="{LONG_ADDRESS}">{LONG_ADDRESS}</a></p>'
    quote = '<blockquote class="pull-quote"><p>Nobody looks up.</p></blockquote>'
    body = "".join([*parts, table, code, address, quote])
    return published_article("A long read", body=body, question="Who looks up?")


def arabic_piece() -> Article:
    words = "<p>كان أجدادنا يوقفون الأموال على كوب ماء.</p><h2>عند الماء</h2><p>لا أحد يتكلم.</p>"
    return published_article(
        "ماء السبيل: بم تقاس كرامة المدينة؟",
        language="ar",
        body=words * 5,
        authors=[author("سلمى الحدّاد")],
        cover=picture("سبيل", caption="سبيل في آخر النهار", credit="س. الحدّاد"),
    )


def gallery_of_forty() -> Article:
    piece = published_article("Forty lamps", kind=Article.Kind.GALLERY, section=section("Pictures"))
    for at in range(40):
        words = f"Lamp {at} of forty, lit at dusk"
        shown = picture(f"Lamp {at}", caption=words, credit="A. Painter")
        piece.gallery_pictures.create(picture=shown, position=at)
    return piece


def deep_talk(by: User) -> Article:
    """A discussion seven deep, of long words, by somebody whose name is written leftwards."""
    piece = published_article("Deep talk")
    said = comment(piece, by=by)
    for _level in range(7):
        said = comment(piece, by=by, parent=said, text=f"{LONG_WORD} is a word.")
    return piece


class HardPages:
    """One of each; ``addresses`` are those of the pages that show them."""

    def __init__(self) -> None:
        self.reader = resident("سلمى الحدّاد", handle="salma")
        self.long, self.arabic, self.gallery = long_read(), arabic_piece(), gallery_of_forty()
        self.titled = published_article(LONG_TITLE, standfirst=LONG_WORD, tags=[LONG_WORD.lower()])
        self.sequel = story(f"{LONG_WORD}, a story", continues=self.titled)
        relate(self.titled, self.long)
        relate(self.titled, self.arabic, RelatedStory.Kind.BACKGROUND)
        self.talk = deep_talk(self.reader)

    @property
    def pieces(self) -> list[Article]:
        return [self.long, self.arabic, self.gallery, self.titled, self.sequel, self.talk]

    @property
    def addresses(self) -> list[str]:
        lists = ["/", "/archive/", f"/community/members/{self.reader.handle}/"]
        lists += [piece.section.get_absolute_url() for piece in (self.arabic, self.gallery)]
        lists += [name.get_absolute_url() for name in self.arabic.authors.all()]
        return [*(piece.get_absolute_url() for piece in self.pieces), *lists]
