"""hOCR 1.2 (kba.github.io/hocr-spec): one file a document, a page as `ocr_page`.

Boxes are whole pixels, as the format wants, of the cleaned page: the picture that `sohoa show --stage cleanup` draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sohoa._version import __version__
from sohoa.nouns.geometry import Box
from sohoa.pipeline.export.pages.stored_pages import StoredBlock, StoredLine, StoredPage, StoredWord
from sohoa.pipeline.export.pages.xml_text import attribute, content

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
<head>
<title>{{title}}</title>
<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
<meta name="ocr-system" content="sohoa {__version__}"/>
<meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_line ocrx_word ocrp_wconf"/>
</head>
<body>
"""


def write_hocr(name: str, pages: Iterable[StoredPage], path: Path) -> None:
    """Write the pages of a document."""
    with path.open("w", encoding="utf-8", newline="\n") as f:
        f.write(_HEAD.format(title=content(name)))
        for page in pages:
            f.writelines(f"{line}\n" for line in _page(page))
        f.write("</body>\n</html>\n")


def _page(page: StoredPage) -> Iterator[str]:
    whole = f"bbox 0 0 {page.width} {page.height}"
    image = page.source_file.replace('"', "'")
    title = f'image "{image}"; {whole}; ppageno {page.number - 1}; scan_res {page.dpi:.0f} {page.dpi:.0f}'
    yield f'<div class="ocr_page" id="page_{page.number}" title={attribute(title)}>'
    for k, block in enumerate(page.blocks, 1):
        if block.box is not None:
            yield from _block(f"{page.number}_{k}", block, block.box)
    yield "</div>"


def _block(at: str, block: StoredBlock, box: Box) -> Iterator[str]:
    yield f'<div class="ocr_carea {block.region}" id="block_{at}" title="{_bbox(box)}">'
    for k, line in enumerate(block.lines, 1):
        if line.box is not None:
            yield _line(f"{at}_{k}", line, line.box)
    yield "</div>"


def _line(at: str, line: StoredLine, box: Box) -> str:
    words = " ".join(_word(f"{at}_{k}", w, w.box) for k, w in enumerate(line.words, 1) if w.box is not None)
    return f'<span class="ocr_line" id="line_{at}" title="{_bbox(box)}">{words}</span>'


def _word(at: str, word: StoredWord, box: Box) -> str:
    sure = "" if word.confidence is None else f"; x_wconf {round(100 * word.confidence)}"
    return f'<span class="ocrx_word" id="word_{at}" title="{_bbox(box)}{sure}">{content(word.text)}</span>'


def _bbox(box: Box) -> str:
    return "bbox " + " ".join(str(round(v)) for v in (box.x0, box.y0, box.x1, box.y1))
