"""How long a training goes on: by the windows that it learns from, unless a person says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from tokenizers import Tokenizer

from enricher.recognizer.windows import tokenize
from training.dataset.tags import LabeledText
from training.loop.config import TrainingConfig

FEW_WINDOWS = 100  # from which on a batch has twice as many
STEPS = 120  # that a training takes at least: fewer leave the head unlearned
LEAST_EPOCHS, MOST_EPOCHS = 10, 20
# Gone through at most, epochs together, but in two epochs at least: half an hour of two cores that
# multiply bfloat16.
MOST_TOKENS = 3_500_000
BOUNDED_EPOCHS = 2


def plan_training(
    texts: Sequence[LabeledText], tokenizer: Tokenizer, seed: int, epochs: int | None
) -> TrainingConfig:
    """Little text is gone through more often, in smaller batches.

    Args:
        texts: what a model is to learn from.
        epochs: as a person wants them; None lets the texts decide.
    """
    config = TrainingConfig(seed=seed)
    windows = _windows(texts, tokenizer, config)
    batch = config.batch_windows if windows >= FEW_WINDOWS else config.batch_windows // 2
    wanted = max(LEAST_EPOCHS, -(-STEPS * batch // windows))
    possible = max(BOUNDED_EPOCHS, MOST_TOKENS // (windows * config.window_tokens))
    return replace(config, batch_windows=batch, epochs=epochs or min(wanted, possible, MOST_EPOCHS))


def _windows(texts: Sequence[LabeledText], tokenizer: Tokenizer, config: TrainingConfig) -> int:
    """How many an epoch goes through: those with labels, and a share of the others."""
    labeled = windows = 0
    for text in texts:
        tokens = tokenize(text.text, tokenizer)
        starts = np.searchsorted(tokens.starts, [label.start for label in text.labels], "right") - 1
        places = tokens.first[np.maximum(starts, 0)] if len(tokens.first) else starts
        labeled += len(set((places // config.window_tokens).tolist()))
        windows += 1 + len(tokens.ids) // config.window_tokens
    return min(windows, round(max(1, labeled) * (1 + config.empty_share)))
