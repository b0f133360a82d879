"""Links that are paid for, links that are not, and a reader of pages without any code of ours."""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from hypothesis import strategies as st

from articles.models import Publication

HOSTS = "shop.example\nwww.Books.example\nbücher.example"
PARAMETERS = "tag\nref=Civitas\nmarket.example aff"
NOTE = "We may be paid & say so."

PAID = [
    "https://shop.example/x",
    "HTTPS://SHOP.Example/x",
    "https://eu.shop.example:444/?a=1&b=2",
    "http://shop.example./",
    "https://me@shop.example/",
    "https://a:b@books.example/?copy=1&amp=2",
    "https://shop%2Eexample/",
    "https://shop。example/",
    "https://ｓｈｏｐ.example/",
    "https://bücher.example/",
    "https://BÜCHER.example/",
    "https://bu\u0308cher.example/",
    "https://xn--bcher-kva.example/",
    "https://XN--BCHER-KVA.EXAMPLE/",
    "https://free.example/?x=1&tag=me-21",
    "https://free.example/?x=1;tag=me-21",
    "https://free.example/?TAG=me-21",
    "https://free.example/?%74a%67=me-21",
    "https://free.example/#/a?tag=me",
    "https://free.example/?ref=civitas",
    "https://free.example/?ref=%63ivitas&x",
    "https://free.example/ref=civitas/",
    "https://eu.market.example/?aff=7",
    'https://free.example/?q="<b>"&tag=1',
]
FREE = [
    "https://notshop.example/",
    "https://shop.example.free.example/",
    "https://shop.example@free.example/",
    "https://free.example/shop.example",
    "https://free.example/?u=shop.example",
    "https://free.example/?tagged=1&stage=2",
    "https://free.example/tag/",
    "https://free.example/?tag",
    "https://free.example/?aff=7",
    "https://free.example/?ref=other",
    "mailto:tag=1@shop.example",
    "/tags/tag/?tag=1",
    "#b-123456",
]


def set_paid_links() -> None:
    Publication.objects.update_or_create(
        pk=1,
        defaults={
            "affiliate_hosts": HOSTS, "affiliate_parameters": PARAMETERS, "disclosure": NOTE
        },
    )  # fmt: skip


def link(address: str, word: str) -> str:
    return f'<a href="{escape(address)}">{word}</a>'


def links() -> st.SearchStrategy[str]:
    paid = st.sampled_from(PAID).map(lambda address: link(address, "PAID"))
    free = st.sampled_from(FREE).map(lambda address: link(address, "FREE"))
    return st.one_of(paid, free, st.sampled_from(["words", "x <br> y", "&amp;", "<img>"]))


INLINE = ["strong", "em", "code", "q", "sup", "small", "mark", "abbr", "kbd", "del"]
AROUND = [
    "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<ol start='3'><li>a</li><li>{}</li></ol>",
    "<blockquote>{}</blockquote>", "<blockquote class='pull-quote'><p>{}</p></blockquote>",
    "<figure><img src='/media/a.jpg' alt='a'><figcaption>{}</figcaption></figure>",
    "<figure class='embed'><figcaption>{} <small>Shop</small></figcaption></figure>",
    "<table><caption>{}</caption><tbody><tr><td>a</td></tr></tbody></table>",
    "<table><thead><tr><th>{}</th></tr></thead></table>", "<dl><dt>a</dt><dd>{}</dd></dl>",
    "<pre>{}</pre>", "<p lang='ar' dir='rtl'>{}</p>", "<div>{}</div>", "{}",
    "<p>a<sup><a id='fnref-1' href='#fn-1'>1</a></sup></p>"
    "<ol class='footnotes'><li id='fn-1'><p>{}</p></li></ol>",
]  # fmt: skip


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    inline = st.tuples(st.sampled_from(INLINE), several).map(
        lambda it: f"<{it[0]}>{it[1]}</{it[0]}>"
    )
    block = st.tuples(st.sampled_from(AROUND), several).map(lambda it: it[0].format(it[1]))
    return st.one_of(inline, block)


def texts() -> st.SearchStrategy[str]:
    """HTML as an editor may bring it: links anywhere, in anything."""
    return st.lists(st.recursive(links(), _wrapped, max_leaves=6), max_size=5).map("\n".join)


@dataclass
class Seen(HTMLParser):
    """What stands on a page, in its order: "note", and links by their words with their rel."""

    events: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.rel: frozenset[str] | None = None
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and dict(attrs).get("href"):  # the cleaner takes it off what is no address
            self.rel = frozenset((dict(attrs).get("rel") or "").split())
            self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data
        if NOTE in data:
            self.events.append(("note", frozenset()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.rel is not None:
            if "PAID" in self.words or "FREE" in self.words:
                self.events.append((self.words.strip(), self.rel))
            self.rel = None


def seen_on(page: str) -> list[tuple[str, frozenset[str]]]:
    reader = Seen()
    reader.feed(page)
    reader.close()
    return reader.events


def assert_disclosed(page: str, *, also: frozenset[str] = frozenset()) -> int:
    """Every paid link is marked and stands between two notes; return how many there are."""
    events = seen_on(page)
    names = [name for name, _rel in events]
    for name, rel in events:
        if name == "PAID":
            assert {"sponsored", "noopener", *also} <= rel, page
        if name == "FREE":
            assert "sponsored" not in rel, page
    count = names.count("PAID")
    assert ("note" in names) == (count > 0), page
    if count:
        paid = [at for at, name in enumerate(names) if name == "PAID"]
        assert names.index("note") < paid[0], page
        assert len(names) - 1 - names[::-1].index("note") > paid[-1], page
    return count
