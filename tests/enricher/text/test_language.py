from __future__ import annotations

import pytest

from enricher.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("This Agreement is made between Acme Corporation and Beta LLC.", "en"),
        ("Dieser Vertrag wird zwischen der Müller AG und der Meier GmbH geschlossen.", "de"),
        ("Le présent contrat est conclu entre les parties soussignées.", "fr"),
        ("El presente contrato se celebra entre las partes abajo firmantes.", "es"),
        ("本合同由双方于二〇二四年签订并自签字之日起生效。", "zh"),
        ("本契約は、両当事者の間で締結され、署名の日から効力を生じます。", "ja"),
        ("הסכם זה נערך ונחתם בין הצדדים ביום האמור להלן.", "he"),
        ("Настоящий договор заключён между сторонами, указанными ниже.", "ru"),
    ],
)
def test_language_of_a_sentence(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "Hello", "Inv 2024-01", "12345 678 " * 50, "\0\0\n"])
def test_too_little_text_has_no_language(text: str) -> None:
    assert detect_language(text) == ""


def test_long_text_with_odd_characters_is_sampled() -> None:
    text = "\0\ud800This agreement is made between the parties. \U0001f600 " * 50_000
    assert detect_language(text) == "en"


def test_middle_and_end_outweigh_a_foreign_cover_page() -> None:
    cover = "Vertraulichkeitsvereinbarung zwischen den Parteien. " * 10
    body = "The receiving party shall hold the information in confidence. " * 500
    assert detect_language(cover + body) == "en"
