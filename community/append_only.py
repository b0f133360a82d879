"""Tables that can only grow: the one place that knows the triggers which see to it.

A migration installs them, in any app::

    def install(apps, schema_editor):
        append_only.install(schema_editor.connection, "comments_decision")

    operations = [migrations.RunPython(install, uninstall)]

UPDATE and DELETE are refused on both databases, TRUNCATE on PostgreSQL, and on SQLite also the
``INSERT OR REPLACE`` that would delete without asking the triggers. A refusal is an IntegrityError.
Whoever rebuilds such a table (SQLite does it for ``AlterField`` and then forgets its triggers),
empties the test database or takes demo content away does it inside ``lifted``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "This table only grows: rows are never changed or removed."
SUFFIX = "_append_only"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION civitas{SUFFIX}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL = {
    "rows": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
    "whole": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
}
SQLITE = {
    "update": "BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "delete": "BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
}


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Make ``table`` (whose key is ``id``) append-only from now on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for statement in triggers(connection, table).values():
            cursor.execute(statement)


def triggers(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    """Return the statement that makes each trigger of ``table``, by the trigger's name."""
    quote = connection.ops.quote_name
    statements = {}
    for name, rule in rules(connection).items():
        body = rule.format(table=quote(table), function=f"civitas{SUFFIX}", refusal=REFUSAL)
        trigger = f"{table}{SUFFIX}_{name}"
        statements[trigger] = f"CREATE TRIGGER {quote(trigger)} {body}"
    return statements


def missing_triggers(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """Names of the triggers of ``table`` that are not there, are disabled or do something else."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT t.tgname, p.proname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE c.relname = %s AND t.tgenabled IN ('O', 'A') "
            "AND pg_table_is_visible(c.oid)"
        )
        due = dict.fromkeys(triggers(connection, table), f"civitas{SUFFIX}")
    else:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        due = triggers(connection, table)
    with connection.cursor() as cursor:
        cursor.execute(query, [table])
        found = dict(cursor.fetchall())
    return [name for name, what in due.items() if found.get(name) != what]


def uninstall(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers of ``table`` away; for the way back in a migration."""
    quote = connection.ops.quote_name
    on_table = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in rules(connection):
            cursor.execute(f"DROP TRIGGER {quote(f'{table}{SUFFIX}_{name}')}{on_table}")


def guarded_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the tables that are append-only in this database."""
    if connection.vendor == "postgresql":
        query = (
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE %s AND pg_table_is_visible(c.oid) ORDER BY 1"
        )
    else:
        query = (
            "SELECT DISTINCT tbl_name FROM sqlite_master "
            "WHERE type = 'trigger' AND name LIKE %s ORDER BY 1"
        )
    with connection.cursor() as cursor:
        cursor.execute(query, [f"%{SUFFIX}_%"])
        return [row[0] for row in cursor.fetchall()]


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *tables: str) -> Iterator[None]:
    """Let ``tables`` (default: every append-only one) be changed inside; all or nothing.

    One transaction: whatever fails inside brings back the rows and the triggers.
    """
    names = tables or tuple(guarded_tables(connection))
    with transaction.atomic(using=connection.alias):
        for table in names:
            uninstall(connection, table)
        yield
        for table in names:
            install(connection, table)


def rules(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
