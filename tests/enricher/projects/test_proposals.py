"""What the check proposes, put into labels: bounds, and labels that are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.errors import InputError, NotFoundError
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.projects.check import check
from enricher.projects.label_files import import_documents
from enricher.projects.project import Project, create_project
from enricher.projects.proposals import apply, is_applicable, revert
from enricher.projects.quality.flaws import Flaw
from enricher.wiring.projects import open_project
from tests.enricher.projects.quality.loans import clean, moved


def untagged(document: LabeledDocument, category: str) -> LabeledDocument:
    return replace(
        document, labels=tuple(one for one in document.labels if one.category != category)
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Loans, in two of which a city begins too early."""
    create_project(tmp_path, "loans")
    documents = [*(moved(one, "City", start=-3) for one in clean()[:2]), *clean()[2:]]
    with open_project(tmp_path, "loans") as opened:
        import_documents(opened, documents)
        yield opened


def edge(project: Project) -> Flaw:
    (flaw,) = [one for one in check(project).flaws if one.kind == "edge"]
    return flaw


def cities(project: Project, name: str) -> list[str]:
    (document,) = project.store.read([name])
    return [document.text[one.start : one.end] for one in document.labels if one.category == "City"]


def test_one_place_or_all_are_applied(project: Project) -> None:
    flaw = edge(project)
    one, other = flaw.passages
    assert is_applicable(flaw, one)
    applied = apply(project, [flaw.passage_id(one)])
    assert (len(applied.done), applied.left) == (1, 0)
    assert cities(project, one.document) == [one.suggested_text]
    assert cities(project, other.document) == [other.text]
    rest = [each for each in applied.checked.flaws if each.kind == "edge"]
    assert [each.document for each in rest[0].passages] == [other.document]
    apply(project, [rest[0].id])
    assert cities(project, other.document) == [other.suggested_text]


def test_what_was_applied_is_taken_back(project: Project) -> None:
    before = list(project.store.read())
    applied = apply(project, [edge(project).id])
    assert len(applied.done) == 2
    revert(project, applied.done)
    assert list(project.store.read()) == before


def test_a_label_that_somebody_changed_since_stays(project: Project) -> None:
    applied = apply(project, [edge(project).id])
    name = applied.done[0].document
    (document,) = project.store.read([name])
    project.store.put([untagged(document, "City")])
    revert(project, applied.done)
    assert cities(project, name) == []


def test_what_would_lie_over_another_label_is_left(project: Project) -> None:
    flaw = edge(project)
    place = flaw.passages[0]
    (document,) = project.store.read([place.document])
    assert place.suggested is not None
    start, end = place.suggested
    inside = Label(start + 1, end, "City")
    project.store.put([replace(document, labels=in_order([*document.labels, inside]))])
    ids = [one.id for one in check(project).flaws if one.kind == "edge"]
    applied = apply(project, ids)
    assert place.document not in [one.document for one in applied.done]


def test_only_what_is_proposed_can_be_applied(project: Project) -> None:
    with pytest.raises(NotFoundError):
        apply(project, ["nothing"])
    undecided = [
        one
        for one in check(project).flaws
        if one.passages and not any(is_applicable(one, each) for each in one.passages)
    ]
    for one in undecided:
        with pytest.raises(InputError, match="nothing is proposed"):
            apply(project, [one.id])
    assert edge(project)
