"""Files that commands write are whole and their owner's alone, whatever lies in their way."""

from pathlib import Path

import pytest

from community.whole_file import whole_file


def test_a_part_that_an_earlier_run_left_open_to_all_changes_nothing(tmp_path: Path) -> None:
    path, part, precious = tmp_path / "x.zip", tmp_path / "x.zip.part", tmp_path / "precious"
    precious.write_text("precious")
    part.symlink_to(precious)
    precious.chmod(0o666)

    with whole_file(path) as file:
        file.write(b"secret")

    assert path.stat().st_mode & 0o777 == 0o600
    assert precious.read_text() == "precious"


def test_two_at_once_leave_one_that_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"

    with whole_file(path) as first:
        first.write(b"A" * 8)
        first.flush()
        with whole_file(path) as second:
            second.write(b"BB")
        assert path.read_bytes() == b"BB"
        first.write(b"AAAA")

    assert path.read_bytes() == b"A" * 12
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_of_one_that_fails(tmp_path: Path) -> None:
    with pytest.raises(TypeError), whole_file(tmp_path / "x.zip") as file:
        file.write("no bytes")  # type: ignore[call-overload]  # so it fails

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["/", "."])
def test_a_folder_is_refused_as_one(name: str) -> None:
    with pytest.raises(IsADirectoryError), whole_file(Path(name)):
        pass
