"""An export of the record: what stands in it, and that nothing in it can be changed unseen."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.actions import hide_comment
from community import append_only
from community.actions.appeals import appeal_sanction
from community.actions.ladder import decline_application, grant_application
from community.actions.ledger import (
    CIVIC,
    Finding,
    export_lines,
    log_named,
    reason_lines,
    verify_file,
)
from community.actions.ledger.lines import Chain, canonical, seal_over
from community.actions.people import appoint_member
from community.actions.record import empty_reason, write_record
from community.actions.sanctions import impose_sanction
from community.errors import Refused
from community.models import CivicRecord
from tests.factories.comments import comment
from tests.factories.community import application, editor, member, moderator

pytestmark = pytest.mark.django_db
REASON = "Because of — “this”.\u2028And that."


def lives() -> None:
    """Some steps of some members, with reasons."""
    grant_application(application(), by=editor(), reason=REASON)
    asked = application()
    decline_application(asked, by=editor(), reason="Not yet.")
    held = impose_sanction(asked.applicant, "held", by=editor(), reason="Hasty.")
    appeal_sanction(held, by=asked.applicant, statement="I was not.")
    appoint_member(member(), "writer", by=None)


def kept(path: Path, lines: Iterable[str]) -> Path:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    lives()
    return kept(tmp_path / "record.jsonl", export_lines(CIVIC))


def found_in(path: Path, **others: Path) -> list[Finding]:
    return list(verify_file(path, lambda count: None, **others))


def resealed(lines: list[str]) -> list[str]:
    """The same lines with a heading and a seal that fit them, as a forger would make them."""
    rows = [json.loads(line) for line in lines[1:-1]]
    heading = {**json.loads(lines[0]), "count": len(rows)}
    heading |= {"first": rows[0]["at"], "last": rows[-1]["at"]}
    first, chain = canonical(heading), Chain(heading["log"])
    for line in lines[1:-1]:
        chain.add(line)
    return [first, *lines[1:-1], canonical(seal_over(first, chain))]


# -- What stands in it -----------------------------------------------------------------------------


def test_export_has_every_entry_in_order_between_heading_and_seal(export: Path) -> None:
    heading, *entries, seal = map(json.loads, export.read_text().split("\n")[:-1])

    ids = [str(pk) for pk in CivicRecord.objects.order_by("at", "pk").values_list("pk", flat=True)]
    assert [entry["id"] for entry in entries] == ids
    assert heading["count"] == seal["count"] == len(ids)
    assert (heading["log"], heading["format"]) == ("civic", 1)
    assert (heading["first"], heading["last"]) == (entries[0]["at"], entries[-1]["at"])
    assert all(entry["at"].endswith("Z") for entry in entries)
    assert found_in(export) == []


def test_same_record_gives_the_same_digest_whenever_it_is_exported(export: Path) -> None:
    again = list(export_lines(CIVIC))

    assert (
        json.loads(again[-1])["digest"] == json.loads(export.read_text().split("\n")[-2])["digest"]
    )


def test_export_has_no_names_and_no_reasons(export: Path) -> None:
    text = export.read_text()

    assert "Member" not in text
    assert "Hasty" not in text
    assert "@" not in text


def test_empty_log_is_exported_and_verified(tmp_path: Path) -> None:
    empty = kept(tmp_path / "moderation.jsonl", export_lines(log_named("moderation")))

    assert len(empty.read_text().splitlines()) == 2
    assert found_in(empty) == []


def test_moderation_log_is_exported_and_verified_the_same_way(tmp_path: Path) -> None:
    hide_comment(comment(), by=moderator(), reason="Off the subject.", rule="off_topic")

    exported = kept(tmp_path / "moderation.jsonl", export_lines(log_named("moderation")))

    assert '"rule":"off_topic"' in exported.read_text()
    assert found_in(exported) == []


def test_reasons_that_are_kept_go_into_a_file_of_their_own(export: Path, tmp_path: Path) -> None:
    emptied = CivicRecord.objects.get(kind="declined").pk
    empty_reason(emptied)
    reasons = kept(tmp_path / "reasons.jsonl", reason_lines(CIVIC))

    texts = {row["text"] for row in map(json.loads, reasons.read_text().split("\n")[1:-2])}

    assert texts == {REASON, "Hasty."}
    assert found_in(export, reasons=reasons) == []


def test_reason_in_other_words_is_found_in_the_file(export: Path, tmp_path: Path) -> None:
    lines = list(reason_lines(CIVIC))
    forged = [line.replace("Hasty.", "Greedy.") for line in lines]
    chain = Chain("civic reasons")
    for line in forged[1:-1]:
        chain.add(line)
    forged[-1] = canonical(seal_over(forged[0], chain))

    found = found_in(export, reasons=kept(tmp_path / "reasons.jsonl", forged))

    entry = CivicRecord.objects.get(kind="sanctioned").pk
    assert [(one.topic, one.entry) for one in found] == [("reason", str(entry))]


# -- Nothing in it can be changed unseen -----------------------------------------------------------


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_changed_byte_is_found(data: st.DataObject, export: Path) -> None:
    whole = export.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    forged = export.with_name("forged.jsonl")
    forged.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])

    assert is_refused_or_found(forged)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_line_that_was_dropped_moved_or_doubled_is_found(
    data: st.DataObject, export: Path
) -> None:
    lines = export.read_text().split("\n")[:-1]
    one = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.integers(0, len(lines) - 1).filter(lambda other: other != one))
    how = data.draw(st.sampled_from(["drop", "swap", "double"]))
    if how == "drop":
        del lines[one]
    elif how == "swap":
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines.insert(other, lines[one])

    assert is_refused_or_found(kept(export.with_name("forged.jsonl"), lines))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_file_that_was_cut_off_is_found(data: st.DataObject, export: Path) -> None:
    whole = export.read_bytes()
    forged = export.with_name("forged.jsonl")
    forged.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])

    assert is_refused_or_found(forged)


def is_refused_or_found(path: Path) -> bool:
    with suppress(Refused):
        return bool(found_in(path))
    return True


# -- A forger who seals it anew --------------------------------------------------------------------


def forged(export: Path, change: Callable[[list[str]], list[str]]) -> Path:
    lines = export.read_text().split("\n")[:-1]
    lines[1:-1] = change(lines[1:-1])
    return kept(export.with_name("forged.jsonl"), resealed(lines))


def test_forged_story_is_found_although_its_seal_fits(export: Path) -> None:
    path = forged(export, lambda lines: [line for line in lines if '"kind":"applied"' not in line])

    assert {finding.topic for finding in found_in(path)} == {"story"}


def test_line_that_is_not_canonical_is_found_although_the_seal_fits(export: Path) -> None:
    path = forged(export, lambda lines: [lines[0].replace(",", ", ", 1), *lines[1:]])

    sentences = [finding.sentence for finding in found_in(path)]
    assert "forged.jsonl: line 2 is no entry in its canonical form." in sentences


def test_free_text_is_found_although_the_seal_fits(export: Path) -> None:
    path = forged(
        export,
        lambda lines: [line.replace('"role":"writer"', '"role":"Ada Lovelace"') for line in lines],
    )

    assert {finding.topic for finding in found_in(path)} == {"facts"}


def test_name_in_place_of_a_random_id_is_found(export: Path) -> None:
    member_id = json.loads(export.read_text().split("\n")[3])["member"]
    path = forged(export, lambda lines: [line.replace(member_id, "Ada") for line in lines])

    assert "form" in {finding.topic for finding in found_in(path)}


# -- An earlier export -----------------------------------------------------------------------------


def test_earlier_export_still_stands_in_a_later_one(export: Path, tmp_path: Path) -> None:
    appoint_member(member(), "editor", by=None)
    later = kept(tmp_path / "later.jsonl", export_lines(CIVIC))

    assert found_in(later, earlier=export) == []


def test_entry_that_the_earlier_export_has_otherwise_is_found(export: Path) -> None:
    entry = CivicRecord.objects.get(kind="appointed")
    with append_only.lifted(connection):
        CivicRecord.objects.filter(pk=entry.pk).update(facts={"role": "editor"})
    later = kept(export.with_name("later.jsonl"), export_lines(CIVIC))

    found = found_in(later, earlier=export)

    assert [(one.topic, one.entry) for one in found] == [("earlier", str(entry.pk))]
    assert "is not as record.jsonl has it" in found[0].sentence


def test_entry_that_is_gone_since_is_found_in_the_database(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = CivicRecord.objects.get(kind="appointed")
    with append_only.lifted(connection):
        CivicRecord.objects.filter(pk=entry.pk).delete()

    with pytest.raises(CommandError):
        call_command("verify_record", earlier=export)

    assert f"earlier: An entry that record.jsonl has is gone. (entry {entry.pk})" in (
        capsys.readouterr().out
    )


def test_file_of_another_log_is_no_earlier_one(export: Path, tmp_path: Path) -> None:
    other = kept(tmp_path / "moderation.jsonl", export_lines(log_named("moderation")))

    with pytest.raises(Refused, match="of another log"):
        found_in(export, earlier=other)


# -- The commands ----------------------------------------------------------------------------------


def test_command_writes_a_whole_file_that_the_other_command_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lives()
    path = tmp_path / "record.jsonl"

    call_command("export_record", to=path)
    call_command("verify_record", path)

    assert [path.name for path in tmp_path.iterdir()] == ["record.jsonl"]
    assert f"{CivicRecord.objects.count()} entries read, nothing found" in capsys.readouterr().out


def test_export_of_a_log_that_gets_an_older_entry_meanwhile_gets_no_seal() -> None:
    lives()
    lines = export_lines(CIVIC)
    next(lines)
    long_ago = timezone.now() - timedelta(days=400)
    write_record("appointed", member=member(), facts={"role": "writer"}, at=long_ago)

    with pytest.raises(Refused, match="changed meanwhile"):
        list(lines)


def test_command_says_where_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("export_record", to=tmp_path / "nowhere" / "record.jsonl")


def test_command_says_which_logs_there_are() -> None:
    with pytest.raises(CommandError, match="civic, moderation"):
        call_command("export_record", log="weather")


def test_command_refuses_what_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear editor,\n")

    with pytest.raises(CommandError, match="is no export of a log"):
        call_command("verify_record", path)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_record", tmp_path / "nothing.txt")
