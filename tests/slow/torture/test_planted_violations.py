"""Twelve policies that ship over 200 agreements, from files through the shipped model to findings.

Forty agreements break one policy each, forty nearly do; they are PDF, DOCX, HTML, TXT and mails. A
second set breaks the policies in harder words, some of which no field has a place for. `pytest -s`
prints what was measured.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from enricher.audit.run import AuditRun
from enricher.documents import EnrichedText
from enricher.ledger.days import local_time
from enricher.policies.findings import Finding, FindingFilter, Undecided
from enricher.values.lengths.open_terms import PERPETUAL
from enricher.wiring.audit import audit_home, build_auditing
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from tests.planted.agreements import DOCUMENTS, PLANTED, Agreement, write_agreements
from tests.planted.hard import HARD
from tests.planted.planting import BLOCKED, BROKEN, TODAY
from tests.planted.writing import places_in, write_files

Key = tuple[str, str]
"""The name of a file and a policy."""

IS_ABSENCE = {"term-missing", "governing-law-missing", "effective-date-missing"}


@dataclass(frozen=True)
class Audited:
    """What became of some agreements.

    Attributes:
        folder: of their files.
        planted: those that break a policy.
        found: what the twelve policies found, reviews among it.
        others: what the other policies that ship found.
    """

    home: Home
    folder: Path
    run: AuditRun
    agreements: Mapping[str, Agreement]
    planted: frozenset[Key]
    found: Mapping[Key, Finding]
    others: Mapping[Key, Finding]
    undecided: Mapping[Key, Undecided]

    @property
    def true(self) -> set[Key]:
        return {key for key in self.planted & self.found.keys() if self.kind(key) == "finding"}

    @property
    def false(self) -> set[Key]:
        return {key for key in self.found.keys() - self.planted if self.kind(key) == "finding"}

    @property
    def missed(self) -> set[Key]:
        return set(self.planted) - self.true

    @property
    def recall(self) -> float:
        return len(self.true) / len(self.planted)

    @property
    def precision(self) -> float:
        return len(self.true) / (len(self.true) + len(self.false))

    def kind(self, key: Key) -> str:
        return self.found[key].kind

    def read(self, name: str) -> EnrichedText:
        document = self.home.ledger.documents.read(catalog(self.home).find(str(self.folder / name)))
        assert document is not None
        return document.enriched


def audited(home: Home, folder: Path, agreements: list[Agreement]) -> Audited:
    write_files(agreements, folder)
    folders(home).ingest([folder])
    run = audit_home(home, on(TODAY))
    page = home.ledger.findings.page(FindingFilter(), 10_000, 0)
    found = {(one.name, one.policy): one for one in page.findings}
    return Audited(
        home,
        folder,
        run,
        {one.name: one for one in agreements},
        frozenset((one.name, one.policy) for one in agreements if one.is_broken),
        {key: one for key, one in found.items() if key[1] in BROKEN},
        {
            key: one  # of clauses: test_planted_clauses.py
            for key, one in found.items()
            if key[1] not in BROKEN and one.project == "contracts"
        },
        {
            (Path(one.path).name, one.policy): one
            for one in home.ledger.findings.undecided(FindingFilter(), 10_000)
        },
    )


def on(day: date) -> datetime:
    return local_time().replace(year=day.year, month=day.month, day=day.day)


def values(audited: Audited, name: str, category: str) -> list[str]:
    return [one.value.display for one in audited.read(name).fields.get(category, ())]


def expiry(audited: Audited, name: str) -> date | None:
    found = values(audited, name, "ExpiryDate")
    return date.fromisoformat(found[0]) if found and found[0] != PERPETUAL else None


def make_home(home: Path) -> Path:
    """A home as it comes, with a list of its own."""
    lists = home / "projects" / "contracts" / "policies" / "lists"
    lists.mkdir(parents=True)
    (lists / "blocked-parties.txt").write_text(BLOCKED)
    return home


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("planted")
    with open_home(make_home(folder / "home")) as home:
        agreements = list(write_agreements({name: (one,) for name, one in BROKEN.items()}))
        yield audited(home, folder / "documents", agreements)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("hard")
    with open_home(make_home(folder / "home")) as home:
        yield audited(home, folder / "documents", list(write_agreements(HARD, PLANTED)))


def test_all_that_was_planted_is_found_and_little_else(plain: Audited) -> None:
    told(plain, "plain words")
    assert (plain.run.documents, plain.run.problems, plain.run.waiting) == (DOCUMENTS, (), 0)
    assert len(plain.planted) == PLANTED
    assert plain.missed == set()
    assert plain.precision >= 0.95, sorted(plain.false)
    assert len(plain.others) <= 2, sorted(plain.others)


def test_what_proves_it_is_the_words_that_were_planted_at_their_offset(plain: Audited) -> None:
    for key in plain.true:
        assert_proved(plain, key)


def test_name_that_is_nearly_on_the_list_is_for_review(plain: Audited) -> None:
    reviews = [one for one in plain.found.values() if one.kind == "review"]
    assert reviews
    for one in reviews:
        agreement = plain.agreements[one.name]
        assert (agreement.policy, agreement.is_broken) == ("blocked-party", False)
        assert [near["listed"] for near in one.proof.near] == [["Halcyon Bay Shipping, Ltd."]]


def test_what_lacks_a_value_is_undecided_with_the_reason(plain: Audited) -> None:
    reasons = {
        (plain.agreements[name].policy, one.reason)
        for (name, policy), one in plain.undecided.items()
        if policy in BROKEN
    }
    lacks = {
        "term-missing": {"Term is missing", "ExpiryDate is missing"},
        "governing-law-missing": {"Jurisdiction is missing"},
        "effective-date-missing": {"EffectiveDate is missing", "ExpiryDate is missing"},
    }
    assert {planted for planted, _ in reasons} == lacks.keys()
    assert [one for one in sorted(reasons) if one[1] not in lacks[one[0]]] == []


def test_harder_words_are_found_or_undecided_or_read_otherwise(hard: Audited) -> None:
    told(hard, "harder words")
    assert (hard.run.documents, hard.run.waiting) == (PLANTED, 0)
    assert hard.recall >= 0.75, sorted(hard.missed)
    for key in hard.true:
        assert_proved(hard, key)
    misread = {key for key in hard.false if key[1] not in IS_ABSENCE}
    assert len(misread) <= 1, sorted(misread)
    for key in hard.false - misread:  # a term that was not found stands there as nothing to find
        assert (key[0], hard.agreements[key[0]].policy) in hard.missed & hard.undecided.keys()
    silent = hard.missed - hard.undecided.keys() - hard.found.keys()
    assert len(silent) <= 6, sorted(silent)


def test_each_change_changes_what_it_must_and_nothing_else(plain: Audited, tmp_path: Path) -> None:
    shutil.copytree(plain.home.path, tmp_path / "home")
    policies = tmp_path / "home" / "projects" / "contracts" / "policies"
    ends = {name: end for name in plain.agreements if (end := expiry(plain, name)) is not None}
    last = min(ends[name] for name, policy in plain.planted if policy == "ends-soon")
    later = last + timedelta(1)
    with open_home(tmp_path / "home") as home, build_auditing(home) as auditing:

        def changed(day: date) -> dict[Key, str]:
            """The findings that another audit leaves in another state, each with its state."""
            before = states(home)
            assert auditing.run(on(day)).waiting == 0
            return {key: state for key, state in states(home).items() if before.get(key) != state}

        assert changed(TODAY) == {}
        changed(last)
        over = {name for name, end in ends.items() if end == last}
        near = {name for name, end in ends.items() if end == later + timedelta(90)}
        assert over
        assert changed(later) == {
            **{(name, "ends-soon"): "resolved" for name in over},
            **{(name, "ended"): "open" for name in over},
            **{(name, "ends-soon"): "open" for name in near},
        }

        (policies / "term-too-long.yaml").write_text("condition: longer(fields.Term, '8 years')\n")
        sevens = {key for key in plain.true if "84 months" in plain.found[key].message}
        assert len(sevens) == 1
        assert changed(later) == dict.fromkeys(sevens, "resolved")

        party = values(plain, list(plain.agreements)[-1], "Party")[0]
        with (policies / "lists" / "blocked-parties.txt").open("a") as names:
            names.write(f"{party.upper()}\n")
        named = {name for name in plain.agreements if party in values(plain, name, "Party")}
        assert changed(later) == {(name, "blocked-party"): "open" for name in named}

        lease = plain.folder / "003-lease.txt"
        before = lease.read_text()
        try:
            lease.write_text(f"Second version.\n\n{before.replace('Nevada', 'Texas')}")
            folders(home).ingest([plain.folder])
            assert changed(later) == {("003-lease.txt", "governing-law-not-accepted"): "resolved"}
        finally:
            lease.write_text(before)


def states(home: Home) -> dict[Key, str]:
    page = home.ledger.findings.page(FindingFilter(), 10_000, 0)
    return {(one.name, one.policy): one.state.value for one in page.findings}


def assert_proved(audited: Audited, key: Key) -> None:
    """The planted words are evidence where they stand; whatever else is says the same.

    The date of an agreement may be found as such: what binds from it follows.
    """
    finding = audited.found[key]
    text = audited.read(finding.name).extracted.text
    planted = places_in(audited.agreements[key[0]].document, text)
    proved = [
        (place["category"], place["offset"], place["offset"] + place["length"])
        for place in finding.proof.places
    ]
    assert {(one.start, one.end) for one in planted} <= {
        (start, end) for _, start, end in proved
    }, key
    words = [text[place.start : place.end].split() for place in planted]
    for place, (_, start, end) in zip(finding.proof.places, proved, strict=True):
        assert text[start:end] == place["text"]
        assert not words or place["text"].split() in words, key
        assert " ".join(place["text"].split()) in " ".join(place["sentence"]["text"].split())


def told(audited: Audited, name: str) -> None:
    """Print what was measured."""
    lines = [
        f"{name}: {len(audited.true)} of {len(audited.planted)} found, recall {audited.recall:.3f},"
        f" precision {audited.precision:.3f}",
        *(f"  missed {' '.join(key)}: {instead(audited, key)}" for key in sorted(audited.missed)),
        *(f"  beside {' '.join(key)}" for key in sorted(audited.false)),
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def instead(audited: Audited, key: Key) -> str:
    """What is said of a violation that was not found."""
    if key in audited.found:
        return audited.found[key].kind
    if key in audited.undecided:
        return f"undecided, {audited.undecided[key].reason}"
    return "nothing"
