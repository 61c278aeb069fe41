import numpy as np

from sohoa.diacritics.language.tokens import BREAK, FIRST_WORD
from sohoa.diacritics.statistics.window_network import (
    EDGE,
    REACH,
    read_window,
    shipped_window,
    surroundings,
    write_window,
)
from sohoa.diacritics.training.corpus import Stream
from sohoa.diacritics.training.recipes import WindowRecipe
from sohoa.diacritics.training.window_network import to_examples, train_window

WORDS = ["đổi", "đội", "số", "quân", "mới", "bóng"]
RECIPE = WindowRecipe(
    least_count=1, vector=4, first_layer=8, second_layer=6, batch=32, steps=150, rate=0.02, vector_rate=0.3
)


def stream():
    """`đổi` before `mới`, `đội` before `bóng`: the same bare word with two readings."""
    phrases = [["đổi", "mới", "số"], ["đội", "bóng", "quân"]] * 20
    ids = [i for p in phrases for i in (BREAK, *(WORDS.index(w) + FIRST_WORD for w in p))]
    return Stream(np.array(ids, np.int32), np.zeros(len(ids), bool), np.ones(len(ids), np.uint8), WORDS)


def trained():
    examples = to_examples(stream(), RECIPE)
    return examples, train_window(examples, RECIPE)


def test_learns_which_reading_stands_beside_which_word(tmp_path):
    examples, layers = trained()
    write_window(tmp_path / "w.npz", examples.bare_names, examples.reading_names, layers)
    window = read_window(tmp_path / "w.npz")
    bare = np.array([window.bare_id(w) for w in ("doi", "moi")])
    seen = surroundings(bare, np.zeros(2, bool), np.zeros(2, np.int64), np.array([0]))
    readings = window.table(["đổi", "đội", "đôi"])
    log = window.log_shares(*seen, np.array([0, 3]), readings, np.zeros(1, np.int64))
    assert readings[2] == -1
    assert log[0] > -0.2 > -1 > log[1] > log[2]


def test_the_same_text_gives_the_same_weights():
    (_, one), (_, two) = trained(), trained()
    assert np.array_equal(one.first, two.first)
    assert np.array_equal(one.reading, two.reading)


def test_nothing_is_seen_beyond_the_sentence():
    bare, _ = surroundings(np.array([5, 6, 7]), np.ones(3, bool), np.array([0, 0, 1]), np.array([1]))
    assert bare[0].tolist() == [EDGE] * (REACH - 1) + [5, 6] + [EDGE] * REACH


def test_both_model_files_stay_within_25_megabytes():
    from sohoa.diacritics.statistics.syllable_model import MODEL_FILE
    from sohoa.diacritics.statistics.window_network import WINDOW_FILE

    assert MODEL_FILE.stat().st_size + WINDOW_FILE.stat().st_size <= 25_000_000
    assert len(shipped_window().reading_ids) > 4000
