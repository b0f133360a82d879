"""Mail on one's own machine can be read in the terminal and in var/mail/."""

from pathlib import Path

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives

from config.mail_to_files import EmailBackend


def message(subject: str = "Ihr Zugangscode für die Stadt") -> EmailMultiAlternatives:
    made = EmailMultiAlternatives(
        subject, "Der Code ist 4711.", "city@example.org", ["a@b.example"]
    )
    made.attach_alternative("<p>Der Code ist <b>4711</b>.</p>", "text/html")
    return made


def test_a_mail_is_one_readable_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = EmailBackend(file_path=tmp_path / "mail").send_messages([message()])

    (path,) = (tmp_path / "mail").glob("*.txt")
    text = path.read_text()
    assert sent == 1
    assert "Subject: Ihr Zugangscode für die Stadt" in text
    assert "To: a@b.example" in text
    assert "Der Code ist 4711." in text
    assert path.with_suffix(".html").read_text() == "<p>Der Code ist <b>4711</b>.</p>"
    assert "Der Code ist 4711." in capsys.readouterr().out


def test_two_mails_in_one_second_are_two_files(tmp_path: Path) -> None:
    EmailBackend(file_path=tmp_path).send_messages([message(), message()])

    assert len(list(tmp_path.glob("*.txt"))) == 2


def test_a_forged_header_is_refused_as_by_a_mail_server(tmp_path: Path) -> None:
    with pytest.raises(BadHeaderError):
        EmailBackend(file_path=tmp_path).send_messages([message("Hello\nBcc: all@example.org")])


def test_a_folder_that_cannot_be_written_is_an_error_unless_silent(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")

    with pytest.raises(OSError, match="mail"):
        EmailBackend(file_path=tmp_path / "mail").send_messages([message()])

    assert (
        EmailBackend(file_path=tmp_path / "mail", fail_silently=True).send_messages([message()])
        == 0
    )
