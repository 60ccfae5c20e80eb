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

    offset: int = Field(description="In characters of the document's text.", examples=[11936])
    length: int = Field(examples=[327])
    page: int | None = Field(description="Counted from 1; null where there are no pages.")
    text: str = Field(examples=["Neither party may assign this Agreement without consent."])
    score: Share = Field(description="Comparable within one answer alone.")
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
        description="What stands in place of values, by category."
    )
    snippets: list[str] = Field(description="Plain text; the words that matched between **.")
    warnings: list[str] = Field(
        description="What is wrong with the document, or still to come, such as its entities."
    )
    passages: list[PassageBody] = Field(
        description="The passages that answer a question, best first; none where words are searched."
    )
    meets: list[str] = Field(
        description="Of what a question names (`question.chips`), the filters that it meets.",
        examples=[["Jurisdiction=Oregon"]],
    )
    words: list[str] = Field(
        description="Of a question, that stand in its title or its passages.",
        examples=[["consent", "assign"]],
    )
    topics: list[str] = Field(
        description="Fields and clauses that a question asks for, and that were found in it."
    )
    copy_of: str = Field(
        description="The hit before it that it is nearly the same as; empty where there is none."
    )


class ChipBody(Body):
    """What a question names. Documents that have it come first, and none is hidden."""

    start: int = Field(description="Of its words, in characters of the question.")
    end: int
    category: str = Field(examples=["Jurisdiction"])
    filter: str = Field(
        description="As `where` takes it, and `without`, which has it not meant.",
        examples=["Jurisdiction=Oregon"],
    )


class TopicBody(Body):
    """A field or clause that a question asks for."""

    category: str = Field(examples=["Anti-Assignment"])
    confidence: Share


class RespellingBody(Body):
    start: int = Field(description="Of a word that no document has, in characters of the question.")
    end: int
    word: str = Field(description="What was looked for in its place.", examples=["Delaware"])


class QuestionBody(Body):
    """A question, as it was understood."""

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
    """How a query that is being typed may go on."""

    text: str = Field(description="The whole query.", examples=["leases with Acme Holdings Inc."])
    shown: str = Field(description="What is put in the place of its last words.")
    category: str = Field(examples=["Party"])
    kind: Literal["value", "field", "clause"] = Field(
        description="A value of the category, or the category by its name: a field whose value is to be"
        " typed, or a clause to be there."
    )


class EvidenceBody(Body):
    """Where an answer stands in a document."""

    offset: int = attribute("start", description="In characters of the document's text.")
    length: int
    page: int | None = Field(description="Counted from 1; null where there are no pages.")
    text: str = Field(examples=["June 30, 2027"])
    sentence: str = attribute(
        "sentence.text", description="Around it.", examples=["It ends on June 30, 2027."]
    )


class AnswerInputBody(Body):
    category: str = Field(examples=["Term"])
    value: str = Field(examples=["4 years"])


class AnswerBody(Body):
    """What one document says to a question."""

    kind: Literal["value", "passage", "not_stated"] = Field(
        description="A field's value; a clause, or the passage that fits best; or that the document does"
        " not state what is asked for."
    )
    document: str
    title: str
    category: str = Field(description="The field or clause; empty for a passage that fits best.")
    value: str = Field(examples=["2027-06-30"])
    readings: list[str] = Field(description="What an ambiguous text can mean.")
    inputs: list[AnswerInputBody] = Field(description="What a derived value comes from.")
    evidence: EvidenceBody | None = Field(
        description="null for what is not stated; of a derived value, where the first input stands."
    )
    confidence: Share | None
    coverage: Share = Field(description="The share of the document that was read.")


class CitationBody(Body):
    """A passage that a language model was sent."""

    number: int = Field(description="By which the answer cites it.", examples=[1])
    document: str
    title: str
    offset: int = attribute("start", description="In characters of the document's text.")
    length: int
    page: int | None = Field(description="Counted from 1; null where there are no pages.")
    text: str


class WrittenBody(Body):
    """What a language model wrote to a question, from passages and with citations."""

    state: Literal["answered", "not_stated", "uncited", "unavailable", "without_passages"] = Field(
        description="`not_stated`: the passages do not say it. `uncited`: what was written names no"
        " passage that was sent, and is not shown. `unavailable`: `failure` says what failed."
        " `without_passages`: nothing was found that could be sent."
    )
    model: str = Field(examples=["qwen3:8b"])
    text: str = Field(
        description="With the numbers of `citations` in brackets; empty unless `answered`.",
        examples=["It ends on June 30, 2027 [1]."],
    )
    citations: list[CitationBody] = Field(description="The passages that it cites.")
    sent: list[CitationBody] = Field(description="All passages that the model was sent.")
    failure: str = Field(description="What failed and what to do; empty unless `unavailable`.")


class FoundBody(Body):
    """A page of hits for words that all stand in a document, or for a question in plain words."""

    total: int = attribute(
        "page.total", description="Documents that match, or that were ranked for a question."
    )
    took_ms: int = attribute("page.took_ms")
    hits: list[HitBody] = attribute("page.hits")
    facets: dict[str, list[FacetCount]] = attribute(
        "page.facets",
        description="Over all documents that match; for a question, over those that meet all that it names.",
        examples=[{"Jurisdiction": [{"value": "Delaware", "count": 12}]}],
    )
    mode: str = Field(description="`words` or `hybrid`: how it was searched.")
    question: QuestionBody | None = Field(description="null where words were searched.")
    answers: list[AnswerBody] = Field(
        description="On the first page of a question: what the best documents say themselves."
    )
    written: WrittenBody | None = Field(
        description="Where it was asked for, on the first page: what a language model wrote."
    )


def json_lines(hits: Iterator[Hit]) -> Iterator[str]:
    """Hits as a search answers them, one a line."""
    for hit in hits:
        yield json.dumps(to_json(hit, HitBody), ensure_ascii=False) + "\n"
