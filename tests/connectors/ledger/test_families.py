"""Amendments and their master find each other in a ledger, whichever comes first; so do near copies."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from enricher.documents.families import Family, Stage
from enricher.documents.records import to_record
from enricher.documents.references import Kind
from enricher.entities import FieldValue
from enricher.ledger.backlog import Job
from enricher.values import PARTY
from tests.build import date_value, value_of
from tests.connectors.ledger_home import enriched
from tests.connectors.party_home import PartyHome

PARTIES = ("Orion Labs Inc.", "Vega LLC")


class FamilyHome(PartyHome):
    """A file is a text; its last line may be `parties: NAME; NAME` or `date: 2015-03-01`, as a model finds."""

    def write(self, **files: str) -> None:
        for name, content in files.items():
            (self.folder / name).write_text(content)
        self.sweep()

    def family(self, name: str) -> Family:
        return self.index[self.id_of(name)].family

    def masters(self, name: str) -> list[str]:
        return [self.name_of(one.id) for one in self.family(name).masters]

    def changes(self, name: str) -> list[str]:
        return sorted(self.name_of(one.id) for one in self.family(name).changes)

    def copies(self, name: str) -> list[str]:
        return sorted(self.name_of(one.id) for one in self.family(name).copies)

    def name_of(self, identity: str) -> str:
        return self.index[identity].paths[0].rsplit("/", 1)[-1]

    def _read(self, job: Job) -> None:
        self.read.append(job.path.name)
        content = job.path.read_text()
        text, _, found = content.partition("\nparties: ")
        names, _, day = found.partition("\ndate: ")
        parties = tuple(
            FieldValue(value_of(PARTY, one), 0.9) for one in filter(None, names.split("; "))
        )
        fields = {"Party": parties} | (
            {"EffectiveDate": (FieldValue(date_value(day), 0.9),)} if day else {}
        )
        self.documents.record(job, [to_record(replace(enriched(text, job.sha256), fields=fields))])


@pytest.fixture
def home(tmp_path: Path) -> FamilyHome:
    return FamilyHome(tmp_path / "folder", tmp_path / "home")


def parties(*names: str) -> str:
    return f"\nparties: {'; '.join(names)}"


def master(
    title: str = "Master Services Agreement",
    day: str = "March 1, 2015",
    of: tuple[str, ...] = PARTIES,
) -> str:
    return (
        f"{title.upper()}\n\nThis {title} is made as of {day} by and between {of[0]} and {of[1]}.\n"
        f"1. The supplier serves the client in matters of {title}.{parties(*of)}"
    )


def amendment(
    number: int = 1,
    day: str = "March 1, 2015",
    title: str = "Master Services Agreement",
    of: tuple[str, ...] = PARTIES,
) -> str:
    return (
        f"AMENDMENT NO. {number}\n\nThis Amendment No. {number} is made on June {number}, 2019 by {of[0]} and"
        f" {of[1]} and amends the {title} dated as of {day}.\n{number}. It lasts longer.{parties(*of)}"
    )


def order(of: tuple[str, ...] = PARTIES) -> str:
    return (
        "STATEMENT OF WORK\n\nThis Statement of Work of May 2, 2018 is issued under the Master Services Agreement"
        f" between {of[0]} and {of[1]}.{parties(*of)}"
    )


@pytest.mark.parametrize("names", [("master", "amendment"), ("amendment", "master")])
def test_amendment_and_its_master_are_told_whichever_comes_first(
    home: FamilyHome, names: tuple[str, str]
) -> None:
    texts = {"master": master(), "amendment": amendment()}
    for name in names:
        home.write(**{name: texts[name]})
    assert home.masters("amendment") == ["master"]
    assert home.changes("master") == ["amendment"]
    (relative,) = home.family("master").changes
    assert (relative.title, relative.kind) == ("amendment", Kind.AMENDS)


def test_master_that_is_not_there_is_named_all_the_same(home: FamilyHome) -> None:
    home.write(amendment=amendment())
    family = home.family("amendment")
    assert family.masters == ()
    assert family.reference is not None
    assert family.reference.days == ("2015-03-01",)


def test_link_goes_with_its_master_and_comes_again_with_it(home: FamilyHome) -> None:
    home.write(master=master(), amendment=amendment())
    home.remove("master")
    assert home.masters("amendment") == []
    home.write(again=master())
    assert home.masters("amendment") == ["again"]
    home.remove("amendment")
    assert home.changes("again") == []


def test_link_follows_what_a_new_version_says(home: FamilyHome) -> None:
    home.write(master=master(), amendment=amendment())
    home.write(master=master(day="March 2, 2015"))
    assert home.masters("amendment") == []
    home.write(amendment=amendment(day="March 2, 2015"))
    assert home.masters("amendment") == ["master"]
    home.write(master=master("Supply Agreement", "March 2, 2015"))
    assert home.masters("amendment") == []


@pytest.mark.parametrize(
    "other",
    [
        master(day="March 2, 2015"),
        master("Security Agreement"),
        master(of=("Orion Labs Inc.", "Lyra GmbH")),
        amendment(2),
        "MASTER SERVICES AGREEMENT of March 1, 2015",
    ],
    ids=["date", "title", "party", "change", "no parties"],
)
def test_what_agrees_in_part_is_no_master(home: FamilyHome, other: str) -> None:
    home.write(amendment=amendment(), other=other)
    assert home.masters("amendment") == []
    home.write(master=master())
    assert home.masters("amendment") == ["master"]


def test_of_two_that_may_be_the_master_neither_is_until_one_is_gone(home: FamilyHome) -> None:
    home.write(one=master(), amendment=amendment())
    assert home.masters("amendment") == ["one"]
    home.write(other=f"{master().partition('1. ')[0]}Another text.{parties(*PARTIES)}")
    assert home.masters("amendment") == []
    home.remove("one")
    assert home.masters("amendment") == ["other"]


def test_better_title_and_more_parties_decide(home: FamilyHome) -> None:
    three = (*PARTIES, "Lyra GmbH")
    home.write(
        amendment=amendment(title="Services Agreement", of=three),
        exact=master("Services Agreement", of=three),
        longer=master("Cloud Services Agreement", of=three),
    )
    assert home.masters("amendment") == ["exact"]


def test_parties_that_the_model_missed_in_an_amendment_are_read_in_its_words(
    home: FamilyHome,
) -> None:
    home.write(master=master(), amendment=amendment().partition("\nparties: ")[0])
    assert home.masters("amendment") == ["master"]


def test_word_that_a_model_took_for_a_party_is_no_party_of_every_text(home: FamilyHome) -> None:
    other = f"{master(of=('Orion Labs Inc.', 'Lyra GmbH')).partition(chr(10) + 'parties')[0]}"
    home.write(
        amendment=amendment(title="Master Services Agreement"),
        other=f"{other}{parties('Orion Labs Inc.', 'Agreement')}",
    )
    assert home.masters("amendment") == []


def test_day_that_a_field_says_counts(home: FamilyHome) -> None:
    text = master(day="the day of the last signature")
    home.write(master=text, amendment=amendment())
    assert home.masters("amendment") == []
    home.write(master=f"{text}\ndate: 2015-03-01")
    assert home.masters("amendment") == ["master"]


def test_merged_parties_are_one_party_and_split_ones_are_two(home: FamilyHome) -> None:
    home.write(master=master(of=("Orion Labs Inc.", "Vega Holding LLC")), amendment=amendment())
    assert home.masters("amendment") == []
    home.merge("Vega LLC", "Vega Holding LLC")
    assert home.masters("amendment") == ["master"]
    home.split("Vega LLC", "Vega Holding LLC")
    assert home.masters("amendment") == []


@pytest.mark.parametrize("names", [("master", "order"), ("order", "master")])
def test_order_without_the_date_of_its_master_is_told_by_title_and_parties(
    home: FamilyHome, names: tuple[str, str]
) -> None:
    texts = {"master": master(), "order": order()}
    for name in names:
        home.write(**{name: texts[name]})
    assert home.masters("order") == ["master"]
    home.write(later=master(day="March 1, 2020"))
    assert home.masters("order") == ["master"]  # what came after it is not what it is made under
    home.write(earlier=master(day="March 1, 2012"))
    assert home.masters("order") == []


def test_only_what_another_relative_shows_is_written_to_the_index_again(home: FamilyHome) -> None:
    home.write(master=master(), other=master("Supply Agreement"), amendment=amendment())
    home.documents.settle(home.documents.batch(100), {})
    home.write(more=master("Lease Agreement"))
    written = {document.id for document in home.documents.batch(100).documents}
    assert written == set()
    (home.folder / "second").write_text(amendment(2))
    home.sweeper.sweep(home.root)
    while home.intake.step(100):
        pass
    for job in home.documents.take(10):
        home._read(job)
    names = {one.paths[0].rsplit("/", 1)[-1] for one in home.documents.batch(100).documents}
    assert names == {"master", "second"}


def long_text(seed: int, changed: int = 0) -> str:
    dice = random.Random(seed)
    words = [f"word{dice.randrange(3_000)}" for _ in range(3_000)]
    for number in range(changed):
        words[(number + 1) * 3_000 // (changed + 2)] = f"other{number}"
    return " ".join(words)


def test_near_copies_of_the_same_parties_are_told_on_both(home: FamilyHome) -> None:
    home.write(
        draft=f"DRAFT of May 1\n{long_text(1)}{parties(*PARTIES)}",
        executed=f"{long_text(1, 20)}\nBy: /s/ Ada Miller{parties(*reversed(PARTIES))}",
        other=f"{long_text(2)}{parties(*PARTIES)}",
        form=f"{long_text(1, 10)}{parties('Orion Labs Inc.', 'Lyra GmbH')}",
        one_party=f"{long_text(1, 11)}{parties('Orion Labs Inc.')}",
    )
    assert home.copies("draft") == ["executed"]
    assert home.copies("executed") == ["draft"]
    assert home.copies("other") == home.copies("form") == home.copies("one_party") == []
    (relative,) = home.family("draft").copies
    assert relative.stage is Stage.SIGNED
    assert home.family("draft").stage is Stage.DRAFT
    assert 0.9 <= relative.likeness < 1
    home.remove("draft")
    assert home.copies("executed") == []


def test_near_copies_of_other_dates_are_other_contracts(home: FamilyHome) -> None:
    for name, day in (
        ("one", "March 1, 2015"),
        ("next", "March 1, 2016"),
        ("same", "March 1, 2015"),
    ):
        changed = {"one": 1, "next": 2, "same": 3}[name]
        home.write(**{name: f"Dated {day}\n{long_text(1, changed)}{parties(*PARTIES)}"})
    assert home.copies("one") == ["same"]
    assert home.copies("next") == []


def test_draft_and_executed_copy_of_one_master_are_one(home: FamilyHome) -> None:
    body = f"{master().partition(chr(10) + 'parties')[0]}\n{long_text(1)}"
    home.write(
        draft=f"{body}{parties(*PARTIES)}",
        signed=f"{body}\nBy: /s/ Ada Miller{parties(*PARTIES)}",
        amendment=amendment(),
    )
    assert home.masters("amendment") == ["signed"]


def test_document_is_told_beside_twenty_near_copies_at_most(
    home: FamilyHome,
) -> None:
    for number in range(30):
        home.write(**{f"report{number:02}": f"{long_text(1)} no{number}{parties(*PARTIES)}"})
    last = home.copies("report29")
    assert len(last) == 20
    assert home.database.connection.execute("SELECT count(*) FROM kinship_changes").fetchone() == (
        0,
    )
