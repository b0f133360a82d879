"""Decisions about whole discussions, and more kinds of them; the log stays append-only.

SQLite builds the table anew for this and forgets its triggers, so they are taken away and put back.
"""

from django.db import migrations, models

from community import append_only

TABLE = "comments_decision"


def install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLE)


def uninstall(apps, schema_editor):
    append_only.uninstall(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_discussion")]

    operations = [
        migrations.RunPython(uninstall, install),
        migrations.AddField(
            model_name='decision',
            name='article',
            field=models.UUIDField(help_text='uuid of the piece', null=True, verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='comment',
            field=models.UUIDField(db_index=True, null=True, verbose_name='comment'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('approved', 'approved'), ('kept', 'kept'), ('hidden', 'hidden'), ('restored', 'shown again'), ('spam', 'taken for spam'), ('undone', 'decision taken back'), ('overturned', 'shown again after an appeal'), ('picked', 'picked by an editor'), ('unpicked', 'no longer picked'), ('set', 'discussion opened, restricted, slowed or closed')], max_length=12, verbose_name='what'),
        ),
        migrations.RunPython(install, uninstall),
    ]
