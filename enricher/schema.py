r"""The schema of a project: its categories, what type their values have and who finds them.

A schema is a TOML file that people read and copy:

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
    derived = "plus(fields.EffectiveDate, fields.Term)"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from enricher.entities import Cardinality, ValueType
from enricher.errors import SettingsError
from enricher.files.toml_text import read_toml

_FINDERS = ("learned", "detectors", "patterns", "words")
CATEGORY_NAME = re.compile(r"[^\s:$&%*()+~#/?<>=!\"',|.\\][^:$&%*()+~#/?<>=!\"',|.\\]{0,49}")

# What a schema may hold. The automaton for a word of 100,000 characters takes half a minute to build,
# and the library that keeps the comments of a file four seconds for two megabytes.
MOST_BYTES = 2_000_000
Word = Annotated[str, StringConstraints(max_length=1_000)]
Words = Annotated[list[Word], Field(max_length=100_000)]
Prose = Annotated[str, StringConstraints(max_length=10_000)]
Patterns = Annotated[list[Prose], Field(max_length=1_000)]
MOST_CATEGORIES = 1_000


@dataclass(frozen=True, slots=True)
class Category:
    """A type of entity.

    Attributes:
        learned: the model of the project finds it.
        detectors: names from `enricher.recognizer.detectors.DETECTORS`.
        patterns: RE2 expressions; group 1, if there is one, is the entity.
        words: a list of literal names, matched as whole words without regard to case.
        threshold: spans of the model below this confidence are dropped; None leaves the choice
            to the model, which knows it from its evaluation.
        overlaps: its labels may share text with labels of other categories that may do so too;
            else with no other label. What is found in documents is not cut by it.
    """

    name: str
    type: ValueType
    cardinality: Cardinality = "many"
    description: str = ""
    learned: bool = False
    detectors: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    threshold: float | None = None
    overlaps: bool = True
    derived: str = ""


@dataclass(frozen=True, slots=True)
class EntitySchema:
    categories: tuple[Category, ...]

    def __getitem__(self, name: str) -> Category:
        for category in self.categories:
            if category.name == name:
                return category
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(category.name == name for category in self.categories)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(category.name for category in self.categories)

    @property
    def learned(self) -> tuple[str, ...]:
        return tuple(category.name for category in self.categories if category.learned)

    @property
    def may_all_overlap(self) -> bool:
        return all(category.overlaps for category in self.categories)

    def may_overlap(self, name: str) -> bool:
        """Whether labels of a category may share text with others; of an unknown one they may."""
        return name not in self or self[name].overlaps

    @property
    def found(self) -> tuple[str, ...]:
        """The names of what stands in texts, and can be tagged there: all but what is derived."""
        return tuple(category.name for category in self.categories if not category.derived)

    @property
    def derived(self) -> tuple[Category, ...]:
        return tuple(category for category in self.categories if category.derived)


class _CategoryFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    type: ValueType
    cardinality: Cardinality = "many"
    description: Prose = ""
    learned: bool = False
    detectors: Patterns = Field(default_factory=list)
    patterns: Patterns = Field(default_factory=list)
    words: Words = Field(default_factory=list)
    threshold: float | None = Field(default=None, ge=0, le=1)
    overlaps: bool = True
    derived: Prose = ""


class _SchemaFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    categories: dict[str, _CategoryFile] = Field(default_factory=dict)


def parse_schema(data: Mapping[str, Any], origin: str, text: str = "") -> EntitySchema:
    """Check what a schema file says and turn it into a value.

    Args:
        data: the parsed file.
        origin: what messages call it, usually its path.
        text: the file itself, for the lines that messages name.

    Raises:
        SettingsError: a key is unknown, a value is wrong, a category has no one to find it, or what it
            is derived from is none.
    """
    try:
        parsed = _SchemaFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        line = _line_of(text, [str(part) for part in first["loc"]])
        raise SettingsError(f"{origin}{line}: {place}: {first['msg']}") from error
    if len(parsed.categories) > MOST_CATEGORIES:
        raise SettingsError(f"{origin} has more than {MOST_CATEGORIES:,} categories; divide it")
    categories = []
    for name, entry in parsed.categories.items():
        if not CATEGORY_NAME.fullmatch(name):
            raise SettingsError(
                f"{origin}{_line_of(text, ['categories', name])}: category {name!r}: a name has 1 to 50 characters, none of"
                " : $ & % * ( ) + ~ # / ? < > = ! , . | quotes or backslash"
            )
        finders = [one for one in _FINDERS if getattr(entry, one)]
        if entry.derived.strip() and (finders or entry.threshold is not None):
            raise SettingsError(
                f"{origin}{_line_of(text, ['categories', name])}: category {name}: it is derived, so that nobody finds it; leave out"
                f" {' and '.join(finders) or 'threshold'}, or derived"
            )
        if not (entry.derived.strip() or finders):
            raise SettingsError(
                f"{origin}{_line_of(text, ['categories', name])}: category {name}: nobody finds it; set learned, detectors, patterns"
                " or words, or derived"
            )
        categories.append(
            Category(
                name=name,
                type=entry.type,
                cardinality=entry.cardinality,
                description=entry.description,
                learned=entry.learned,
                detectors=tuple(entry.detectors),
                patterns=tuple(entry.patterns),
                words=tuple(entry.words),
                threshold=entry.threshold,
                overlaps=entry.overlaps,
                derived=entry.derived.strip(),
            )
        )
    schema = EntitySchema(tuple(categories))
    if schema.derived:
        _check_derived(schema, origin, text)
    return schema


def refuse_alike(schema: EntitySchema, before: EntitySchema | None = None) -> None:
    """Refuse categories whose names differ only in case; those that did before may stay.

    Raises:
        SettingsError: it names both.
    """
    known = set(before.names) if before else set()
    first: dict[str, str] = {}
    for name in schema.names:
        other = first.setdefault(name.casefold(), name)
        if other != name and not {other, name} <= known:
            raise SettingsError(
                f"categories {other} and {name} differ only in case, which neither queries nor"
                " registers tell apart; rename one, or use one for both"
            )


def _check_derived(schema: EntitySchema, origin: str, text: str) -> None:
    from enricher.enrichment.derived_fields import check_derived  # most schemas need no expressions

    if fault := check_derived(schema):
        line = _line_of(text, ["categories", fault.category, "derived"])
        raise SettingsError(f"{origin}{line}: category {fault.category}: {fault.reason}")


def _line_of(text: str, place: Sequence[str]) -> str:
    """`:LINE` of a category or of a key of it, as far as that can be told; "" where it cannot."""
    lines = text.splitlines()
    name = place[1] if len(place) > 1 else ""
    written = "|".join(re.escape(one) for one in (name, f'"{name}"', f"'{name}'"))
    header = re.compile(rf"\s*\[\s*categories\s*\.\s*(?:{written})\s*\]")
    start = next((at for at, line in enumerate(lines) if header.match(line)), None)
    if start is None:
        return ""
    for at in range(start + 1, len(lines) if len(place) > 2 else 0):
        if lines[at].lstrip().startswith("["):
            break
        if re.match(rf"\s*[\"']?{re.escape(place[2])}[\"']?\s*=", lines[at]):
            return f":{at + 1}"
    return f":{start + 1}"


def write_schema(schema: EntitySchema) -> dict[str, Any]:
    """What `parse_schema` reads, ready for JSON; what is as it would be anyway is left out."""
    return {"categories": {one.name: _entry(one) for one in schema.categories}}


def _entry(category: Category) -> dict[str, Any]:
    entry = _CategoryFile(
        type=category.type,
        cardinality=category.cardinality,
        description=category.description,
        learned=category.learned,
        detectors=list(category.detectors),
        patterns=list(category.patterns),
        words=list(category.words),
        threshold=category.threshold,
        overlaps=category.overlaps,
        derived=category.derived,
    )
    return entry.model_dump(mode="json", exclude_defaults=True)


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
            f"{origin} has more than {MOST_BYTES // 1_000_000} MB; keep long lists of names as lists of"
            " policies"
        )
    try:
        text = content.decode("utf-8")
        data = read_toml(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{origin} is not TOML: {error}") from error
    return parse_schema(data, origin, text)
