"""The order in which documents are to be tagged: uncertain ones first, and none like another."""

from __future__ import annotations

from collections import Counter

import numpy as np

from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.tagging.doubts import Doubts
from enricher.projects.tagging.order import order_documents
from enricher.projects.tagging.vectors import DIMENSIONS, vectors_of

LOANS = "The lender lends the sum of money and the borrower pays interest on it for {} years."
LEASES = "A landlord lets rooms in {} to tenants who keep the stairs and the garden clean."
RECIPES = "Boil potatoes with {} in salted water until they are soft, then peel and slice them."


def untagged(name: str, text: str) -> LabeledDocument:
    return LabeledDocument(name, text)


def tagged(name: str, text: str) -> LabeledDocument:
    return LabeledDocument(name, text, (Label(0, 3, "What"),))


def order(*arguments: object, count: int = 10) -> list[str]:
    return [one.document for one in order_documents(*arguments, count)]  # type: ignore[arg-type,call-arg]


def test_what_is_unlike_what_is_tagged_comes_first_and_copies_last() -> None:
    some = [
        untagged("copy", LOANS.format("seven")),
        untagged("lease-1", LEASES.format("Austin")),
        untagged("lease-2", LEASES.format("Boston")),
        untagged("recipe", RECIPES.format("cumin")),
    ]
    found = order_documents(some, [tagged("loan", LOANS.format("nine"))], {}, 10)
    assert {one.document for one in found[:2]} & {"lease-1", "lease-2"}
    assert "recipe" in {one.document for one in found[:2]}
    assert found[-1].document == "copy"
    assert found[-1].reason == "much like loan, which is tagged"
    assert found[0].reason == "unlike what is tagged"
    assert found[2].reason.startswith("much like lease-")
    assert found[2].reason.endswith("which is before it here")


def test_of_documents_alike_the_one_that_is_doubted_most_comes_first() -> None:
    some = [untagged(f"{n}", RECIPES.format(f"herb{n} leaf{n}")) for n in range(4)]
    doubts = {
        "0": Doubts(0.0, Counter()),
        "1": Doubts(0.1, Counter(Fee=1)),
        "2": Doubts(0.9, Counter(Fee=9, Term=3), ("Rate",)),
        "3": Doubts(0.05, Counter(Fee=1)),
    }
    found = order_documents(some, [tagged("loan", LOANS.format("nine"))], doubts, 2)
    assert found[0].document == "2"
    assert found[0].reason == (
        "12 entities below 0.6, mostly Fee; no Rate, which tagged documents have;"
        " unlike what is tagged"
    )
    (first,) = order_documents(some[:1], [], doubts, 1)
    assert first.reason == "no entity below 0.6; the first to tag"


def test_where_nothing_is_tagged_the_first_is_typical() -> None:
    some = [untagged(f"lease-{n}", LEASES.format(f"City{n}")) for n in range(5)]
    some.append(untagged("a-recipe", RECIPES.format("thyme")))
    found = order_documents(some, [], {}, 2)
    assert found[0].document.startswith("lease-")
    assert found[0].reason == "typical of all"
    assert found[1].document == "a-recipe"


def test_each_document_is_there_once_and_the_same_each_time() -> None:
    some = [untagged(f"{n:02}", (LOANS, LEASES, RECIPES)[n % 3].format(n)) for n in range(30)]
    names = order(some, [], {}, count=100)
    assert sorted(names) == [one.name for one in some]
    assert names == order(some, [], {}, count=100)
    assert names[:7] == order(some, [], {}, count=7)
    assert len({int(name) % 3 for name in names[:3]}) == 3  # one of each kind first
    assert order([], some, {}) == []


def test_vectors_have_length_one_and_shared_words_hardly_count() -> None:
    form = "all of these printed words of a form stand in every one of its many copies "
    vectors = vectors_of(
        [
            form + f"and {n} is what {n * 31} and {n * 77} was filled into {n * 13}"
            for n in range(20)
        ]
        + [""]
    )
    assert vectors.shape == (21, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1.0] * 20 + [0.0])
    assert float(vectors[0] @ vectors[1]) < 0.25
