"""What taggers disagree about is decided, and becomes the labels of a document; or that is undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ledger.events import Act
from enricher.ledger.labels import Change, Label, LabeledDocument, in_order
from enricher.ledger.opinions import Adjudication, Decision, Opinion
from enricher.projects.adjudication.disagreements import Disagreement, compare
from enricher.projects.documents import find_document, refuse_unknown
from enricher.projects.label_overlaps import refuse_forbidden, refuse_within_category
from enricher.projects.project import Project


@dataclass(frozen=True, slots=True)
class Case:
    """A document that all of its taggers are done with.

    Attributes:
        document: as it is now.
        agreed: labels that all taggers have.
        decisions: by the id of the disagreement.
        settled_by: who made it the labels of the document, "" while nobody has.
        before: the document as it was before that.
        tagged: the categories that all taggers looked for.
    """

    document: LabeledDocument
    taggers: tuple[str, ...]
    agreed: tuple[Label, ...]
    disagreements: tuple[Disagreement, ...]
    decisions: Mapping[str, Decision]
    settled_by: str
    before: LabeledDocument | None
    tagged: tuple[str, ...] | None

    @property
    def undecided(self) -> tuple[Disagreement, ...]:
        return tuple(one for one in self.disagreements if one.id not in self.decisions)

    @property
    def settled(self) -> LabeledDocument:
        """The document with what is agreed, and what was decided so far."""
        decided = (label for one in self.decisions.values() for label in one.labels)
        labels = in_order((*self.agreed, *decided))
        return replace(self.document, labels=labels, tagged=self.tagged, regions=())


def find_case(project: Project, name: str) -> Case:
    """What there is to decide about a document.

    Raises:
        NotFoundError: there is no such document, or nobody was given it to tag beside others.
        ConflictError: not all taggers are done with it.
    """
    document = find_document(project, name)
    opinions = project.opinions.read(name)
    if not opinions:
        raise NotFoundError(
            f"{name} of project {project.name} was not given to several taggers, so that there is"
            " nothing to decide"
        )
    if waiting := [one.tagger for one in opinions if not one.is_done]:
        raise ConflictError(
            f"{name} waits for {' and '.join(waiting)}: nobody sees the labels of others before"
        )
    kept = project.opinions.adjudications(name).get(name, Adjudication())
    return make_case(project, document, opinions, kept)


def make_case(
    project: Project,
    document: LabeledDocument,
    opinions: Sequence[Opinion],
    kept: Adjudication,
) -> Case:
    schema = project.schema
    passages = {one.name for one in schema.categories if one.type.is_passage}
    difference = compare(opinions, passages)
    known = {one.id for one in difference.disagreements}
    return Case(
        document,
        tuple(one.tagger for one in opinions),
        difference.agreed,
        difference.disagreements,
        {key: one for key, one in kept.decisions.items() if key in known},
        kept.settled_by,
        kept.before,
        _looked_for(opinions, schema.learned),
    )


def decide(
    project: Project, name: str, decisions: Mapping[str, Sequence[Label] | None], who: str
) -> Case:
    """Choose the labels that stand where taggers disagree.

    Args:
        decisions: labels by the id of the disagreement, none of them where nothing is to stand
            there; None takes a decision back.

    Raises:
        NotFoundError, ConflictError: as `find_case`; there is no such disagreement.
        ConflictError: the document is settled.
        InputError: a label is not in the text or of no category, or shares text as it must not.
    """
    case = find_case(project, name)
    if case.settled_by:
        raise ConflictError(f"{name} was settled by {case.settled_by}; undo that first")
    known = {one.id for one in case.disagreements}
    for one in decisions:
        if one not in known:
            raise NotFoundError(f"{name} has no disagreement {one!r}; reload it")
    changed = {
        key: None if labels is None else Decision(in_order(labels), who)
        for key, labels in decisions.items()
    }
    kept = {key: one for key, one in {**case.decisions, **changed}.items() if one is not None}
    after = replace(case, decisions=kept)
    _refuse_impossible(project, case, after)
    project.opinions.decide(name, changed)
    return after


def settle(project: Project, name: str, who: str) -> Case:
    """Make what is agreed and decided the labels of a document.

    Raises:
        NotFoundError: as `find_case`.
        ConflictError: as `find_case`; something is undecided, or it is settled.
    """
    case = find_case(project, name)
    if case.settled_by:
        raise ConflictError(f"{name} was settled by {case.settled_by} already")
    if left := len(case.undecided):
        raise ConflictError(f"{name} has {left} disagreements that nobody has decided")
    _exchange(project, case, case.settled, who, Act.ADJUDICATE)
    return find_case(project, name)


def settle_agreed(project: Project, name: str, who: str) -> None:
    """Settle a document that all taggers are done with, if they agree on everything."""
    opinions = project.opinions.read(name)
    if not opinions or not all(one.is_done for one in opinions):
        return
    case = find_case(project, name)
    if not case.settled_by and not case.disagreements:
        with suppress(ConflictError):  # another tagger was done in the same moment
            settle(project, name, who)


def reopen(project: Project, name: str) -> Case:
    """Give a document the labels back that it had before it was settled; decisions stay.

    Raises:
        NotFoundError: as `find_case`.
        ConflictError: it is not settled, or its labels were changed since.
    """
    case = find_case(project, name)
    if case.before is None:
        raise ConflictError(f"{name} is not settled, so that there is nothing to undo")
    if case.document != case.settled:
        raise ConflictError(
            f"the labels of {name} were changed since it was settled; change them on its page"
        )
    _exchange(project, case, case.before, "", Act.UNDO_ADJUDICATION)
    return find_case(project, name)


def _exchange(
    project: Project, case: Case, after: LabeledDocument, settled_by: str, act: Act
) -> None:
    with project.noting() as note:
        if not project.opinions.settle(Change(case.document, after), settled_by):
            raise ConflictError(f"{after.name} was changed by someone else meanwhile; reload it")
        note(act, document=after.name, disagreements=len(case.disagreements))


def _refuse_impossible(project: Project, before: Case, after: Case) -> None:
    """What may stand because taggers agree on it may go on to do so."""
    labels = (label for one in after.decisions.values() for label in one.labels)
    refuse_unknown(project, before.settled, (one.category for one in labels))
    try:
        document = after.settled
    except ValueError as error:
        raise InputError(str(error)) from error
    refuse_forbidden([document], [before.settled], project.schema)
    refuse_within_category(document, before.settled)


def _looked_for(opinions: Sequence[Opinion], learned: Sequence[str]) -> tuple[str, ...] | None:
    said = [one.tagged for one in opinions]
    if all(one is None for one in said):
        return None
    looked = [set(learned if one is None else one) for one in said]
    first = next(one for one in said if one is not None)
    return tuple(one for one in first if all(one in some for some in looked))
