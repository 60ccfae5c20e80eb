"""The folder of a run, with what several benchmarks need: built once, when first asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.documents import read_texts
from bench.models import Pair, build_pair, deploy
from enricher.errors import NotFoundError
from enricher.ledger.accounts import CONTRACTS
from enricher.models.registry import Registry

PairBuilder = Callable[[Path, list[str]], Pair]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured.

    Attributes:
        texts: documents that the recognizers read in each round of `ner`.
        files: documents of `pipeline`.
        rounds: how often two contestants take turns.
        steps: to how many documents the home of `scale` grows, step by step.
        searches: of each kind in `search`, `elasticsearch` and `elasticsearch_passages`.
        indexed: documents of `elasticsearch`.
        folds: of `learning`.
        questions: of `relevance`, with the documents they need; all where there are fewer.
        pages: of the statements of `statements`.
        passages: to how many the index of `passages` grows, step by step; `elasticsearch_passages` has the first.
    """

    texts: int
    files: int
    rounds: int
    steps: tuple[int, ...]
    searches: int
    indexed: int
    folds: int
    questions: int
    pages: tuple[int, ...]
    passages: tuple[int, ...]


FULL = Sizes(
    texts=24,
    files=40,
    rounds=3,
    steps=(1_000, 10_000, 50_000),
    searches=300,
    indexed=100_000,
    folds=5,
    questions=10_000,
    pages=(20, 100, 200),
    passages=(100_000, 1_000_000),
)
QUICK = Sizes(
    texts=6,
    files=10,
    rounds=2,
    steps=(200, 1_000),
    searches=50,
    indexed=400,
    folds=2,
    questions=20,
    pages=(5, 20),
    passages=(500, 2_000),
)


class Workspace:
    """`build`: makes the two forms of the model; tests make a tiny one."""

    def __init__(self, folder: Path, sizes: Sizes, build: PairBuilder = build_pair) -> None:
        self.folder = folder
        self.sizes = sizes
        self._build = build

    @cached_property
    def texts(self) -> tuple[list[str], str]:
        """Long texts, and what they are."""
        return read_texts(self.sizes.texts)

    @cached_property
    def pair(self) -> Pair:
        return self._build(self.folder, self.texts[0][:4])

    def new_home(self, name: str, *, paired: bool) -> Path:
        """Make a home.

        Args:
            paired: it serves the bundle of `pair`; else the shipped model, if there is one.
        """
        home = self.folder / name
        home.mkdir()
        if paired or not is_model_shipped():
            deploy(self.pair.bundle, home)
        return home

    @property
    def grown_home(self) -> Path:
        """The home that `scale` fills and `search` asks."""
        return self.folder / "grown"

    @property
    def synthetic_folder(self) -> Path:
        return self.folder / "synthetic"


def is_model_shipped() -> bool:
    try:
        Registry(Path(os.devnull)).resolve(CONTRACTS)
    except NotFoundError:
        return False
    return True


def model_note() -> str:
    if is_model_shipped():
        return "Entities by the shipped model."
    return "Entities by an untrained model of the shipped one's size: none is shipped here."
