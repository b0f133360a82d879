"""The spam model: what a comment is marked by, how likely that makes it spam, and why, in words.

It learns from what moderators decide (``comments.actions.spam``) and asks nobody outside.
"""

from comments.spam.features import Author, tokens_of
from comments.spam.model import Counts, Verdict, judge
from comments.spam.words import explain

__all__ = ["Author", "Counts", "Verdict", "explain", "judge", "tokens_of"]
