"""Pages of an image file."""

from __future__ import annotations

from sohoa.nouns.page import Page, PageFrame
from sohoa.pipeline.source.image_file import ImageFile
from sohoa.settings import SourceSettings


class ImagePages:
    """The pages of an open image file; they have no text layer."""

    def __init__(self, file: ImageFile, settings: SourceSettings) -> None:
        self._file = file
        self._settings = settings
        self.n_pages = file.n_pages

    def load(self, number: int, with_pixels: bool) -> Page:  # noqa: ARG002 - an image is its pixels
        """Decodes a page; see `ImageFile.load`."""
        picture = self._file.load(number, self._settings)
        damage = self._file.damage(number)
        height, width = picture.pixels.shape[:2]
        return Page(
            PageFrame(
                number=number,
                width=width,
                height=height,
                dpi=picture.dpi,
                source_width=picture.source_width,
                source_height=picture.source_height,
                to_source=picture.to_source,
            ),
            pixels=picture.pixels,
            problems=(damage.problem(number),) if damage else (),
        )

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
