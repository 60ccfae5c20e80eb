"""What every index does that is asked for passages, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from enricher.documents import IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.entities import Entity, Span
from enricher.query.index import IndexWriter, PassageIndex
from enricher.query.nodes import Condition, Node, Not
from tests.build import make_document
from tests.connectors.search_indexes import SEARCH_INDEX_PARAMS, SEARCH_INDEXES

TEXT = "The first passage. The second one. And the third."
PLACES = ((0, 18), (19, 34), (35, 49))
ENCODER = "encoder-1"


@pytest.fixture(params=SEARCH_INDEX_PARAMS, scope="module")
def module_index(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[PassageIndex]:
    folder: Path = tmp_path_factory.mktemp(request.param)
    with SEARCH_INDEXES[request.param](folder) as opener:
        yield opener()


@pytest.fixture(scope="module")
def module_writer(module_index: PassageIndex) -> Iterator[IndexWriter]:
    writer = module_index.open_writer()
    yield writer
    writer.close()


@pytest.fixture
def writer(module_writer: IndexWriter) -> IndexWriter:
    module_writer.clear()
    return module_writer


@pytest.fixture
def index(module_index: PassageIndex, writer: IndexWriter) -> PassageIndex:
    return module_index


def unit(*numbers: float) -> NDArray[np.int8]:
    """A vector of this direction."""
    vector = np.array(numbers) / np.linalg.norm(numbers)
    rounded: NDArray[np.int8] = np.rint(127 * vector).astype(np.int8)
    return rounded


def embedded(
    id: str,
    *vectors: NDArray[np.int8],
    encoder: str = ENCODER,
    fields: Mapping[str, list[Any]] | None = None,
) -> IndexedDocument:
    """A document of TEXT, with as many of its passages as there are vectors."""
    rows = b"".join(one.tobytes() for one in vectors)
    passages = PassageVectors(encoder, PLACES[: len(vectors)], rows)
    return make_document(id, TEXT, fields, passages=passages)


def near(
    index: PassageIndex,
    vector: NDArray[np.int8],
    where: Node | None = None,
    size: int = 10,
    encoder: str = ENCODER,
) -> list[tuple[str, int]]:
    found = index.nearest(vector, encoder, where, size)
    assert all(one.likeness >= other.likeness for one, other in pairwise(found))
    return [(one.document, one.number) for one in found]


def ranked(
    index: PassageIndex,
    words: Mapping[str, float],
    likely: list[tuple[Node, float]] | None = None,
    where: Node | None = None,
    size: int = 10,
) -> list[str]:
    found = index.ranked(words, likely or [], where, size)
    assert all(one.score >= other.score for one, other in pairwise(found))
    return [one.id for one in found]


def party(name: str) -> Condition:
    return Condition("Party", "=", name)


def test_nearest_passages_come_best_first_with_their_likeness(
    index: PassageIndex, writer: IndexWriter
) -> None:
    writer.write([embedded("a", unit(1, 0, 0, 0), unit(0, 1, 0, 0))], [])
    writer.write([embedded("b", unit(1, 1, 0, 0), unit(-1, 0, 0, 0))], [])
    found = index.nearest(unit(1, 0, 0, 0), ENCODER, None, 10)
    assert [(one.document, one.number) for one in found] == [
        ("a", 0),
        ("b", 0),
        ("a", 1),
        ("b", 1),
    ]
    assert [one.likeness for one in found] == pytest.approx([1, 0.5**0.5, 0, -1], abs=0.02)
    assert near(index, unit(1, 0, 0, 0), size=2) == [("a", 0), ("b", 0)]
    assert near(index, unit(1, 0, 0, 0), size=0) == []


def test_filter_holds_before_the_nearest_are_chosen(
    index: PassageIndex, writer: IndexWriter
) -> None:
    near_ones = [embedded(f"n{number}", unit(1, 0, 0, 0)) for number in range(30)]
    far = embedded("far", unit(0, 1, 0, 0), unit(1, 2, 0, 0), fields={"Party": ["Acme"]})
    writer.write([*near_ones, far], [])
    assert near(index, unit(1, 0, 0, 0), party("Acme"), 5) == [("far", 1), ("far", 0)]
    assert near(index, unit(1, 0, 0, 0), party("Nobody")) == []
    others = near(index, unit(1, 0, 0, 0), Not(party("Acme")), 40)
    assert sorted(others) == sorted((f"n{number}", 0) for number in range(30))


def test_vectors_of_another_encoder_or_length_are_passed_over(
    index: PassageIndex, writer: IndexWriter
) -> None:
    writer.write([embedded("a", unit(1, 0, 0, 0)), embedded("b", unit(1, 0), encoder="two")], [])
    assert near(index, unit(1, 0, 0, 0)) == [("a", 0)]
    assert near(index, unit(1, 0), encoder="two") == [("b", 0)]
    assert near(index, unit(1, 0, 0, 0), encoder="unknown") == []
    writer.write([embedded("a", unit(0, 1), encoder="two")], [])
    assert near(index, unit(1, 0, 0, 0)) == []
    assert near(index, unit(0, 1), encoder="two") == [("a", 0), ("b", 0)]


def test_document_written_anew_has_its_new_vectors_alone(
    index: PassageIndex, writer: IndexWriter
) -> None:
    writer.write([embedded("a", unit(1, 0, 0, 0), unit(0, 1, 0, 0), unit(0, 0, 1, 0))], [])
    writer.write([embedded("a", unit(0, 0, 0, 1))], [])
    assert near(index, unit(1, 0, 0, 0)) == [("a", 0)]
    assert index.nearest(unit(0, 0, 0, 1), ENCODER, None, 1)[0].likeness > 0.98
    writer.write([make_document("a", TEXT)], [])
    assert near(index, unit(0, 0, 0, 1)) == []
    writer.write([embedded("a", unit(0, 1, 0, 0)), embedded("a", unit(1, 0, 0, 0))], [])
    assert index.nearest(unit(1, 0, 0, 0), ENCODER, None, 9)[0].likeness > 0.98


def test_removed_document_has_no_passages(index: PassageIndex, writer: IndexWriter) -> None:
    writer.write([embedded("a", unit(1, 0, 0, 0)), embedded("b", unit(1, 0, 0, 0))], [])
    writer.write([], ["a"])
    assert near(index, unit(1, 0, 0, 0)) == [("b", 0)]
    assert index.passages(["a", "b"]).keys() == {"b"}
    writer.clear()
    assert near(index, unit(1, 0, 0, 0)) == []
    assert index.passages(["b"]) == {}


def test_passages_have_their_text_and_vector(index: PassageIndex, writer: IndexWriter) -> None:
    vectors = [unit(1, 0, 0, 0), unit(0, 1, 0, 0), unit(0, -1, 0, 5)]
    writer.write([embedded("a", *vectors)], [])
    found = index.passages(["a", "nobody"])
    assert found.keys() == {"a"}
    assert [(one.start, one.end) for one in found["a"]] == list(PLACES)
    assert [one.text for one in found["a"]] == [TEXT[start:end] for start, end in PLACES]
    for passage, vector in zip(found["a"], vectors, strict=True):
        assert passage.vector is not None
        assert passage.vector.tolist() == vector.tolist()
        assert passage.vector_by(ENCODER) is passage.vector
        assert passage.vector_by("encoder-2") is None


def test_passages_say_what_stands_in_them_and_on_which_page(
    index: PassageIndex, writer: IndexWriter
) -> None:
    entities = [
        Entity(Span(4, 9, "Party", 0.5), "first"),
        Entity(Span(10, 17, "Party", 0.75), "passage"),
        Entity(Span(19, 49, "Assignment", 0.25), TEXT[19:49]),
    ]
    passages = PassageVectors(ENCODER, PLACES, bytes(12))
    document = make_document("a", TEXT, entities=entities, pages=(0, 19), passages=passages)
    writer.write([document], [])
    found = index.passages(["a"])["a"]
    assert [one.holds for one in found] == [
        {"Party": 0.75},
        {"Assignment": 0.25},
        {"Assignment": 0.25},
    ]
    assert [one.page for one in found] == [1, 2, 2]


def test_document_without_vectors_has_passages_all_the_same(
    index: PassageIndex, writer: IndexWriter
) -> None:
    text = "\n\n".join(
        f"{number}. The {number}th clause. {'It goes on. ' * 30}" for number in range(5)
    )
    party_name = Entity(Span(3, 6, "Party", 0.5), text[3:6])
    writer.write([make_document("a", text, entities=[party_name]), make_document("b", "")], [])
    found = index.passages(["a", "b"])
    assert found["b"] == ()
    assert len(found["a"]) > 3
    assert all(one.text == text[one.start : one.end] and one.vector is None for one in found["a"])
    assert [one.holds for one in found["a"]][:2] == [{"Party": 0.5}, {}]
    assert found["a"][0].page is None


def test_long_texts_are_cut_where_their_passages_stand(
    index: PassageIndex, writer: IndexWriter
) -> None:
    text = "é𝒳" * 30_000  # in which bytes, UTF-16 and characters count otherwise
    places = ((0, 2), (29_999, 40_001), (59_998, 60_000))
    writer.write(
        [make_document("a", text, passages=PassageVectors(ENCODER, places, bytes(12)))], []
    )
    assert [one.text for one in index.passages(["a"])["a"]] == [
        text[start:end] for start, end in places
    ]


def test_documents_are_ranked_by_any_of_the_words(index: PassageIndex, writer: IndexWriter) -> None:
    filler = "and so it goes on as it did before. " * 5
    documents = {
        "a": f"The tenant pays rent. {filler}",
        "b": f"The rent is due. {filler}",
        "c": f"A tenant comes. {filler}",
        "d": filler,
    }
    writer.write([make_document(id, text) for id, text in documents.items()], [])
    assert ranked(index, {"tenants": 1, "rent": 1})[0] == "a"
    assert set(ranked(index, {"tenant": 1, "rent": 1})) == {"a", "b", "c"}
    assert ranked(index, {"tenant": 5, "rent": 1})[1] == "c"
    assert ranked(index, {"tenant": 1, "rent": 5})[1] == "b"
    assert ranked(index, {"tenant": 1, "rent": 1}, size=1) == ["a"]
    assert ranked(index, {"unheard": 1}) == ranked(index, {}) == []


def test_words_of_a_title_count(index: PassageIndex, writer: IndexWriter) -> None:
    writer.write(
        [make_document("a", "text", title="lease_of_land"), make_document("b", "text")], []
    )
    assert ranked(index, {"lease": 1}) == ["a"]


def test_what_is_likely_comes_first_and_hides_nothing(
    index: PassageIndex, writer: IndexWriter
) -> None:
    writer.write(
        [
            make_document("a", "The lease."),
            make_document("b", "The lease.", {"Party": ["Acme"]}),
            make_document("c", "A sale.", {"Party": ["Acme"]}),
            make_document("d", "A sale."),
        ],
        [],
    )
    found = index.ranked({"lease": 1}, [(party("Acme"), 9.0)], None, 10)
    assert [one.id for one in found] == ["b", "c", "a"]
    assert found[0].score - found[2].score == pytest.approx(9.0, abs=0.01)
    assert ranked(index, {}, [(party("Acme"), 1.0)]) == ["b", "c"]


def test_filter_holds_among_the_ranked(index: PassageIndex, writer: IndexWriter) -> None:
    writer.write([make_document(f"n{number}", "lease lease") for number in range(20)], [])
    writer.write([make_document("a", "One lease.", {"Party": ["Acme"]})], [])
    assert ranked(index, {"lease": 1}, where=party("Acme"), size=3) == ["a"]
    assert ranked(index, {"sale": 1}, where=party("Acme")) == []


def test_meeting_tells_which_documents_meet_a_condition(
    index: PassageIndex, writer: IndexWriter
) -> None:
    writer.write([make_document("a", fields={"Party": ["Acme"]}), make_document("b")], [])
    assert index.meeting(["a", "b", "nobody"], party("Acme")) == {"a"}
    assert index.meeting(["b"], party("Acme")) == index.meeting([], party("Acme")) == set()
    assert index.meeting(["a", "b", "a"], Not(party("Acme"))) == {"b"}


def test_hits_come_in_the_order_of_their_ids(index: PassageIndex, writer: IndexWriter) -> None:
    documents = [
        make_document(id, title=f"Title {id}", fields={"Party": [f"P{id}"]}) for id in "abc"
    ]
    writer.write(documents, [])
    hits = index.hits(["c", "nobody", "a"])
    assert [(one.id, one.title, one.fields["Party"]) for one in hits] == [
        ("c", "Title c", ("Pc",)),
        ("a", "Title a", ("Pa",)),
    ]
    assert all(one.snippets == () for one in hits)
    assert index.hits([]) == []
