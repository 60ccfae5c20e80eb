from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import SettingsError
from enricher.schema import load_schema


def test_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text('[categories.Mail]\ntype = "identifier"\ndetectors = ["email"]\n')
    first = load_schema(path)
    assert load_schema(path) is first
    path.write_text('[categories.Post]\ntype = "identifier"\ndetectors = ["email"]\n')
    assert load_schema(path).names == ("Post",)
    path.write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"schema\.toml is not TOML"):
        load_schema(path)
    path.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_schema(path)
