from __future__ import annotations

from pathlib import Path

import pytest

from enricher.audit.guard import read_policies
from enricher.errors import InputError, NotFoundError
from enricher.ledger.accounts import CLAUSES, CONTRACTS, reading_order
from enricher.ledger.routes import Route, in_short
from enricher.models.registry import RULES
from enricher.wiring.audit import build_queries
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import collections
from tests.enricher.homes import make_home

WITHOUT_TYPES = '[categories.Party]\ntype = "party"\nlearned = true\n'


def test_collection_is_added_with_its_deployments(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home")) as home:
        collection, read_again = collections(home).add("loans", tmp_path, ["contracts"])
        assert collection.serve == (Route("contracts/production"),)
        assert collection.roots == (tmp_path.resolve(),)
        assert read_again == 0


def test_a_new_collection_is_read_by_what_ships(tmp_path: Path) -> None:
    with open_home(tmp_path / "home") as home:
        assert {"Party", "AuditRights", "IBAN"} <= set(home.schema().names), "queries may name all"
        collection, _ = collections(home).add("loans", tmp_path)
        assert collection.serve == (
            Route("contracts/production"),
            Route("clauses/production"),
            *(
                Route("financial/production", "DocumentType", one)
                for one in ("bank statement", "invoice", "receipt", "form")
            ),
        )
        collections(home).serve("loans", ["contracts"], "")
        assert "AuditRights" not in home.schema()


def test_an_empty_schema_over_one_that_ships_finds_nothing(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home", "")) as home:
        assert home.registry.shipped_model("contracts") is not None
        assert home.registry.version("contracts/production").name == RULES
        policies = read_policies(home.registry, "contracts")
        assert not policies.policies
        assert not policies.problems
        assert "no-governing-law" not in build_queries(home).shipped()


@pytest.mark.parametrize("name", ["", "../loans", ".loans", "a/b", " loans", "x" * 65, "a\nb"])
def test_odd_collection_names_are_refused(tmp_path: Path, name: str) -> None:
    with open_home(make_home(tmp_path / "home")) as home, pytest.raises(InputError):
        collections(home).add(name, tmp_path)


def test_collection_needs_a_known_project_and_folder(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home")) as home:
        with pytest.raises(NotFoundError):
            collections(home).add("loans", tmp_path, ["nowhere"])
        with pytest.raises(InputError):
            collections(home).add("loans", tmp_path / "nothing")
        assert home.ledger.collections.all() == []


def test_fields_are_read_before_clauses_and_others_behind_them() -> None:
    deployments = ["abc/production", CLAUSES, "leases/production", CONTRACTS]
    ordered = [CONTRACTS, CLAUSES, "abc/production", "leases/production"]
    assert sorted(deployments, key=reading_order) == ordered


def test_collections_of_unlike_schemas_are_searched_all_the_same(tmp_path: Path) -> None:
    with open_home(tmp_path / "home") as home:
        whole = tmp_path / "home" / "projects" / "invoices"
        whole.mkdir(parents=True)
        (whole / "schema.toml").write_text(
            '[categories.TotalAmount]\ntype = "money"\ncardinality = "one"\ndetectors = ["money"]\n'
        )
        for name in ("contracts", "invoices"):
            (tmp_path / name).mkdir()
        collections(home).add("default", tmp_path / "contracts")
        assert repr(home.schema()["TotalAmount"].type) == "number"
        collections(home).add("invoices", tmp_path / "invoices", serve=["invoices"])
        # What reads all documents of a collection, and not some types alone, says what the type is.
        assert repr(home.schema()["TotalAmount"].type) == "money"
        assert "AuditRights" in home.schema()


def test_routes_that_stand_may_stay_though_nothing_tells_their_choices(tmp_path: Path) -> None:
    with open_home(make_home(tmp_path / "home", WITHOUT_TYPES)) as home:
        before, _ = collections(home).add("default", tmp_path)
        kept = [*in_short(before.serve)[:1], *in_short(before.serve)[2:]]
        after, _ = collections(home).serve("default", kept, "ann")
        assert after.serve == (before.serve[0], *before.serve[2:])
        with pytest.raises(InputError, match="nothing determines which documents are"):
            collections(home).serve("default", ["contracts", "clauses=lease"], "ann")
