"""Rows of a home at Elasticsearch: with their documents, and again where their index is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.elasticsearch.index import ElasticsearchIndex
from enricher.errors import UnavailableError
from enricher.query.nodes import Condition
from enricher.query.rows import RowSort
from tests.connectors.elasticsearch_home import IndexHome, index_home
from tests.table_documents import statement

pytestmark = pytest.mark.elasticsearch

MARCH = statement("march", [("2025-03-03", "Rent", "-825.00", ""), ("2025-03-10", "Acme", "1", "")])
APRIL = statement("april", [("2025-04-03", "Rent", "-825.00", "")], {"Bank": ["Pennine"]})


@pytest.fixture
def home(tmp_path: Path) -> Iterator[IndexHome]:
    with index_home(tmp_path) as made:
        yield made


def found(index: ElasticsearchIndex) -> list[str]:
    hits = index.row_index.rows(None, RowSort("date", descending=False), 100, 0).hits
    return [f"{one.document}:{one.row.number}" for one in hits]


def test_home_without_rows_has_no_index_of_them(home: IndexHome) -> None:
    index = home.open()
    writer = index.open_writer()
    writer.write([statement("quiet", [("2025-03-03", "Rent", "-1", "")], with_rows=False)], [])
    assert not home.server.indices.exists(index=f"{home.name}-rows")
    assert (found(index), index.row_index.sums(None, "month", 5)) == ([], [])
    writer.write([MARCH], [])
    assert home.server.indices.exists_alias(name=f"{home.name}-rows")
    assert found(index) == ["march:0", "march:1"]
    writer.close()


def test_lost_rows_make_the_index_of_documents_another(home: IndexHome) -> None:
    index = home.open()
    writer = index.open_writer()
    writer.write([MARCH, APRIL], [])
    writer.close()
    generation = index.generation
    index.open_writer().close()
    assert index.generation == generation, "all is there"
    (rows,) = home.server.indices.get(index=f"{home.name}-rows").body
    home.server.indices.delete(index=rows)
    writer = index.open_writer()
    assert index.generation != generation, "so the ledger has all written again"
    writer.write([MARCH, APRIL], [])
    assert found(index) == ["march:0", "march:1", "april:0"]
    writer.close()


def test_rows_of_another_index_of_documents_are_deleted(home: IndexHome) -> None:
    index = home.open()
    writer = index.open_writer()
    writer.write([MARCH], [])
    writer.close()
    (documents,) = home.server.indices.get(index=home.name).body
    home.server.indices.delete(index=documents)
    again = home.open()
    writer = again.open_writer()
    assert found(again) == []
    writer.write([APRIL], [])
    assert found(again) == ["april:0"]
    writer.close()


def test_rows_of_another_home_are_left_alone(home: IndexHome) -> None:
    index = home.open(folder=home.folder / "a")
    writer = index.open_writer()
    writer.write([MARCH], [])
    writer.close()
    (documents,) = home.server.indices.get(index=home.name).body
    home.server.indices.delete(index=documents)
    other = home.open(folder=home.folder / "b")
    with pytest.raises(UnavailableError, match="filled from another home"):
        other.open_writer()
    assert found(other) == ["march:0", "march:1"]


def test_write_that_was_cut_short_leaves_no_row_behind(home: IndexHome) -> None:
    """What an earlier process sent last comes in under other numbers of rows."""
    index = home.open()
    writer = index.open_writer()
    many = statement("march", [("2025-03-03", f"Rent {at}", "-1.00", "") for at in range(12_000)])
    writer.write([many], [])
    assert index.row_index.rows(None, RowSort(), 1, 0).total == 12_000
    writer.write([MARCH], [])
    assert found(index) == ["march:0", "march:1"]
    writer.write([], ["march"])
    assert found(index) == []
    writer.close()


def test_kibana_can_chart_rows_by_what_their_documents_are(home: IndexHome) -> None:
    index = home.open()
    writer = index.open_writer()
    writer.write([APRIL], [])
    (hit,) = home.server.search(index=f"{home.name}-rows")["hits"]["hits"]
    source = hit["_source"]
    assert source["document"] == "april"
    assert source["fields"] == {"Bank": ["Pennine"]}
    assert source["collection"] == ["statements"]
    row = source["row"]
    assert (row["date"], row["month"], row["amount"]) == ("2025-04-03", "2025-04", -825.0)
    assert "words" not in row
    where = Condition("Bank", "=", "pennine")
    assert index.row_index.rows(where, RowSort(), 1, 0).total == 1
    writer.close()
