"""Which windows of texts a pass of a training sees."""

from __future__ import annotations

import numpy as np

from enricher.recognizer.windows import INPUTS
from training.loop.batches import Example, cut
from training.loop.config import TrainingConfig

PARTY, TERM = 1, 3  # tags that begin an entity of the first and of the second category
OPEN = np.array([True, False, False, False, False])


def contract(pages: int, terms: int) -> Example:
    """A text that names a party on every page, and a term on some."""
    targets = np.zeros(pages * 100, dtype=np.int64)
    targets[50::100] = PARTY
    targets[10 : terms * 100 : 100] = TERM
    return Example(dict.fromkeys(INPUTS, np.arange(len(targets))), targets, OPEN)


def test_all_windows_with_labels_are_seen_where_nothing_else_is_asked() -> None:
    examples = [contract(pages=4, terms=1) for _ in range(50)]
    config = TrainingConfig(empty_share=0.0)
    assert len(cut(examples, 400, config, np.random.default_rng(1))) == 50


def test_frequent_categories_are_seen_less_and_rare_ones_as_often() -> None:
    examples = [
        *(contract(pages=4, terms=0) for _ in range(200)),
        *(contract(pages=4, terms=1) for _ in range(20)),
    ]
    config = TrainingConfig(empty_share=0.0, most_windows=40)
    windows = cut(examples, 400, config, np.random.default_rng(1))
    terms = sum(bool((one.targets == TERM).any()) for one in windows)
    assert terms == 20
    assert 40 <= len(windows) <= 75  # 20, and 200 of which 40 in 220 are drawn
