"""The relatives of a document as people read them: "Amends: Services Agreement of 2015-03-01"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from enricher.documents.families import Family, Stage
from enricher.documents.references import Kind

_TO_MASTER = {Kind.AMENDS: "Amends", Kind.RESTATES: "Restates", Kind.UNDER: "Made under"}
_OF_MASTER = {Kind.AMENDS: "Amended by", Kind.RESTATES: "Restated by", Kind.UNDER: "Made under it"}

_STAGES = {Stage.DRAFT: "a draft", Stage.SIGNED: "signed"}


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A relative.

    Attributes:
        id: "" for a master that is not among the documents.
        note: what else there is to say of it.
    """

    label: str
    title: str
    id: str = ""
    note: str = ""


def family_lines(family: Family) -> Iterator[FamilyLine]:
    """A line for each relative, masters first."""
    for one in family.masters:
        if one.kind is not None:
            yield FamilyLine(_TO_MASTER[one.kind], one.title, one.id)
    if family.reference is not None and not family.masters:
        reference = family.reference
        named = (
            f"{reference.title} of {' or '.join(reference.days)}"
            if reference.days
            else reference.title
        )
        yield FamilyLine(_TO_MASTER[reference.kind], named, note="not found among these documents")
    for one in family.changes:
        if one.kind is not None:
            yield FamilyLine(_OF_MASTER[one.kind], one.title, one.id)
    for one in family.copies:
        # A sketch that is the same does not say that the words are.
        notes = [f"{int(100 * one.likeness)} %" if one.likeness < 0.99 else "99 % or more"]
        if one.stage is not family.stage:
            notes += [
                f"{whose} is {_STAGES[stage]}"
                for whose, stage in (("that", one.stage), ("this", family.stage))
                if stage
            ]
        yield FamilyLine("Nearly the same as", one.title, one.id, ", ".join(notes))
