"""What one tagger says of documents, for themselves: seen and changed by nobody else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from enricher.errors import ConflictError, InputError, NotFoundError, OutdatedError
from enricher.ledger.events import Act
from enricher.ledger.labels import DocumentSummary, Label, LabeledDocument, in_order
from enricher.ledger.opinions import Opinion
from enricher.projects.adjudication.settlement import settle_agreed
from enricher.projects.documents import find_document, refuse_unknown, revision
from enricher.projects.label_overlaps import refuse_forbidden, refuse_within_category
from enricher.projects.project import Project

_ATTEMPTS = 10


def own_document(project: Project, name: str, tagger: str) -> LabeledDocument:
    """A document with the labels that a tagger gave it.

    Raises:
        NotFoundError: there is no such document, or the tagger has not got it.
    """
    return _with(find_document(project, name), _opinion(project, name, tagger))


def label_own(
    project: Project,
    name: str,
    tagger: str,
    labels: Iterable[Label],
    tagged: Sequence[str] | None,
    expected: str,
) -> LabeledDocument:
    """Give a document other labels of a tagger's own; done once every learned category was looked for.

    When the last tagger is done and all agree, their labels become those of the document.

    Args:
        expected: the revision of what was edited; `*` is any.

    Raises:
        NotFoundError: as `own_document`.
        ConflictError: all taggers are done.
        OutdatedError: it was changed in another window meanwhile.
        InputError: as `enricher.projects.documents.label_document`.
    """
    labels = in_order(labels)
    tagged = None if tagged is None else tuple(tagged)
    learned = project.schema.learned
    for _ in range(_ATTEMPTS):
        document, opinion = find_document(project, name), _opinion(project, name, tagger)
        before = _with(document, opinion)
        if expected not in ("*", revision(before)):
            raise OutdatedError(
                f"{name} was changed in another window; reload it", before, revision(before)
            )
        refuse_unknown(project, before, (*(one.category for one in labels), *(tagged or ())))
        try:
            after = replace(before, labels=labels, tagged=tagged)
        except ValueError as error:
            raise InputError(str(error)) from error
        refuse_forbidden([after], [before], project.schema)
        refuse_within_category(after, before)
        said = replace(opinion, labels=labels, tagged=tagged, is_done=after.is_finished(learned))
        with project.noting() as note:
            if project.opinions.exchange(opinion, said):
                if after != before:
                    note(Act.LABEL, document=name)
                break
        if is_closed(project, name):
            raise ConflictError(
                f"all taggers of {name} are done: where they disagree is decided in its adjudication"
            )
    settle_agreed(project, name, tagger)
    return after


def awaits_decision(project: Project, name: str) -> bool:
    """Whether all taggers of a document are done with it, and it is not settled."""
    return is_closed(project, name) and not is_settled(project, name)


def is_closed(project: Project, name: str) -> bool:
    """Whether a document has taggers, and all of them are done with it."""
    opinions = project.opinions.read(name)
    return bool(opinions) and all(one.is_done for one in opinions)


def is_settled(project: Project, name: str) -> bool:
    """Whether what its taggers said was made the labels of a document."""
    kept = project.opinions.adjudications(name).get(name)
    return kept is not None and bool(kept.settled_by)


def summaries_for(
    project: Project, who: str, known: Sequence[DocumentSummary]
) -> list[DocumentSummary]:
    """The documents that somebody is to tag, as far as they have come with them.

    What they were given comes as their own labels say, until all are done with it; what others
    were given does not come.
    """
    taggers: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for state in project.opinions.states():
        taggers[state.document][state.tagger] = state.is_done
    if not taggers:
        return list(known)
    found = []
    for one in known:
        states = taggers.get(one.name, {})
        if not states or all(states.values()):
            found.append(one)
        elif who in states:
            opinion = _opinion(project, one.name, who)
            labels = Counter(label.category for label in opinion.labels)
            found.append(replace(one, labels=labels, tagged=opinion.tagged, in_parts=False))
    return found


def due_for(
    project: Project, who: str, summaries: Sequence[DocumentSummary]
) -> list[DocumentSummary]:
    """Of `summaries_for`, those to tag first: what somebody was given beside others and is not done with."""
    due = {
        one.document for one in project.opinions.states() if one.tagger == who and not one.is_done
    }
    return [one for one in summaries if one.name in due]


def others_of(project: Project, name: str, who: str) -> tuple[list[str], bool]:
    """Who else tags a document for themselves while not all are done, and whether one does so too."""
    opinions = project.opinions.read(name)
    if all(one.is_done for one in opinions):
        return [], False
    names = [one.tagger for one in opinions]
    return [one for one in names if one != who], who in names


def _opinion(project: Project, name: str, tagger: str) -> Opinion:
    found = project.opinions.read(name, tagger)
    if not found:
        raise NotFoundError(
            f"{name} of project {project.name} is not one that {tagger} was given to tag beside others"
        )
    return found[0]


def _with(document: LabeledDocument, opinion: Opinion) -> LabeledDocument:
    return replace(document, labels=opinion.labels, tagged=opinion.tagged, regions=())
