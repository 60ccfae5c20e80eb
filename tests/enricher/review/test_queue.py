"""Reviews over a real home: what wants an eye, what people say of it, and that it stays said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.cli import cli
from enricher.enrichment.corrections import Act
from enricher.errors import ConflictError, InputError
from enricher.ingestion.folders import ingest
from enricher.ingestion.operations import find_document, search
from enricher.ingestion.reenrichment.runs import find_outdated, reenrich
from enricher.review.answers import Field, Said, confirm, deny, find_field, mend, take_back
from enricher.review.corrections import list_corrections
from enricher.review.order import Cell, Standard
from enricher.review.queue import Chosen, Review, measure, review
from enricher.review.view import look
from enricher.wiring.stores import Store, open_store
from tests.enricher.conftest import IngestedHome
from tests.enricher.homes import MEMO, make_home

ALL = Chosen()


@pytest.fixture
def store(copied: IngestedHome) -> Iterator[Store]:
    with open_store(copied.home) as store:
        yield store


@pytest.fixture
def standard(store: Store) -> Standard:
    return measure(store, ALL)


def field(
    store: Store, ingested: IngestedHome, name: str, category: str, value: str | None
) -> Field:
    return find_field(store, str(ingested.documents / name), category, value)


def cells(said: Said | Review, category: str) -> list[Cell]:
    row = said.row if isinstance(said, Said) else said.rows[0]
    return [one for one in row.row.cells if one.category == category]


def values(store: Store, name: str, category: str) -> list[str]:
    """As a search shows them."""
    (hit,) = [one for one in search(store, size=50).hits if one.paths[0].endswith(name)]
    return list(hit.fields.get(category, ()))


def test_lacks_want_an_eye_and_no_text_is_opened(store: Store) -> None:
    store.database.connection.execute("UPDATE bodies SET body = x'00'")
    found = review(store, ALL)
    assert [row.name for row in found.rows] == ["memo.txt", "annex.txt"]
    assert cells(found, "EffectiveDate") == [Cell("EffectiveDate", None, 0.25, "doubtful")]
    assert cells(found, "Term") == [Cell("Term", None, 1.0, "unexpected")]
    assert found.survey.count("sure") == 5
    assert found.total == 2
    assert len(review(store, ALL, everything=True).rows) == 4
    assert [row.name for row in review(store, ALL, size=1, offset=1).rows] == ["annex.txt"]


def test_a_search_or_a_collection_narrows_it(store: Store) -> None:
    assert review(store, Chosen("memo", precision=1.0), everything=True).total == 1
    assert review(store, Chosen(where=("Jurisdiction:present",)), everything=True).total == 2
    assert review(store, Chosen(collections=("nothing",)), everything=True).total == 0
    with pytest.raises(InputError):
        review(store, Chosen("Money>="))
    with pytest.raises(InputError, match="precision"):
        review(store, Chosen(precision=0))


def test_a_confirmed_value_is_a_persons_and_survives_reading_anew(
    store: Store, ingested: IngestedHome, standard: Standard
) -> None:
    said = confirm(
        store, field(store, ingested, "nda.txt", "Jurisdiction", "Delaware"), standard, "ada"
    )
    assert [one.state for one in cells(said, "Jurisdiction")] == ["reviewed"]
    (correction,) = store.corrections.list()
    assert (correction.who, correction.said.anchor.words) == ("ada", "Delaware")
    schema = store.registry.own_folder("contracts") / "schema.toml"
    schema.write_text(schema.read_text().replace("laws of (", "rules of ("))
    reenrich(store, find_outdated(store))
    assert values(store, "loan.txt", "Jurisdiction") == []
    assert values(store, "nda.txt", "Jurisdiction") == ["Delaware"]
    after = review(store, ALL, everything=True)
    (row,) = [one for one in after.rows if one.name == "nda.txt"]
    assert "reviewed" in [one.state for one in row.row.cells]


def test_that_there_is_none_is_a_correction_that_outlives_models(
    store: Store, ingested: IngestedHome, standard: Standard
) -> None:
    lack = field(store, ingested, "memo.txt", "Term", None)
    said = confirm(store, lack, standard, "ada")
    assert (said.absent, len(said.corrections)) == (True, 1)
    assert [one.state for one in cells(said, "Term")] == ["reviewed"]
    assert confirm(store, lack, standard, "bob").corrections == said.corrections
    (listed,) = list_corrections(store, str(ingested.documents / "memo.txt"))
    assert (listed.said.act, listed.who, listed.state) == (Act.NONE, "ada", "in force")
    schema = store.registry.own_folder("contracts") / "schema.toml"
    finding = (
        "[categories.Term]\ntype = 'text'\ncardinality = 'one'\npatterns = ['Memo to (\\w+)']\n"
    )
    before, _, _ = schema.read_text().partition("[categories.Term]")
    schema.write_text(before + finding)
    reenrich(store, find_outdated(store, everything=True))
    assert values(store, "memo.txt", "Term") == []
    (row,) = [one for one in review(store, ALL).rows if one.name == "memo.txt"]
    assert [one.state for one in row.row.cells if one.category == "Term"] == ["reviewed"]
    back = take_back(store, lack, standard, "ada", said.corrections)
    assert values(store, "memo.txt", "Term") == ["Orion"]
    assert [one.value for one in cells(back, "Term")] == ["Orion"]


def test_that_there_is_none_holds_for_the_next_version(tmp_path: Path) -> None:
    home, folder = make_home(tmp_path / "home"), tmp_path / "folder"
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(f"Made as of May {number + 1}, 2014. {number}")
    (folder / "memo.txt").write_text(MEMO)
    with open_store(home) as store:
        ingest(store, [folder])
        (row,) = review(store, ALL).rows
        lack = Field(row.row.document, "EffectiveDate", None, row.row.sha256)
        confirm(store, lack, measure(store, ALL), "ada")
        assert review(store, ALL).rows == ()
        (folder / "memo.txt").write_text(f"{MEMO} And more.")
        ingest(store, [folder])
        assert review(store, ALL).rows == ()
        assert store.corrections.list()[0].state == "in force"
        with pytest.raises(ConflictError, match="another content"):
            confirm(store, lack, measure(store, ALL), "ada")


def test_none_of_a_single_category_denies_all_its_values(
    store: Store, ingested: IngestedHome, standard: Standard
) -> None:
    date = field(store, ingested, "loan.txt", "EffectiveDate", "2020-03-01")
    said = deny(store, date, standard, "ada")
    assert values(store, "loan.txt", "EffectiveDate") == []
    assert said.absent
    assert cells(said, "EffectiveDate") == [Cell("EffectiveDate", None, 1.0, "reviewed")]
    assert len(said.corrections) == 1
    take_back(store, date, standard, "ada", said.corrections)
    assert values(store, "loan.txt", "EffectiveDate") == ["2020-03-01"]
    assert store.corrections.list() == []


def test_none_of_many_denies_that_value_at_all_its_places(
    store: Store, ingested: IngestedHome, standard: Standard
) -> None:
    party = field(store, ingested, "nda.txt", "Party", "Vega LLC")
    with pytest.raises(InputError, match="no category"):
        field(store, ingested, "nda.txt", "Partei", None)
    said = deny(store, party, standard, "ada")
    assert values(store, "nda.txt", "Party") == ["Orion Labs Inc."]
    assert not said.absent
    other = field(store, ingested, "nda.txt", "Party", "Orion Labs Inc.")
    said = deny(store, other, standard, "ada")
    assert not said.absent, "nobody said that there is no other"
    assert values(store, "nda.txt", "Party") == []
    with pytest.raises(ConflictError, match="not 'Vega LLC' any more"):
        confirm(store, party, standard, "bob")


def test_mending_takes_words_a_meaning_or_a_candidate(
    store: Store, ingested: IngestedHome, standard: Standard
) -> None:
    date = field(store, ingested, "nda.txt", "EffectiveDate", "2014-05-20")
    mend(store, date, standard, "ada", meaning="2014-05-21")
    assert values(store, "nda.txt", "EffectiveDate") == ["2014-05-21"]
    party = field(store, ingested, "nda.txt", "Party", "Orion Labs Inc.")
    mend(store, party, standard, "ada", text="Orion Labs")
    assert sorted(values(store, "nda.txt", "Party")) == ["Orion Labs", "Vega LLC"]
    lack = field(store, ingested, "nda.txt", "Term", None)
    mend(store, lack, standard, "ada", text="secret", meaning="2 years")
    assert values(store, "nda.txt", "Term") == ["2 years"]
    for wrong in ({"text": "no such words"}, {}, {"text": "secret", "meaning": "soon"}):
        with pytest.raises(InputError):
            mend(store, lack, standard, "ada", **wrong)


def test_a_look_shows_places_sentences_and_candidates(store: Store, ingested: IngestedHome) -> None:
    seen = look(store, str(ingested.documents / "loan.txt"))
    by_name = {one.category: one for one in seen.fields}
    (date,) = by_name["EffectiveDate"].values
    assert date.sentence.text.startswith("Made as of March 1, 2020 between Vega LLC")
    assert date.as_json()["value"] == "2020-03-01"
    assert by_name["Term"].values == ()
    assert by_name["Term"].candidates == ()
    assert seen.as_json()["path"].endswith("loan.txt")


def test_the_command_lists_the_same(copied: IngestedHome) -> None:
    home = ["--home", str(copied.home)]
    told = CliRunner().invoke(cli, ["review", *home])
    assert told.exit_code == 0, told.output
    assert "5 of 8 fields need no look at 0.98 precision; 3 want an eye" in told.output
    assert "? EffectiveDate  no EffectiveDate found" in told.output
    lines = CliRunner().invoke(cli, ["review", *home, "--json", "--where", "Jurisdiction:missing"])
    with open_store(copied.home) as store:
        same = review(store, Chosen(where=("Jurisdiction:missing",)))
        assert json.loads(lines.output) == json.loads(json.dumps(same.as_json()))
        assert find_document(store, same.rows[0].row.document)
