"""What a document states of a field without a value: it is offered, counted and never missing."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from enricher.__main__ import cli
from enricher.api.bodies import to_json
from enricher.api.bodies.search import HitBody
from enricher.errors import InputError
from enricher.ledger.days import local_time
from enricher.policies.findings import FindingFilter
from enricher.review.order import Cell
from enricher.review.queue import Chosen
from enricher.review.service import Wish
from enricher.review.view import look
from enricher.search.address import Asked
from enricher.search.exports import csv_lines, write_register
from enricher.search.facets import count_facets
from enricher.values.marks import AMBIGUOUS, Stated
from enricher.wiring.audit import build_auditing
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.review import answers, corrections, reviews
from enricher.wiring.search import search
from tests.enricher.here import ingest, open_auditor
from tests.enricher.homes import SIGNED_SCHEMA, make_home, write_texts

SCHEMA = (
    SIGNED_SCHEMA
    + r"""
[categories.Price]
type = "money"
patterns = ['pays ([^.]+)\.']
"""
)
TEXTS = {
    "figures": "An agreement dated 11/8/2019, term: two years. It pays USD 5.",
    "worded": "An agreement dated May 20, 2014, term: two years. It pays five dollars (USD 7).",
    "perpetual": "An agreement dated May 20, 2014, term: in perpetuity.",
    "open": "An agreement dated May 20, 2014, term: until terminated by either party.",
    "bare": "An agreement.",
}
READINGS = ("2019-11-08", "2019-08-11")
ALL = Chosen()
POLICY = """
id: {id}
title: A policy
severity: low
message: It is so.
condition: '{condition}'
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stated")
    make_home(folder / "home", SCHEMA)
    write_texts(folder / "documents", TEXTS)
    with open_home(folder / "home") as home:
        ingest(home, folder / "documents")
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Iterator[Home]:
    shutil.copytree(made / "home", tmp_path / "home")
    with open_home(tmp_path / "home") as home:
        yield home


def path(made: Path, name: str) -> str:
    return str(made / "documents" / f"{name}.txt")


def found(home: Home, *where: str, query: str = "") -> set[str]:
    hits = search(home).page(query, where=where, size=50).hits
    return {Path(hit.paths[0]).stem for hit in hits}


def test_what_is_stated_is_neither_missing_nor_a_value(home: Home) -> None:
    assert found(home, "Signed:missing") == {"bare"}
    assert found(home, "Signed:ambiguous") == {"figures"}
    assert found(home, query="Signed:ambiguous") == {"figures"}
    assert found(home, "Signed:present") == {"figures", "worded", "perpetual", "open"}
    assert found(home, "Signed>=2000", "Signed<2019") == {"worded", "perpetual", "open"}
    assert found(home, "Price:ambiguous") == {"worded"}
    assert found(home, "Term=perpetual or Term=until terminated") == {"perpetual", "open"}
    assert found(home, "Term:missing") == {"bare"}


def test_what_is_ambiguous_is_found_by_either_reading_and_marked(home: Home) -> None:
    assert found(home, "Signed=2019-11-08") == found(home, "Signed=2019-08-11") == {"figures"}
    assert found(home, query="Signed:2019-09..") == {"figures"}
    assert found(home, "Signed=2019-09..2019-10") == set()
    assert found(home, "Price=5 USD") == {"figures", "worded"}
    assert found(home, "Price=7 USD") == {"worded"}
    assert found(home, "End=2021-11..2022") == found(home, "End=2021-08-11") == {"figures"}
    assert found(home, "Signed!=2019-11-08") == {"worded", "perpetual", "open", "bare"}
    assert "figures" not in found(home, "Signed>=2019-12")
    at_home = ("--home", str(home.path))
    said = CliRunner().invoke(cli, ["search", "--where", "Signed=2019-08-11", *at_home])
    assert "Signed  ambiguous: 2019-11-08 or 2019-08-11" in said.output


def test_what_is_ambiguous_sorts_like_what_is_missing(home: Home) -> None:
    for order in ("asc", "desc"):
        hits = list(search(home).hits("", ("Signed:present",), f"Signed:{order}"))
        assert Path(hits[-1].paths[0]).stem == "figures"


