"""The civic record can only grow, whoever asks the database."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from community.actions.record import empty_reason, reason_hash, write_record
from community.append_only import guarded_tables, lifted
from community.models import Charter, City, CivicReason, CivicRecord
from tests.factories.community import member

TABLE = CivicRecord._meta.db_table
pytestmark = pytest.mark.django_db


def entry(reason: str = "") -> CivicRecord:
    return write_record("applied", member=member(), standing="resident", reason=reason)


def refused(sql: str, *values: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError as error:
        return "only grows" in str(error)
    return False


def test_row_is_not_changed() -> None:
    entry()
    assert refused(f"UPDATE {TABLE} SET kind = 'granted'")


def test_row_is_not_removed() -> None:
    entry()
    assert refused(f"DELETE FROM {TABLE}")


def test_orm_is_refused_too() -> None:
    row = entry()
    row.kind = "granted"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's way round its triggers")
def test_row_is_not_replaced() -> None:
    row = entry()
    columns = "id, at, kind, standing, facts, reason_hash"
    values = (row.pk.hex, "2020-01-01", "granted", "", "{}", "")
    places = ", ".join(["%s"] * len(values))
    assert refused(f"INSERT OR REPLACE INTO {TABLE} ({columns}) VALUES ({places})", *values)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_table_is_not_truncated() -> None:
    assert refused(f"TRUNCATE {TABLE}")


def test_lifted_lets_change_and_guards_again() -> None:
    entry()
    with lifted(connection, TABLE):
        CivicRecord.objects.all().delete()
    entry()
    assert refused(f"DELETE FROM {TABLE}")


def test_failure_inside_lifted_brings_back_rows_and_guard() -> None:
    row = entry()
    with pytest.raises(ZeroDivisionError):
        remove_and_fail()
    assert CivicRecord.objects.filter(pk=row.pk).exists()
    assert TABLE in guarded_tables(connection)
    assert refused(f"DELETE FROM {TABLE}")


def remove_and_fail() -> None:
    with lifted(connection, TABLE):
        CivicRecord.objects.all().delete()
        raise ZeroDivisionError


def test_reason_may_be_emptied_and_its_hash_stays() -> None:
    row = entry("You answered the question.")
    kept = CivicReason.objects.get(entry=row.pk)
    assert row.reason_hash == reason_hash(kept.salt, "You answered the question.")
    empty_reason(row.pk)
    kept.refresh_from_db()
    assert (kept.text, kept.salt) == ("", "")
    assert CivicRecord.objects.get(pk=row.pk).reason_hash == row.reason_hash


def test_record_outlives_the_account() -> None:
    person = member()
    row = write_record("applied", member=person)
    person.delete()
    assert CivicRecord.objects.get(pk=row.pk).member == row.member


@pytest.mark.django_db(transaction=True)
def test_flush_empties_everything_and_lays_out_the_city_anew() -> None:
    entry()
    call_command("flush", interactive=False, verbosity=0)
    assert list(CivicRecord.objects.values_list("kind", flat=True)) == ["chartered"]
    assert City.current().charter == Charter.objects.get()
    assert refused(f"DELETE FROM {TABLE}")
