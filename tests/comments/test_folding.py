"""The same words however they are dressed up, and no others."""

import pytest

from comments.html.folding import fold_phrase, fold_text, has_words


@pytest.mark.parametrize(
    "dressed",
    [
        "CASINO", "Cas\u200bino", "cas\u00adino", "ＣＡＳＩＮＯ", "𝐜𝐚𝐬𝐢𝐧𝐨",
        "cаѕіnо", "Càsíno", "c4s1no",
        "ca\u0301sino", "(casino)!", "casino’s", "best-casino-here", "ca$ino",
    ],
)  # fmt: skip
def test_a_dressed_up_word_is_found(dressed: str) -> None:
    assert has_words(fold_text(f"Come to {dressed} now"), fold_phrase("casino"))


@pytest.mark.parametrize("other", ["casinos", "occasino", "cas ino", "ca.sino", "mycasino2"])
def test_a_word_inside_another_is_none(other: str) -> None:
    assert not has_words(fold_text(other), fold_phrase("casino"))


def test_words_of_another_script_are_not_taken_for_latin_ones() -> None:
    assert not has_words(fold_text("Вынеси этот сор из избы"), fold_phrase("cop"))
    assert has_words(fold_text("сор"), fold_phrase("cop")), "a text of look-alikes alone"
    assert has_words(fold_text("Я люблю Москву и МОСКВА меня"), fold_phrase("Москва"))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("كازينو", "أفضل كَازِينُو هنا"),
        ("赌场", "最好的赌场优惠"),
        ("सट्टा", "यह सट्टा है"),
        ("καζίνο", "το ΚΑΖΙΝΟ μας"),
        ("казино", "Лучшее КАЗИНО города"),
        ("straße", "STRASSE"),
        ("online  casino", "Online\nCasino"),
    ],
)
def test_every_script(phrase: str, text: str) -> None:
    assert has_words(fold_text(text), fold_phrase(phrase))


def test_a_mark_that_changes_a_word_of_india_is_kept() -> None:
    assert not has_words(fold_text("की"), fold_phrase("का"))


def test_nothing_but_signs_folds_to_nothing() -> None:
    assert fold_phrase(" — !\u200b$ ") == ""
