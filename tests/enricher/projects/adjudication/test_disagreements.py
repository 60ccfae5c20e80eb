from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.ledger.labels import Label, LabelSource
from enricher.ledger.opinions import Opinion
from enricher.projects.adjudication.disagreements import Difference, compare

ORION = Label(0, 10, "Lender")


def difference(*said: list[Label], passages: tuple[str, ...] = ()) -> Difference:
    taggers = ("ada", "bob", "cy")
    opinions = [
        Opinion("a.txt", tagger, tuple(sorted(labels)), None, True)
        for tagger, labels in zip(taggers, said, strict=False)
    ]
    return compare(opinions, passages)


def test_what_all_say_is_agreed_whatever_its_source() -> None:
    found = difference([ORION], [Label(0, 10, "Lender", LabelSource.REGISTER)])
    assert found == Difference((ORION,), ())


@pytest.mark.parametrize(
    ("ada", "bob", "kind"),
    [
        ([ORION], [], "missing"),
        ([ORION], [Label(0, 10, "Borrower")], "category"),
        ([ORION], [Label(0, 12, "Lender")], "ends"),
        ([ORION], [Label(0, 12, "Borrower")], "several"),
        ([ORION], [Label(0, 5, "Lender"), Label(6, 10, "Lender")], "several"),
    ],
)
def test_disagreement_has_its_readings_and_its_kind(
    ada: list[Label], bob: list[Label], kind: str
) -> None:
    (found,) = difference(ada, bob).disagreements
    assert found.kind == kind
    assert [(one.labels, one.taggers) for one in found.readings] == [
        (tuple(ada), ("ada",)),
        (tuple(bob), ("bob",)),
    ]


def test_places_that_share_no_text_are_apart_and_chains_are_one() -> None:
    ada = [Label(0, 10, "A"), Label(20, 30, "A")]
    bob = [Label(8, 15, "B"), Label(14, 18, "B")]
    first, second = difference(ada, bob).disagreements
    assert (first.start, first.end, second.start, second.end) == (0, 18, 20, 30)


def test_long_label_holds_what_is_behind_a_short_one_in_it() -> None:
    (found,) = difference([Label(0, 30, "A")], [Label(2, 4, "B"), Label(20, 25, "B")]).disagreements
    assert (found.start, found.end) == (0, 30)


def test_passages_are_compared_beside_what_stands_in_them() -> None:
    ada = [Label(0, 40, "Cap"), ORION]
    bob = [Label(0, 42, "Cap"), Label(0, 12, "Lender")]
    found = difference(ada, bob, passages=("Cap",)).disagreements
    assert [(one.end, one.kind) for one in found] == [(12, "ends"), (42, "ends")]


def test_taggers_who_say_the_same_share_a_reading() -> None:
    (found,) = difference([ORION], [], [ORION]).disagreements
    assert [one.taggers for one in found.readings] == [("ada", "cy"), ("bob",)]


def test_id_is_another_where_the_readings_are() -> None:
    (first,) = difference([ORION], []).disagreements
    (same,) = difference([ORION], []).disagreements
    (turned,) = difference([], [ORION]).disagreements
    assert first.id == same.id != turned.id


_LABELS = st.frozensets(
    st.builds(
        lambda start, length, category: Label(start, start + length, category),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from(("A", "B", "Cap")),
    ),
    max_size=8,
)


@given(st.lists(_LABELS, min_size=2, max_size=3))
def test_nothing_that_anybody_said_is_lost_or_said_twice(said: list[frozenset[Label]]) -> None:
    found = difference(*map(list, said), passages=("Cap",))
    taggers = ("ada", "bob", "cy")
    for tagger, labels in zip(taggers, said, strict=False):
        readings = [
            label
            for one in found.disagreements
            for reading in one.readings
            if tagger in reading.taggers
            for label in reading.labels
        ]
        assert sorted([*found.agreed, *readings]) == sorted(labels)
    for one in found.disagreements:
        assert len(one.readings) > 1
        spans = [label for reading in one.readings for label in reading.labels]
        assert (one.start, one.end) == (min(x.start for x in spans), max(x.end for x in spans))


@given(st.lists(_LABELS, min_size=2, max_size=3))
def test_disagreements_of_one_kind_of_category_share_no_text(said: list[frozenset[Label]]) -> None:
    found = difference(*map(list, said), passages=("Cap",)).disagreements
    for is_passage in (False, True):
        places = sorted(
            (one.start, one.end)
            for one in found
            if any(
                (label.category == "Cap") is is_passage
                for reading in one.readings
                for label in reading.labels
            )
        )
        ends = [end for _, end in places]
        assert all(end <= start for end, (start, _) in zip(ends, places[1:], strict=False))
