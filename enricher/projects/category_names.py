"""Categories of other people's labels under names that a schema can have.

LEGISLATION/ACT --asked for: LEGISLATION/ACT=Act--> Act
--by rule------------------------> LEGISLATION_ACT
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from enricher.errors import InputError
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.schema import CATEGORY_NAME

NAMING = (
    "a name has 1 to 50 characters, none of : $ & % * ( ) + ~ # / ? < > = ! , . | quotes or"
    " backslash"
)
_FORBIDDEN = re.compile(r"[:$&%*()+~#/?<>=!\"',|.\\]+")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Renaming:
    """How categories of a file are to be called.

    Attributes:
        asked: old name -> new name; several may come to have one.
        by_rule: other names that no schema can have get `_` for what they may not have.
    """

    asked: Mapping[str, str] = field(default_factory=dict)
    by_rule: bool = False


def read_renaming(written: Iterable[str], *, by_rule: bool = False) -> Renaming:
    """Read `OLD=NEW`; an equals sign in OLD is its own, as NEW has none.

    Raises:
        InputError: one is not written so, its new name is none, or an old one has two.
    """
    asked: dict[str, str] = {}
    for one in written:
        old, equals, new = (part.strip() for part in one.rpartition("="))
        if not (old and equals and new):
            raise InputError(f"{one!r} is not a renaming: write OLD=NEW")
        if not CATEGORY_NAME.fullmatch(new):
            raise InputError(f"{one!r}: {new!r} is not a valid name of a category: {NAMING}")
        if asked.setdefault(old, new) != new:
            raise InputError(f"{old!r} cannot become both {asked[old]!r} and {new!r}")
    return Renaming(asked, by_rule)


def new_names(names: Sequence[str], renaming: Renaming) -> dict[str, str]:
    """The categories of a file that get another name, each with it.

    Raises:
        InputError: the file has no such category, two names would become one by rule, or a name
            can be none and nothing was asked for.
    """
    if unknown := [one for one in renaming.asked if one not in names]:
        there = ", ".join(map(repr, names)) or "none"
        raise InputError(f"there is no category {unknown[0]!r} to rename; there are {there}")
    renamed = dict(renaming.asked)
    wrong = [one for one in names if one not in renamed and not CATEGORY_NAME.fullmatch(one)]
    if wrong and not renaming.by_rule:
        raise InputError(_say_wrong(wrong))
    taken = {renamed.get(one, one).casefold(): one for one in names if one not in wrong}
    for old in wrong:
        new = _by_rule(old)
        if not CATEGORY_NAME.fullmatch(new):
            raise InputError(
                f"no valid name can be made of category {old!r}: {NAMING}; rename it: {old}=NEW"
            )
        other = taken.setdefault(new.casefold(), old)
        if other != old:
            raise InputError(
                f"categories {other!r} and {old!r} would both become {new}; rename one of them:"
                f" {old}=NEW"
            )
        renamed[old] = new
    return renamed


def rename_categories(
    documents: Iterable[LabeledDocument], renamed: Mapping[str, str]
) -> tuple[LabeledDocument, ...]:
    """Documents with their labels under other names."""
    if not renamed:
        return tuple(documents)
    return tuple(_renamed(one, renamed) for one in documents)


def _renamed(document: LabeledDocument, renamed: Mapping[str, str]) -> LabeledDocument:
    labels = (
        Label(one.start, one.end, renamed.get(one.category, one.category), one.source)
        for one in document.labels
    )
    tagged = document.tagged
    if tagged is not None:
        tagged = tuple(dict.fromkeys(renamed.get(one, one) for one in tagged))
    return replace(document, labels=in_order(labels), tagged=tagged)


def _by_rule(name: str) -> str:
    return _FORBIDDEN.sub("_", " ".join(name.split())).strip("_ ")


def _say_wrong(wrong: Sequence[str]) -> str:
    shown = ", ".join(f"{one} -> {_by_rule(one) or '?'}" for one in wrong[:_SHOWN])
    more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    what = f"category {wrong[0]!r}" if len(wrong) == 1 else f"{len(wrong)} categories"
    return (
        f"{what}: {NAMING}; rename (--rename '{wrong[0]}=NEW', or the field Rename), or fit the"
        f" names (--fit-names): {shown}{more}"
    )
