"""ALTO 3.1 (Library of Congress, www.loc.gov/standards/alto): one file a page.

Places are pixels of the cleaned page: the picture that `sohoa show --stage cleanup` draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sohoa._version import __version__
from sohoa.nouns.geometry import Box
from sohoa.pipeline.export.pages.stored_pages import StoredBlock, StoredLine, StoredPage, StoredWord
from sohoa.pipeline.export.pages.xml_text import attribute, content, number


def write_alto(page: StoredPage, path: Path) -> None:
    """Write a page."""
    path.write_text("\n".join(_alto(page)) + "\n", "utf-8")


def _alto(page: StoredPage) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">'
    yield "<Description><MeasurementUnit>pixel</MeasurementUnit>"
    yield f"<sourceImageInformation><fileName>{content(page.source_file)}</fileName></sourceImageInformation>"
    yield '<OCRProcessing ID="OCR_1"><ocrProcessingStep><processingSoftware>'
    yield f"<softwareName>sohoa</softwareName><softwareVersion>{__version__}</softwareVersion>"
    yield "</processingSoftware></ocrProcessingStep></OCRProcessing></Description>"
    size = f'WIDTH="{page.width}" HEIGHT="{page.height}"'
    yield f'<Layout><Page ID="page_{page.number}" PHYSICAL_IMG_NR="{page.number}" {size}>'
    yield f'<PrintSpace HPOS="0" VPOS="0" {size}>'
    for k, block in enumerate(page.blocks, 1):
        if block.box is not None:
            yield from _block(f"{page.number}_{k}", block, block.box)
    yield "</PrintSpace></Page></Layout></alto>"


def _block(at: str, block: StoredBlock, box: Box) -> Iterator[str]:
    yield f'<ComposedBlock ID="block_{at}" TYPE="{block.region}" {_place(box)}>'
    yield f'<TextBlock ID="text_{at}" {_place(box)}>'
    for k, line in enumerate(block.lines, 1):
        if line.box is not None:
            yield from _line(f"{at}_{k}", line, line.box)
    yield "</TextBlock></ComposedBlock>"


def _line(at: str, line: StoredLine, box: Box) -> Iterator[str]:
    yield f'<TextLine ID="line_{at}" {_place(box)}>'
    before: Box | None = None
    for k, word in enumerate(line.words, 1):
        if word.box is None:
            continue
        if before is not None:
            gap = max(0.0, word.box.x0 - before.x1)
            yield f'<SP HPOS="{number(before.x1)}" VPOS="{number(before.y0)}" WIDTH="{number(gap)}"/>'
        yield _string(f"{at}_{k}", word, word.box)
        before = word.box
    yield "</TextLine>"


def _string(at: str, word: StoredWord, box: Box) -> str:
    sure = "" if word.confidence is None else f' WC="{word.confidence:.3f}"'
    return f'<String ID="word_{at}" {_place(box)}{sure} CONTENT={attribute(word.text)}/>'


def _place(box: Box) -> str:
    sides = {"HPOS": box.x0, "VPOS": box.y0, "WIDTH": box.x1 - box.x0, "HEIGHT": box.y1 - box.y0}
    return " ".join(f'{name}="{number(value)}"' for name, value in sides.items())
