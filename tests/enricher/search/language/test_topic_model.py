"""What a question asks for: floors on wordings that were not learned from."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from enricher.errors import ModelError
from enricher.expressions.schema_file import load_schema
from enricher.models.registry import Registry
from enricher.models.search_model import shipped_search
from enricher.schema import Category, EntitySchema, merge_schemas
from enricher.search.language.topic_model import (
    LEAST,
    MOST,
    TopicModel,
    TopicWeights,
    read_topics,
    words_of,
    write_topics,
)
from enricher.values import VALUE_TYPES
from training.experiments.search.lessons import fill, read_wordings


@pytest.fixture(scope="module")
def schema() -> EntitySchema:
    registry = Registry(Path("nowhere"))
    return registry.merged_schema(["contracts", "clauses"])


@pytest.fixture(scope="module")
def model() -> TopicModel:
    search = shipped_search(Registry(Path("nowhere")))
    assert search is not None
    return search.topics(search.embedder())


def test_wordings_of_others_are_understood(model: TopicModel, schema: EntitySchema) -> None:
    rng = Random(2)
    told = []
    for one in read_wordings():
        if one.is_held_out:
            topics = model.topics(fill(one.text, ("Acme", "Vega"), rng), schema)
            told.append([topic.category for topic in topics[:3]].count(one.category))
            assert len(topics) <= MOST
            assert [one.confidence for one in topics] == sorted(
                (one.confidence for one in topics), reverse=True
            )
            assert all(LEAST <= one.confidence <= 1 for one in topics)
    assert (
        np.mean(told) >= 0.6
    )  # among the first three; measured: 0.80 without the least confidence


@pytest.mark.parametrize(
    "question", ["", "hello there", "how is the weather in Berlin", "what color is the logo"]
)
def test_what_asks_for_no_field_has_no_sure_topic(
    question: str, model: TopicModel, schema: EntitySchema
) -> None:
    assert all(one.confidence < 0.9 for one in model.topics(question, schema))


def test_category_of_ones_own_is_told_by_its_words(model: TopicModel, tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text(
        '[categories.PetsAllowed]\ntype = "passage"\npatterns = ["pets?"]\n'
        'description = "Whether the tenant may keep dogs, cats or other pets."\n'
        '[categories.ParkingSpace]\ntype = "passage"\npatterns = ["parking"]\n'
        'description = "Where cars are parked, and how many parking spaces there are."\n'
    )
    own = load_schema(path)
    topics = model.topics("may the tenant keep a dog or a cat", own)
    assert [one.category for one in topics[:1]] == ["PetsAllowed"]
    with_shipped = merge_schemas(
        [("own", own), ("contracts", Registry(tmp_path).merged_schema(["contracts"]))]
    )
    assert "PetsAllowed" in {
        one.category for one in model.topics("may the tenant keep a dog or a cat", with_shipped)
    }


def test_names_are_read_as_words() -> None:
    category = Category("NoticePeriodIBAN", VALUE_TYPES["text"], description="How long.")
    assert words_of(category) == "notice period iban. How long."


def test_weights_are_written_and_read() -> None:
    weights = TopicWeights(
        ("", "Term"), np.array([[0.0, 1.0]], np.float32), np.array([1.0, 0.0], np.float32)
    )
    content = write_topics(weights.categories, weights.weights, weights.bias)
    read = read_topics(content)
    assert read.probabilities(np.array([3.0], np.float32))["Term"] == pytest.approx(0.881, abs=0.01)
    with pytest.raises(ModelError, match="topics cannot be read"):
        read_topics(content[:-9])
