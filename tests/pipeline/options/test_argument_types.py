import argparse

import pytest

from sohoa.pipeline.options.argument_types import count, pages


def test_counts():
    assert count("12") == 12


@pytest.mark.parametrize(("kind", "text"), [(count, "0"), (count, "-1"), (count, "x"), (pages, "3-1"), (pages, "a")])
def test_what_is_none(kind, text):
    with pytest.raises(argparse.ArgumentTypeError):
        kind(text)
