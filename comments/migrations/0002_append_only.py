"""The moderation log only grows, from the first row on."""

from django.db import migrations

from community import append_only

TABLE = "comments_decision"


def install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLE)


def uninstall(apps, schema_editor):
    append_only.uninstall(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [migrations.RunPython(install, uninstall)]
