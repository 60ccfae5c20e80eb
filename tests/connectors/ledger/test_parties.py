"""Names of parties over a real ledger: which one is shown, and which documents are written anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.ledger.jobs import failure
from tests.connectors.party_home import PartyHome


@pytest.fixture
def home(tmp_path: Path) -> Iterator[PartyHome]:
    home = PartyHome(tmp_path / "in", tmp_path / "home")
    yield home
    home.database.close()


def test_writings_of_one_name_are_one_party_in_every_document(home: PartyHome) -> None:
    home.write(a="NIKE, INC", b="Nike, Inc.", c="Guarantor:Nike, Incorporated")
    assert home.fields("a") == home.fields("b") == home.fields("c", "Guarantor") == ["Nike Inc."]
    assert home.shown() == {"Nike Inc.": 3}


def test_two_writings_in_one_document_are_one_value(home: PartyHome) -> None:
    home.write(a="Intel Corporation; Vega LLC; Intel Corp.")
    assert home.fields("a") == ["Intel Corporation", "Vega LLC"]
    assert home.shown() == {"Intel Corporation": 1, "Vega LLC": 1}


def test_name_without_its_legal_form_stays_another_party(home: PartyHome) -> None:
    home.write(a="Nike", b="Nike, Inc.")
    assert home.shown() == {"Nike": 1, "Nike Inc.": 1}


def test_documents_of_a_party_are_written_anew_only_when_its_name_changes(home: PartyHome) -> None:
    home.write(a="NIKE, INC", b="NIKE, INC", c="Vega LLC")
    before = dict(home.index)
    home.write(d="NIKE, INC.")
    assert home.fields("a") == ["NIKE Inc."]
    assert all(home.index[identity] is document for identity, document in before.items())
    home.write(e="Nike, Inc.", f="Nike, Inc.")
    assert home.fields("a") == home.fields("e") == ["Nike Inc."]
    (vega,) = [document for document in before.values() if document.title == "c"]
    assert home.index[vega.id] is vega


def test_name_that_is_shown_follows_from_the_documents_alone(tmp_path: Path) -> None:
    contents = {"a": "NIKE, INC", "b": "NIKE, INC", "c": "Nike, Inc.", "d": "NIKE, INC"}
    seen = []
    for number, order in enumerate(("abcd", "dcba", "cabd")):
        folder = tmp_path / str(number)
        folder.mkdir()
        home = PartyHome(folder / "in", folder / "home")
        for name in order:
            home.write(**{name: contents[name]})
        home.write(e="Nike, Inc.")
        home.remove("e")
        seen.append([home.fields(name) for name in contents])
        home.database.close()
    assert seen == [[["NIKE Inc."]] * 4] * 3


def test_names_are_found_by_a_word_inside_of_them(home: PartyHome) -> None:
    home.write(a="Hoffmann-La Roche Inc.", b="Foundation Medicine, Inc.; Hoffmann-La Roche Inc.")
    assert home.parties.having("roche", 5) == ["Hoffmann-La Roche Inc."]
    assert home.parties.having("inc", 1) == ["Hoffmann-La Roche Inc."]
    assert home.parties.having("hoffmann", 5) == []
    assert home.parties.having("och", 5) == []
    assert home.parties.with_word_starting("roc", 5) == [
        ("hoffmann la roche inc", "Hoffmann-La Roche Inc.")
    ]
    assert home.parties.with_word_starting("hoff", 5) == []


def test_party_goes_with_its_last_document(home: PartyHome) -> None:
    home.write(a="NIKE, INC", b="Nike, Inc.", c="Vega LLC")
    home.remove("b")
    assert home.fields("a") == ["NIKE Inc."]
    home.write(a="Vega LLC")
    assert home.shown() == {"Vega LLC": 2}
    home.write(c="")
    assert home.shown() == {"Vega LLC": 1}
    tables = [
        home.database.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("party_names", "parties", "party_mentions", "party_changes")
    ]
    assert tables == [1, 1, 1, 0]


def test_document_that_fails_or_is_refused_names_nobody(home: PartyHome) -> None:
    home.write(a="Nike, Inc.", b="Vega LLC")
    (home.folder / "a").write_text("a|Nike, Inc.; Orion")
    home.sweeper.sweep(home.root)
    home.intake.step(10)
    (job,) = home.documents.take(1)
    home.documents.fail(job, failure("failed", "it is bad"))
    assert home.shown() == {"Vega LLC": 1}
    (home.folder / "c").write_text("c|Orion")
    home.sweeper.sweep(home.root)
    home.intake.step(10)
    (job,) = home.documents.take(1)
    home._read(job)
    batch = home.documents.batch(10)
    home.documents.settle(batch, {job.document: "too long"})
    assert home.shown() == {"Vega LLC": 1}


def test_another_rule_makes_keys_anew_and_keeps_what_people_decided(home: PartyHome) -> None:
    home.write(a="Nike, Inc.", b="Nike Inc", c="Vega LLC", d="Orion", e="Harbor")
    home.merge("Vega LLC", "Orion")
    home.write(f="Harbour")
    home.split("Harbor", "Harbour")
    home.parties.follow_rule("first letters", lambda name: name[:2].casefold())
    home.work()
    assert home.shown() == {"Harbour": 2, "Nike Inc.": 2, "Vega LLC": 2}
    assert home.fields("c") == home.fields("d") == ["Vega LLC"]
    assert home.decisions.apart() == [("ha", "ha")]
    calls: list[str] = []
    home.parties.follow_rule("first letters", lambda name: str(calls.append(name)))  # type: ignore[func-returns-value]
    assert calls == []
