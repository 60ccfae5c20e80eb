"""Deployments that read the documents of some types alone: contracts all, loans what is a loan."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from enricher.errors import InputError
from enricher.ingestion.catalog import Document
from enricher.ledger.routes import Route, in_short, read_routes, readers, write_routes
from enricher.policies.findings import FindingFilter
from enricher.projects.schema_edits import change_schema
from enricher.review.queue import Chosen
from enricher.review.service import Wish
from enricher.wiring.audit import build_findings
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import collections
from enricher.wiring.projects import open_project
from enricher.wiring.reenrichment import outdated, trials
from enricher.wiring.review import corrections, reviews
from enricher.wiring.search import search
from tests.enricher.here import audit, ingest, runs
from tests.enricher.homes import LOAN, NDA, SCHEMA, make_home, write_texts

CHOICES = """
[categories.DocumentType]
type = "choice"
cardinality = "one"
choices = ["nda", "loan", "lease", "bank statement", "other"]
"""
LOANS = r"""
[categories.Lender]
type = "party"
cardinality = "one"
patterns = ['and (Harbor Bank Inc\.|Vega LLC)']
"""
LENDER = """
id: lender
title: No lender is named
severity: high
condition: missing(fields.Lender)
message: No lender is named.
"""

LAW = """
id: nda-law
title: A non-disclosure agreement under some law
severity: low
scope: DocumentType:nda
condition: "!missing(fields.Jurisdiction)"
message: It names a law.
"""


@dataclass(frozen=True)
class Routed:
    """A home in which contracts reads all, and loans what is a loan."""

    home: Home
    documents: Path

    def show(self, name: str) -> Document:
        of = catalog(self.home)
        return of.show(of.find(str(self.documents / f"{name}.txt")))

    def fields(self, name: str) -> dict[str, list[str]]:
        enriched = self.show(name).enriched
        assert enriched is not None
        return {key: [one.value.display for one in of] for key, of in enriched.fields.items()}

    def models(self, name: str) -> list[str]:
        enriched = self.show(name).enriched
        assert enriched is not None
        return [one.project for one in enriched.models]

    def found_by(self, policy: str) -> list[str]:
        """The documents in which a policy has an open finding."""
        audit(self.home)
        asked = FindingFilter(policies=(policy,), states=("open",))
        return [one.document for one in build_findings(self.home).page(asked, 10, 0).findings]

    def correct(self, name: str, **wish: str | bool) -> int:
        wanted = Wish("DocumentType", **wish)  # type: ignore[arg-type]
        made = corrections(self.home).correct(self.show(name).id, wanted, "ann")
        return made.correction.id

    def reenrich(self) -> int:
        """How many documents were outdated; afterwards none is."""
        found = outdated(self.home).find()
        assert outdated(self.home).count() == len(found)
        assert runs(self.home).run(found).reenriched == len(found)
        assert outdated(self.home).count() == 0
        return len(found)


@pytest.fixture
def routed(tmp_path: Path) -> Iterator[Routed]:
    documents = write_texts(tmp_path / "documents", {"nda": NDA, "loan": LOAN})
    path = make_home(tmp_path / "home", CHOICES + SCHEMA)
    loans = path / "projects" / "loans"
    (loans / "policies").mkdir(parents=True)
    (loans / "schema.toml").write_text(LOANS)
    (loans / "policies" / "lender.yaml").write_text(LENDER)
    (path / "projects" / "contracts" / "policies").mkdir()
    (path / "projects" / "contracts" / "policies" / "nda-law.yaml").write_text(LAW)
    with open_home(path) as home:
        collections(home).add("default", documents, ["contracts", "loans=loan"])
        ingest(home, documents)
        yield Routed(home, documents)


def test_a_deployment_reads_what_is_of_its_type(routed: Routed) -> None:
    assert routed.models("nda") == ["contracts"]
    assert routed.models("loan") == ["contracts", "loans"]
    assert routed.show("loan").readers == ("contracts/production", "loans/production")
    assert "Lender" not in routed.fields("nda")
    assert routed.fields("loan")["Lender"] == ["Harbor Bank Inc."]
    assert routed.fields("loan")["Jurisdiction"] == ["New York"]
    assert outdated(routed.home).count() == 0
    assert search(routed.home).page("Lender:present").total == 1


def test_what_is_corrected_is_read_by_others_and_back(routed: Routed) -> None:
    number = routed.correct("nda", value="loan")
    routed.correct("loan", value="lease")
    assert outdated(routed.home).count() == 2
    assert routed.reenrich() == 2
    assert routed.models("nda") == ["contracts", "loans"]
    assert routed.fields("nda")["Lender"] == ["Vega LLC"]
    assert routed.fields("nda")["DocumentType"] == ["loan"]
    assert routed.models("loan") == ["contracts"]
    assert "Lender" not in routed.fields("loan")
    assert search(routed.home).page("Lender:present").total == 1
    corrections(routed.home).undo(number, "ann")
    assert routed.reenrich() == 1
    assert routed.models("nda") == ["contracts"]


@pytest.mark.parametrize("wish", [{"none": True}, {"reject": True}])
def test_what_has_no_type_is_read_by_what_reads_all(routed: Routed, wish: dict[str, bool]) -> None:
    routed.correct("loan", **wish)
    assert routed.reenrich() == 1
    assert routed.models("loan") == ["contracts"]


def test_a_correction_holds_in_the_next_version_and_in_a_dry_run(routed: Routed) -> None:
    routed.correct("nda", value="loan")
    routed.reenrich()
    everything = outdated(routed.home).find(everything=True)
    assert not [one for one in trials(routed.home).read(everything) if one.difference]
    (routed.documents / "nda.txt").write_text(NDA + "Signed twice.\n")
    ingest(routed.home, routed.documents)
    routed.reenrich()
    assert routed.models("nda") == ["contracts", "loans"]
    assert routed.fields("nda")["DocumentType"] == ["loan"]


def test_only_documents_that_others_read_are_read_again(routed: Routed) -> None:
    of = collections(routed.home)
    _, count = of.serve("default", ["contracts", "loans=loan", "loans=lease"], "ann")
    assert count == 0, "there is no lease"
    assert outdated(routed.home).count() == 0
    _, count = of.serve("default", ["contracts", "loans=lease,nda"], "ann")
    assert count == 2
    ingest(routed.home, routed.documents)
    assert (routed.models("nda"), routed.models("loan")) == (["contracts", "loans"], ["contracts"])
    assert outdated(routed.home).count() == 0


def test_members_of_an_archive_are_read_by_their_own_type(routed: Routed) -> None:
    archive = routed.documents.parent / "archive"
    shutil.make_archive(str(archive), "zip", routed.documents)
    shutil.move(f"{archive}.zip", routed.documents / "all.zip")
    ingest(routed.home, routed.documents)
    of = catalog(routed.home)
    member = partial("{}!/{}".format, routed.documents / "all.zip")
    assert of.show(of.find(member("loan.txt"))).readers[-1] == "loans/production"
    assert of.show(of.find(member("nda.txt"))).readers == ("contracts/production",)


def test_reviews_and_policies_ask_nothing_of_what_a_project_does_not_read(routed: Routed) -> None:
    page = reviews(routed.home).page(Chosen(), everything=True)
    cells = {one.name: {cell.category for cell in one.row.cells} for one in page.rows}
    assert "Lender" in cells["loan.txt"]
    assert "Lender" not in cells["nda.txt"]
    (routed.documents / "nda.txt").write_text(NDA.replace("and Vega LLC", "and others"))
    ingest(routed.home, routed.documents)
    assert routed.found_by("lender") == []
    number = routed.correct("nda", value="loan")
    routed.reenrich()
    assert routed.found_by("lender") == [routed.show("nda").id]
    corrections(routed.home).undo(number, "ann")
    routed.reenrich()
    assert routed.found_by("lender") == [], "loans reads it no more"


def test_a_policy_is_scoped_to_a_type(routed: Routed) -> None:
    assert routed.found_by("nda-law") == [routed.show("nda").id]
    routed.correct("loan", value="nda")
    assert sorted(routed.found_by("nda-law")) == sorted(
        [routed.show("nda").id, routed.show("loan").id]
    )


def test_a_schema_keeps_the_choices_that_decide(routed: Routed) -> None:
    known = routed.home.ledger.collections.all()
    with open_project(routed.home.path, "contracts") as project:
        with pytest.raises(InputError, match="reads documents whose DocumentType is loan"):
            change_schema(project, CHOICES.replace('"loan", ', "") + SCHEMA, "*", known)
        change_schema(project, CHOICES.replace('"lease", ', "") + SCHEMA, "*", known)


@pytest.mark.parametrize(
    ("serve", "message"),
    [
        (["contracts", "loans=laon"], "'laon' is not a DocumentType; similar: loan"),
        (["contracts", "loans=zzz"], "there are: nda, loan, lease, bank statement, other"),
        (["contracts", "loans="], "name a choice"),
        (["loans=loan"], "nothing determines which documents are loan"),
    ],
)
def test_choices_that_nothing_tells_are_refused(
    routed: Routed, serve: list[str], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        collections(routed.home).serve("default", serve, "ann")


def test_routes_are_written_as_they_are_read() -> None:
    routes = read_routes("a/b,c/d=Type:bank statement,c/d=Type:note: x")
    assert routes == (
        Route("a/b"),
        Route("c/d", "Type", "bank statement"),
        Route("c/d", "Type", "note: x"),
    )
    assert read_routes(write_routes(routes)) == routes
    assert in_short(routes) == ["a/b", "c/d=Type:bank statement,note: x"]
    assert readers(routes, {}) == ["a/b"]
    assert readers(routes[::-1], {"Type": "note: x"}) == ["a/b", "c/d"]
