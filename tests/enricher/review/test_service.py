"""What people say about documents, by the functions and the commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.documents.corrections import Act
from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.correction_labels import Taken
from enricher.review.service import Wish
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.projects import correction_labels, open_project
from enricher.wiring.review import corrections
from enricher.wiring.search import search
from tests.enricher.command_line import run, run_json
from tests.enricher.here import ingest
from tests.enricher.homes import LOAN, NDA, IngestedHome, make_home, write_documents


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    with open_home(copied.home) as home:
        yield home


@pytest.fixture
def documents(ingested: IngestedHome) -> Path:
    return ingested.documents


@pytest.fixture
def nda(documents: Path) -> str:
    return str(documents / "nda.txt")


def values(home: Home, document: str, category: str) -> list[str]:
    """As a search shows them."""
    identity = catalog(home).find(document)
    (hit,) = [one for one in search(home).page(size=50).hits if one.id == identity]
    return list(hit.fields.get(category, ()))


def test_a_correction_shows_in_search_at_once_and_goes_with_its_undo(home: Home, nda: str) -> None:
    before = catalog(home).show(catalog(home).find(nda))
    made = corrections(home).correct(nda, Wish("party", "confidential information"), "ada")
    assert made.entity is not None
    assert (made.entity.span.category, made.entity.span.confidence) == ("Party", 1.0)
    assert "confidential information" in values(home, nda, "Party")
    assert search(home).page(where=["Party=Confidential Information"]).total == 1
    reject = corrections(home).correct(nda, Wish("Party", "Vega LLC", reject=True), "bob")
    assert search(home).page(where=["Party=Vega LLC"]).total == 2
    assert [(one.who, one.said.act) for one in corrections(home).list(nda)] == [
        ("bob", Act.REJECT),
        ("ada", Act.TAG),
    ]
    for one in (made, reject):
        corrections(home).undo(one.correction.id, "ada")
    assert catalog(home).show(catalog(home).find(nda)) == before
    assert search(home).page(where=["Party=Vega LLC"]).total == 3


def test_members_and_documents_are_named_by_path_or_id(home: Home, documents: Path) -> None:
    annex = f"{documents}/annexes.zip!/inner/annex.txt"
    identity = catalog(home).find(annex)
    corrections(home).correct(identity[:10], Wish("Term", "the loan", value="two years"), "ada")
    assert values(home, annex, "Term") == ["2 years"]
    with pytest.raises(NotFoundError, match="there is no document"):
        catalog(home).find(f"{annex}x")


def test_a_place_is_said_by_offsets_and_its_text(home: Home, nda: str) -> None:
    start = NDA.index(" Vega LLC.") - 3
    wish = Wish("Jurisdiction", NDA[start : start + 13], (start, start + 13), value="Ohio")
    made = corrections(home).correct(nda, wish, "ada")
    assert made.correction.said.anchor.words == "and Vega LLC."
    assert values(home, nda, "Jurisdiction") == ["Ohio"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish("Party", "Vega GmbH"), "'Vega GmbH' is not in the document"),
        (Wish("Partei", "Vega LLC"), "there is no category 'Partei' to correct; there are: Party"),
        (Wish("Party", "is"), r"'is' occurs \d times in the document; choose one \(--occurrence 1"),
        (Wish("Party", "Vega LLC", occurrence=2), "occurs 1 times in the document, not 2"),
        (Wish("Term", "secret", value="soon"), "'soon' is not a duration, which Term takes"),
        (
            Wish("EffectiveDate", "secret", value="03/04/2021"),
            "can be read as 2021-03-04 or 2021-04-03",
        ),
        (Wish("Party", "secret", reject=True, value="x"), "a rejection has no value"),
        (Wish("Party", "secret", instead_of="Party"), "cannot replace itself"),
        (Wish("Party", "  "), "select the words in the document"),
        (Wish("Party", "secret", none=True), "but no words or value"),
        (Wish("Partei", none=True), "no category"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(
    ingested_home: Home, nda: str, wish: Wish, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        corrections(ingested_home).correct(nda, wish, "ada")
    assert corrections(ingested_home).list(undone=True) == []


@pytest.mark.parametrize(
    "wish",
    [
        Wish("Party", "Vega LLC", (0, 8)),
        Wish("Party", "Vega LLC", (10_000, 10_008)),
        Wish("Party", " ", (3, 3)),
        Wish("Party", "Vega LLC", sha256="0" * 64),
    ],
)
def test_a_place_of_another_version_is_a_conflict(
    ingested_home: Home, nda: str, wish: Wish
) -> None:
    with pytest.raises(ConflictError):
        corrections(ingested_home).correct(nda, wish, "ada")


def test_a_document_without_text_cannot_be_corrected(ingested_home: Home, documents: Path) -> None:
    with pytest.raises(InputError, match="has no text to correct"):
        corrections(ingested_home).correct(f"{documents}/broken.pdf", Wish("Party", "x"), "ada")


def test_words_are_suppressed_everywhere_until_that_is_taken_back(home: Home) -> None:
    made = corrections(home).suppress("party", "VEGA  llc", "ada")
    assert made.documents == 3
    assert search(home).page(where=["Party=Vega LLC"]).total == 0
    assert corrections(home).undo(made.correction.id, "ada").documents == 3
    assert search(home).page(where=["Party=Vega LLC"]).total == 3
    with pytest.raises(InputError, match="the words are empty"):
        corrections(home).suppress("Party", " ", "ada")
    with pytest.raises(InputError, match="no category 'Partei'"):
        corrections(home).suppress("Partei", "x", "ada")


def test_another_document_does_not_undo_it(home: Home, nda: str, documents: Path) -> None:
    made = corrections(home).correct(nda, Wish("Party", "secret"), "ada")
    with pytest.raises(NotFoundError, match="has no correction 1 in force"):
        corrections(home).undo(made.correction.id, "ada", f"{documents}/loan.txt")
    corrections(home).undo(made.correction.id, "ada", nda)
    with pytest.raises(NotFoundError, match="no correction 1 in force"):
        corrections(home).undo(made.correction.id, "ada")


def test_merged_parties_and_tagged_ones_are_one_kind(home: Home, nda: str) -> None:
    from enricher.wiring.parties import parties

    corrections(home).correct(nda, Wish("Party", "confidential information"), "ada")
    parties(home).merge(["confidential information", "Vega LLC"], "ada")
    assert values(home, nda, "Party") == ["Orion Labs Inc.", "Vega LLC"]


def test_a_project_takes_what_people_said_as_labels(home: Home, nda: str, documents: Path) -> None:
    loan = f"{documents}/loan.txt"
    orion, vega = (NDA.index(name) for name in ("Orion Labs Inc.", "Vega LLC"))
    known = LabeledDocument(
        "nda.txt",
        NDA,
        (Label(orion, orion + 5, "Party"), Label(vega, vega + 8, "Party")),
        dataset="test",
    )
    with open_project(home.path, "contracts") as project:
        project.store.put([known, LabeledDocument("memo.txt", "Another memo.")])
    corrections(home).correct(nda, Wish("Party", "Orion Labs Inc."), "ada")
    corrections(home).correct(nda, Wish("Party", "Vega LLC", reject=True), "ada")
    corrections(home).correct(loan, Wish("Jurisdiction", "New York"), "ada")
    corrections(home).correct(f"{documents}/memo.txt", Wish("Party", "Memo"), "ada")
    only_rejected = f"{documents}/annexes.zip!/inner/annex.txt"
    corrections(home).correct(only_rejected, Wish("Party", "Vega LLC", reject=True), "ada")
    corrections(home).suppress("Party", "Harbor Bank Inc.", "ada")
    with open_project(home.path, "contracts") as project:
        taken = correction_labels(home).take(project)
        assert taken == Taken(
            added=("loan.txt", "annexes.zip!/inner/annex.txt"),
            changed=("nda.txt",),
            other_text=("memo.txt",),
            labels=2,
        )
        by_name = {one.name: one for one in project.store.read()}
        assert by_name["nda.txt"].labels == (Label(orion, orion + 15, "Party"),)
        assert (by_name["nda.txt"].dataset, by_name["nda.txt"].tagged) == ("test", None)
        (label,) = by_name["loan.txt"].labels
        assert LOAN[label.start : label.end] == "New York"
        assert by_name["loan.txt"].tagged == (), "nobody looked for all the rest"
        assert by_name["memo.txt"].text == "Another memo."
        rejected = by_name[taken.added[1]]
        assert (rejected.labels, rejected.tagged) == ((), ("Party",)), "there is no party ..."
        assert [rejected.text[start:end] for start, end in rejected.regions] == ["Vega LLC"]
        again = correction_labels(home).take(project)
        assert (again.unchanged, again.added) == (("nda.txt", "loan.txt", rejected.name), ())


def test_that_there_is_none_is_learned_as_looked_for(home: Home, nda: str, documents: Path) -> None:
    vega = NDA.index("Vega LLC")
    known = LabeledDocument("nda.txt", NDA, (Label(vega, vega + 8, "Party"),), tagged=("Term",))
    with open_project(home.path, "contracts") as project:
        project.store.put([known])
        corrections(home).correct(nda, Wish("Party", none=True), "ada")
        corrections(home).correct(f"{documents}/loan.txt", Wish("Jurisdiction", "New York"), "ada")
        corrections(home).correct(f"{documents}/loan.txt", Wish("Term", none=True), "ada")
        corrections(home).correct(f"{documents}/memo.txt", Wish("Term", none=True), "ada")
        corrections(home).correct(f"{documents}/memo.txt", Wish("Party", none=True), "ada")
        corrections(home).correct(f"{documents}/memo.txt", Wish("Party", "Orion Labs Inc."), "ada")
        assert correction_labels(home).take(project).labels == 2
        by_name = {one.name: one for one in project.store.read()}
    assert (by_name["nda.txt"].labels, by_name["nda.txt"].tagged) == ((), ("Party", "Term"))
    assert ("Term",) == by_name["loan.txt"].tagged == by_name["memo.txt"].tagged
    assert [one.category for one in by_name["memo.txt"].labels] == ["Party"]
    assert by_name["memo.txt"].regions == ()


def test_the_commands_say_list_and_take_back(home: Home, nda: str) -> None:
    path = home.path
    said = ("corrections", "add", nda, "--category")
    made = run_json(path, *said, "Term", "--text", "secret", "--value", "18 months")
    assert (made["state"], made["value"], made["entity"]["source"]) == (
        "in force",
        "18 months",
        "human",
    )
    shown = run(path, *said, "Party", "--text", "Vega LLC", "--reject").output
    assert "reject “Vega LLC” Party" in shown
    unread = run(path, *said, "Term", "--text", "confidential information")
    assert "warning: it has no value" in unread.stderr
    assert len(run_json(path, "corrections", "list", nda)) == 3
    assert run(path, "corrections", "list", "--lost").output == "all corrections apply\n"
    assert "none Term" in run(path, *said, "Term", "--none").output
    assert "“" not in run(path, "corrections", "list", nda).output.splitlines()[0]
    assert run_json(path, "corrections", "list", nda)[0]["act"] == "none"
    run(path, "corrections", "undo", "4")
    wrong = run(path, *said, "Term", "--none", "--text", "secret", code=2)
    assert "name the words (--text), or use --none" in wrong.stderr
    run(path, "corrections", "undo", "2")
    assert len(run_json(path, "corrections", "list")) == 2
    assert "undone by" in run(path, "corrections", "list", "--all").output
    suppressed = run(
        path, "corrections", "suppress", "--category", "Party", "--text", "Vega LLC"
    ).output
    assert "changed 3 documents" in suppressed
    wrong = run(path, *said, "Party", "--text", "Ursa", code=2)
    assert "'Ursa' is not in the document" in wrong.stderr


def test_what_a_new_version_does_not_say_any_more_is_listed(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    with open_home(home) as opened:
        ingest(opened, documents)
        corrections(opened).correct(
            str(documents / "nda.txt"), Wish("Term", "secret", value="2 years"), "ada"
        )
        (documents / "nda.txt").write_text("Nothing of it is left.")
        ingest(opened, documents)
        assert values(opened, str(documents / "nda.txt"), "Term") == []
    (lost,) = run_json(home, "corrections", "list", "--lost")
    gone = "its words are no longer in the document, or in other sentences"
    assert (lost["state"], lost["reason"]) == ("lost", gone)
    assert gone in run(home, "corrections", "list").output
    assert "1 correction does not apply" in run(home, "show", lost["document"]).output


def test_the_command_gives_labels_to_a_project(home: Home, nda: str) -> None:
    corrections(home).correct(nda, Wish("Party", "Vega LLC"), "ada")
    taken = run_json(home.path, "corrections", "labels", "contracts")
    assert (taken["added"], taken["labels"]) == (["nda.txt"], 1)
    shown = run(home.path, "corrections", "labels", "contracts").output
    assert shown == "1 labels; 0 documents added, 0 changed, 1 unchanged\n"