def test_what_follows_from_it_is_stated_as_well(home: Home, made: Path) -> None:
    assert found(home, "End:missing") == {"bare"}
    assert found(home, "End:ambiguous") == {"figures"}
    assert found(home, "End:perpetual") == {"perpetual", "open"}
    document = catalog(home).show(catalog(home).find(path(made, "figures"))).indexed
    assert document is not None
    enriched = document.enriched
    assert dict(enriched.stated) == {
        "Signed": Stated(AMBIGUOUS, (READINGS,)),
        "End": Stated(AMBIGUOUS, (("2021-11-08", "2021-08-11"),)),
    }
    (end,) = enriched.derived
    assert end.reason == "Signed is ambiguous: 2019-11-08 or 2019-08-11"


def test_an_end_that_never_comes_is_later_than_every_day(home: Home) -> None:
    endless = {"perpetual", "open"}
    assert found(home, query="End:perpetual") == found(home, "End=in perpetuity") == endless
    assert found(home, "End>2030-01-01") == endless
    assert found(home, "End=9000..") == endless
    assert found(home, "End<9999-12-31") == found(home, "End!=perpetual", "End:present")
    assert found(home, "End=2010..2020") == {"worded"}
    for order, at in (("asc", 0), ("desc", 2)):
        hits = search(home).hits("", ("End:present", "End!=ambiguous"), f"End:{order}")
        assert [Path(hit.paths[0]).stem for hit in hits][at] == "worded"
    for refused in ("End<perpetual", "Term<perpetual"):
        with pytest.raises(InputError, match=r"perpetual is no \w+ to compare with"):
            found(home, refused)
    asked = Asked()
    (facet,) = [
        one for one in count_facets(search(home).question(asked), asked, {}) if one.name == "End"
    ]
    assert ("perpetual", 2) in {(one.value, one.count) for one in facet.values}
    assert facet.histogram is not None
    assert [(one.low, one.count) for one in facet.histogram.bars] == [("2016-05", 1)]


def test_facets_and_histograms_count_it(home: Home) -> None:
    asked = Asked()
    facets = {one.name: one for one in count_facets(search(home).question(asked), asked, {})}
    assert [(one.value, one.count) for one in facets["Signed"].values] == [("ambiguous", 1)]
    assert {one.value for one in facets["End"].values} == {"ambiguous", "perpetual"}
    assert ("perpetual", 1) in {(one.value, one.count) for one in facets["Term"].values}
    chosen = asked.with_value("Signed", "ambiguous")
    assert search(home).question(chosen).count() == 1


def test_tables_and_answers_show_both_readings(home: Home, made: Path, tmp_path: Path) -> None:
    rows = csv.DictReader(
        "".join(csv_lines(search(home).hits("", (), "date"), home.schema())).splitlines()
    )
    cells = {Path(row["file"]).stem: row for row in rows}
    assert cells["figures"]["Signed"] == "ambiguous: 2019-11-08 or 2019-08-11"
    assert cells["perpetual"]["End"] == "perpetual"
    hits = search(home).hits("", ("Signed:ambiguous",), "date")
    write_register(hits, tmp_path / "r.xlsx", home.schema(), home.ledger.documents.read)
    book = load_workbook(tmp_path / "r.xlsx")
    names, row = book["Documents"].iter_rows(values_only=True)
    assert row[names.index("Signed")] == "ambiguous: 2019-11-08 or 2019-08-11"
    evidence = [one[2:4] for one in book["Evidence"].iter_rows(values_only=True)]
    assert ("11/8/2019", "2019-11-08 or 2019-08-11") in evidence
    (hit,) = [to_json(one, HitBody) for one in search(home).hits("", ("Signed:ambiguous",), "date")]
    assert hit["stated"]["Signed"] == {"state": "ambiguous", "readings": [list(READINGS)]}
    at_home = ("--home", str(home.path))
    said = CliRunner().invoke(cli, ["show", hit["id"], *at_home])
    assert "Signed ambiguous: 2019-11-08 or 2019-08-11" in said.output
    said = CliRunner().invoke(cli, ["review", *at_home])
    assert "ambiguous: 2019-11-08 or 2019-08-11" in said.output


