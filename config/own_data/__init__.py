"""Everything that is known of a member, as a file for the member alone."""

from config.own_data.archive import ROOMS, write_archive

__all__ = ["ROOMS", "write_archive"]
