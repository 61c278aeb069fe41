import io
import json
import subprocess
import sys

import pytest

from sohoa.diacritics.filter import filter_stream


def run(data, mode="toneless", explain=None):
    out = io.BytesIO()
    filter_stream(io.BytesIO(data), out, mode, explain)
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\n\n", b"abc", b"x\r\ny", b"\x0c\x0b\x85\n", b"\xff\xfe\n\x80", "a\u2028b\n".encode()]
)
@pytest.mark.parametrize("mode", ["auto", "toneless", "noisy"])
def test_lines_and_bytes_are_kept(data, mode):
    got = run(data, mode)
    assert got.count(b"\n") == data.count(b"\n")
    assert got.endswith(b"\n") == data.endswith(b"\n")


def test_marks_come_back_and_cr_stays():
    assert run(b"ke hoach\r\nnam 2026").decode() == "kế hoạch\r\nnăm 2026"


def test_explain_tells_line_and_place(tmp_path):
    run(b"2026\nke hoach\n", explain=tmp_path / "e.jsonl")
    rows = [json.loads(x) for x in (tmp_path / "e.jsonl").read_text("utf-8").splitlines()]
    assert [(r["line"], r["start"], r["after"]) for r in rows] == [(1, 0, "kế"), (1, 3, "hoạch")]


def test_start_up_loads_nothing_heavy():
    heavy = ("pandas", "cv2", "underthesea", "PIL")
    code = f"import sys, sohoa.diacritics.filter; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
