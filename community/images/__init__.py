"""Pictures that people send, encoded anew, and the tools of those that the site draws itself.

Pure functions on pixels: what they draw from is given to them.
"""

from community.images.uploads import MAX_BYTES, PictureRefused, encode_picture

__all__ = ["MAX_BYTES", "PictureRefused", "encode_picture"]
