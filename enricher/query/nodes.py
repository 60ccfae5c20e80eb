"""What a search asks and answers: values only. `enricher.query.grammar` reads them from text, indexes compile them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from enricher.values.marks import Stated

Operator = Literal[
    "=", "!=", "<", "<=", ">", ">=", "within", "between", "missing", "present", "holds"
]

ATTRIBUTES = (
    "collection",
    "language",
    "media_type",
    "path",
    "folder",
    "parent",
    "sha256",
    "policy",
    "severity",
    "amends",
    "amended_by",
    "near_copy",
)
"""What can be filtered by and faceted beside the categories; categories of the same name win."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text or the title: one, or a phrase of several that stand side by side."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A bound on one category (or attribute) of a document.

    A document with several values satisfies a bound that any of them satisfies; `!=` is met by a
    document none of whose values equals, so also by one that has no value.

    Attributes:
        value: what to compare with: the display form for `=` and `!=` (without regard to case;
            a Decimal is compared with the `order` instead), the `order` of the value for ranges,
            a year or a month of one (`2020`, `2020-05`) for `within`, which is met by each date
            in it; words that stand side by side in a passage for `holds`; None for `missing` and
            `present`. A document's own partial date counts as the
            first of its days. A `folder` means everything below it, and so does a `path` with a
            closing slash; what is no whole path is the end of one (`nda`, `clients/acme`), in any case.
        currency: for ranges of money, only amounts in this currency.
        upper: the other end of `between`; one value lies between both, or is one of them.
    """

    category: str
    operator: Operator
    value: str | Decimal | None = None
    currency: str | None = None
    upper: str | Decimal | None = None


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Node = Words | Condition | Not | And | Or


@dataclass(frozen=True, slots=True)
class Sort:
    """`by` is `relevance`, `date` (EffectiveDate) or a category; ties go by id."""

    by: str = "relevance"
    descending: bool = True

    @property
    def category(self) -> str:
        return "EffectiveDate" if self.by == "date" else self.by


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search.

    Attributes:
        query: words and fields, which also score; None matches everything.
        where: filters, which do not score.
        facets: categories or attributes to count.
        facet_size: how many values of each facet, most frequent first, ties by value.
        counts: of what is found, how much also meets each of these is to be counted.
    """

    query: Node | None = None
    where: Node | None = None
    facets: tuple[str, ...] = ()
    facet_size: int = 20
    counts: tuple[Node, ...] = ()
    sort: Sort = Sort()
    size: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class HitPassage:
    """A passage of a document that answers a question.

    Attributes:
        offset: where it begins, in characters of the document's text.
        length: in characters.
        page: counted from 1, None for kinds without pages.
        score: comparable within one answer alone.
        holds: the categories asked for that were found in it.
    """

    offset: int
    length: int
    page: int | None
    text: str
    score: float
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found.

    Attributes:
        snippets: plain text, the words that matched between `**`; none where only its title or the name of a file did.
        warnings: what is wrong with the document, or still to come.
        stated: what stands in place of values: two readings, a day that never comes.
        passages: of a question in plain words alone, best first.
        meets: the filters that a question names (`Chip.filter`), as far as it meets them.
        words: of a question, that stand in its title or its passages, those that weigh most first.
        topics: fields and clauses that a question asks for, and that were found in it.
        copy_of: the id of the hit before it that it is nearly the same as, "" where there is none.
    """

    id: str
    score: float
    title: str
    paths: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    snippets: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    stated: Mapping[str, Stated] = field(default_factory=dict)
    passages: tuple[HitPassage, ...] = ()
    meets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits, the number of all hits, and the facets and counts over all of them."""

    total: int
    took_ms: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    counts: tuple[int, ...] = ()
