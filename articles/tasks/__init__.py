"""Work done later, by name: ``enqueue("articles.tasks.make_sizes", pk)``."""

from articles.tasks.pictures import make_sizes

__all__ = ["make_sizes"]
