"""Only files below the folder are ever read."""

import os
from pathlib import Path

import pytest

from config.archive.uploads import Uploads, candidates, uploads_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    uploads = tmp_path / "uploads"
    (uploads / "2023").mkdir(parents=True)
    (uploads / "2023" / "weir.jpg").write_bytes(b"weir")
    return uploads


def test_a_file_below_the_folder_is_found(folder: Path) -> None:
    assert Uploads(folder).find("2023/weir.jpg") == folder / "2023" / "weir.jpg"
    assert Uploads(folder).find("/2023/weir.jpg") is not None


@pytest.mark.parametrize(
    "path",
    ["../secret.jpg", "2023/../../secret.jpg", "", ".", "2023", "no.jpg", "a\0b", "x" * 5000],
)
def test_nothing_else_is(folder: Path, path: str) -> None:
    assert Uploads(folder).find(path) is None


def test_a_link_that_leads_out_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "up").symlink_to(tmp_path)
    (folder / "in.jpg").symlink_to(folder / "2023" / "weir.jpg")

    assert Uploads(folder).find("out.jpg") is None
    assert Uploads(folder).find("up/secret.jpg") is None
    assert Uploads(folder).find("in.jpg") is not None


def test_a_pipe_or_a_circle_of_links_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe.jpg")
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")

    assert Uploads(folder).find("pipe.jpg") is None
    assert Uploads(folder).find("a") is None


def test_without_a_folder_there_is_nothing() -> None:
    assert Uploads(None).find("2023/weir.jpg") is None


def test_the_largest_version_of_a_picture_comes_first() -> None:
    assert list(candidates("2023/a-300x200.jpg")) == [
        "2023/a.jpg",
        "2023/a-scaled.jpg",
        "2023/a-300x200.jpg",
    ]


def test_the_path_is_read_from_an_address() -> None:
    address = "https://old.example/wp-content/uploads/2023/caf%C3%A9.jpg?w=300"

    assert uploads_path(address) == "2023/café.jpg"
    assert uploads_path("https://old.example/about/") == ""
