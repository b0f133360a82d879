"""Work done later, by name: ``enqueue("articles.tasks.make_sizes", pk)``."""

from articles.tasks.likeness import portray, portray_missing
from articles.tasks.pictures import make_sizes, share_image, share_images

__all__ = ["make_sizes", "portray", "portray_missing", "share_image", "share_images"]
