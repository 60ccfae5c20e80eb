"""Lists are changed by names and by tables, told before they are saved, and returned to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from enricher.audit.file_edits import NO_REVISION
from enricher.audit.list_edits import ListEdits
from enricher.errors import ConflictError, InputError, NotFoundError, OutdatedError, PolicyError
from enricher.ledger.days import local_time
from enricher.policies.list_changes import ListChange
from enricher.wiring.audit import build_guard, build_list_edits, build_trials
from enricher.wiring.home import Home, open_home
from tests.enricher.api.clients import connect
from tests.enricher.here import audit, open_auditor
from tests.enricher.homes import IngestedHome

KEYS = {"api_key": "a" * 20, "tagger_key": "t" * 20, "reader_key": "r" * 20}
ADMINISTRATOR, TAGGER, READER = ({"x-api-key": key} for key in KEYS.values())
BLOCKED = "/api/lists/contracts/blocked-parties"
LAWS = "accepted-jurisdictions"


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    with open_home(copied.home) as home:
        yield home


@pytest.fixture
def edits(home: Home) -> ListEdits:
    return build_list_edits(home)


def save(
    edits: ListEdits,
    change: ListChange,
    revision: str = "*",
    name: str = "blocked-parties",
    why: str = "",
    **more: Any,
) -> Any:
    return edits.save("contracts", name, change, revision, "ada", why, **more)


def put(edits: ListEdits, *names: str) -> Any:
    return save(edits, ListChange(add=names))


def own_file(home: Home, name: str) -> Path:
    return home.registry.policy_folders("contracts")[0] / "lists" / name


def test_list_is_written_changed_by_names_and_returned_to(home: Home, edits: ListEdits) -> None:
    fresh = edits.read("contracts", "blocked-parties")
    assert (len(fresh.names), fresh.revision, fresh.exists) == (0, NO_REVISION, False)
    assert [one.id for one in fresh.policies] == ["blocked-party"]
    first = save(edits, ListChange(add=("Vega LLC", " Initech,  Inc. ", "", "VEGA, L.L.C.")))
    assert first.file.read_text() == "Vega LLC\nInitech, Inc.\n"
    assert "blocked-party" not in build_guard(home).policies("contracts").idle
    first.file.write_text("# ours\nVega LLC\nInitech, Inc.\n")
    change = ListChange(add=("Globex AG",), remove=("INITECH INC",))
    draft = edits.draft("contracts", "blocked-parties", change)
    assert (draft.new, draft.gone, draft.before, draft.names) == (
        ("Globex AG",),
        ("Initech, Inc.",),
        2,
        2,
    )
    second = save(edits, change, why="As agreed")
    assert second.file.read_text() == "# ours\nVega LLC\nGlobex AG\n"
    latest, by_hand, earliest = edits.versions("contracts", "blocked-parties")
    assert (latest.who, latest.why, latest.some_new, latest.some_gone) == (
        "ada",
        "As agreed",
        ("Globex AG",),
        ("Initech, Inc.",),
    )
    assert (by_hand.why, by_hand.new, by_hand.gone) == (None, 0, 0)
    assert earliest.new == 2
    save(edits, ListChange(version=earliest.sha256 or ""))
    assert first.file.read_text() == "Vega LLC\nInitech, Inc.\n"
    with pytest.raises(NotFoundError, match="is kept"):
        save(edits, ListChange(version="0" * 64))


def test_table_keeps_its_other_columns_when_names_come_and_go(home: Home, edits: ListEdits) -> None:
    path = own_file(home, "blocked-parties.csv")
    path.parent.mkdir(parents=True)
    path.write_text("since;name\n2020;Vega LLC\n2021;Acme\n")
    save(edits, ListChange(add=("Initech, Inc.",), remove=("acme",)))
    assert path.read_text() == "since;name\n2020;Vega LLC\n;Initech, Inc.\n"
    # A table takes the place of the list, whatever its file was.
    own_file(home, "other.txt").write_text("Vega LLC\n")
    save(edits, ListChange(table="name,id\nGlobex,1\nVega LLC,2\n"), name="other")
    assert not own_file(home, "other.txt").exists()
    assert own_file(home, "other.csv").read_text() == "name,id\nGlobex,1\nVega LLC,2\n"
    save(edits, ListChange(table="name\nAcme\nGlobex\n", replaces=False), name="other")
    assert own_file(home, "other.csv").read_text() == "name,id\nGlobex,1\nVega LLC,2\nAcme,\n"
    assert len(edits.versions("contracts", "other")) == 4  # of both files


def test_list_that_changed_meanwhile_is_not_overwritten(home: Home, edits: ListEdits) -> None:
    opened = put(edits, "Vega LLC")
    opened.file.write_text("Vega LLC\nGlobex\n")  # somebody edits it by hand
    with pytest.raises(OutdatedError, match="has changed since you opened it") as refused:
        save(edits, ListChange(add=("Initech",)), opened.revision)
    save(edits, ListChange(add=("Initech",)), refused.value.revision)
    assert opened.file.read_text() == "Vega LLC\nGlobex\nInitech\n"  # nobody's name is lost


def test_names_that_cannot_stand_on_a_list_are_told_by_line(edits: ListEdits) -> None:
    with pytest.raises(PolicyError, match="line 2: 'a; b' is more than one name") as refused:
        put(edits, "Vega LLC", "a; b", "---")
    assert [one.line for one in refused.value.problems] == [2, 3]
    assert not edits.read("contracts", "blocked-parties").exists
    for name in ("../x", "Other", "", "a" * 101):
        with pytest.raises(InputError, match="not a valid name of a list"):
            edits.read("contracts", name)
    with pytest.raises(NotFoundError):
        edits.read("nothing", "blocked-parties")


def test_laws_stand_on_a_list_as_documents_write_them(home: Home, edits: ListEdits) -> None:
    ships = edits.read("contracts", LAWS)
    assert (ships.of_laws, ships.ships, ships.is_own) == (True, True, False)
    change = ListChange(add=("laws of the Kingdom of Spain", "State of New York"))
    draft = edits.draft("contracts", LAWS, change)
    assert (draft.new, draft.known) == (("Spain",), ("New York",))
    assert [one.name for one in draft.laws] == ["Spain", "New York"]
    saved = save(edits, change, NO_REVISION, LAWS)
    assert "Spain" in saved.names
    assert saved.file.read_text().startswith("# Laws that we accept")
    with pytest.raises(PolicyError, match="line 1: "):
        save(edits, ListChange(add=("Acme Inc.",)), name=LAWS)


def test_trial_of_a_list_tells_what_would_open_and_close(home: Home, edits: ListEdits) -> None:
    def tried(change: ListChange, name: str = "blocked-parties") -> list[tuple[str, int, int]]:
        draft = edits.draft("contracts", name, change)
        trials = build_trials(home, open_auditor)
        found = trials.run_list("contracts", draft.after, local_time())
        return [(one.policy, one.would_open, one.would_close) for one in found]

    assert tried(ListChange(add=("Vega LLC",))) == [("blocked-party", 3, 0)]
    put(edits, "Vega LLC")
    audit(home)
    change = ListChange(add=("Harbor Bank Inc.",), remove=("Vega LLC",))
    assert tried(change) == [("blocked-party", 0, 2)]  # the loan names both
    assert tried(ListChange(remove=("Delaware",)), LAWS) == [("governing-law-not-accepted", 1, 0)]
    assert tried(ListChange(), "of-no-policy") == []


def test_most_names_go_only_if_somebody_confirms_it(home: Home, edits: ListEdits) -> None:
    put(edits, "Vega LLC", "Globex", "Initech")
    audit(home)
    cut = ListChange(remove=("Globex", "Initech"))
    with pytest.raises(ConflictError, match="would have 1 name instead of 3"):
        save(edits, cut)
    save(edits, cut, confirmed=True)
    assert build_guard(home).held(["contracts"]) == []
    with pytest.raises(ConflictError, match="policy blocked-party uses the list"):
        edits.remove("contracts", "blocked-parties", "*", "ada", "")
    edits.remove("contracts", "blocked-parties", "*", "ada", "over", confirmed=True)
    assert build_guard(home).held(["contracts"]) == []
    assert not edits.read("contracts", "blocked-parties").exists
    with pytest.raises(NotFoundError, match="no file of its own"):
        edits.remove("contracts", "blocked-parties", "*", "ada", "", confirmed=True)


def test_list_that_a_policy_of_ones_own_uses_stays(home: Home, edits: ListEdits) -> None:
    save(edits, ListChange(add=("Vega LLC",)), name="ours")
    policy = home.registry.policy_folders("contracts")[0] / "known.yaml"
    policy.write_text(
        "title: Known\nseverity: low\nmessage: Known.\n"
        'condition: fields.Party.exists(p, on_list(p, "ours"))\n'
    )
    with pytest.raises(ConflictError, match="remove the list from the policy"):
        edits.remove("contracts", "ours", "*", "ada", "", confirmed=True)
    assert own_file(home, "ours.txt").exists()


def test_file_that_is_no_list_is_told_and_replaced(home: Home, edits: ListEdits) -> None:
    path = own_file(home, "blocked-parties.csv")
    path.parent.mkdir(parents=True)
    path.write_text("id;firm\n1;Acme\n")
    found = edits.read("contracts", "blocked-parties")
    assert "has the columns 'id', 'firm'" in found.fault
    with pytest.raises(PolicyError, match="has the columns"):
        put(edits, "Vega LLC")
    save(edits, ListChange(table="name\nAcme\n"), found.revision)
    assert edits.read("contracts", "blocked-parties").fault == ""


def workbook(*rows: tuple[int | str, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Names", 0)
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_over_http_files_are_read_tried_and_saved(home: Home) -> None:
    content = workbook(
        ("Id", "Firm"), (7, "Vega, LLC"), (8, "a | b"), (9, "VEGA LLC"), (10, "Globex")
    )
    with connect(home, **KEYS) as api:
        files = {"file": ("names.xlsx", content)}
        assert api.post(f"{BLOCKED}/table", files=files, headers=READER).status_code == 403
        read = api.post(f"{BLOCKED}/table", files=files, headers=TAGGER).json()
        assert (read["headings"], read["column"], read["found"]) == (["Id", "Firm"], 1, False)
        assert (read["rows"], read["names"], read["repeated"]) == (4, 2, 1)
        assert [one["line"] for one in read["bad"]] == [3]
        assert read["text"] == 'name,Id\n"Vega, LLC",7\nGlobex,10\n'
        chosen = api.post(f"{BLOCKED}/table", files=files, data={"column": 0}, headers=TAGGER)
        assert chosen.json()["names"] == 4
        wrong = api.post(f"{BLOCKED}/table", files={"file": ("x.xlsx", b"PK\3\4")}, headers=TAGGER)
        assert wrong.json()["detail"].startswith("x.xlsx is not a readable workbook")
        lines = {"file": ("x.txt", b"# ours\nAcme, Inc.\n")}
        read_lines = api.post(f"{BLOCKED}/table", files=lines, headers=TAGGER).json()
        assert (read_lines["titled"], read_lines["names"]) == (False, 1)
        body = {"table": read["text"], "why": "The list of March"}
        tried = api.post(f"{BLOCKED}/try", json={"table": read["text"]}, headers=TAGGER).json()
        assert (tried["draft"]["new"], tried["trials"][0]["would_open"]) == (2, 3)
        etag = {"if-match": api.get(BLOCKED, headers=READER).headers["etag"]}
        assert api.put(BLOCKED, json=body, headers=TAGGER | etag).status_code == 403
        assert api.put(BLOCKED, json=body, headers=ADMINISTRATOR).status_code == 428
        saved = api.put(BLOCKED, json=body, headers=ADMINISTRATOR | etag)
        assert saved.json()["names"] == 2, saved.text
        late = api.put(BLOCKED, json=body, headers=ADMINISTRATOR | etag)
        assert (late.status_code, late.json()["current"]["names"]) == (412, 2)
        found = api.get(BLOCKED, params={"q": "glob"}, headers=READER).json()
        assert (found["total"], found["some"]) == (1, ["Globex"])
        (version,) = api.get(f"{BLOCKED}/versions", headers=READER).json()
        assert (version["why"], version["new"]) == ("The list of March", 2)
        kept = api.get(f"{BLOCKED}/versions/{version['sha256']}", headers=READER).json()
        assert kept["text"] == read["text"]
        all_ = api.get("/api/lists/contracts", headers=READER).json()
        lists = {one["name"]: one for one in all_}
        assert lists["blocked-parties"]["policies"][0]["name"] == "blocked-party"
        used = api.delete(BLOCKED, headers=ADMINISTRATOR | {"if-match": "*"})
        assert used.status_code == 409
        gone = api.delete(f"{BLOCKED}?confirmed=true", headers=ADMINISTRATOR | {"if-match": "*"})
        assert gone.status_code == 204
