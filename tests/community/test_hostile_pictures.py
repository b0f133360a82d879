"""Files that mean harm, each in a process of its own: what it is told, and what it costs."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Picture
from tests.factories.community import editor
from tests.factories.files import HOSTILE, upload

pytestmark = pytest.mark.once

MOST_MEMORY = 256 * 1024**2  # bytes, beside what the process needs anyway
MOST_SECONDS = 8  # of a processor; a hang is killed, a slow machine is not
ENCODE = """
import io, pathlib, re, resource, sys
from django.conf import settings
from django.core.files import File
settings.configure(USE_I18N=False)
File.__class_getitem__ = classmethod(lambda cls, *_: cls)
from community.images import PictureRefused, encode_picture
if len(sys.argv) > 1:
    content = io.BytesIO(pathlib.Path(sys.argv[1]).read_bytes())
    try:
        print("taken", encode_picture(content, longest=2000).name)
    except PictureRefused as refusal:
        print(refusal)
status = pathlib.Path("/proc/self/status")
if status.exists():  # What rusage says may be the memory of the process that began this one.
    print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) * 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def encode(*paths: Path) -> tuple[str, int]:
    """Return what it says of the file, and the most memory that it had, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", ENCODE, *map(str, paths)],
        check=True,
        stdout=subprocess.PIPE,
        preexec_fn=limit,  # the limit is the test
        text=True,
    )
    said, _, memory = done.stdout.strip().rpartition("\n")
    return said, int(memory)


@pytest.fixture(scope="module")
def needed_anyway() -> int:
    return encode()[1]


@pytest.mark.parametrize("name", HOSTILE)
def test_each_gets_its_sentence_at_a_bounded_price(
    name: str, tmp_path: Path, needed_anyway: int
) -> None:
    make, sentence = HOSTILE[name]
    (file := tmp_path / "file").write_bytes(make())

    said, memory = encode(file)

    assert (sentence or "taken") in said
    assert memory - needed_anyway < MOST_MEMORY


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, (_make, sentence) in HOSTILE.items() if sentence])
def test_the_desk_says_it_and_keeps_the_words(name: str, client: Client) -> None:
    make, sentence = HOSTILE[name]
    client.force_login(editor())
    file = upload(make(), "harmless.png")

    page = client.post(
        "/admin/articles/picture/add/",
        {
            "upload": file,
            "alt": "A harbour at dusk",
            "caption": "From the pier",
            "focus": "left",
        },
    )

    text = page.content.decode()
    assert page.status_code == 200
    assert sentence in text or "empty" in text
    assert "A harbour at dusk" in text
    assert "From the pier" in text
    assert not Picture.objects.exists()
