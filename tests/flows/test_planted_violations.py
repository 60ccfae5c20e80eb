"""Twelve policies that ship over 200 agreements, from files through the shipped model to findings.

Forty agreements break one policy each, forty nearly do; they are PDF, DOCX, HTML, TXT and mails. A
second set breaks the policies in harder words, some of which no field has a place for. `pytest -s`
prints what was measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from enricher.auditing import AuditRun, audit_for
from enricher.findings import Finding, FindingFilter, Undecided, local_time
from enricher.ingestion import ingest
from enricher.wiring.stores import Store, open_store
from tests.planted.agreements import DOCUMENTS, PLANTED, Agreement, write_agreements
from tests.planted.hard import HARD
from tests.planted.planting import BLOCKED, BROKEN, TODAY
from tests.planted.writing import places_in, write_files

pytestmark = pytest.mark.slow

Key = tuple[str, str]
"""The name of a file and a policy."""

IS_ABSENCE = {"term-missing", "governing-law-missing", "effective-date-missing"}


@dataclass(frozen=True)
class Audited:
    """What became of some agreements.

    Attributes:
        planted: those that break a policy.
        found: what the twelve policies found, reviews among it.
        others: what the other policies that ship found.
    """

    store: Store
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

    def text(self, finding: Finding) -> str:
        document = self.store.documents.read(finding.document)
        assert document is not None
        return document.enriched.extracted.text


def audited(store: Store, folder: Path, agreements: list[Agreement]) -> Audited:
    write_files(agreements, folder)
    ingest(store, [folder])
    run = audit_for(store, local_time().replace(year=TODAY.year, month=TODAY.month, day=TODAY.day))
    page = store.findings.page(FindingFilter(), 10_000, 0)
    found = {(one.name, one.policy): one for one in page.findings}
    return Audited(
        store,
        run,
        {one.name: one for one in agreements},
        frozenset((one.name, one.policy) for one in agreements if one.is_broken),
        {key: one for key, one in found.items() if key[1] in BROKEN},
        {key: one for key, one in found.items() if key[1] not in BROKEN},
        {
            (Path(one.path).name, one.policy): one
            for one in store.findings.undecided(FindingFilter(), 10_000)
        },
    )


def make_home(home: Path) -> Path:
    """A home as it comes, with a list of its own."""
    lists = home / "projects" / "contracts" / "policies" / "lists"
    lists.mkdir(parents=True)
    (lists / "blocked-parties.txt").write_text(BLOCKED)
    return home


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("planted")
    with open_store(make_home(folder / "home")) as store:
        agreements = list(write_agreements({name: (one,) for name, one in BROKEN.items()}))
        yield audited(store, folder / "documents", agreements)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    folder = tmp_path_factory.mktemp("hard")
    with open_store(make_home(folder / "home")) as store:
        yield audited(store, folder / "documents", list(write_agreements(HARD, PLANTED)))


def test_all_that_was_planted_is_found_and_little_else(plain: Audited) -> None:
    told(plain, "plain words")
    assert (plain.run.documents, plain.run.problems, plain.run.waiting) == (DOCUMENTS, (), 0)
    assert len(plain.planted) == PLANTED
    assert plain.recall == 1.0, sorted(plain.missed)
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
        (plain.agreements[name].policy, one.reason) for (name, _), one in plain.undecided.items()
    }
    assert reasons == {
        ("term-missing", "Term is missing"),
        ("governing-law-missing", "Jurisdiction is missing"),
        ("effective-date-missing", "EffectiveDate is missing"),
    }


def test_harder_words_are_found_or_undecided_or_read_otherwise(hard: Audited) -> None:
    told(hard, "harder words")
    assert (hard.run.documents, hard.run.waiting) == (PLANTED, 0)
    assert hard.recall >= 0.75, sorted(hard.missed)
    for key in hard.true:
        assert_proved(hard, key)
    for key in hard.false:  # that a term was not found is right: it stands there as nothing to find
        assert key[1] in IS_ABSENCE
        assert (key[0], hard.agreements[key[0]].policy) in hard.missed & hard.undecided.keys()
    silent = hard.missed - hard.undecided.keys()
    assert len(silent) <= 7, sorted(silent)


def assert_proved(audited: Audited, key: Key) -> None:
    """The planted words are evidence where they stand; whatever else is says the same."""
    finding = audited.found[key]
    text = audited.text(finding)
    planted = places_in(audited.agreements[key[0]].document, text)
    proved = [
        (place["category"], place["offset"], place["offset"] + place["length"])
        for place in finding.proof.places
    ]
    assert set(planted) <= set(proved), key
    words = {text[place.start : place.end] for place in planted}
    for place, (_, start, end) in zip(finding.proof.places, proved, strict=True):
        assert text[start:end] == place["text"]
        assert place["text"] in words, key
        assert place["text"] in text
        sentence = place["sentence"]
        assert text[start:end].split() == place["text"].split()
        assert " ".join(place["text"].split()) in " ".join(sentence["text"].split())


def told(audited: Audited, name: str) -> None:
    """Print what was measured."""
    unsaid = audited.missed & audited.undecided.keys()
    lines = [
        f"{name}: {len(audited.true)} of {len(audited.planted)} found, recall {audited.recall:.3f},"
        f" precision {audited.precision:.3f}; of those missed {len(unsaid)} undecided",
        *(
            f"  missed {name} {policy}: "
            + (
                audited.undecided[name, policy].reason
                if (name, policy) in audited.undecided
                else "another value was read, or none"
            )
            for name, policy in sorted(audited.missed)
        ),
        *(f"  beside {' '.join(key)}" for key in sorted(audited.false)),
    ]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
