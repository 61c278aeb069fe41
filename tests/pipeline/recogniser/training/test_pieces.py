import numpy as np
import pytest

from sohoa.pipeline.recogniser.alphabet import BLANK, LABELS, text_to_labels
from sohoa.pipeline.recogniser.line_image import HEIGHT
from sohoa.pipeline.recogniser.training.faces import Face, Faces
from sohoa.pipeline.recogniser.training.figures import make_figure
from sohoa.pipeline.recogniser.training.glyphs import VARIANTS, Glyphs
from sohoa.pipeline.recogniser.training.pieces import STRIDE, WIDTHS, PieceMaker
from sohoa.pipeline.recogniser.training.scans import PlacedWord, ScanLine
from sohoa.pipeline.recogniser.training.wording import Wording


@pytest.fixture
def corpus(tmp_path):
    text = "Ủy ban nhân dân tỉnh chỉ đạo các sở thực hiện kế hoạch chuyển đổi số giai đoạn mới"
    words = text.split(" ")
    lines = [" ".join(words[k:] + words[:k]) for k in range(len(words))]
    (tmp_path / "plans.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def faces():
    try:
        return Faces()
    except FileNotFoundError:
        pytest.skip("none of the free typefaces is installed (Debian: fonts-croscore)")


def test_wording_has_labels_and_about_the_length_asked_for(corpus):
    wording, rng = Wording(corpus), np.random.default_rng(3)
    lines = [wording.line(rng, 30) for _ in range(200)]
    assert all(text_to_labels(x) is not None for x in lines)
    assert 20 < np.mean([len(x) for x in lines]) < 40
    assert any(x.isupper() for x in lines) and any(any(c.isdigit() for c in x) for x in lines)


def test_a_folder_without_text_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no \*\.txt"):
        Wording(tmp_path)


def test_figures_have_labels_but_for_none():
    rng = np.random.default_rng(1)
    assert all(text_to_labels(make_figure(rng)) for _ in range(2000))


def test_no_face_in_an_empty_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match="fonts-croscore"):
        Faces((tmp_path,))


def test_a_variant_moves_the_mark_and_keeps_the_letter(faces):
    face: Face = next(iter(faces.families.values()))[0]
    glyphs = Glyphs((), 1)
    plain = glyphs.glyph(face, 60, "ể", 0)
    others = [glyphs.glyph(face, 60, "ể", v) for v in range(2, VARIANTS)]
    assert any(not np.array_equal(plain.coverage, o.coverage) for o in others)
    base = glyphs.glyph(face, 60, "ê", 0)
    for other in others:
        foot = other.coverage[-10:, base.left - other.left :][:, : base.coverage.shape[1]]
        assert np.array_equal(foot, base.coverage[-10:])


def test_batches_say_where_each_letter_stands(corpus, faces):
    maker = PieceMaker(corpus, faces, 5).batches()
    batch = next(maker)
    n, height, width = batch.ink.shape
    assert height == HEIGHT and width in WIDTHS and batch.frames.shape == (n, width // STRIDE)
    assert batch.lengths.sum() == len(batch.labels) and BLANK not in batch.labels
    assert 0.9 < (batch.frames != BLANK).sum() / len(batch.labels) <= 1
    assert all(LABELS[k] for k in batch.labels)


def test_the_same_seed_gives_the_same_pieces(corpus, faces):
    first, second = (PieceMaker(corpus, faces, 9).piece() for _ in range(2))
    assert first.text == second.text and np.array_equal(first.strip, second.strip)


def test_pieces_that_are_not_worn_are_black_on_white(corpus, faces):
    worn, clean = (PieceMaker(corpus, faces, 4, worn=w) for w in (True, False))
    strips = [clean.piece().strip for _ in range(30)]
    assert all(np.median(strip) == 255 for strip in strips)
    assert sum(strip.min() == 0 for strip in strips) > 20
    assert sum(np.median(worn.piece().strip) == 255 for _ in range(30)) < 10


def test_where_there_are_lines_of_scans_some_pieces_are_cut_from_them(corpus, faces):
    line = ScanLine(np.full((30, 90), 200, np.uint8), (PlacedWord("zzz", 5, 80),))
    maker = PieceMaker(corpus, faces, 6, scans=[line])
    pieces = [maker.piece() for _ in range(200)]
    cut = [p for p in pieces if p.text == "zzz"]
    assert 0.1 < len(cut) / len(pieces) < 0.3
    assert all(len(p.middles) == len(p.labels) == 3 for p in cut)
