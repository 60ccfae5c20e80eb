"""Words as they are compared."""

from __future__ import annotations

import pytest

from connectors.structured.letters import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straße", "strasse"),
        ("Złoty", "zloty"),
        ("BELØB", "belob"),
        ("Échéance", "echeance"),
        ("Œuvre", "oeuvre"),
        ("\u0130stanbul", "istanbul"),
    ],
)
def test_letters_have_no_accents(text: str, expected: str) -> None:
    assert fold(text) == expected
