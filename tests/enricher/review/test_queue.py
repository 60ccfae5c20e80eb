"""Reviews over a real home: what needs review, what people decide, and that it stays so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.api.bodies import to_json
from enricher.api.bodies.review import ReviewAnswer
from enricher.documents.corrections import Act
from enricher.errors import ConflictError, InputError
from enricher.review.answers import Field, Said
from enricher.review.order import Cell, Standard
from enricher.review.queue import Chosen, Review
from enricher.review.view import look
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.reenrichment import outdated
from enricher.wiring.review import answers, corrections, reviews
from enricher.wiring.search import search
from tests.enricher.here import ingest, runs
from tests.enricher.homes import MEMO, IngestedHome, make_home

ALL = Chosen()


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    with open_home(copied.home) as home:
        yield home


@pytest.fixture
def standard(home: Home) -> Standard:
    return reviews(home).measure(ALL)


def field(home: Home, ingested: IngestedHome, name: str, category: str, value: str | None) -> Field:
    return answers(home).field(str(ingested.documents / name), category, value)


def cells(said: Said | Review, category: str) -> list[Cell]:
    row = said.row if isinstance(said, Said) else said.rows[0]
    return [one for one in row.row.cells if one.category == category]


def values(home: Home, name: str, category: str) -> list[str]:
    """As a search shows them."""
    (hit,) = [one for one in search(home).page(size=50).hits if one.paths[0].endswith(name)]
    return list(hit.fields.get(category, ()))


def test_lacks_need_review_and_no_text_is_opened(home: Home) -> None:
    home.ledger.database.connection.execute("UPDATE bodies SET body = x'00'")
    found = reviews(home).page(ALL)
    assert [row.name for row in found.rows] == ["memo.txt", "annex.txt"]
    assert cells(found, "EffectiveDate") == [Cell("EffectiveDate", None, 0.25, "doubtful")]
    assert cells(found, "Term") == [Cell("Term", None, 1.0, "unexpected")]
    assert found.survey.sure == 5
    assert found.total == 2
    assert len(reviews(home).page(ALL, everything=True).rows) == 4
    assert [row.name for row in reviews(home).page(ALL, size=1, offset=1).rows] == ["annex.txt"]


def test_a_search_or_a_collection_narrows_it(home: Home) -> None:
    assert reviews(home).page(Chosen("memo", precision=1.0), everything=True).total == 1
    assert reviews(home).page(Chosen(where=("Jurisdiction:present",)), everything=True).total == 2
    assert reviews(home).page(Chosen(collections=("nothing",)), everything=True).total == 0
    with pytest.raises(InputError):
        reviews(home).page(Chosen("Money>="))
    with pytest.raises(InputError, match="precision"):
        reviews(home).page(Chosen(precision=0))


def test_a_confirmed_value_is_a_persons_and_survives_reading_anew(
    home: Home, ingested: IngestedHome, standard: Standard
) -> None:
    said = answers(home).confirm(
        field(home, ingested, "nda.txt", "Jurisdiction", "Delaware"), standard, "ada"
    )
    assert [one.state for one in cells(said, "Jurisdiction")] == ["reviewed"]
    (correction,) = home.ledger.corrections.list()
    assert (correction.who, correction.said.anchor.words) == ("ada", "Delaware")
    schema = home.registry.own_folder("contracts") / "schema.toml"
    schema.write_text(schema.read_text().replace("laws of (", "rules of ("))
    runs(home).run(outdated(home).find())
    assert values(home, "loan.txt", "Jurisdiction") == []
    assert values(home, "nda.txt", "Jurisdiction") == ["Delaware"]
    after = reviews(home).page(ALL, everything=True)
    (row,) = [one for one in after.rows if one.name == "nda.txt"]
    assert "reviewed" in [one.state for one in row.row.cells]


def test_that_there_is_none_is_a_correction_that_outlives_models(
    home: Home, ingested: IngestedHome, standard: Standard
) -> None:
    lack = field(home, ingested, "memo.txt", "Term", None)
    said = answers(home).confirm(lack, standard, "ada")
    assert (said.absent, len(said.corrections)) == (True, 1)
    assert [one.state for one in cells(said, "Term")] == ["reviewed"]
    assert answers(home).confirm(lack, standard, "bob").corrections == said.corrections
    (listed,) = corrections(home).list(str(ingested.documents / "memo.txt"))
    assert (listed.said.act, listed.who, listed.state) == (Act.NONE, "ada", "in force")
    schema = home.registry.own_folder("contracts") / "schema.toml"
    finding = (
        "[categories.Term]\ntype = 'text'\ncardinality = 'one'\npatterns = ['Memo to (\\w+)']\n"
    )
    before, _, _ = schema.read_text().partition("[categories.Term]")
    schema.write_text(before + finding)
    runs(home).run(outdated(home).find(everything=True))
    assert values(home, "memo.txt", "Term") == []
    (row,) = [one for one in reviews(home).page(ALL).rows if one.name == "memo.txt"]
    assert [one.state for one in row.row.cells if one.category == "Term"] == ["reviewed"]
    back = answers(home).take_back(lack, standard, "ada", said.corrections)
    assert values(home, "memo.txt", "Term") == ["Orion"]
    assert [one.value for one in cells(back, "Term")] == ["Orion"]


def test_that_there_is_none_holds_for_the_next_version(tmp_path: Path) -> None:
    home, folder = make_home(tmp_path / "home"), tmp_path / "folder"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"Made as of May {number + 1}, 2014. {number}")
    (folder / "memo.txt").write_text(MEMO)
    with open_home(home) as opened:
        ingest(opened, folder)
        (row,) = reviews(opened).page(ALL).rows
        lack = Field(row.row.document, "EffectiveDate", None, row.row.sha256)
        answers(opened).confirm(lack, reviews(opened).measure(ALL), "ada")
        assert reviews(opened).page(ALL).rows == ()
        (folder / "memo.txt").write_text(f"{MEMO} And more.")
        ingest(opened, folder)
        assert reviews(opened).page(ALL).rows == ()
        assert opened.ledger.corrections.list()[0].state == "in force"
        with pytest.raises(ConflictError, match="content of the document has changed"):
            answers(opened).confirm(lack, reviews(opened).measure(ALL), "ada")


def test_none_of_a_single_category_denies_all_its_values(
    home: Home, ingested: IngestedHome, standard: Standard
) -> None:
    date = field(home, ingested, "loan.txt", "EffectiveDate", "2020-03-01")
    said = answers(home).deny(date, standard, "ada")
    assert values(home, "loan.txt", "EffectiveDate") == []
    assert said.absent
    assert cells(said, "EffectiveDate") == [Cell("EffectiveDate", None, 1.0, "reviewed")]
    assert len(said.corrections) == 1
    answers(home).take_back(date, standard, "ada", said.corrections)
    assert values(home, "loan.txt", "EffectiveDate") == ["2020-03-01"]
    assert home.ledger.corrections.list() == []


def test_none_of_many_denies_that_value_at_all_its_places(
    home: Home, ingested: IngestedHome, standard: Standard
) -> None:
    party = field(home, ingested, "nda.txt", "Party", "Vega LLC")
    with pytest.raises(InputError, match="no category"):
        field(home, ingested, "nda.txt", "Partei", None)
    said = answers(home).deny(party, standard, "ada")
    assert values(home, "nda.txt", "Party") == ["Orion Labs Inc."]
    assert not said.absent
    other = field(home, ingested, "nda.txt", "Party", "Orion Labs Inc.")
    said = answers(home).deny(other, standard, "ada")
    assert not said.absent, "nobody said that there is no other"
    assert values(home, "nda.txt", "Party") == []
    with pytest.raises(ConflictError, match="no longer 'Vega LLC'"):
        answers(home).confirm(party, standard, "bob")


def test_mending_takes_words_a_meaning_or_a_candidate(
    home: Home, ingested: IngestedHome, standard: Standard
) -> None:
    date = field(home, ingested, "nda.txt", "EffectiveDate", "2014-05-20")
    answers(home).mend(date, standard, "ada", meaning="2014-05-21")
    assert values(home, "nda.txt", "EffectiveDate") == ["2014-05-21"]
    party = field(home, ingested, "nda.txt", "Party", "Orion Labs Inc.")
    answers(home).mend(party, standard, "ada", text="Orion Labs")
    assert sorted(values(home, "nda.txt", "Party")) == ["Orion Labs", "Vega LLC"]
    lack = field(home, ingested, "nda.txt", "Term", None)
    answers(home).mend(lack, standard, "ada", text="secret", meaning="2 years")
    assert values(home, "nda.txt", "Term") == ["2 years"]
    for wrong in ({"text": "no such words"}, {}, {"text": "secret", "meaning": "soon"}):
        with pytest.raises(InputError):
            answers(home).mend(lack, standard, "ada", **wrong)  # type: ignore[arg-type]


def test_a_look_shows_places_sentences_and_candidates(home: Home, ingested: IngestedHome) -> None:
    seen = look(reviews(home), str(ingested.documents / "loan.txt"))
    by_name = {one.category: one for one in seen.fields}
    (date,) = by_name["EffectiveDate"].values
    assert date.sentence.text.startswith("Made as of March 1, 2020 between Vega LLC")
    assert date.entity.value is not None
    assert date.entity.value.display == "2020-03-01"
    assert by_name["Term"].values == ()
    assert by_name["Term"].candidates == ()
    assert seen.path.endswith("loan.txt")


def test_the_command_lists_the_same(copied: IngestedHome) -> None:
    home = ["--home", str(copied.home)]
    told = CliRunner().invoke(cli, ["review", *home])
    assert told.exit_code == 0, told.output
    assert "5 of 8 fields need no review at 0.98 precision; 3 need review" in told.output
    assert "? EffectiveDate  no EffectiveDate found" in told.output
    lines = CliRunner().invoke(cli, ["review", *home, "--json", "--where", "Jurisdiction:missing"])
    with open_home(copied.home) as opened:
        same = reviews(opened).page(Chosen(where=("Jurisdiction:missing",)))
        assert json.loads(lines.output) == to_json(same, ReviewAnswer)
        assert catalog(opened).find(same.rows[0].row.document)
