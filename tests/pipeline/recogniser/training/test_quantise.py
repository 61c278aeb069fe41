"""The card names the model in whole numbers and what it was made of, however often it is made."""

import hashlib

import pytest

from sohoa.pipeline.recogniser.model_card import told_digest
from sohoa.pipeline.recogniser.training.quantise import with_file

CARD = """# Card

| | |
|---|---|
| file | `old.onnx`, 3 bytes, SHA-256 `{digest}` |
| network | convolutions only |
"""


@pytest.fixture
def files(tmp_path):
    model, path = tmp_path / "lines-float.onnx", tmp_path / "lines.onnx"
    model.write_bytes(b"float")
    path.write_bytes(b"whole")
    return model, path


@pytest.mark.parametrize("times", [1, 2])
def test_the_card_tells_of_both(tmp_path, files, times):
    card = CARD.format(digest="0" * 64)
    for _ in range(times):
        card = with_file(card, *files)
    (tmp_path / "CARD.md").write_text(card)
    assert told_digest(tmp_path) == (files[1], hashlib.sha256(b"whole").hexdigest())
    assert card.count("SHA-256") == 2 and hashlib.sha256(b"float").hexdigest() in card
    assert card.endswith("| network | convolutions only |\n") and "old.onnx" not in card
