"""Searches: pages of hits, and searches that were saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from enricher.api.bodies import Body, Share, attribute, to_json
from enricher.api.bodies.documents import StatedBody
from enricher.query.nodes import Hit


class FacetCount(Body):
    value: str = Field(examples=["Delaware"])
    count: int = Field(examples=[12])


class PassageBody(Body):
    """A stretch of a document that answers a question."""

    offset: int = Field(
        description="The first character, counted in code points of the document's text.",
        examples=[11936],
    )
    length: int = Field(examples=[327])
    page: int | None = Field(description="The page, counted from 1; null if there are no pages.")
    text: str = Field(examples=["Neither party may assign this Agreement without consent."])
    score: Share = Field(description="Comparable only within one response.")
    holds: list[str] = Field(
        description="Categories that the question asks for and that were found in it.",
        examples=[["Anti-Assignment"]],
    )


class HitBody(Body):
    id: str = Field(examples=["3f9c2a41d0b7e65588aa0c1d"])
    score: Share
    title: str = Field(examples=["Mutual Non-Disclosure Agreement"])
    paths: list[str] = Field(examples=[["/contracts/nda-orion.pdf"]])
    fields: dict[str, list[str]] = Field(examples=[{"Jurisdiction": ["Delaware"]}])
    stated: dict[str, StatedBody] = Field(
        description="What the document states instead of a value, by category."
    )
    snippets: list[str] = Field(description="Plain text, with the words that matched between `**`.")
    warnings: list[str] = Field(
        description="What is wrong with the document, or still to come, such as its entities."
    )
    passages: list[PassageBody] = Field(
        description="For a question, the passages that answer it, best first."
    )
    meets: list[str] = Field(
        description="For a question, which of the filters that it names (`question.chips`) this"
        " document meets.",
        examples=[["Jurisdiction=Oregon"]],
    )
    words: list[str] = Field(
        description="For a question, its words that are in the title or the passages.",
        examples=[["consent", "assign"]],
    )
    topics: list[str] = Field(
        description="For a question, the fields and clauses it asks for that were found in this"
        " document."
    )
    copy_of: str = Field(
        description="The id of an earlier hit with nearly the same text; empty if there is none."
    )


class ChipBody(Body):
    """A value that a question names. Documents that have it come first; no document is hidden."""

    start: int = Field(description="The first character of its words in the question.")
    end: int
    category: str = Field(examples=["Jurisdiction"])
    filter: str = Field(
        description="The filter, as `where` takes it. Pass it as `without` if it is a mistake.",
        examples=["Jurisdiction=Oregon"],
    )


class TopicBody(Body):
    """A field or clause that a question asks for."""

    category: str = Field(examples=["Anti-Assignment"])
    confidence: Share


class RespellingBody(Body):
    start: int = Field(
        description="The first character, in the question, of a word that no document has."
    )
    end: int
    word: str = Field(description="The word that was searched for instead.", examples=["Delaware"])


class QuestionBody(Body):
    """How a question was understood."""

    text: str = Field(examples=["can Nokia assign it to somebody else under Oregon law"])
    respelled: str
    chips: list[ChipBody]
    topics: list[TopicBody] = Field(description="Surest first.")
    respellings: list[RespellingBody]


class SearchBody(Body):
    """A page of hits, and facets over all hits."""

    total: int = Field(description="Documents that match, on this page or not.")
    took_ms: int
    hits: list[HitBody]
    facets: dict[str, list[FacetCount]] = Field(
        examples=[{"Jurisdiction": [{"value": "Delaware", "count": 12}]}]
    )


class CompletionBody(Body):
    """A way to complete the query that is being typed."""

    text: str = Field(
        description="The complete query.", examples=["leases with Acme Holdings Inc."]
    )
    shown: str = Field(description="What replaces its last words.")
    category: str = Field(examples=["Party"])
    kind: Literal["value", "field", "clause"] = Field(
        description="A value of the category, or the name of a category: a field whose value is to be"
        " typed next, or a clause that must be there."
    )


class EvidenceBody(Body):
    """The place of an answer in a document."""

    offset: int = attribute(
        "start", description="The first character, counted in code points of the document's text."
    )
    length: int
    page: int | None = Field(description="The page, counted from 1; null if there are no pages.")
    text: str = Field(examples=["June 30, 2027"])
    sentence: str = attribute(
        "sentence.text",
        description="The sentence around it.",
        examples=["It ends on June 30, 2027."],
    )


class AnswerInputBody(Body):
    category: str = Field(examples=["Term"])
    value: str = Field(examples=["4 years"])


class AnswerBody(Body):
    """What a document says to a question."""

    kind: Literal["value", "passage", "not_stated"] = Field(
        description="A field's value, a clause, the passage that fits best, or that the document does"
        " not state what is asked."
    )
    document: str
    title: str
    category: str = Field(description="The field or clause; empty for the passage that fits best.")
    value: str = Field(examples=["2027-06-30"])
    readings: list[str] = Field(description="The values that an ambiguous text can mean.")
    inputs: list[AnswerInputBody] = Field(description="What a derived value is computed from.")
    evidence: EvidenceBody | None = Field(
        description="null if it is not stated; for a derived value, the place of its first input."
    )
    confidence: Share | None
    coverage: Share = Field(description="The share of the document that was read.")


class CitationBody(Body):
    """A passage that was sent to the language model."""

    number: int = Field(description="The number by which the answer cites it.", examples=[1])
    document: str
    title: str
    offset: int = attribute(
        "start", description="The first character, counted in code points of the document's text."
    )
    length: int
    page: int | None = Field(description="The page, counted from 1; null if there are no pages.")
    text: str


class WrittenBody(Body):
    """What the language model wrote to a question, from passages and with citations."""

    state: Literal["answered", "not_stated", "uncited", "unavailable", "without_passages"] = Field(
        description="`not_stated`: the passages do not say it. `uncited`: the answer cites no passage"
        " that was sent, and is not shown. `unavailable`: `failure` says what failed."
        " `without_passages`: no passage was found to send."
    )
    model: str = Field(examples=["qwen3:8b"])
    text: str = Field(
        description="The answer, with the numbers of `citations` in brackets; empty unless `answered`.",
        examples=["It ends on June 30, 2027 [1]."],
    )
    citations: list[CitationBody] = Field(description="The passages that it cites.")
    sent: list[CitationBody] = Field(description="All passages that were sent to the model.")
    failure: str = Field(description="What failed and what to do; empty unless `unavailable`.")


class FoundBody(Body):
    """A page of hits for words, or for a question."""

    total: int = attribute(
        "page.total",
        description="The number of documents that match or, for a question, that were ranked.",
    )
    took_ms: int = attribute("page.took_ms")
    hits: list[HitBody] = attribute("page.hits")
    facets: dict[str, list[FacetCount]] = attribute(
        "page.facets",
        description="Counted over all documents that match; for a question, over those that meet"
        " everything it names.",
        examples=[{"Jurisdiction": [{"value": "Delaware", "count": 12}]}],
    )
    mode: str = Field(description="How it was searched: `words` or `hybrid`.")
    question: QuestionBody | None = Field(
        description="How the question was understood; null if words were searched."
    )
    answers: list[AnswerBody] = Field(
        description="Only on the first page of a question: what the best documents say."
    )
    written: WrittenBody | None = Field(
        description="Only on the first page, if requested: what the language model wrote."
    )


def json_lines(hits: Iterator[Hit]) -> Iterator[str]:
    """Hits as a search answers them, one a line."""
    for hit in hits:
        yield json.dumps(to_json(hit, HitBody), ensure_ascii=False) + "\n"
