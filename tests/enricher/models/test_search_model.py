"""What search has learned makes the same vectors in a pass of its own as beside the entities."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from enricher.documents import ExtractedText
from enricher.enrichment.parts import Parts
from enricher.enrichment.pipeline import enrich_text
from enricher.errors import ModelError
from enricher.models.memory import ModelMemory
from enricher.models.registry import Registry
from enricher.models.search_model import SHIPPED_SEARCH, SearchModel, shipped_search
from enricher.recognizer.embedder import Embedder
from enricher.text.passages import split_passages

SAMPLES = sorted((SHIPPED_SEARCH.parent / "samples" / "documents").rglob("*.txt"))
TEXT = (SAMPLES[0].read_text(encoding="utf-8") + "\n\n") * 3
QUESTION = "who has to keep what they are told secret?"
ANSWERS = (
    "The Receiving Party shall keep all Confidential Information in strict confidence and shall not"
    " disclose it to any third party.",
    "This Agreement shall be governed by and construed in accordance with the laws of the State of New York.",
    "Tenant shall pay the rent on the first day of each month, in advance and without any deduction.",
    "Supplier shall maintain general liability insurance with limits of not less than $1,000,000.",
)


@pytest.fixture(scope="module")
def search() -> SearchModel:
    found = shipped_search(Registry(Path("nowhere")))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def embedder(search: SearchModel) -> Embedder:
    return search.embedder()


def test_passages_come_with_the_entities_and_change_none(
    search: SearchModel, embedder: Embedder, tmp_path: Path
) -> None:
    registry = Registry(tmp_path)
    extracted = ExtractedText.of_text(TEXT)
    parts = [
        Parts(lambda _: [], (memory.load("contracts"), memory.load("clauses")), 100_000)  # type: ignore[arg-type]
        for memory in (ModelMemory(registry), ModelMemory(registry, source=search))
    ]
    plain, embedded = (enrich_text(extracted, one) for one in parts)
    assert plain.passages is None
    assert embedded.passages == embedder.passages(TEXT)
    assert (plain.spans, plain.fields) == (embedded.spans, embedded.fields)


def test_text_that_no_model_of_the_encoder_reads_is_read_for_itself(
    search: SearchModel, embedder: Embedder, tmp_path: Path
) -> None:
    memory = ModelMemory(Registry(tmp_path), source=search)
    parts = Parts(lambda _: [], (), 100_000, passages=memory.passages)  # type: ignore[arg-type]
    assert enrich_text(ExtractedText.of_text(TEXT), parts).passages == embedder.passages(TEXT)


def test_what_is_not_read_is_a_passage_all_the_same(search: SearchModel, tmp_path: Path) -> None:
    models = (ModelMemory(Registry(tmp_path), source=search).load("contracts"),)
    parts = Parts(lambda _: [], models, 1000)  # type: ignore[arg-type]
    passages = enrich_text(ExtractedText.of_text(TEXT), parts).passages
    assert passages is not None
    assert passages.places[0][0] == 0
    assert passages.places[-1][1] == len(TEXT.rstrip())
    assert passages.matrix[0].any()
    assert not passages.matrix[-1].any()


@pytest.mark.parametrize("text", ["", " \n ", "x", "\u00e9", "a b " * 3000, TEXT])
def test_each_passage_has_one_vector_of_unit_length(text: str, embedder: Embedder) -> None:
    passages = embedder.passages(text)
    assert passages.encoder == embedder.name
    assert passages.places == tuple((one.start, one.end) for one in split_passages(text))
    lengths = np.linalg.norm(passages.matrix.astype(float), axis=1)
    assert lengths == pytest.approx(np.full(len(passages.places), 127), abs=4)
    assert embedder.passages(text) == passages


def test_question_is_most_like_the_passage_that_answers_it(embedder: Embedder) -> None:
    matrix = np.concatenate([embedder.passages(one).matrix for one in ANSWERS]).astype(int)
    question = embedder.question(QUESTION).astype(int)
    assert (matrix @ question).argmax() == 0
    assert np.array_equal(embedder.question(QUESTION), question)
    assert not embedder.question(" ").any()
    assert embedder.question(QUESTION * 200).any()  # longer than a window


def test_what_ships_for_search_is_small() -> None:
    assert sum(one.stat().st_size for one in SHIPPED_SEARCH.iterdir()) <= 4 << 20


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    shutil.copytree(SHIPPED_SEARCH, folder)
    registry = Registry(tmp_path)
    (folder / "vectors.npz").write_bytes(b"damaged")
    search = shipped_search(registry, folder)
    assert search is not None
    with pytest.raises(ModelError, match="damaged or was changed"):
        search.embedder()
    (folder / "vectors.npz").unlink()
    with pytest.raises(ModelError, match="missing"):
        search.read("vectors.npz")
    (folder / "manifest.json").write_text('{"format": 0, "encoder": "", "files": {}}')
    with pytest.raises(ModelError, match="format 0"):
        shipped_search(registry, folder)
    (folder / "manifest.json").write_text("{}")
    with pytest.raises(ModelError, match="cannot be read"):
        shipped_search(registry, folder)
    assert shipped_search(registry, tmp_path / "nowhere") is None
