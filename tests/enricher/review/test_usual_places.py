"""Where a value usually stands that a document lacks, over a real home of leases read by rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.errors import InputError
from enricher.review.usual_places import Customs, UsualPlaces, usual_places
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.review import reviews
from tests.enricher.here import ingest
from tests.enricher.homes import make_home

TERM = (
    "4. Duration of the tenancy. The tenancy granted to the tenant runs for {term} from the start."
)
FILLING = (
    "1. The premises are let for living alone. Pets are kept with the landlord's consent, which"
    " is not withheld without reason.\n\n2. The rent is paid on the first day of each month to the"
    " account that the landlord names, and is late on the fifth day.\n\n3. The keys are handed over"
    " when the deposit is paid, and are given back without being asked for."
)
SCHEMA = r"""
[categories.Term]
type = "duration"
cardinality = "one"
patterns = ['runs for (\w+ years) from']

[categories.Fee]
type = "money"
patterns = ['a fee of (USD [0-9]+)']
"""
YEARS = ["two years", "three years", "five years", "ten years"]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usual") / "documents"
    folder.mkdir()
    texts = {
        f"lease{number}.txt": f"Lease of house {number}.\n\n{FILLING}\n\n{TERM.format(term=term)}"
        for number, term in enumerate(YEARS)
    }
    texts["open.txt"] = f"Lease of a house.\n\n{FILLING}\n\n{TERM.format(term='as long as agreed')}"
    texts["memo.txt"] = "To whom it concerns: lunch is at noon."
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def home(documents: Path) -> Iterator[Home]:
    with open_home(make_home(documents.parent / "home", SCHEMA)) as opened:
        ingest(opened, documents)
        yield opened


def usual(home: Home, document: Path, category: str) -> UsualPlaces:
    return usual_places(reviews(home), Customs(), str(document), category)


def test_passages_are_worded_like_those_of_others(home: Home, documents: Path) -> None:
    found = usual(home, documents / "open.txt", "Term")
    assert (found.documents, found.first, found.last) == (len(YEARS), 0, len(YEARS))
    best = found.passages[0]
    assert "runs for as long as agreed from" in best.text
    assert (documents / "open.txt").read_text()[best.start : best.end] == best.text
    assert (best.page, found.page) == (None, None)


def test_where_nothing_is_alike_there_is_no_passage(home: Home, documents: Path) -> None:
    found = usual(home, documents / "memo.txt", "Term")
    assert (found.documents, found.passages) == (len(YEARS), ())


def test_where_no_other_document_has_one_nothing_is_usual(home: Home, documents: Path) -> None:
    found = usual(home, documents / "memo.txt", "Fee")
    assert (found.documents, found.passages) == (0, ())


def test_a_document_is_no_example_for_itself(home: Home, documents: Path) -> None:
    assert usual(home, documents / "lease0.txt", "Term").documents == len(YEARS) - 1


def test_an_unknown_category_is_refused(home: Home, documents: Path) -> None:
    with pytest.raises(InputError):
        usual(home, documents / "memo.txt", "Nothing")


def test_what_was_found_out_is_kept_for_the_next_field(home: Home, documents: Path) -> None:
    customs = Customs()
    ids = tuple(
        catalog(home).find(str(documents / f"lease{number}.txt")) for number in range(len(YEARS))
    )
    assert customs.of(reviews(home), "Term", ids) is customs.of(reviews(home), "Term", ids)
