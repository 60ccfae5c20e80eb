"""The kinds of what expressions take and make: of categories, of samples, and of several together."""

from __future__ import annotations

from collections.abc import Mapping

from enricher.schema import Category
from enricher.values.kinds import ANY, NUMBER, TEXT, WHOLE, Kind, Sort, Writing

_OF_KEY: Mapping[str, Kind] = {
    "language": Kind(Sort.TEXT, writing=Writing.LANGUAGE),
    "category": Kind(Sort.TEXT, writing=Writing.CATEGORY),
}


def kind_of_category(category: Category) -> Kind:
    kind = category.type.kind
    return list_of(kind) if category.cardinality == "many" else kind


def kind_of_sample(sample: object) -> Kind:
    """Of a value as `samples` has it; an empty list is one of texts."""
    if isinstance(sample, list):
        return list_of(kind_of_sample(sample[0]) if sample else TEXT)
    if isinstance(sample, Mapping):
        return Kind(Sort.MAP, keys={key: kind_of_key(key, sample) for key in sample})
    if isinstance(sample, str):
        return TEXT
    return WHOLE if isinstance(sample, int) else NUMBER


def kind_of_key(key: str, sample: Mapping[str, object]) -> Kind:
    return _OF_KEY.get(key) or kind_of_sample(sample[key])


def list_of(kind: Kind) -> Kind:
    return Kind(Sort.LIST, kind)


def are_alike(one: Kind, other: Kind) -> bool:
    """Whether a value of one kind may be equal to one of the other."""
    if Sort.ANY in (one.sort, other.sort) or (one.is_number and other.is_number):
        return True
    if one.sort is Sort.LIST and other.sort is Sort.LIST:
        return are_alike(one.item, other.item)
    return one.sort is other.sort


def joined(kinds: list[Kind]) -> Kind | None:
    """What any of some values is; None where they are of unlike kinds. null goes with all."""
    found = ANY
    for kind in kinds:
        if kind.sort is Sort.NULL and len(kinds) > 1:
            continue
        if not are_alike(found, kind):
            return None
        if found.sort is Sort.ANY or (found.sort is Sort.WHOLE and kind.sort is Sort.NUMBER):
            found = kind
    return found
