"""Facts in the ledger: they follow what becomes of a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.ledger.facts import FactTable
from enricher.documents.facts import Facts, load_facts
from tests.connectors.correction_home import SALE, CorrectionHome


@pytest.fixture
def home(tmp_path: Path) -> Iterator[CorrectionHome]:
    home = CorrectionHome(tmp_path / "folder", tmp_path / "home")
    home.write(sale=SALE, archive="zip:Sold to Vega LLC in 2019.|long and owed")
    yield home
    home.database.close()


def table(home: CorrectionHome) -> FactTable:
    return FactTable(home.database)


def facts(home: CorrectionHome, file: str) -> Facts:
    (one,) = table(home).all([home.id_of(file)])
    return load_facts(one.facts)


def test_texts_have_facts_once_their_entities_are_known(home: CorrectionHome) -> None:
    assert len(list(table(home).all())) == 3
    home.pay()
    assert len(list(table(home).all())) == 4
    assert [one.value for one in facts(home, "sale").values["Year"]] == ["2019"]
    home.remove("sale")
    assert len(list(table(home).all())) == 3


def test_facts_follow_corrections_and_their_undo(home: CorrectionHome) -> None:
    before = facts(home, "sale")
    said = home.say("sale", "2020", "Year")
    assert facts(home, "sale").values["Year"][-1].by_human
    home.undo(said)
    assert facts(home, "sale") == before
