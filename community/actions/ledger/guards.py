"""Whether the database itself still refuses to change a log: its triggers stand, and they bite."""

from collections.abc import Iterator

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from community import append_only
from community.actions.ledger.findings import Finding
from community.actions.ledger.logs import Log

LOCK_TIMEOUT = "2s"


def unguarded(log: Log) -> list[Finding]:
    """Return what is missing. The trial is rolled back whatever comes of it."""
    missing = [
        Finding("guard", f"The trigger “{name}” of {log.table} is missing, disabled or another.")
        for name in append_only.missing_triggers(connection, log.table)
    ]
    return missing + list(unbitten(log))


def unbitten(log: Log) -> Iterator[Finding]:
    """Add an entry in a transaction of its own, and try to change it and to remove it."""
    with transaction.atomic():
        entry = log.model(kind=next(iter(log.facts)), at=timezone.now())
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except DatabaseError as error:
            yield Finding("guard", f"The guard of {log.table} could not be tried: {error}")
        else:
            for name, sql in trials(log).items():
                if said := unrefused(sql, entry.pk):
                    yield Finding("guard", f"{name} in {log.table} {said}")
        transaction.set_rollback(True)


def trials(log: Log) -> dict[str, str]:
    table = connection.ops.quote_name(log.table)
    changes = {
        "UPDATE": f"UPDATE {table} SET kind = kind WHERE id = %s",  # noqa: S608  # our own name
        "DELETE": f"DELETE FROM {table} WHERE id = %s",  # noqa: S608
    }
    if connection.vendor == "postgresql":
        return {**changes, "TRUNCATE": f"TRUNCATE {table}"}
    replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = %s"  # noqa: S608
    return {**changes, "INSERT OR REPLACE": replace}


def unrefused(sql: str, pk: object) -> str:
    """Return how it was not refused as it should be; "" where it was."""
    key = [connection.ops.adapt_unknown_value(str(pk).replace("-", ""))] if "%s" in sql else None
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            cursor.execute(sql, key)
    except IntegrityError as error:
        return "" if append_only.REFUSAL in str(error) else f"was refused otherwise: {error}"
    except DatabaseError as error:
        return f"could not be tried: {error}"
    return "is not refused."
