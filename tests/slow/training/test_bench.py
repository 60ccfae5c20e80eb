"""The benchmarks run and their numbers have the right shape; how fast anything is, is not asked."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from bench.__main__ import NAMES, main, run
from bench.asking import KINDS
from bench.elasticsearch_index import measure
from bench.learners import BY_HEART
from bench.learning import learn_folds
from bench.models import Pair, build_pair
from bench.results import Report, Result, Table, as_text, fill_in, read_report, write_report
from bench.workspace import Sizes, Workspace
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.models.scores import Scores
from tests.checkout import DOCS
from tests.tiny_model import CONFIG, build_tiny_backbone

TINY = Sizes(
    texts=2,
    files=5,
    rounds=1,
    steps=(6, 12),
    searches=10,
    indexed=40,
    folds=2,
    questions=4,
    pages=(1, 2),
    passages=(60, 120),
)
DOCUMENT = DOCS / "benchmarks.md"


def build_tiny_pair(folder: Path, texts: list[str]) -> Pair:
    return build_pair(folder, texts, str(build_tiny_backbone(folder / "backbone")), CONFIG)


def test_every_benchmark_fills_its_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENRICHER_TEST_DATA", str(tmp_path / "none"))
    work = tmp_path / "work"
    work.mkdir()
    apart = ("elasticsearch", "elasticsearch_passages", "learning", "relevance")
    names = [name for name in NAMES if name not in apart]
    report = run(Workspace(work, TINY, build_tiny_pair), names)
    printed = capsys.readouterr().out
    assert [result.name for result in report.results] == names
    for result in report.results:
        assert result.figures, result.name
        assert all(math.isfinite(figure) for figure in result.figures.values()), result.name
        for table in result.tables:
            assert table.rows, table.title
            assert as_text(table) in printed
    rows = {result.name: result.tables[0].rows for result in report.results}
    assert [row[:2] for row in rows["scale"]] == [(6, 6), (12, 6)]
    assert all(float(row[2]) > 0 for row in rows["ner"])
    filled = fill_in(DOCUMENT.read_text(encoding="utf-8"), report)
    assert filled == fill_in(filled, report)
    assert "A home that grows" in filled


def test_learners_are_judged_on_what_they_did_not_see(tmp_path: Path) -> None:
    """One that knows strings by heart finds the one that all documents share."""
    documents = []
    for number in range(6):
        text = f"Loan {number}. Alpha Bank lends to Client{number}."
        name = f"Client{number}"
        labels = [Label(8, 18, "Lender"), Label(text.index(name), len(text) - 1, "Borrower")]
        documents.append(LabeledDocument(str(number), text, in_order(labels)))
    total = learn_folds(BY_HEART, documents, 3, 2, tmp_path)
    assert total.scores == Scores(tp=6, fp=0, fn=6)
    assert len(total.seconds) == 3


@pytest.mark.elasticsearch
def test_index_at_elasticsearch_is_measured(tmp_path: Path) -> None:
    report = run(Workspace(tmp_path, TINY), ["elasticsearch"])
    (result,) = report.results
    assert all(math.isfinite(figure) for figure in result.figures.values())
    written, asked = result.tables
    assert len(written.rows) == 4
    assert all(float(row[1]) > 0 for row in written.rows)
    assert [row[0] for row in asked.rows] == [kind for kind in KINDS for _ in range(3)]
    assert all(row[2] == TINY.searches for row in asked.rows)
    filled = fill_in(DOCUMENT.read_text(encoding="utf-8"), report)
    assert "Answers from 40 documents at Elasticsearch" in filled


@pytest.mark.elasticsearch
def test_passages_at_elasticsearch_are_measured(tmp_path: Path) -> None:
    (result,) = run(Workspace(tmp_path, TINY), ["elasticsearch_passages"]).results
    assert all(math.isfinite(figure) for figure in result.figures.values())
    written, asked = result.tables
    assert [row[0] for row in written.rows] == ["without vectors", "with vectors"]
    assert len(asked.rows) == 4
    assert all(row[1] == TINY.searches for row in asked.rows)


def test_index_at_elasticsearch_is_skipped_aloud_without_a_server(tmp_path: Path) -> None:
    (table,) = measure(Workspace(tmp_path, TINY), None).tables
    assert "no server: ENRICHER_TEST_ELASTICSEARCH names none" in as_text(table)


def test_report_survives_json_and_becomes_markdown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = Table("Speed", ("what", "tokens/s"), (("ours", 12345.6), ("theirs", 0.5)), ("A note.",))
    report = Report({"cores": "2"}, (Result("ner", (table,), {"ratio": 6.5}),))
    path = tmp_path / "results.json"
    write_report(report, path)
    assert read_report(path) == report
    main(["--markdown", str(path)])
    assert "| what | tokens/s |\n| --- | ---: |\n| ours | 12,346 |" in capsys.readouterr().out


def test_filling_in_replaces_what_stood_there() -> None:
    table = Table("Speed", ("tokens/s",), ((1,),))
    report = Report({"cores": "2"}, (Result("ner", (table,)),))
    text = "<!-- machine -->\n<!-- end machine -->\n<!-- ner -->\nold\n<!-- end ner -->\nrest"
    filled = fill_in(text, report)
    assert "old" not in filled
    assert filled.endswith("rest")
    with pytest.raises(ValueError, match="scale"):
        fill_in(text, Report({}, (Result("scale", (table,)),)))


def test_results_without_the_others_tell_their_own_machine() -> None:
    def result(name: str) -> Result:
        return Result(name, (Table("Speed", ("tokens/s",), ((1,),)),))

    text = "".join(f"<!-- {n} -->\n<!-- end {n} -->\n" for n in ("machine", "ner", "scale"))
    whole = fill_in(text, Report({"cores": "2"}, (result("ner"), result("scale"))))
    assert whole.count("cores: 2") == 1
    part = fill_in(whole, Report({"cores": "8"}, (result("scale"),)))
    machine, _, scale = part.partition("<!-- scale -->")
    assert "cores: 2" in machine
    assert "cores: 8" not in machine
    assert "cores: 8" in scale
    assert (
        fill_in(part, Report({"cores": "4"}, (result("ner"), result("scale")))).count("cores") == 1
    )


def test_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        Table("Speed", ("what", "tokens/s"), (("ours",),))
