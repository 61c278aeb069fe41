import numpy as np
import pytest

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.sign_edits import Edit, LookedAt, sign_edits

LABELS = "\0 .,:;'-/ab12…"


def line(text):
    return [Letter(c, 16.0 * k, 16.0 * k + 8, 0.9) for k, c in enumerate(text)]


def look(*seen):
    """A look of four pixels a frame that sees signs at places of the line, in pixels, each so surely."""
    frames = np.full((40, len(LABELS)), 1e-6, np.float32)
    frames[:, 0] = 1
    for sign, x, sure in seen:
        frames[int(x // 4), LABELS.index(sign)] = sure
    return LookedAt(frames, 4.0, 0.0)


@pytest.mark.parametrize(
    ("text", "seen", "edits"),
    [
        pytest.param("ab", (",", 12, 0.3), {Edit(1, 1, ",")}, id="between letters"),
        pytest.param("ab", (".", 30, 0.3), {Edit(2, 2, ".")}, id="at the end"),
        pytest.param("ab", (".", 30, 0.03), set(), id="hardly seen"),
        pytest.param("ab", ("1", 12, 0.9), set(), id="a figure is no sign"),
        pytest.param("a.", (".", 30, 0.3), set(), id="read already"),
        pytest.param("a…", (".", 30, 0.3), set(), id="three stops"),
        pytest.param("a,", (".", 16, 0.3), {Edit(1, 2, ".")}, id="another sign, not one more"),
        pytest.param("a'", (".", 35, 0.3), {Edit(2, 2, ".")}, id="behind an apostrophe"),
        pytest.param("12", (" ", 12, 0.6), set(), id="no space between figures"),
        pytest.param("ab", (" ", 12, 0.6), {Edit(1, 1, " ")}, id="a space"),
        pytest.param("ab", ("-", 0, 0.3), {Edit(0, 0, "-"), Edit(0, 0, "- ")}, id="a bullet"),
        pytest.param(
            "a b",
            ("/", 20, 0.3),
            {Edit(1, 1, "/"), Edit(1, 2, "/"), Edit(2, 2, "/")},
            id="in the place of a space",
        ),
        pytest.param("a b", ("-", 20, 0.3), {Edit(1, 1, "-"), Edit(2, 2, "-")}, id="no hyphen for a space"),
        pytest.param(
            "1/a b",
            ("-", 52, 0.3),
            {Edit(3, 3, "-"), Edit(3, 4, "-"), Edit(4, 4, "-")},
            id="but in a code",
        ),
    ],
)
def test_what_may_stand_where_a_look_saw_a_sign(text, seen, edits):
    assert set(sign_edits(line(text), [look(), look(seen)], LABELS)) == edits


def test_a_sign_with_its_space():
    edits = sign_edits(line("ab"), [look((",", 10, 0.3), (" ", 14, 0.4))], LABELS)
    assert {Edit(1, 1, ","), Edit(1, 1, " "), Edit(1, 1, ", ")} == set(edits)


def test_those_seen_best_come_first():
    assert sign_edits(line("ab"), [look((",", 12, 0.2), (".", 30, 0.4))], LABELS)[0] == Edit(2, 2, ".")
