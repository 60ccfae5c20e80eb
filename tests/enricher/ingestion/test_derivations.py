"""Derived fields in search: read, corrected, and brought to another expression of the schema."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.entities import Notice
from enricher.errors import InputError
from enricher.review.queue import Chosen
from enricher.review.service import Wish
from enricher.review.view import look
from enricher.wiring.catalog import catalog
from enricher.wiring.derivations import derivations
from enricher.wiring.home import Home, open_home
from enricher.wiring.reenrichment import outdated, trials
from enricher.wiring.review import corrections, reviews
from enricher.wiring.search import search
from tests.enricher.api.clients import connect
from tests.enricher.here import ingest, runs
from tests.enricher.homes import SCHEMA, SETTINGS, make_home

DERIVED = """
[categories.ExpiryDate]
type = "date"
cardinality = "one"
derived = "plus(fields.EffectiveDate, fields.Term)"

[categories.Total]
type = "money"
derived = "totals(fields.Money)"
"""
LEASE = (
    "Lease, made as of May 20, 2014 between Orion Labs Inc. and Vega LLC for a term of two years."
    " The rent is $1,000.00, the deposit $2,500.00."
)
SALE = "Sale, made as of June 1, 2020 between Vega LLC and Harbor Bank Inc. The price is $700.00."
LOAN = "Loan, made as of March 1, 2020 by Vega LLC for a term of 5 years. It is $1,000.00."


def give_schema(home: Path, text: str) -> None:
    (home / "projects" / "contracts" / "schema.toml").write_text(text)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("derived")
    home, documents = make_home(folder / "home"), folder / "documents"
    give_schema(home, SCHEMA + DERIVED)
    documents.mkdir()
    for name, text in (("lease", LEASE), ("sale", SALE), ("loan", LOAN)):
        (documents / f"{name}.txt").write_text(text)
    with open_home(home) as opened:
        ingest(opened, documents)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A copy, to change."""
    shutil.copytree(made / "home", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[Home]:
    with open_home(home) as opened:
        yield opened


def names(opened: Home, *where: str, sort: str = "relevance") -> list[str]:
    hits = search(opened).page(where=where, sort=sort, size=10).hits
    return [Path(hit.paths[0]).name for hit in hits]


def expiry(opened: Home, made: Path, name: str) -> str:
    """The sentence of its ExpiryDate."""
    indexed = catalog(opened).show(catalog(opened).find(str(made / "documents" / name))).indexed
    assert indexed is not None
    (one,) = [one for one in indexed.enriched.derived if one.category == "ExpiryDate"]
    return one.sentence()


def test_derived_fields_are_searched_sorted_and_counted_like_any(opened: Home) -> None:
    assert names(opened, "ExpiryDate>=2016-05-20", "ExpiryDate<2020") == ["lease.txt"]
    assert names(opened, "ExpiryDate=2025-03") == ["loan.txt"]
    assert names(opened, "ExpiryDate<today+90d", sort="ExpiryDate") == ["lease.txt", "loan.txt"]
    assert names(opened, "ExpiryDate:missing") == ["sale.txt"]
    assert names(opened, sort="ExpiryDate:desc")[0] == "loan.txt"
    assert names(opened, "Total>=3000 USD") == ["lease.txt"]
    page = search(opened).page(facets=["ExpiryDate"], size=0)
    assert {one.value: one.count for one in page.facets["ExpiryDate"]} == {
        "2016-05-20": 1,
        "2025-03-01": 1,
    }


def test_a_correction_of_what_it_comes_from_changes_it_at_once(opened: Home, made: Path) -> None:
    lease = str(made / "documents" / "lease.txt")
    said = corrections(opened).correct(lease, Wish("Term", "two years", value="3 years"), "ada")
    assert names(opened, "ExpiryDate=2017-05-20") == ["lease.txt"]
    assert expiry(opened, made, "lease.txt").endswith("(EffectiveDate) + 3 years (Term)")
    corrections(opened).undo(said.correction.id, "ada")
    assert names(opened, "ExpiryDate=2016-05-20") == ["lease.txt"]
    sale = str(made / "documents" / "sale.txt")
    assert expiry(opened, made, "sale.txt") == "Term is missing"
    corrections(opened).correct(sale, Wish("Term", "Sale", value="6 months"), "ada")
    assert names(opened, "ExpiryDate=2020-12-01") == ["sale.txt"]


def test_over_http_a_document_says_what_its_fields_come_from(opened: Home, made: Path) -> None:
    identity = catalog(opened).find(str(made / "documents" / "sale.txt"))
    with connect(opened) as client:
        answer = client.get(f"/api/documents/{identity}").json()
    assert answer["derived"][0] == {
        "category": "ExpiryDate",
        "value": None,
        "confidence": None,
        "expression": "plus(fields.EffectiveDate, fields.Term)",
        "inputs": [
            {
                "category": "EffectiveDate",
                "value": "2020-06-01",
                "confidence": 1.0,
                "places": [{"offset": SALE.index("June"), "length": 12, "page": None}],
            }
        ],
        "reason": "Term is missing",
        "notes": [],
        "stated": None,
    }
    assert (answer["fields"]["Total"], answer["warnings"]) == (["700.00 USD"], [])


def test_what_stands_nowhere_is_not_tagged_rejected_or_suppressed(opened: Home, made: Path) -> None:
    lease = str(made / "documents" / "lease.txt")
    for wish in (
        Wish("ExpiryDate", "May 20, 2014"),
        Wish("ExpiryDate", "May 20, 2014", reject=True),
        Wish("EffectiveDate", "May 20, 2014", instead_of="ExpiryDate"),
    ):
        with pytest.raises(
            InputError, match=r"is derived .*; correct the values that it comes from"
        ):
            corrections(opened).correct(lease, wish, "ada")
    with pytest.raises(InputError, match="is derived"):
        corrections(opened).suppress("ExpiryDate", "May 20, 2014", "ada")


def test_a_review_asks_for_what_it_comes_from_alone(opened: Home, made: Path) -> None:
    found = reviews(opened).page(Chosen(), everything=True)
    assert set(found.survey.categories) == {"EffectiveDate", "Jurisdiction", "Term"}
    seen = look(reviews(opened), str(made / "documents" / "lease.txt"))
    assert "ExpiryDate" not in {one.category for one in seen.fields}


def test_documents_follow_another_expression_without_being_read(
    opened: Home, home: Path, made: Path
) -> None:
    lease = str(made / "documents" / "lease.txt")
    corrections(opened).correct(lease, Wish("Term", "two years", value="3 years"), "ada")
    assert derivations(opened).find() == []
    give_schema(
        home, SCHEMA + DERIVED.replace("plus(fields.EffectiveDate", "minus(fields.EffectiveDate")
    )
    waiting = outdated(opened).to_derive()
    assert len(waiting) == 3
    assert outdated(opened).to_derive(["Money=700"], waiting[:1]) == outdated(opened).to_derive(
        ["Money=700"]
    )
    foreseen = {one.path.rsplit("/", 1)[-1]: one for one in trials(opened).derive(waiting)}
    assert foreseen["lease.txt"].difference.come == {"ExpiryDate": ("2011-05-20",)}
    assert foreseen["lease.txt"].difference.gone == {"ExpiryDate": ("2017-05-20",)}
    assert not foreseen["sale.txt"].difference
    assert names(opened, "ExpiryDate=2017-05-20") == ["lease.txt"], "nothing was written yet"
    stop = threading.Event()
    stop.set()
    assert derivations(opened).derive(waiting, stop) == 0
    ingest(opened, made / "documents")  # whoever works on the home does it on the way
    assert names(opened, "ExpiryDate=2011-05-20") == ["lease.txt"]
    assert names(opened, "ExpiryDate=2015-03-01") == ["loan.txt"]
    assert derivations(opened).find() == []
    assert len(outdated(opened).find()) == 3, "what rules found was not looked for again"
    give_schema(home, SCHEMA)
    ingest(opened, made / "documents")
    assert all("ExpiryDate" not in hit.fields for hit in search(opened).page(size=10).hits)


def test_corrections_of_a_category_that_is_derived_now_are_not_in_force(
    opened: Home, home: Path, made: Path
) -> None:
    lease = str(made / "documents" / "lease.txt")
    corrections(opened).correct(lease, Wish("Term", "two years", value="3 years"), "ada")
    derived = (
        '[categories.Term]\ntype = "duration"\ncardinality = "one"\n'
        'derived = "missing(fields.EffectiveDate) ? fields.Length : fields.Length"\n\n'
        "[categories.Length]\n" + 'type = "duration"\ncardinality = "one"\n'
        "patterns = ['term of ([a-z0-9() ]+ (?:years|months))']\n"
    )
    head, _, tail = SCHEMA.partition("[categories.Term]")
    give_schema(
        home, f"{head}{derived}\n[categories.Money]{tail.partition('[categories.Money]')[2]}"
    )
    runs(opened).run(outdated(opened).find())
    assert names(opened, "Term=2y") == ["lease.txt"]
    (lost,) = corrections(opened).list(lost=True)
    assert lost.unmet == Notice("category_derived")


def test_the_model_that_ships_and_the_command_follow_the_schema(tmp_path: Path) -> None:
    """From a file through the model that ships to a search, and on to another expression."""
    home, documents = tmp_path / "home", tmp_path / "documents"
    documents.mkdir(parents=True)
    home.mkdir()
    (home / "enricher.toml").write_text(SETTINGS)
    (documents / "nda.txt").write_text(
        "MUTUAL NON-DISCLOSURE AGREEMENT\n\nThis Agreement is made as of May 20, 2014 (the"
        ' "Effective Date") between Orion Labs Inc., a Delaware corporation, and Vega LLC.\n\n'
        "1. Term. This Agreement remains in force for a term of two years from the Effective"
        " Date.\n\n2. Governing Law. It is governed by the laws of the State of Delaware.\n"
    )
    with open_home(home) as opened:
        ingest(opened, documents)
        assert names(opened, "ExpiryDate>=2016-05", "ExpiryDate<2017") == ["nda.txt"]
        shipped = opened.registry.schema_path("contracts").read_text()
    (home / "projects" / "contracts").mkdir(parents=True)
    give_schema(home, shipped.replace("plus(fields.EffectiveDate", "minus(fields.EffectiveDate"))
    shutil.rmtree(documents)  # no file is opened, no model loaded

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, [*arguments, "--home", str(home)])
        assert result.exit_code == 0, result.output
        return result.stdout

    told = run("reenrich", "--dry-run")
    assert "field - ExpiryDate: 2016-05-20" in told
    assert "field + ExpiryDate: 2012-05-20" in told
    assert "1 of 1 documents would change" in told
    assert json.loads(run("reenrich", "--json"))["derived"] == 1
    assert "all documents were read by the deployed models" in run("reenrich")
    found = json.loads(run("search", "--where", "ExpiryDate=2012-05-20", "--json"))
    assert found["total"] == 1
    shown = run("show", found["hits"][0]["id"])
    assert "ExpiryDate: 2012-05-20 = 2014-05-20 (EffectiveDate) - 2 years (Term)" in shown
