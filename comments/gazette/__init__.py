"""The gazette: what the two append-only logs say in public. No names, no texts of comments."""

from comments.gazette.days import Day, Issue, issue
from comments.gazette.topics import Topic

__all__ = ["Day", "Issue", "Topic", "issue"]
