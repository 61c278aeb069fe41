"""Set phrases are known where print broke them."""

from sohoa.diacritics.language.folding import bare_letters
from sohoa.extract.wording.phrases import NATIONAL_TITLE, RECIPIENTS, is_like, likeness, opens_with


def test_phrases_are_known_also_where_broken():
    assert is_like(bare_letters("CỘNG HOÀ XÃ HỘI CHÚ NGHlA VIỆT NAM"), NATIONAL_TITLE[0])
    assert is_like(bare_letters("Độc Iập - Tự do - Hạnh phục"), NATIONAL_TITLE[1])
    assert not is_like(bare_letters("Độc lập, tự chủ trong công tác"), NATIONAL_TITLE[1])
    assert opens_with(bare_letters("Nơi nhân: - Như trên;"), RECIPIENTS)
    assert not opens_with(bare_letters("Nơi thực hiện"), RECIPIENTS)
    assert likeness("", "abc") == likeness("a" * 40, "abc") == 0
