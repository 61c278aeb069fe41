import pytest

from sohoa.pipeline.glyphs.river_names import with_river_names
from tests.support.read_lines import read_line, texts, texts_ocr


@pytest.mark.parametrize("size", [30, 42])
@pytest.mark.parametrize("name", ["Grai", "Hrung", "Mơr"])
def test_ia_before_a_name(name, size):
    run = with_river_names(*read_line(f"các xã Ia {name} và khác", f"các xã la {name} và khác", size=size))
    assert (texts(run)[2], texts_ocr(run)[2]) == ("Ia", "la")


@pytest.mark.parametrize("line", ["nước la Grai", "lời la mắng con", "nốt la", "Ia Grai", "là Sở Tài chính"])
def test_what_is_printed_otherwise_stays(line):
    run, ink = read_line(line, line)
    assert with_river_names(run, ink) is run
