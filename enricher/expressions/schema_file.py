r"""The file of a schema: TOML that people read and copy.

[categories.Party]
type = "party"
cardinality = "many"
learned = true
description = "A party to the agreement, not every company it names."

[categories.PolicyNumber]
type = "identifier"
patterns = ['POL-\d{6}']

[categories.ExpiryDate]
type = "date"
cardinality = "one"
learned = true
derived = "plus(fields.EffectiveDate, fields.Term)"  # where no day is found
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from enricher.errors import SettingsError
from enricher.files.toml_text import read_toml
from enricher.schema import EntitySchema
from enricher.schema.entries import line_of, parse_entries

MOST_BYTES = 2_000_000
"""Of a file: the library that keeps its comments takes four seconds for so many."""


def parse_schema(data: Mapping[str, Any], origin: str, text: str = "") -> EntitySchema:
    """Check what a schema file says and turn it into a value.

    Args:
        data: the parsed file.
        origin: what messages call it, usually its path.
        text: the file itself, for the lines that messages name.

    Raises:
        SettingsError: `parse_entries` refuses it, or what a category is derived by is wrong.
    """
    schema = parse_entries(data, origin, text)
    if schema.derived:
        _check_derived(schema, origin, text)
    return schema


def _check_derived(schema: EntitySchema, origin: str, text: str) -> None:
    # Most schemas need no expressions, and these take a while to load.
    from enricher.expressions.derivations import DerivedError, compile_derived

    try:
        compile_derived(schema)
    except DerivedError as error:
        line = line_of(text, ["categories", error.category, "derived"])
        raise SettingsError(f"{origin}{line}: category {error.category}: {error}") from error


def load_schema(path: Path) -> EntitySchema:
    """Read a schema file.

    Raises:
        SettingsError: the file is missing, is not TOML, or `parse_schema` refuses it.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"schema {path} cannot be read: {error.strerror}") from error
    return read_schema(content, str(path))


@lru_cache(maxsize=64)
def read_schema(content: bytes, origin: str) -> EntitySchema:
    """Parse once what every search asks for: reading the file again costs nothing beside it.

    Raises:
        SettingsError: it is not TOML, is too large, or `parse_schema` refuses it.
    """
    if len(content) > MOST_BYTES:
        raise SettingsError(
            f"{origin} has more than {MOST_BYTES // 1_000_000} MB; move long lists of names to"
            " lists of policies"
        )
    try:
        text = content.decode("utf-8")
        data = read_toml(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{origin} is not TOML: {error}") from error
    return parse_schema(data, origin, text)
