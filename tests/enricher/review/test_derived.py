"""What follows from other fields is reviewed where these are, and people may say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.errors import ConflictError, InputError
from enricher.review.order import Cell
from enricher.review.queue import Chosen
from enricher.review.view import look
from enricher.wiring.home import Home, open_home
from enricher.wiring.review import answers, reviews
from enricher.wiring.search import search
from tests.enricher.here import ingest
from tests.enricher.homes import make_home, write_texts

SCHEMA = r"""
[categories.Signed]
type = "date"
cardinality = "one"
patterns = ['dated ([\w ,/]+\d{4})']
derived = "fields.Binding"

[categories.Binding]
type = "date"
cardinality = "one"
patterns = ['binds from ([\w ,/]+\d{4})']
derived = "fields.Signed"

[categories.Term]
type = "duration"
cardinality = "one"
patterns = ['term: ([^.]+)\.']

[categories.End]
type = "date"
cardinality = "one"
patterns = ['ends on ([\w ,]+\d{4})']
derived = "plus(fields.Binding, fields.Term)"
"""
TEXTS = {
    "follows": "An agreement dated May 20, 2014. It was sent on June 1, 2014. term: two years.",
    "stated": "An agreement dated May 20, 2014. It ends on May 1, 2015. term: two years.",
    "open": "An agreement dated 11/8/2019, term: two years.",
}
ALL = Chosen(precision=1.0)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    make_home(tmp_path / "home", SCHEMA)
    write_texts(tmp_path / "documents", TEXTS)
    with open_home(tmp_path / "home") as home:
        ingest(home, tmp_path / "documents")
        yield home


def cells(home: Home, name: str) -> dict[str, Cell]:
    rows = reviews(home).page(ALL, everything=True).rows
    (row,) = [one for one in rows if one.name == f"{name}.txt"]
    return {one.category: one for one in row.row.cells}


def shown(home: Home, name: str, category: str) -> tuple[str, ...]:
    (hit,) = [one for one in search(home).page(size=50).hits if Path(one.paths[0]).stem == name]
    return tuple(hit.fields.get(category, ()))


def test_what_follows_needs_no_review_of_its_own(home: Home) -> None:
    found = cells(home, "follows")
    assert found["Binding"] == Cell("Binding", "2014-05-20", found["Signed"].confidence, "sure")
    assert found["End"].state == "sure"
    assert cells(home, "open")["Signed"].state == "doubtful"
    assert cells(home, "open")["Binding"].state == "sure"
    counts = reviews(home).page(ALL).survey.categories
    assert (counts["Binding"].having, counts["Binding"].sure, counts["Binding"].doubtful) == (
        3,
        0,
        0,
    )
    assert (counts["End"].having, counts["End"].sure + counts["End"].doubtful) == (3, 1)


def test_it_is_confirmed_where_it_comes_from_denied_and_mended(home: Home, tmp_path: Path) -> None:
    standard = reviews(home).measure(ALL)
    document = str(tmp_path / "documents" / "follows.txt")
    binding = answers(home).field(document, "Binding", "2014-05-20")
    with pytest.raises(InputError, match="Binding is derived: confirm Signed, or select the words"):
        answers(home).confirm(binding, standard, "ada")
    with pytest.raises(ConflictError):
        answers(home).confirm(
            answers(home).field(document, "Binding", "2011-01-01"), standard, "ada"
        )
    (seen,) = [one for one in look(reviews(home), document).fields if one.category == "Binding"]
    assert seen.values == ()
    assert [one.entity.text for one in seen.candidates] == ["May 20, 2014"]
    said = answers(home).deny(binding, standard, "ada")
    assert said.absent
    assert (shown(home, "follows", "Binding"), shown(home, "follows", "End")) == ((), ())
    assert cells(home, "follows")["Binding"] == Cell("Binding", None, 1.0, "reviewed")
    answers(home).take_back(binding, standard, "ada", said.corrections)
    assert shown(home, "follows", "Binding") == ("2014-05-20",)
    answers(home).mend(binding, standard, "ada", text="June 1, 2014")
    assert shown(home, "follows", "Binding") == ("2014-06-01",)
    assert shown(home, "follows", "End") == ("2016-06-01",)
    end = answers(home).field(document, "End", "2016-06-01")
    answers(home).mend(end, standard, "ada", text="June 1, 2014", meaning="perpetual")
    assert shown(home, "follows", "End") == ("perpetual",)
