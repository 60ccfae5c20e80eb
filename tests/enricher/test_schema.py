from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enricher.errors import SettingsError
from enricher.schema import load_schema, read_schema, write_schema
from enricher.schema_file import replace_categories


def test_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text('[categories.Mail]\ntype = "identifier"\ndetectors = ["email"]\n')
    first = load_schema(path)
    assert load_schema(path) is first
    path.write_text('[categories.Post]\ntype = "identifier"\ndetectors = ["email"]\n')
    assert load_schema(path).names == ("Post",)
    path.write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"^/.*schema\.toml is not TOML"):
        load_schema(path)
    with pytest.raises(SettingsError, match=r"^the schema is not TOML"):
        read_schema(b"x = [", "the schema")
    path.unlink()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_schema(path)


def test_labels_of_a_category_may_be_kept_apart_and_the_file_keeps_what_people_wrote(
    tmp_path: Path,
) -> None:
    path = tmp_path / "schema.toml"
    path.write_text(
        '[categories.Who]\ntype = "party"\nlearned = true\noverlaps = false  # of a person\n\n'
        '[categories.Mail]\ntype = "identifier"\ndetectors = ["email"]\noverlaps = true\n'
    )
    schema = load_schema(path)
    assert [schema.may_overlap(one) for one in ("Who", "Mail", "Unknown")] == [False, True, True]
    assert write_schema(schema)["categories"]["Who"]["overlaps"] is False
    assert "overlaps" not in write_schema(schema)["categories"]["Mail"]
    assert replace_categories(path.read_text(), schema.categories) == path.read_text()
    free = [replace(one, overlaps=True) for one in schema.categories]
    assert replace_categories(path.read_text(), free).count("overlaps") == 1
    apart = [replace(one, overlaps=False) for one in schema.categories]
    assert replace_categories(path.read_text(), apart).count("overlaps = false") == 2
