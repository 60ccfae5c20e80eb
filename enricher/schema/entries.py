"""The tables of a schema's file, which the manifest of a model has as well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticKnownError

from enricher.entities import Cardinality
from enricher.errors import SettingsError
from enricher.schema import CATEGORY_NAME, Category, EntitySchema
from enricher.values import CHOICE, VALUE_TYPES, ValueType

_FINDERS = ("learned", "stated", "detectors", "patterns", "words", "choices")

# What a schema may hold: the automaton for a word of 100,000 characters takes half a minute to build.
Word = Annotated[str, StringConstraints(max_length=1_000)]
Words = Annotated[list[Word], Field(max_length=100_000)]
Prose = Annotated[str, StringConstraints(max_length=10_000)]
Patterns = Annotated[list[Prose], Field(max_length=1_000)]
Choice = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50, pattern=r"^[^,]*$")
]
"""Without a comma, which stands between several of them."""
Choices = Annotated[list[Choice], Field(max_length=200)]
MOST_CATEGORIES = 1_000


def _value_type(name: object) -> ValueType:
    if isinstance(name, ValueType):
        return name
    if name not in VALUE_TYPES:
        *others, last = (repr(one) for one in VALUE_TYPES)
        raise PydanticKnownError("enum", {"expected": f"{', '.join(others)} or {last}"})
    return VALUE_TYPES[str(name)]


TypeName = Annotated[
    ValueType,
    PlainValidator(_value_type),
    PlainSerializer(repr, return_type=str),
    WithJsonSchema({"type": "string", "enum": list(VALUE_TYPES)}),
]
"""A value type in files and requests: its name."""


class CategoryEntry(BaseModel):
    """A category as files and requests have it, but for its name."""

    model_config = ConfigDict(extra="forbid")

    type: TypeName = Field(examples=["party"])
    cardinality: Cardinality = "many"
    description: Prose = ""
    learned: bool = False
    stated: bool = Field(
        False,
        description="Its values are taken from files that state them as data, such as e-invoices.",
    )
    detectors: Patterns = Field(default_factory=list)
    patterns: Patterns = Field(default_factory=list)
    words: Words = Field(default_factory=list)
    threshold: float | None = Field(default=None, ge=0, le=1)
    overlaps: bool = Field(
        True, description="Its labels may share text with those of other categories."
    )
    derived: Prose = Field("", examples=["plus(fields.Signed, fields.Term)"])
    choices: Choices = Field(default_factory=list, examples=[[]])
    within: Annotated[str, StringConstraints(max_length=50, strip_whitespace=True)] = Field(
        "",
        examples=[""],
        description="Detectors, patterns and words look only inside passages of this category.",
    )
    absent_from: Choices = Field(
        default_factory=list,
        examples=[[]],
        description="Types of documents that never have it.",
    )

    def category(self, name: str) -> Category:
        values: dict[str, Any] = {
            field: tuple(value) if isinstance(value, list) else value for field, value in self
        }
        return Category(**values | {"name": name, "derived": self.derived.strip()})


class _SchemaFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    categories: dict[str, CategoryEntry] = Field(default_factory=dict)


def parse_entries(data: Mapping[str, Any], origin: str, text: str = "") -> EntitySchema:
    """Check what a schema file says, but for what its categories are derived by.

    Args:
        data: the parsed file.
        origin: what messages call it, usually its path.
        text: the file itself, for the lines that messages name.

    Raises:
        SettingsError: a key is unknown, a value is wrong, or a category has no one to find it.
    """
    try:
        parsed = _SchemaFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        line = line_of(text, [str(part) for part in first["loc"]])
        raise SettingsError(f"{origin}{line}: {place}: {first['msg']}") from error
    if len(parsed.categories) > MOST_CATEGORIES:
        raise SettingsError(f"{origin} has more than {MOST_CATEGORIES:,} categories; split it")
    categories = []
    for name, entry in parsed.categories.items():
        if not CATEGORY_NAME.fullmatch(name):
            raise SettingsError(
                f"{origin}{line_of(text, ['categories', name])}: category {name!r}: a name has 1 to 50 characters, none of"
                " : $ & % * ( ) + ~ # / ? < > = ! , . | quotes or backslash"
            )
        finders = [one for one in _FINDERS if getattr(entry, one)]
        if entry.derived.strip() and not finders and entry.threshold is not None:
            raise SettingsError(
                f"{origin}{line_of(text, ['categories', name])}: category {name}: it is only"
                " derived; remove threshold, or say how it is found"
            )
        if not (entry.derived.strip() or finders):
            raise SettingsError(
                f"{origin}{line_of(text, ['categories', name])}: category {name}: nothing finds it;"
                " set learned, stated, detectors, patterns, words or derived"
            )
        if reason := _wrong_choices(entry, finders):
            line = line_of(text, ["categories", name])
            raise SettingsError(f"{origin}{line}: category {name}: {reason}")
        if entry.type.is_passage and entry.cardinality != "many":
            line = line_of(text, ["categories", name, "cardinality"])
            raise SettingsError(
                f"{origin}{line}: category {name}: a document may have several passages of one"
                ' category; leave out cardinality = "one"'
            )
        if reason := _wrong_within(entry, parsed.categories):
            line = line_of(text, ["categories", name, "within"])
            raise SettingsError(f"{origin}{line}: category {name}: {reason}")
        categories.append(entry.category(name))
    return EntitySchema(tuple(categories))


def _wrong_within(entry: CategoryEntry, entries: Mapping[str, CategoryEntry]) -> str:
    """Why it cannot be looked for inside of passages; "" where it can, or is everywhere."""
    if not entry.within:
        return ""
    if entry.learned or not (entry.detectors or entry.patterns or entry.words):
        return (
            "within applies to detectors, patterns and words; set one of them, and remove learned"
        )
    outer = entries.get(entry.within)
    if outer is None or not outer.type.is_passage or outer.within:
        known = [name for name, one in entries.items() if one.type.is_passage and not one.within]
        there = f"there are: {', '.join(known)}" if known else "the schema has none"
        return f"within names a category of type passage, and {entry.within!r} is none; {there}"
    return ""


def _wrong_choices(entry: CategoryEntry, finders: Sequence[str]) -> str:
    """Why what is said of choices makes no sense; "" where it does."""
    if entry.type is not CHOICE:
        return "only the type choice has choices" if entry.choices else ""
    if entry.derived.strip() and not finders:
        return ""
    if finders != ["choices"] or entry.cardinality != "one":
        return (
            'the type choice needs choices and cardinality = "one", and nothing else that finds it'
        )
    if len({one.casefold() for one in entry.choices}) < max(2, len(entry.choices)):
        return "it needs two or more different choices"
    return ""


def line_of(text: str, place: Sequence[str]) -> str:
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
    """What `parse_entries` reads, ready for JSON; what is as it would be anyway is left out."""
    return {
        "categories": {
            one.name: CategoryEntry.model_validate(one, from_attributes=True).model_dump(
                mode="json", exclude_defaults=True
            )
            for one in schema.categories
        }
    }
