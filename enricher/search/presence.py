"""Facets of passages: how many of the documents found have one, and how many have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from enricher.query.nodes import FacetValue, SearchPage
from enricher.values import ValueType
from enricher.values.passage import MISSING


def count_missing(page: SearchPage, types: Mapping[str, ValueType]) -> SearchPage:
    """The page, with those documents counted as well that have no passage of a category.

    An index counts what a document has; of passages that is only that there is one.
    """
    facets = dict(page.facets)
    for name, values in page.facets.items():
        missing = page.total - sum(one.count for one in values)
        if name in types and types[name].is_passage and missing:
            facets[name] = (*values, FacetValue(MISSING, missing))
    return replace(page, facets=facets)
