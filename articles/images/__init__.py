"""Pictures that the publication draws itself, and the sizes of those that it shows.

Pure functions on pixels: what they draw from is given to them.
"""

from articles.images.icons import draw_icon
from articles.images.sharing import Shared, draw_share_image
from articles.images.sizes import Size

__all__ = ["Shared", "Size", "draw_icon", "draw_share_image"]
