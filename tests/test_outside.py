from __future__ import annotations

import pytest

from tests.outside import SYSTEMS, VARIABLE, demand, required


def test_missing_system_skips_a_test_and_fails_it_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(SYSTEMS, "tesseract", lambda: False)
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(pytest.skip.Exception, match="tesseract is not there"):
        demand("tesseract")
    monkeypatch.setenv(VARIABLE, "tesseract")
    with pytest.raises(pytest.fail.Exception, match=f"{VARIABLE} requires it"):
        demand("tesseract")
    monkeypatch.setitem(SYSTEMS, "tesseract", lambda: True)
    demand("tesseract")


def test_misspelled_requirement_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "tesseract, tesserract")
    with pytest.raises(pytest.UsageError, match="names tesserract; there are"):
        required()
