"""Sanctions that were over before their members were told of it: nobody is told now."""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def leave_in_peace(apps, schema_editor):
    over = apps.get_model("community", "Sanction").objects.filter(until__lte=timezone.now())
    over.update(told_over_at=F("until"))


class Migration(migrations.Migration):

    dependencies = [
        ("community", "0017_former_standings"),
    ]

    operations = [
        migrations.RunPython(leave_in_peace, migrations.RunPython.noop),
    ]
