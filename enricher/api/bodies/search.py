"""Searches: pages of hits, and searches that were saved."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import Field

from enricher.api.bodies import Body, Share, to_json
from enricher.api.bodies.documents import StatedBody
from enricher.query.nodes import Hit


class FacetCount(Body):
    value: str = Field(examples=["Delaware"])
    count: int = Field(examples=[12])


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


class SearchBody(Body):
    """A page of hits, and facets over all hits."""

    total: int = Field(description="Documents that match, on this page or not.")
    took_ms: int
    hits: list[HitBody]
    facets: dict[str, list[FacetCount]] = Field(
        examples=[{"Jurisdiction": [{"value": "Delaware", "count": 12}]}]
    )


def json_lines(hits: Iterator[Hit]) -> Iterator[str]:
    """Hits as a search answers them, one a line."""
    for hit in hits:
        yield json.dumps(to_json(hit, HitBody), ensure_ascii=False) + "\n"
