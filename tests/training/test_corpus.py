"""What the corpus is made of: words, templates, and that its kinds stay as varied as they were."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from training.corpus import templates, words
from training.corpus.generator import KINDS, generate
from training.corpus.markup import Heading, Paragraph, Table, read_blocks, read_document, read_marks
from training.corpus.words import Topic, Words

SEEDS = 60
NOTHING = {"scrap"}
DAY_ALONE = {"announcement", "memo", "policy", "report"}
WITH_SUMS = {
    *("loan", "note", "service", "msa", "sow", "commercial_lease", "residential_lease"),
    *("invoice", "term_sheet", "german", "french", "opening", "excerpt"),
}
WITHOUT_TERM = {"invoice", "statement", "acquisition", "opening"}
WITHOUT_LAW = {"statement", "opening"}


def categories(kind: str) -> set[str]:
    """What the model that ships learned of documents of a kind."""
    if kind in NOTHING:
        return set()
    if kind in DAY_ALONE:
        return {"EffectiveDate"}
    found = {"Party", "EffectiveDate", "Jurisdiction", "Term"}
    if kind in WITH_SUMS:
        found.add("Money")
    if kind in WITHOUT_TERM:
        found.remove("Term")
    if kind in WITHOUT_LAW:
        found.remove("Jurisdiction")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_kind_has_the_categories_and_the_variety_to_learn_from(kind: str) -> None:
    documents = [generate(kind, seed) for seed in range(SEEDS)]
    for document in documents:
        for gold in document.spans:
            assert document.text[gold.start : gold.end].strip()
    found = {gold.category for document in documents for gold in document.spans}
    assert found == categories(kind)
    # Scraps are so short that two may be the same.
    assert len({document.text for document in documents}) >= SEEDS - 3 * (kind in NOTHING)
    sentences = [
        sentence for document in documents for sentence in re.split(r"[.;\n]\s*", document.text)
    ]
    assert len(set(sentences)) > 0.5 * len(sentences)


def test_there_are_as_many_kinds_as_the_model_that_ships_learned_from() -> None:
    assert len(KINDS) == 38


@pytest.mark.parametrize("path", sorted(words.FOLDER.rglob("*.txt")), ids=lambda path: path.stem)
def test_choices_and_facts_in_words_are_closed(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").split("\n"):
        assert line.count("[") == line.count("]"), line
        assert line.count("{") == line.count("}"), line


@pytest.mark.parametrize("path", sorted(templates.FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_sort_that_a_template_describes_can_be_written(path: Path) -> None:
    sorts, weights = templates._sorts(path.stem)
    assert len(sorts) == len(weights) >= 5
    for seed in range(200):
        assert generate(path.stem, seed).blocks


def test_lines_of_a_file_are_blocks_and_entities() -> None:
    document, named = read_document(
        "kind: note\nformat: pdf\ntitle: Note of [[Party: Osprey, Inc. => Osprey Inc.]]\n\n"
        "# 1. Debt\nOwed by [[Party: Osprey, Inc. => Osprey Inc.]]\n- a line\n"
        "|= Due | Sum |\n| [[EffectiveDate: May 1, 2020 => 2020-05-01]] |  |\n\n| a | b |\n"
    )
    assert named == {"format": "pdf"}
    heading, paragraph, line, first, second = document.blocks
    assert heading == Heading("1. Debt")
    assert isinstance(paragraph, Paragraph)
    assert read_marks(paragraph.text)[0] == "Owed by Osprey, Inc."
    assert line == Paragraph("a line", "line")
    assert isinstance(first, Table)
    assert first.has_names
    assert [len(row) for row in first.rows] == [2, 2]
    assert second == Table((("a", "b"),))
    assert document.fields() == {"Party": ["Osprey Inc."], "EffectiveDate": ["2020-05-01"]}


def test_a_dot_begins_a_paragraph_that_looks_like_something_else() -> None:
    assert read_blocks([". > quoted", ". "]) == (Paragraph("> quoted"),)


def test_words_are_read_by_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some.txt").write_text(
        ':: plain\none\n" two"\n""\n\n:: clause\n# Debt | Sum\nIt is {sum}.⏎Paid.\n\n:: rows\na => b\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    some = Words("some")
    assert some.lines("plain") == ("one", " two", "")
    assert some.topic("clause") == Topic(("Debt", "Sum"), ("It is {sum}.\nPaid.",))
    assert some.rows("rows") == (("a", "b"),)
