"""Write a WordPress export of any size, for measuring the import: always the same for a number.

python -m tests.benchmarks.make_archive 20000 var/large.xml
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.archive.samples import BASE, HEAD, author, category, comment, filed, post

_WORDS = (
    "river weir lock barge toll flood bank reed mill bridge ferry harbour keeper water level"
    " meadow winter council price ledger letter morning answer question north stone rain"
)
WORDS = _WORDS.split()
COMMENTS = 5  # on average
SECTIONS = 24
TAGS = 400


def sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choices(WORDS, k=chance.randint(8, 22))).capitalize()}."


def paragraph(chance: random.Random, least: int = 2, most: int = 4) -> str:
    return " ".join(sentence(chance) for _each in range(chance.randint(least, most)))


def content(number: int, count: int, chance: random.Random) -> str:
    """Return about 400 words: every third classic, with links and a see-also in every fifth."""
    classic = number % 3 == 0
    parts = []
    for at in range(10):
        if at % 4 == 3:
            parts.append(f"<h2>{sentence(chance)}</h2>")
        words = paragraph(chance)
        block = f"<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->"
        parts.append(words if classic else block)
    other = chance.randint(1, count)
    link = f'<a href="{BASE}/2023/05/piece-{other}/">Piece {other}</a>'
    parts.insert(4, f"<p>{sentence(chance)} {link}</p>")
    if number % 5 == 0:
        parts.insert(6, f"<p>See also {link}</p>")
    return "\n\n".join(parts)


def comments(number: int, chance: random.Random) -> Iterator[str]:
    first = number * 100
    for at in range(chance.randint(0, 2 * COMMENTS)):
        answered = first + chance.randrange(at) if at and at % 2 else 0
        name = f"Reader {chance.randint(1, 5000)}"
        yield comment(
            first + at,
            paragraph(chance, 1, 2),
            parent=answered,
            name=name,
            email=f"{name.replace(' ', '.')}@mail.example",
            at=f"2023-06-{chance.randint(1, 28):02} 10:00:00",
        )


def pieces(count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        chance = random.Random(number)  # noqa: S311  # the same file every time
        section, tags = number % SECTIONS, chance.sample(range(TAGS), 3)
        inside = [filed(f"Section {section}", f"section-{section}")]
        inside += [filed(f"tag {tag}", f"tag-{tag}", "post_tag") for tag in tags]
        yield post(
            number,
            f"Piece {number}",
            content(number, count, chance),
            excerpt=sentence(chance),
            by=f"writer-{number % 40}",
            at=f"{2005 + number % 18}-{1 + number % 12:02}-{1 + number % 28:02} 08:00:00",
            inside=[*inside, *comments(number, chance)],
        )


def write_archive(count: int, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEAD}<title>Large</title><link>{BASE}</link>")
        file.write("<wp:wxr_version>1.2</wp:wxr_version>")
        file.write(f"<wp:base_blog_url>{BASE}</wp:base_blog_url>\n")
        file.writelines(author(f"writer-{at}", f"Writer {at}", number=at + 1) for at in range(40))
        file.writelines(
            category(f"section-{at}", f"Section {at}", f"section-{at // 4}" if at > 3 else "")
            for at in range(SECTIONS)
        )
        file.writelines(pieces(count))
        file.write("</channel></rss>\n")


if __name__ == "__main__":
    write_archive(int(sys.argv[1]), Path(sys.argv[2]))
