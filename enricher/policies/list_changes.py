"""A change of a list before it is saved: what comes, what goes, and what cannot stand on it.

text of the file ─┐
ListChange ───────┴─ draft_list ─► ListDraft, of which the other lines stay as they are
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from enricher.documents.notices import in_words
from enricher.errors import Problem
from enricher.policies.lists import (
    NamedList,
    NameTable,
    has_several_names,
    list_of_rows,
    parse_names,
)
from enricher.policies.sets import PolicySet
from enricher.values.jurisdiction import JURISDICTION, parse_jurisdiction
from enricher.values.party import PARTY, party_key
from enricher.values.person import PERSON

MOST_CHARACTERS = 300
"""Of a name: what is longer is a sentence that came into the wrong column."""


@dataclass(frozen=True, slots=True)
class ListChange:
    """What somebody makes of a list.

    Attributes:
        add: names that come, as somebody wrote them.
        remove: names that go, however they are written.
        table: CSV as `enricher.policies.list_tables` writes it.
        replaces: whether the table takes the place of the list, or its names come on it.
        version: the sha256 of a version that is returned to first; "" is the list as it is.
    """

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    table: str | None = None
    replaces: bool = True
    version: str = ""


@dataclass(frozen=True, slots=True)
class ReadLaw:
    """A law as somebody wrote it, and by the name that documents have for it."""

    written: str
    name: str


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A list as it would be.

    Attributes:
        path: of its file, which need not exist.
        before: how many names it has now.
        new, gone: names that would come and go, as the list writes them.
        known: names to add that are on it already.
        laws: names to add that would stand on it under another name.
        problems: names to add that cannot stand on a list, by their line.
    """

    path: Path
    text: str
    after: NamedList
    before: int
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    laws: tuple[ReadLaw, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def names(self) -> int:
        return len(self.after)


def is_of_laws(policies: PolicySet, name: str) -> bool:
    """Whether policies compare governing laws with a list, and no names of parties."""
    types = {
        policies.schema[category].type
        for one in policies.policies.values()
        if name in one.condition.lists
        for category in one.condition.categories
    }
    return JURISDICTION in types and types.isdisjoint((PARTY, PERSON))


def read_name(written: str, *, of_laws: bool) -> tuple[str, str]:
    """A name as a list has it, and why it cannot stand there, "" where it can."""
    name = " ".join(written.split())
    if has_several_names(name):
        return name, f"{name[:60]!r} is more than one name; write one in each line"
    if len(name) > MOST_CHARACTERS:
        return name, f"{name[:60]!r}… has more than {MOST_CHARACTERS} characters"
    if not party_key(name):
        return name, f"{name!r} has no letters" if name else "there is no name"
    if not of_laws:
        return name, ""
    read = parse_jurisdiction(name)
    if read.value is not None:
        return read.value.display, ""
    reason = in_words(read.warnings[0]) if read.warnings else f"{name!r} is no state or country"
    return name, f"{name[:60]!r}: {reason}"


def draft_list(
    path: Path,
    text: str,
    before: NamedList,
    add: Iterable[str],
    remove: Iterable[str],
    *,
    of_laws: bool,
) -> ListDraft:
    """The text of a list with names that come and go.

    Args:
        path: of the file that the text is or will be.
        before: the list as it is now, whatever the text.

    Raises:
        PolicyError: the text is no list.
    """
    table = parse_names(path, text)
    leaving = {party_key(one) for one in remove}
    standing = {key for row in table.rows if (key := party_key(row.name)) not in leaving}
    coming: dict[str, str] = {}
    known, laws, problems = [], [], []
    for number, written in enumerate(add, 1):
        if not written.strip():
            continue
        name, fault = read_name(written, of_laws=of_laws)
        if fault:
            problems.append(Problem(str(path), fault, number, "InvalidName"))
            continue
        if name != " ".join(written.split()):
            laws.append(ReadLaw(written.strip(), name))
        if (key := party_key(name)) in standing or key in coming:
            known.append(name)
        else:
            coming[key] = name
    text = _edited(path, text, table, leaving, list(coming.values()))
    after = list_of_rows(path, parse_names(path, text).rows)
    new = tuple(one for key, one in after.names.items() if key not in before.names)
    gone = tuple(one for key, one in before.names.items() if key not in after.names)
    return ListDraft(
        path, text, after, len(before), new, gone, tuple(known), tuple(laws), tuple(problems)
    )


def _edited(
    path: Path, text: str, table: NameTable, leaving: set[str], coming: Sequence[str]
) -> str:
    """The lines of names that leave go, with what else stands in their rows."""
    gone = {
        line
        for row in table.rows
        if leaving and party_key(row.name) in leaving
        for line in range(row.first, row.last + 1)
    }
    is_table = path.suffix == ".csv"
    lines = text.split("\n") if is_table else text.splitlines()
    kept = [line for number, line in enumerate(lines, 1) if number not in gone]
    while kept and not kept[-1].strip():
        kept.pop()
    if is_table:
        kept += [] if kept else ["name"]
        kept += [_row(table, one) for one in coming]
    else:
        kept += coming
    return "\n".join([*kept, ""])


def _row(table: NameTable, name: str) -> str:
    out = StringIO()
    writer = csv.writer(out, delimiter=table.mark, lineterminator="")
    writer.writerow([name if at == table.column else "" for at in range(table.width)])
    return out.getvalue()
