from __future__ import annotations

from collections import Counter

import pytest

from enricher.expressions.schema_file import parse_schema
from enricher.projects.project import Overview
from enricher.projects.steps import next_step, steps
from enricher.schema import EntitySchema

EMPTY = EntitySchema(())
LEARNED = parse_schema({"categories": {"Who": {"type": "text", "learned": True}}}, "x")
RULES = parse_schema({"categories": {"Sum": {"type": "money", "detectors": ["money"]}}}, "x")


@pytest.mark.parametrize(
    ("schema", "documents", "tagged", "models", "deployed", "expected"),
    [
        (EMPTY, 0, 0, 0, [], "schema"),
        (EMPTY, 5, 0, 0, [], "schema"),
        (LEARNED, 0, 0, 0, [], "documents"),
        (LEARNED, 20, 9, 0, [], "tag"),
        (LEARNED, 20, 10, 0, [], "train"),
        (LEARNED, 20, 20, 1, [], "deploy"),
        (LEARNED, 20, 3, 1, ["production"], None),
        (LEARNED, 0, 0, 0, ["production"], None),  # the one that ships
        (RULES, 0, 0, 0, [], None),
    ],
)
def test_next_step_is_the_first_that_is_not_done(
    schema: EntitySchema,
    documents: int,
    tagged: int,
    models: int,
    deployed: list[str],
    expected: str | None,
) -> None:
    overview = Overview("x", schema, documents, 0, 0, tagged, tagged, Counter())
    assert next_step(steps(overview, models, deployed)) == expected


def test_step_is_done_only_where_there_is_something_of_it() -> None:
    overview = Overview("x", LEARNED, 0, 0, 0, 0, 0, Counter())
    done = [one.name for one in steps(overview, 0, ["production"]) if one.done]
    assert done == ["schema", "deploy"]
