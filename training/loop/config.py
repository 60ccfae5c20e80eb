"""What a training depends on besides its data: change nothing here and the model stays the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """The settings of one training.

    Attributes:
        seed: of the order of the windows, the dropout and the first weights of the head.
        window_tokens: what the model sees at a time, special tokens included.
        overlap_tokens: what neighbouring windows share when a text is read; while training, each
            pass cuts the text elsewhere instead.
        empty_share: windows without a label that a pass sees, per window with one. All of them
            would take three times as long and teach little: every window is mostly unlabelled.
        most_windows: about how many windows of each category a pass sees; 0 means all. Long contracts
            name their parties on every page and their term on one: without it a pass is spent on what
            is known.
        learning_rate: of the topmost layer of the encoder; each layer below learns
            `layer_decay` times as fast, as lower layers hold what is common to all tasks.
        head_learning_rate: of what starts untrained: the head and the shapes.
        warmup_share: the share of all steps in which the rates rise; then they fall to zero.
        train_words: whether the table of word pieces learns too. It is half of the weights and
            takes a third of the time, and a few hundred documents hold few of its words.
        patience: epochs without a better score on held-back texts, after which a training ends.
        average_decay: the model is the moving average of the weights, with this decay per step.
        passage_weight: of the loss of passages, beside that of tags. It is a sum over categories, and
            by itself a hundred times as large.
        begin_share: of the weights that a training goes on from, in the mean that it ends with: what
            they knew of other documents stays.
    """

    seed: int = 1
    epochs: int = 4
    batch_windows: int = 4
    window_tokens: int = 512
    overlap_tokens: int = 64
    empty_share: float = 0.4
    most_windows: int = 0
    learning_rate: float = 2e-4
    layer_decay: float = 0.85
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup_share: float = 0.1
    max_gradient_norm: float = 1.0
    dropout: float = 0.1
    train_words: bool = False
    patience: int = 4
    average_decay: float = 0.99
    passage_weight: float = 0.1
    begin_share: float = 0.0

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch_windows < 1:
            raise ValueError("a training has at least one epoch and one window in a batch")
        if not 0 <= self.overlap_tokens < self.window_tokens - 2:
            raise ValueError(
                f"windows of {self.window_tokens} tokens cannot overlap by {self.overlap_tokens}"
            )
        for name in ("dropout", "average_decay", "begin_share"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}, and not in [0, 1)")
        for field in fields(self):
            value = getattr(self, field.name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{field.name} is {value}, and not a number from 0 on")


def read_changes(texts: Iterable[str]) -> dict[str, float]:
    """Read `field=number`, each naming a field of the config that holds a number.

    Raises:
        ValueError: one does not.
    """
    whole = {field.name: field.type == "int" for field in fields(TrainingConfig)}
    # What is true or false is no number, and the others have options of their own.
    for name in ("train_words", "seed", "epochs"):
        del whole[name]
    changes: dict[str, float] = {}
    for text in texts:
        name, _, number = text.partition("=")
        if name not in whole:
            raise ValueError(f"there is no field {name!r}; there are {', '.join(whole)}")
        try:
            changes[name] = int(number) if whole[name] else float(number)
        except ValueError:
            kind = "a whole number" if whole[name] else "a number"
            raise ValueError(f"{name} is {kind}, and not {number!r}") from None
    return changes


def changed(config: TrainingConfig, changes: Mapping[str, float]) -> TrainingConfig:
    """The config with other numbers in some fields.

    Raises:
        ValueError: there is no such config.
    """
    return replace(config, **changes)  # type: ignore[arg-type]  # checked by read_changes
