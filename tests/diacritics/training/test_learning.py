"""The tables and the training, on little text."""

import numpy as np
import pytest

from sohoa.diacritics.statistics.channel import Channel, learn, read_counts, shipped_counts, write_counts
from sohoa.diacritics.statistics.key_table import build_table
from sohoa.diacritics.statistics.sign_model import SIGNS, read_sign_model
from sohoa.diacritics.statistics.syllable_model import read_model
from sohoa.diacritics.training.channel import lines_to_pairs
from sohoa.diacritics.training.confusions import structural_counts
from sohoa.diacritics.training.corpus import find_sources, is_held_out
from sohoa.diacritics.training.gazetteer import name_lines
from sohoa.diacritics.training.ngrams import estimate, prune
from sohoa.diacritics.training.recipes import Recipe, SignRecipe
from sohoa.diacritics.training.sign_model import official
from sohoa.diacritics.training.sign_model import train as train_signs
from sohoa.diacritics.training.syllable_model import train

TEXT = "\n".join(f"Kế hoạch số {n} về chuyển đổi số của tỉnh năm 2026. Sở Tài chính chủ trì." for n in range(60))


def test_table_finds_what_was_put_in_and_little_else():
    keys = np.unique(np.random.default_rng(1).integers(0, 2**60, 5000).astype(np.uint64))
    values = (np.arange(len(keys)) % 16).astype(np.int64)
    table = build_table(keys, values, 4, np.uint16)
    found, got = table.find(keys)
    assert found.all()
    assert (got == values).all()
    assert table.find(keys + np.uint64(1))[0].mean() < 0.01


def test_table_refuses_repeated_keys():
    with pytest.raises(ValueError, match="repeat"):
        build_table(np.array([7, 7, 8], np.uint64), np.zeros(3, np.int64), 4, np.uint16)


def test_probabilities_after_a_context_sum_to_one():
    rng = np.random.default_rng(2)
    ids = rng.integers(0, 12, 4000).astype(np.int32)
    orders = estimate(ids, np.ones(len(ids), np.uint8), 12, 3)
    context = orders[1].keys >> np.uint64(15)
    sums = np.bincount(context.astype(int), orders[1].probability)
    assert orders[0].probability.sum() == pytest.approx(1)
    assert (sums <= 1.0001).all()
    kept = prune(orders, [0, 1.0, 1.0], [0, 0, 2])
    assert len(kept[2].keys) < len(orders[2].keys)
    assert (kept[1].backoff <= 0).all()


def test_training_is_reproducible_and_readable(tmp_path):
    (tmp_path / "legal_phapdien.txt").write_text(TEXT, "utf-8")
    sources = [s for s in find_sources(tmp_path) if s.path.parent == tmp_path]
    one, two = train(sources, Recipe()), train(sources, Recipe())
    assert all((one[k] == two[k]).all() for k in one)
    np.savez(tmp_path / "m.npz", **one)
    model = read_model(tmp_path / "m.npz")
    ids = [np.array([model.id_of(w)]) for w in ("chuyển", "đổi", "số")]
    assert model.bigram(ids[0], ids[1])[0][0] < 0
    assert model.bigram(ids[1], ids[0])[0][0] == 0


def test_no_source_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        find_sources(tmp_path)


def test_one_line_in_256_is_held_out():
    share = sum(is_held_out(f"dòng {n}") for n in range(20_000)) / 20_000
    assert share == pytest.approx(1 / 256, rel=0.4)


def test_names_are_lines():
    assert "Sở Khoa học và Công nghệ" in set(name_lines())


def test_channel_learns_what_letters_come_out_as(tmp_path):
    pairs = list(lines_to_pairs([("chuyén d6i s6 57-NQ/TW", "chuyển đổi số 57-NQ/TW"), ("hai ba", "một hai ba")] * 5))
    assert len(pairs) == 15
    counts = learn(pairs)
    channel = Channel(counts)
    assert channel.log("ổ", "6") > channel.log("ổ", "q")
    assert channel.align("đổi", "d6i") == [("đ", "d"), ("ổ", "6"), ("i", "i")]
    write_counts(counts, tmp_path / "c.tsv", "test")
    assert read_counts(tmp_path / "c.tsv") == counts


@pytest.mark.parametrize("engine", ["eng", "vie"])
def test_shipped_channels_are_probabilities(engine):
    channel = Channel(shipped_counts(engine))
    for text in ("", "a", "é", "rn"):
        assert (channel.vector(text) <= 0).all()


def test_structural_channel_prefers_the_letter_itself():
    counts = structural_counts()
    assert counts["ế", "ế"] > counts["ế", "ề"] > counts["ế", "ê"] * 0.5 > 0


def test_signs_behind_words_are_learned(tmp_path):
    lines = [f"Khám bệnh, chữa bệnh của tỉnh năm {n}; gồm:\n- Sở Y tế" for n in range(400)]
    (tmp_path / "legal_phapdien.txt").write_text("\n".join(lines), "utf-8")
    sources = official([s for s in find_sources(tmp_path) if s.path.parent == tmp_path])
    one, two = train_signs(sources, SignRecipe()), train_signs(sources, SignRecipe())
    assert all((one[k] == two[k]).all() for k in one)
    np.savez(tmp_path / "s.npz", **one)
    model = read_sign_model(tmp_path / "s.npz")
    likeliest = {
        (word, after): SIGNS[int(model.log_shares(word, after).argmax())]
        for word, after in (("bệnh", "chữa"), ("bệnh", "của"), ("gồm", "-"), ("gồm", ""), ("Sở", "Y"))
    }
    assert list(likeliest.values()) == [",", "", ":", ":", ""]
    assert model.log_shares("bệnh", "xyz") is None
    assert model.log_shares("xyz", "bệnh") is None
    assert np.exp(model.log_shares("bệnh", "chữa")).sum() == pytest.approx(1, abs=0.05)


def test_only_official_text_tells_of_signs(tmp_path):
    (tmp_path / "wiki_tnt.txt").write_text("Khám bệnh", "utf-8")
    (tmp_path / "legal_phapdien.txt").write_text("Khám bệnh", "utf-8")
    assert [s.path.name for s in official(find_sources(tmp_path))] == ["legal_phapdien.txt"]
