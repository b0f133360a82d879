"""Give every comment its place in a thread, its score, and the number of answers below it."""

from datetime import UTC, datetime, timedelta

from django.db import migrations
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

BEGINNING, HALVED_IN = datetime(2020, 1, 1, tzinfo=UTC), timedelta(days=2)
BATCH = 2000


def fill(apps, schema_editor):
    comments = apps.get_model("comments", "Comment").objects
    set_roots(comments)
    set_scores(comments)
    # The state is no condition of the query, so that SQLite looks for the thread and not for it.
    shown = Count("pk", filter=Q(state="published"))
    below = comments.filter(root=OuterRef("pk")).order_by().values("root")
    counted = below.annotate(count=shown).values("count")
    comments.filter(parent__isnull=True).update(answer_count=Coalesce(Subquery(counted), 0))


def set_roots(comments):
    """Level by level: the answers to those at the top, then the answers to those."""
    comments.filter(parent__parent__isnull=True, parent__isnull=False).update(root=F("parent"))
    parent = comments.filter(pk=OuterRef("parent"))
    waiting = comments.filter(root__isnull=True, parent__root__isnull=False)
    while waiting.exists():
        pks = list(waiting.values_list("pk", flat=True)[:BATCH])
        comments.filter(pk__in=pks).update(root=Subquery(parent.values("root")))


def set_scores(comments):
    batch = []
    for comment in comments.only("pk", "created_at").iterator(chunk_size=BATCH):
        comment.score = (comment.created_at - BEGINNING) / HALVED_IN
        batch.append(comment)
        if len(batch) == BATCH:
            comments.bulk_update(batch, ["score"])
            batch = []
    comments.bulk_update(batch, ["score"])


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_decisions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
