"""Documents of a project are given to taggers, and taken from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ledger.events import Act, some_documents
from enricher.ledger.labels import LabeledDocument
from enricher.ledger.opinions import Opinion
from enricher.projects.adjudication.settlement import settle_agreed
from enricher.projects.documents import refuse_unknown
from enricher.projects.project import Project

FEWEST = 2
"""Taggers of a document: one alone tags as ever."""


def assign(
    project: Project,
    documents: Sequence[str],
    taggers: Sequence[str],
    able: Collection[str],
    present: str = "",
    made: Mapping[str, Iterable[LabeledDocument]] = MappingProxyType({}),
    who: str = "",
) -> int:
    """Have documents tagged by people who do not see each other's labels until all are done.

    Args:
        able: users who may tag.
        present: the tagger whose opinion the present labels of the documents are; "" is nobody.
        made: documents that taggers have labelled elsewhere, by tagger.
        who: gives them; it settles what all have labelled alike already.

    Returns:
        How many documents somebody has to tag now who had not to before.

    Raises:
        NotFoundError: there is no such document.
        InputError: a tagger may not tag, a document would have one alone, or was labelled elsewhere
            with another text or categories that the schema lacks.
        ConflictError: all taggers of a document are done with it.
    """
    names, people = list(dict.fromkeys(documents)), sorted(set(taggers))
    for person in people:
        if person not in able:
            raise InputError(
                f"{person!r} cannot tag: there is no such user, or it is a reader or locked"
                " (`enricher users list`)"
            )
    for person in (present, *made):
        if person and person not in people:
            raise InputError(f"labels cannot be those of {person}, who is not to tag")
    known = {one.name: one for one in project.store.read(names)}
    if unknown := [one for one in names if one not in known]:
        raise NotFoundError(f"project {project.name} has no document {unknown[0]!r}")
    taggers_of = _taggers(project)
    labelled = {person: {one.name: one for one in some} for person, some in made.items()}
    if present:
        labelled[present] = known
    learned = project.schema.learned
    added = []
    for name in names:
        before = taggers_of[name]
        if before and all(before.values()):
            raise ConflictError(f"all taggers of {name} are done with it; choose other documents")
        if len({*before, *people}) < FEWEST:
            raise InputError(f"{name} needs two taggers: name another one beside {people[0]}")
        for person in people:
            if person in before:
                continue
            document = labelled.get(person, {}).get(name)
            if document is not None:
                refuse_unknown(project, known[name], sorted(document.categories))
            added.append(_opinion(known[name], person, document, learned))
    new = list(dict.fromkeys(one.document for one in added))
    if added:
        with project.noting() as note:
            project.opinions.add(added)
            note(Act.ASSIGN_TAGGERS, taggers=people, **some_documents(new))
        for name in new:
            settle_agreed(project, name, who)
    return len(new)


def withdraw(
    project: Project,
    documents: Sequence[str] | None,
    tagger: str,
    who: str,
    *,
    discard: bool = False,
) -> int:
    """Take documents from a tagger; what the only one left says of them is their labels once done.

    Args:
        documents: None means all that the tagger is not done with.
        who: does so.
        discard: also those in which the tagger has labels, which are lost.

    Returns:
        How many documents the tagger had.

    Raises:
        ConflictError: the tagger has begun with one.
    """
    had = {one.document: one for one in project.opinions.read(tagger=tagger)}
    if documents is None:
        documents = [name for name, one in had.items() if not one.is_done]
    found = [one for one in dict.fromkeys(documents) if one in had]
    begun = [one for one in found if had[one].labels or had[one].is_done]
    if begun and not discard:
        raise ConflictError(
            f"{tagger} has tagged {begun[0]}"
            + (f" and {len(begun) - 1} more" if begun[1:] else "")
            + ": say that these labels are to be discarded"
        )
    if found:
        with project.noting() as note:
            project.opinions.remove(found, tagger)
            note(Act.WITHDRAW_TAGGER, tagger=tagger, **some_documents(found))
        for name in found:
            settle_agreed(project, name, who)
    return len(found)


def _opinion(
    document: LabeledDocument,
    tagger: str,
    labelled: LabeledDocument | None,
    learned: Collection[str],
) -> Opinion:
    """What a tagger says of a document to begin with.

    Args:
        labelled: the document as the tagger labelled it before, None where that is not known.
    """
    if labelled is None or not labelled.is_tagged:
        return Opinion(document.name, tagger)
    if labelled.text != document.text:
        raise InputError(f"{document.name} has another text where {tagger} labelled it")
    is_done = labelled.is_finished(learned)
    return Opinion(document.name, tagger, labelled.labels, labelled.tagged, is_done)


def _taggers(project: Project) -> defaultdict[str, dict[str, bool]]:
    """Of each document: its taggers, and whether they are done."""
    found: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for one in project.opinions.states():
        found[one.document][one.tagger] = one.is_done
    return found
