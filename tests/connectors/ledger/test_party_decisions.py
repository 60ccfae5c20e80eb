"""Merges and splits over a real ledger: what is shown after, and what survives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.errors import InputError
from enricher.values.names.identities import read_name
from tests.connectors.party_home import PartyHome


@pytest.fixture
def home(tmp_path: Path) -> Iterator[PartyHome]:
    home = PartyHome(tmp_path / "in", tmp_path / "home")
    home.write(
        a="NIKE, INC; Vega LLC", b="Nike, Inc.", c="Nike; Nike, Inc.", d="Orion", e="Guarantor:Vega"
    )
    yield home
    home.database.close()


ALONE = {"Nike Inc.": 3, "Nike": 1, "Orion": 1, "Vega": 1, "Vega LLC": 1}


def test_merge_counts_every_writing_as_one_party(home: PartyHome) -> None:
    assert home.shown() == ALONE
    assert home.merge("nike", "Nike Incorporated") == "Nike Inc."
    assert home.shown() == {"Nike Inc.": 3, "Orion": 1, "Vega": 1, "Vega LLC": 1}
    assert home.fields("c") == ["Nike Inc."]
    (party, *_) = home.parties.all()
    assert party.merged
    assert {one.name for one in party.names} == {"Nike", "NIKE Inc.", "Nike Inc."}


def test_merge_writes_the_documents_concerned_and_no_others(home: PartyHome) -> None:
    before = dict(home.index)
    home.merge("Vega", "Vega LLC", into="Vega LLC")
    changed = {home.index[one].title for one in before if home.index[one] is not before[one]}
    assert changed == {"e"}
    assert home.fields("e", "Guarantor") == ["Vega LLC"]


def test_name_to_show_may_be_chosen_in_any_writing(home: PartyHome) -> None:
    assert home.merge("Nike Inc.", into="nike") == "nike"
    assert home.fields("b") == ["nike"]
    assert home.merge("Nike", into="NIKE") == "NIKE"
    assert home.fields("b") == ["NIKE"]
    home.write(f="Nike", g="Nike", h="Nike", i="Nike, Inc.")
    assert home.shown()["NIKE"] == 7


def test_name_alone_may_be_shown_otherwise(home: PartyHome) -> None:
    assert home.merge("Orion", into="ORION") == "ORION"
    assert home.fields("d") == ["ORION"]
    home.split("Orion")
    assert home.fields("d") == ["Orion"]


def test_merge_of_what_is_one_party_changes_nothing(home: PartyHome) -> None:
    assert home.merge("NIKE INC", "Nike, Inc.") == "Nike Inc."
    home.merge("Nike", "Nike Inc.")
    before = dict(home.index)
    assert home.merge("Nike", "Nike Inc.") == "Nike Inc."
    assert home.index == before
    assert len(home.decisions.log()) == 1


def test_split_by_the_shown_name_takes_the_merge_apart(home: PartyHome) -> None:
    home.merge("Nike", "Nike Inc.", "Orion")
    assert sorted(home.split("Nike Inc.")) == ["Nike", "Nike Inc.", "Orion"]
    assert home.shown() == ALONE
    assert home.fields("c") == ["Nike", "Nike Inc."]


def test_split_by_another_name_takes_that_name_out(home: PartyHome) -> None:
    home.merge("Nike", "Nike Inc.", "Orion")
    assert sorted(home.split("Orion")) == ["Nike Inc.", "Orion"]
    assert home.shown() == {"Nike Inc.": 3, "Orion": 1, "Vega": 1, "Vega LLC": 1}
    home.split("Nike")
    assert home.shown() == ALONE
    assert not any(party.merged for party in home.parties.all())


def test_split_gives_back_the_merges_that_were_merged(home: PartyHome) -> None:
    home.merge("Nike", "Nike Inc.")
    home.merge("Vega", "Vega LLC", into="Vega LLC")
    home.merge("Nike", "Vega")
    assert home.shown() == {"Nike Inc.": 4, "Orion": 1}
    assert sorted(home.split("Nike Inc.")) == ["Nike Inc.", "Vega LLC"]
    assert home.shown() == {"Nike Inc.": 3, "Vega LLC": 2, "Orion": 1}


def test_name_may_leave_a_merge_of_merges(home: PartyHome) -> None:
    home.merge("Vega", "Vega LLC", "Orion", into="Vega LLC")
    home.merge("Nike", "Nike Inc.")
    home.merge("Nike", "Vega")
    assert sorted(home.split("Vega LLC")) == ["Nike Inc.", "Vega LLC"]
    assert home.shown() == {"Nike Inc.": 5, "Vega LLC": 1}
    # The merge within was shown under the name that left.
    assert set(home.split("Nike Inc.")) in ({"Nike Inc.", "Orion"}, {"Nike Inc.", "Vega"})


def test_split_of_several_names_says_that_they_differ(home: PartyHome) -> None:
    assert sorted(home.split("Nike", "Nike, Inc.")) == ["Nike", "Nike Inc."]
    assert home.shown() == ALONE
    assert home.decisions.apart() == [("nike", "nike inc")]
    home.merge("Nike", "Nike Inc.", "Orion")
    assert home.decisions.apart() == [], "a person changed their mind"
    home.split("Orion", "Nike Inc.")
    assert home.shown()["Orion"] == 1
    assert ("nike", "orion") in home.decisions.apart()
    assert ("nike inc", "orion") in home.decisions.apart()


def test_name_that_is_in_no_merge_cannot_be_split(home: PartyHome) -> None:
    with pytest.raises(InputError, match=r"Nike Inc\. is not merged .* give both"):
        home.split("NIKE INC")
    assert home.decisions.log() == []


def test_log_says_who_decided_what_and_when(home: PartyHome) -> None:
    home.merge("Nike", "Nike Inc.")
    home.split("Nike")
    split, merge = home.decisions.log()
    assert (merge.who, merge.act, merge.names, merge.shown) == (
        "ada",
        "merge",
        ("Nike", "Nike Inc."),
        "Nike Inc.",
    )
    assert (split.act, split.names, split.shown) == ("split", ("Nike",), "")
    assert split.at >= merge.at
    assert split.at.utcoffset() is not None


def test_merge_survives_edits_removals_and_a_lost_index(home: PartyHome) -> None:
    home.merge("Nike", "Nike Inc.", "Orion")
    home.write(b="NIKE INC.; Vega LLC", f="orion")
    assert home.fields("b") == ["Nike Inc.", "Vega LLC"]
    assert home.fields("f") == ["Nike Inc."]
    home.remove("c", "d", "f")
    assert home.shown()["Nike Inc."] == 2
    home.write(g="Orion")  # no document had the name meanwhile
    assert home.fields("g") == ["Nike Inc."]
    expected = {one.id: one.enriched.fields for one in home.index.values()}
    home.index.clear()
    home.documents.follow_index("another")
    home.work()
    assert {one.id: one.enriched.fields for one in home.index.values()} == expected
    home.remove("a", "b", "e", "g")
    assert home.shown() == {"Nike Inc.": 0}, "a merge without documents is still there to split"


def test_merge_while_documents_are_being_written_reaches_the_index(home: PartyHome) -> None:
    home.documents.follow_index("another")
    batch = home.documents.batch(100)
    home.decisions.merge(dict(read_name(one) for one in ("Nike", "Nike Inc.")), None, "ada")
    home.index.update((document.id, document) for document in batch.documents)
    home.documents.settle(batch, {})
    last = home.documents.last_write()
    assert not home.documents.is_written(last)
    home.work()
    assert home.documents.is_written(last)
    assert home.fields("c") == ["Nike Inc."]


def test_whatever_people_and_files_do_the_ledger_agrees_with_itself(tmp_path: Path) -> None:
    dice = random.Random(11)
    home = PartyHome(tmp_path / "in", tmp_path / "home")
    names = ["Nike", "NIKE", "Nike Inc.", "NIKE INC", "Vega", "Vega LLC", "VEGA L.L.C.", "Orion"]
    home.write(**{f"f{n}": dice.choice(names) for n in range(8)})
    for _ in range(150):
        known = [party.name for party in home.parties.all()]
        chosen = dice.sample(known, min(len(known), dice.randrange(1, 4)))
        match dice.randrange(4):
            case 0:
                home.merge(*chosen, into=dice.choice([None, *chosen]))
            case 1:
                merged = [party for party in home.parties.all() if party.merged]
                if merged:
                    home.split(dice.choice(dice.choice(merged).names).name)
            case 2 if len(chosen) > 1:
                home.split(*chosen)
            case _:
                file = f"f{dice.randrange(8)}"
                home.write(**{file: "; ".join(dice.sample(names, dice.randrange(3)))})
        check(home)
    for _ in range(100):
        merged = [party for party in home.parties.all() if party.merged]
        if not merged:
            break
        home.split(merged[0].name)
        check(home)
    clean = PartyHome(home.folder, tmp_path / "clean")
    clean.sweep()
    assert home.shown() == clean.shown(), "all is as if nobody had decided anything"
    home.database.close()
    clean.database.close()


def check(home: PartyHome) -> None:
    connection = home.database.connection
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT * FROM party_changes").fetchall() == []
    for name, documents in connection.execute("SELECT name, documents FROM party_names"):
        counted = connection.execute(
            "SELECT count(*) FROM party_mentions WHERE name = ?", (name,)
        ).fetchone()
        assert counted == (documents,), name
    parties = home.parties.all()
    assert len({party.name for party in parties}) == len(parties)
    indexed: dict[str, int] = {}
    for document in home.index.values():
        for one in document.enriched.fields.get("Party", ()):
            indexed[one.value.display] = indexed.get(one.value.display, 0) + 1
    assert indexed == {party.name: party.documents for party in parties if party.documents}
    for party in parties:
        assert party == home.parties.named(party.name)
    apart = {frozenset(pair) for pair in home.decisions.apart()}
    for pair in apart:
        assert len(pair) == 2
