"""What the floors above may listen to. Both are sent when the transaction has committed."""

from django.dispatch import Signal

# An article came, changed, moved or went: ``article_pk``.
article_changed = Signal()

# A part of every page changed: the publication, a section, an author, a page of the footer.
publication_changed = Signal()
