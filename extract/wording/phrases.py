"""Set phrases of administrative documents, compared as bare letters so that broken marks do not hide them.

The phrases are prescribed by Decree 30/2020/NĐ-CP, Annex I (state bodies) and by Instruction
36-HD/VPTW of 2018 (Party bodies).
"""

from __future__ import annotations

from difflib import SequenceMatcher

NATIONAL_TITLE = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
PARTY_TITLE = ("dangcongsanvietnam",)
RECIPIENTS = "noinhan"
SIGNING_FORMS = ("tm", "kt", "tl", "tuq", "q")
"""Thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền: how a signature block opens."""


def is_like(letters: str, phrase: str, least: float = 0.8) -> bool:
    """Are bare letters (as `bare_letters` gives them) nearly the phrase?"""
    return likeness(letters, phrase) >= least


def likeness(letters: str, phrase: str) -> float:
    """0 to 1; 0 for texts whose lengths differ by more than 40 %."""
    if not letters or abs(len(letters) - len(phrase)) > 0.4 * len(phrase):
        return 0.0
    return SequenceMatcher(None, letters, phrase, autojunk=False).ratio()


def opens_with(letters: str, phrase: str, least: float = 0.8) -> bool:
    """Do bare letters begin with nearly the phrase?"""
    return is_like(letters[: len(phrase)], phrase, least)
