"""What the check proposes for labels, put into them: bounds that were probably meant, labels that are missing.

Flaws --proposal_of--> Proposal: the label that there is, the one that there shall be
Proposals --apply--> documents of the project; `revert` takes them back
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from enricher.errors import InputError, NotFoundError, OutdatedError
from enricher.ledger.events import Act
from enricher.ledger.labels import Change, Label, LabeledDocument, in_order
from enricher.projects.check import Checked, check
from enricher.projects.documents import find_document, refuse_unknown, revision
from enricher.projects.label_overlaps import refuse_forbidden, refuse_within_category
from enricher.projects.project import Project
from enricher.projects.quality.flaws import Flaw, Passage

_MISSING = frozenset(["untagged", "found-missed"])
"""Kinds of flaws whose places lack a label."""
_UNDECIDED = frozenset(["found-other-category"])
"""Kinds that name a stretch and leave open of which category it is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one label.

    Attributes:
        before: None where there is none yet.
    """

    document: str
    before: Label | None
    after: Label

    @property
    def reverse(self) -> tuple[Label, Label | None]:
        return self.after, self.before


@dataclass(frozen=True, slots=True)
class Applied:
    """What was changed, what was not as another label stands there, and the flaws that are left."""

    done: tuple[Proposal, ...]
    left: int
    checked: Checked


def is_applicable(flaw: Flaw, passage: Passage) -> bool:
    """Whether it is known what the label is to be."""
    if flaw.kind in _MISSING:
        return True
    return passage.suggested is not None and flaw.kind not in _UNDECIDED


def apply(project: Project, ids: Iterable[str]) -> Applied:
    """Put into the labels what flaws, or places of them, propose.

    A label that would share text with another one of its category, or against the schema, is left.

    Raises:
        NotFoundError: an id is of no flaw that there is.
        InputError: none of them proposes anything.
        OutdatedError: a document was changed meanwhile; nothing was changed then.
    """
    chosen = _chosen(project, set(ids))
    done: list[Proposal] = []
    left = 0
    changes: list[Change] = []
    for before in project.store.read(list(chosen)):
        after = before
        for flaw, passage in chosen[before.name]:
            made = _proposal(flaw, passage, after)
            changed = _changed(project, after, before, made) if made else None
            if made is None or changed is None:
                left += 1
                continue
            after = changed
            done.append(made)
        if after != before:
            changes.append(Change(before, after))
    _exchange(project, changes)
    return Applied(tuple(done), left, check(project))


def revert(project: Project, proposals: Sequence[Proposal]) -> Checked:
    """Take back what was applied, as far as the labels are still what they were made.

    Raises:
        InputError: a label would stand where there is another one by now, or not in the text, or its
            category is not in the schema.
        OutdatedError: a document was changed meanwhile; nothing was changed then.
    """
    by_document: dict[str, list[Proposal]] = {}
    for one in proposals:
        by_document.setdefault(one.document, []).append(one)
    changes = []
    for before in project.store.read(list(by_document)):
        after = _reverted(project, before, by_document[before.name])
        if after != before:
            refuse_forbidden([after], [before], project.schema)
            refuse_within_category(after, before)
            changes.append(Change(before, after))
    _exchange(project, changes)
    return check(project)


def _reverted(
    project: Project, document: LabeledDocument, proposals: Sequence[Proposal]
) -> LabeledDocument:
    after = document
    for one in reversed(proposals):
        if one.after not in after.labels:
            continue
        if one.before is not None:
            refuse_unknown(project, document, [one.before.category])
        try:
            after = _with(after, *one.reverse)
        except ValueError as error:
            raise InputError(str(error)) from error
    return after


def _chosen(project: Project, wanted: set[str]) -> dict[str, list[tuple[Flaw, Passage]]]:
    """The places that ids name and that propose something, by document."""
    chosen: dict[str, list[tuple[Flaw, Passage]]] = {}
    known: set[str] = set()
    for flaw in check(project).flaws:
        for passage in flaw.passages:
            names = {flaw.id, flaw.passage_id(passage)} & wanted
            known |= names
            if names and is_applicable(flaw, passage):
                chosen.setdefault(passage.document, []).append((flaw, passage))
    if unknown := wanted - known:
        raise NotFoundError(f"project {project.name} has no flaw {min(unknown)!r} with places")
    if not chosen:
        raise InputError("nothing is proposed for these: a person has to decide what is right")
    return chosen


def _proposal(flaw: Flaw, passage: Passage, document: LabeledDocument) -> Proposal | None:
    place = passage.start, passage.end, passage.category
    if flaw.kind in _MISSING:
        return Proposal(document.name, None, Label(*place))
    before = next(
        (one for one in document.labels if (one.start, one.end, one.category) == place), None
    )
    if before is None or passage.suggested is None:  # another proposal has changed it
        return None
    start, end = passage.suggested
    return Proposal(document.name, before, Label(start, end, passage.category))


def _changed(
    project: Project, document: LabeledDocument, stored: LabeledDocument, proposal: Proposal
) -> LabeledDocument | None:
    """The document with what is proposed; None where another label is in its way."""
    changed = _with(document, proposal.before, proposal.after)
    try:
        refuse_forbidden([changed], [stored], project.schema)
        refuse_within_category(changed, stored)
    except InputError:
        return None
    return changed


def _with(document: LabeledDocument, before: Label | None, after: Label | None) -> LabeledDocument:
    labels = [one for one in document.labels if one != before]
    return replace(document, labels=in_order([*labels, *([after] if after else [])]))


def _exchange(project: Project, changes: Sequence[Change]) -> None:
    with project.noting() as note:
        taken = project.store.exchange(changes)
        if taken is None:
            for one in changes:
                note(Act.LABEL, document=one.name)
    if taken is not None:
        now = find_document(project, taken)
        raise OutdatedError(
            f"{taken} was changed by somebody else; look at its flaws again", now, revision(now)
        )
