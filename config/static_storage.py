"""Collect hashed, compressed static files, and compress each of them once."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """WhiteNoise's, less its repetition: pages ask for hashed names, and those never change."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        hashed = set(paths) & set(self.hashed_files.values())
        yield from super().compress_files(
            {name for name in hashed if not self.exists(f"{name}.gz")}
        )
