"""The schema of a project: its categories, what type their values have and who finds them.

`entries` reads it from the tables of a file; `enricher.expressions.schema_file` reads the file, and
checks what its categories are derived by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from enricher.entities import Cardinality
from enricher.errors import SettingsError
from enricher.values import ValueType

CATEGORY_NAME = re.compile(r"[^\s:$&%*()+~#/?<>=!\"',|.\\][^:$&%*()+~#/?<>=!\"',|.\\]{0,49}")


@dataclass(frozen=True, slots=True)
class Category:
    """A type of entity.

    Attributes:
        learned: the model of the project finds it.
        detectors: names from `enricher.recognizer.detectors.DETECTORS`.
        patterns: RE2 expressions; group 1, if there is one, is the entity.
        stated: files that name it themselves are taken at their word (`ExtractedText.stated`).
        words: a list of literal names, matched as whole words without regard to case.
        threshold: spans of the model below this confidence are dropped; None leaves the choice
            to the model, which knows it from its evaluation.
        derived: an expression that gives the field, of what is also found where nothing was.
        choices: what a document can be of, where the type is `choice`; the model says which.
        absent_from: types of documents (`DocumentType`) that have none of it, when the file itself or a
            person says that a document is of one.
        within: the category of passages inside of which alone its rules look; "" is everywhere.
        overlaps: its labels may share text with labels of other categories that may do so too;
            else with no other label but passages. What is found in documents is not cut by it.
    """

    name: str
    type: ValueType
    cardinality: Cardinality = "many"
    description: str = ""
    learned: bool = False
    stated: bool = False
    detectors: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    threshold: float | None = None
    overlaps: bool = True
    derived: str = ""
    choices: tuple[str, ...] = ()
    within: str = ""
    absent_from: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        """Whether it stands in texts, and can be tagged there: all but what is only derived."""
        finders = self.detectors, self.patterns, self.words, self.choices
        return self.learned or self.stated or any(finders) or not self.derived


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
    def types(self) -> dict[str, ValueType]:
        return {category.name: category.type for category in self.categories}

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """What documents can be, of categories of type `choice`."""
        return {one.name: one.choices for one in self.categories if one.choices}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(category.name for category in self.categories)

    @property
    def learned(self) -> tuple[str, ...]:
        return tuple(category.name for category in self.categories if category.learned)

    @property
    def passages(self) -> tuple[str, ...]:
        """Those of what is learned whose values are passages."""
        return tuple(name for name in self.learned if self[name].type.is_passage)

    @property
    def inside(self) -> tuple[Category, ...]:
        """What is looked for inside of passages alone."""
        return tuple(category for category in self.categories if category.within)

    @property
    def may_all_overlap(self) -> bool:
        return all(category.overlaps for category in self.categories)

    def may_overlap(self, name: str) -> bool:
        """Whether labels of a category may share text with others; of an unknown one they may."""
        return name not in self or self[name].overlaps

    def is_passage(self, name: str) -> bool:
        return name in self and self[name].type.is_passage

    def are_apart(self, one: str, other: str) -> bool:
        """Whether labels of two categories must not share text; with passages all may."""
        if self.is_passage(one) or self.is_passage(other):
            return False
        return not (self.may_overlap(one) and self.may_overlap(other))

    @property
    def found(self) -> tuple[str, ...]:
        """The names of what stands in texts, and can be tagged there."""
        return tuple(category.name for category in self.categories if category.is_found)

    @property
    def derived(self) -> tuple[Category, ...]:
        """What is computed: always, or where nothing is found."""
        return tuple(category for category in self.categories if category.derived)


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


def merge_schemas(schemas: list[tuple[str, EntitySchema]]) -> EntitySchema:
    """One schema for all that reads a collection.

    What follows where nothing is found follows for all of them.

    Raises:
        SettingsError: two deployments give one category different value types, or derive it
            otherwise.
    """
    merged: dict[str, tuple[str, Category]] = {}
    for deployment, schema in schemas:
        for category in schema.categories:
            origin, known = merged.setdefault(category.name, (deployment, category))
            if known.type != category.type:
                raise SettingsError(
                    f"category {category.name} is {known.type} in {origin} and {category.type} in"
                    f" {deployment}; a collection cannot use both"
                )
            both_find = known.is_found and category.is_found
            if both_find and category.derived and not known.derived:
                merged[category.name] = (origin, replace(known, derived=category.derived))
            elif known.derived != category.derived and (category.derived or not both_find):
                ways = [one.derived or "found in the text" for one in (known, category)]
                raise SettingsError(
                    f"category {category.name} is {ways[0]} in {origin} and {ways[1]} in"
                    f" {deployment}; a collection cannot use both"
                )
    return EntitySchema(tuple(category for _, category in merged.values()))


def first_of_each(schemas: Iterable[EntitySchema]) -> EntitySchema:
    """One schema for collections that are read by others each: of two categories of a name the first."""
    known: dict[str, Category] = {}
    for schema in schemas:
        for category in schema.categories:
            known.setdefault(category.name, category)
    return EntitySchema(tuple(known.values()))
