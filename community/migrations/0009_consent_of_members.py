"""Give everybody who was admitted before there was such a choice the row to make it in."""

import secrets

from django.db import migrations


def begin_consents(apps, schema_editor):
    user, consent = apps.get_model("community", "User"), apps.get_model("community", "Consent")
    admitted = user.objects.exclude(standing="visitor").filter(consent=None)
    keys = admitted.values_list("pk", flat=True)
    consent.objects.bulk_create(
        (consent(user_id=pk, check_key=secrets.token_urlsafe(12)) for pk in keys.iterator()),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0008_consent'),
    ]

    operations = [
        migrations.RunPython(begin_consents, migrations.RunPython.noop),
    ]
