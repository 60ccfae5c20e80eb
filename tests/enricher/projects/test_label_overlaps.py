"""Labels that the schema keeps apart: refused when they come, and let be where they were before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.errors import LabelError
from enricher.expressions.schema_file import read_schema
from enricher.ledger.labels import Label, LabeledDocument, LabelSource, in_order
from enricher.models.registry import Registry
from enricher.projects.documents import label_document
from enricher.projects.label_files import import_documents
from enricher.projects.label_overlaps import forbidden_overlaps
from enricher.projects.project import Project
from enricher.wiring.projects import open_project

TEXT = "Ada Lovelace of London pays Bob."
FREE = """
[categories.Who]
type = "person"
learned = true

[categories.Home]
type = "text"
learned = true

[categories.Part]
type = "text"
learned = true
"""
APART = FREE.replace('"person"\n', '"person"\noverlaps = false\n')
CLAUSES = (
    APART
    + """
[categories.Renewal]
type = "passage"
learned = true
overlaps = false
"""
)
WHO, FIRST, HOME = Label(0, 12, "Who"), Label(0, 3, "Part"), Label(4, 22, "Home")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    Registry(tmp_path).create("letters", APART)
    with open_project(tmp_path, "letters") as opened:
        yield opened


def letter(*labels: Label) -> LabeledDocument:
    return LabeledDocument("a.txt", TEXT, in_order(labels))


@pytest.mark.parametrize(
    ("labels", "count"),
    [
        ((WHO, FIRST), 1),
        ((WHO, FIRST, HOME), 2),
        ((WHO, Label(4, 12, "Who")), 1),
        ((HOME, Label(16, 22, "Part")), 0),
        ((WHO, Label(12, 15, "Part"), Label(28, 31, "Who")), 0),
        ((WHO, Label(0, 12, "Unknown")), 1),
    ],
)
def test_a_category_that_stands_alone_shares_text_with_no_label(
    labels: tuple[Label, ...], count: int
) -> None:
    apart, free = (read_schema(one.encode(), "test") for one in (APART, FREE))
    assert len(forbidden_overlaps(in_order(labels), apart)) == count
    assert forbidden_overlaps(in_order(labels), free) == []


def test_an_import_names_both_labels_and_takes_nothing_in(project: Project) -> None:
    other = LabeledDocument("b.txt", TEXT, (WHO,))
    with pytest.raises(LabelError) as refused:
        import_documents(project, [other, letter(WHO, FIRST)])
    (problem,) = refused.value.problems
    assert (problem.file, problem.code) == ("a.txt", "OverlappingLabels")
    assert "Part 'Ada' [0, 3) and Who 'Ada Lovelace' [0, 12) share text" in problem.message
    assert "labels of Who must not overlap others" in problem.message
    assert project.store.names() == []
    (project.folder / "schema.toml").write_text(FREE)
    assert import_documents(project, [other, letter(WHO, FIRST)]).labels == 3


def test_labels_of_one_category_that_overlap_come_with_an_import_alone(project: Project) -> None:
    (project.folder / "schema.toml").write_text(FREE)
    part = Label(4, 12, "Who")
    import_documents(project, [letter(WHO, part), LabeledDocument("b.txt", TEXT)])
    label_document(project, "a.txt", [WHO, part, HOME], None, "*")
    with pytest.raises(LabelError) as refused:
        label_document(project, "b.txt", [WHO, part, HOME], None, "*")
    (problem,) = refused.value.problems
    assert problem.message == (
        "Who 'Ada Lovelace' [0, 12) and Who 'Lovelace' [4, 12) share text, and labels of one category"
        " cannot overlap; keep one of the two"
    )
    label_document(project, "b.txt", [WHO, HOME], None, "*")


def test_labels_that_overlapped_before_the_schema_forbade_it_may_stay(project: Project) -> None:
    path = project.folder / "schema.toml"
    path.write_text(FREE)
    register = Label(0, 12, "Who", LabelSource.REGISTER)
    import_documents(project, [letter(register, FIRST)])
    path.write_text(APART)
    label_document(project, "a.txt", [WHO, FIRST], None, "*")  # confirmed
    import_documents(project, [letter(WHO, FIRST)])  # exported and back again
    with pytest.raises(LabelError, match=r"Who 'Ada Lovelace' .* and Home"):
        label_document(project, "a.txt", [WHO, FIRST, HOME], None, "*")
    label_document(project, "a.txt", [WHO], None, "*")
    with pytest.raises(LabelError, match="overlaps = false"):
        label_document(project, "a.txt", [WHO, FIRST], None, "*")


def test_passages_share_text_with_all_but_passages_of_their_category(tmp_path: Path) -> None:
    Registry(tmp_path).create("letters", CLAUSES)
    whole, part = Label(0, 32, "Renewal"), Label(4, 22, "Renewal")
    with open_project(tmp_path, "letters") as project:
        import_documents(project, [letter()])
        label_document(project, "a.txt", [WHO, whole], None, "*")
        with pytest.raises(LabelError, match="labels of one category cannot overlap"):
            label_document(project, "a.txt", [WHO, whole, part], None, "*")