def test_policies_are_undecided_where_the_value_counts(home: Home, made: Path) -> None:
    conditions = {
        "lacking": "missing(fields.Signed)",
        "there": "present(fields.Signed) && present(fields.End)",
        "old": 'fields.Signed < timestamp("2020-01-01T00:00:00Z")',
        "dear": 'fields.Price.exists(p, above(p, "6 USD"))',
        "huge": 'fields.Price.exists(p, above(p, "1000 USD"))',
    }
    policies = home.registry.own_folder("contracts") / "policies"
    policies.mkdir()
    for id, condition in conditions.items():
        (policies / f"{id}.yaml").write_text(POLICY.format(id=id, condition=condition))
    for shipped in home.registry.policy_folders("contracts")[1].glob("*.yaml"):
        (policies / shipped.name).write_text(f"id: {shipped.stem}\nenabled: false\n")
    with build_auditing(home, open_auditor) as auditing:
        auditing.run(local_time())
    found = {id: set[str]() for id in conditions}
    for one in home.ledger.findings.page(FindingFilter(), 100, 0).findings:
        found[one.policy].add(Path(one.name).stem)
    assert found["lacking"] == {"bare"}
    assert found["there"] == {"figures", "worded", "perpetual", "open"}
    assert found["old"] == {"worded", "perpetual", "open"}
    assert found["dear"] == found["huge"] == set()
    reasons = {
        (one.policy, Path(one.path).stem): one.reason
        for one in home.ledger.findings.undecided(FindingFilter(), 100)
    }
    signed = "Signed is ambiguous: 2019-11-08 or 2019-08-11"
    assert reasons["old", "figures"] == signed
    assert reasons["dear", "worded"] == "Price is ambiguous: 5.00 USD or 7.00 USD"
    assert reasons["old", "bare"] == "Signed is missing"


def test_a_reading_is_chosen_and_leaves_the_queue_for_good(home: Home, made: Path) -> None:
    standard = reviews(home).measure(ALL)
    figures = path(made, "figures")

    def cell() -> Cell:
        rows = reviews(home).page(ALL, everything=True).rows
        (row,) = [one for one in rows if one.name == "figures.txt"]
        (made,) = [one for one in row.row.cells if one.category == "Signed"]
        return made

    assert cell() == Cell("Signed", None, 0.0, "doubtful", READINGS)
    assert reviews(home).page(ALL).rows[0].name == "figures.txt"
    (signed,) = [one for one in look(reviews(home), figures).fields if one.category == "Signed"]
    (seen,) = signed.ambiguous
    assert [one.display for one in seen.entity.readings] == list(READINGS)
    field = answers(home).field(figures, "Signed", None, readings=READINGS)
    for refused in (
        lambda: answers(home).confirm(field, standard, "ada"),
        lambda: answers(home).mend(field, standard, "ada", text="11/8/2019"),
    ):
        with pytest.raises(InputError, match="can be read as 2019-11-08 or 2019-08-11"):
            refused()
    assert home.ledger.corrections.list() == []
    said = answers(home).mend(field, standard, "ada", meaning="2019-11-08")
    assert cell() == Cell("Signed", "2019-11-08", 1.0, "reviewed")
    assert found(home, "Signed=2019-11-08", "End=2021-11-08") == {"figures"}
    assert found(home, "Signed:ambiguous") == set()
    answers(home).take_back(field, standard, "ada", said.corrections)
    assert cell().readings == READINGS
    answers(home).deny(field, standard, "ada")
    assert cell() == Cell("Signed", None, 1.0, "reviewed")
    assert found(home, "Signed:missing") == {"figures", "bare"}


def test_words_that_a_person_tags_stay_ambiguous_until_it_is_said_what_they_mean(
    home: Home, made: Path
) -> None:
    document = catalog(home).find(path(made, "worded"))
    tag = Wish("Signed", "May 20, 2014", reject=True)
    corrections(home).correct(document, tag, "ada")
    figures = catalog(home).find(path(made, "figures"))
    corrections(home).correct(figures, Wish("Signed", "11/8/2019"), "ada")
    assert found(home, "Signed:ambiguous") == {"figures"}
    corrections(home).correct(figures, Wish("Signed", "11/8/2019", value="2019-08-11"), "ada")
    assert found(home, "Signed=2019-08-11") == {"figures"}
