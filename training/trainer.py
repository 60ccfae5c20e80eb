"""The training loop.

LabeledText -> tokens and tags -> windows, cut anew for each epoch -> batches -> AdamW
-> moving average of the weights -> its score on what was held back -> Checkpoint of the best
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from enricher.recognizer.windows import (
    INPUTS,
    BoolArray,
    Inputs,
    IntArray,
    special_tokens,
    tokenize,
)
from training.config import TrainingConfig
from training.dataset import LabeledText, open_tags, tag_pieces, tag_words, words_outside
from training.evaluate import evaluate_entities
from training.model import Checkpoint, TokenTagger, new_checkpoint
from training.publish import torch_tagger

logger = logging.getLogger(__name__)

IGNORED = -100  # the target that cross entropy skips


@dataclass(frozen=True, slots=True)
class Epoch:
    """How a training stands after an epoch.

    Attributes:
        number: from 1.
        of: epochs at most.
        loss: the mean over its batches.
        f1: strict, of entities in the texts held back; None where there are none.
        seconds: of the whole training so far.
    """

    number: int
    of: int
    loss: float
    f1: float | None
    seconds: float

    @property
    def seconds_left(self) -> float:
        """At most: it may end early."""
        return self.seconds / self.number * (self.of - self.number)

    def as_json(self) -> dict[str, float | int | None]:
        return {
            "epoch": self.number,
            "epochs": self.of,
            "loss": round(self.loss, 4),
            "f1": None if self.f1 is None else round(self.f1, 4),
            "seconds": round(self.seconds, 1),
            "seconds_left": round(self.seconds_left, 1),
        }


Progress = Callable[[Epoch], None]


class StoppedError(Exception):
    """A training was stopped before its first epoch ended: there is nothing to keep."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text or a window of one, tokenized.

    Attributes:
        inputs: what the model is given, each [tokens].
        targets: what it should say: [tokens].
        open: [tags], those that a word without a label may have; see `dataset.open_tags`.
    """

    inputs: Inputs
    targets: IntArray
    open: BoolArray

    def part(self, start: int, end: int) -> Example:
        part = slice(start, end)
        inputs = {name: array[part] for name, array in self.inputs.items()}
        return Example(inputs, self.targets[part], self.open)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to the longest of them.

    Attributes:
        inputs: each [windows, tokens].
        targets: [windows, tokens].
        mask: [windows, tokens], 0 where a window is padded.
        open: [windows, tags], or None where all categories were looked for in each window.
    """

    inputs: Mapping[str, Tensor]
    targets: Tensor
    mask: Tensor
    open: Tensor | None


def train(
    texts: Sequence[LabeledText],
    categories: tuple[str, ...],
    backbone: str,
    config: TrainingConfig,
    progress: Progress | None = None,
    held_back: Sequence[LabeledText] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Checkpoint:
    """Train a model; the same arguments give the same model on the same kind of machine.

    Args:
        texts: what to learn from, all of it.
        categories: what to learn; labels of others are an error.
        backbone: see `training.model.new_checkpoint`.
        config: everything else.
        progress: called after each epoch.
        held_back: scored after each epoch: the model is that of the best one, and the training
            ends when `config.patience` epochs brought nothing better.
        stop: is asked before each batch; True ends the training with the best model so far.

    Raises:
        StoppedError: it was stopped before the first epoch ended.
    """
    checkpoint = new_checkpoint(backbone, categories, config)
    tokenizer = checkpoint.tokenizer
    examples = [as_example(text, tokenizer, categories) for text in texts]
    model = checkpoint.model
    model.encoder.get_input_embeddings().weight.requires_grad_(config.train_words)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    random = np.random.default_rng(config.seed)
    special = special_tokens(tokenizer)
    epochs = [
        list(_batches(examples, special, tokenizer.token_to_id("[PAD]") or 0, config, random))
        for _ in range(config.epochs)
    ]
    steps = sum(len(batches) for batches in epochs)
    optimizer = torch.optim.AdamW(
        _parameter_groups(model, config), weight_decay=config.weight_decay
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: _rate(step, steps, config.warmup_share)
    )
    average = _Average(model, config.average_decay)
    best = _Best(checkpoint, held_back)
    started = time.monotonic()
    for number, batches in enumerate(epochs, start=1):
        losses = []
        for batch in batches:
            if stop():
                break
            loss = _loss(model, batch, device)
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(model.parameters(), config.max_gradient_norm)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.add(model)
            losses.append(loss.item())
        if len(losses) < len(batches):
            if number == 1:
                raise StoppedError("stopped before the first epoch ended")
            break
        f1 = best.look_at(number, average)
        epoch = Epoch(number, config.epochs, float(np.mean(losses)), f1, time.monotonic() - started)
        logger.info(
            "trained epoch=%d loss=%.4f f1=%s seconds=%.0f", number, epoch.loss, f1, epoch.seconds
        )
        if progress:
            progress(epoch)
        if held_back and number - best.epoch >= config.patience:
            break
    best.copy_to(model)
    model.to("cpu").eval()
    return checkpoint


def as_example(text: LabeledText, tokenizer: Tokenizer, categories: Sequence[str]) -> Example:
    tokens = tokenize(text.text, tokenizer)
    tagged = tag_words(tokens, text.labels, categories)
    if tagged.refused:
        logger.warning("labels refused document=%s count=%d", text.name, len(tagged.refused))
    inputs = {name: getattr(tokens, name) for name in INPUTS}
    unseen = words_outside(tokens, text.regions) & (tagged.tags == 0)
    tags = np.where(unseen, IGNORED, tagged.tags)
    return Example(inputs, tag_pieces(tokens, tags, IGNORED), open_tags(text, categories))


def cut(
    examples: Sequence[Example], size: int, empty_share: float, random: np.random.Generator
) -> list[Example]:
    """Cut texts into windows of up to `size` tokens, from a random place on; drop empty ones."""
    labeled: list[Example] = []
    empty: list[Example] = []
    for example in examples:
        tokens = len(example.targets)
        start = -int(random.integers(size)) if tokens > size else 0
        for begin in range(start, tokens, size):
            window = example.part(max(0, begin), begin + size)
            if (window.targets > 0).any():
                labeled.append(window)
            elif (window.targets != IGNORED).any():
                empty.append(window)
    count = min(len(empty), math.ceil(empty_share * max(1, len(labeled))))
    chosen: list[int] = []
    if count:
        chosen = random.choice(len(empty), size=count, replace=False).tolist()
    return [*labeled, *(empty[index] for index in chosen)]


def _batches(
    examples: Sequence[Example],
    special: tuple[tuple[int, ...], tuple[int, ...]],
    padding: int,
    config: TrainingConfig,
    random: np.random.Generator,
) -> Iterator[Batch]:
    before, after = special
    size = config.window_tokens - len(before) - len(after)
    windows = cut(examples, size, config.empty_share, random)
    # Windows of like length go together: attention that has to skip padding takes twice as long.
    order = random.permutation(len(windows))
    lengths = np.array([len(window.targets) for window in windows])
    order = order[np.argsort(lengths[order], kind="stable")]
    starts = random.permutation(np.arange(0, len(order), config.batch_windows))
    for start in starts.tolist():
        chosen = [windows[index] for index in order[start : start + config.batch_windows]]
        length = max(len(window.targets) for window in chosen) + len(before) + len(after)
        inputs = {name: np.zeros((len(chosen), length), dtype=np.int64) for name in INPUTS}
        inputs["ids"][:] = padding
        targets = np.full_like(inputs["ids"], IGNORED)
        mask = np.zeros_like(targets)
        for row, window in enumerate(chosen):
            inner = slice(len(before), len(before) + len(window.targets))
            end = inner.stop + len(after)
            for name, array in window.inputs.items():
                inputs[name][row, inner] = array
            inputs["ids"][row, : inner.start] = before
            inputs["ids"][row, inner.stop : end] = after
            targets[row, inner] = window.targets
            mask[row, :end] = 1
        open_ = np.stack([window.open for window in chosen])
        yield Batch(
            {name: torch.from_numpy(array) for name, array in inputs.items()},
            torch.from_numpy(targets),
            torch.from_numpy(mask),
            torch.from_numpy(open_) if open_[:, 1:].any() else None,
        )


def _loss(model: TokenTagger, batch: Batch, device: torch.device) -> Tensor:
    # bfloat16 halves the time on processors that multiply it natively and has float32's range,
    # so no loss scaling is needed.
    with torch.autocast(device.type, torch.bfloat16, enabled=_has_bfloat16(device)):
        inputs = {name: tensor.to(device) for name, tensor in batch.inputs.items()}
        logits = model(**inputs, mask=batch.mask.to(device))
    logits, targets = logits.float(), batch.targets.to(device)
    if batch.open is None:
        return nn.functional.cross_entropy(
            logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORED
        )
    return _open_cross_entropy(logits, targets, batch.open.to(device))


def _open_cross_entropy(logits: Tensor, targets: Tensor, open_: Tensor) -> Tensor:
    """Cross entropy where a word without a label may be of any category that nobody looked for.

    Its loss is the log of what the model gives to all of its open tags together, so that these
    compete with the tagged categories and not with each other.

    Args:
        logits: [windows, tokens, tags].
        targets: [windows, tokens].
        open_: [windows, tags].
    """
    log_shares = logits.log_softmax(dim=-1)
    labelled = log_shares.gather(-1, targets.clamp(min=0)[..., None])[..., 0]
    unlabelled = log_shares.masked_fill(~open_[:, None, :], -torch.inf).logsumexp(dim=-1)
    losses = -torch.where(targets == 0, unlabelled, labelled)
    return losses[targets != IGNORED].mean()


def _has_bfloat16(device: torch.device) -> bool:
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


def _parameter_groups(model: TokenTagger, config: TrainingConfig) -> list[dict[str, object]]:
    """Parameters with their rates: new ones learn fastest, the encoder's slower toward its input."""
    layers = model.encoder.config.num_hidden_layers
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("encoder."):
            numbers = [int(part) for part in name.split(".") if part.isdigit()]
            depth = layers - 1 - numbers[0] if numbers else layers
            rate = config.learning_rate * config.layer_decay**depth
        else:
            rate = config.head_learning_rate
        groups.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in groups.items()]


def _rate(step: int, steps: int, warmup_share: float) -> float:
    warmup = max(1, round(steps * warmup_share))
    if step < warmup:
        return (step + 1) / warmup
    return max(0.0, (steps - step) / max(1, steps - warmup))


class _Best:
    """The best weights so far by the score on held-back texts; without such texts the latest."""

    def __init__(self, checkpoint: Checkpoint, held_back: Sequence[LabeledText]) -> None:
        self.epoch = 0
        self._checkpoint = checkpoint
        self._held_back = held_back
        self._f1 = -1.0
        self._weights: dict[str, Tensor] = {}

    def look_at(self, epoch: int, average: _Average) -> float | None:
        """Score the averaged weights; the earlier of equals stays."""
        if not self._held_back:
            self.epoch, self._weights = epoch, average.weights
            return None
        model = self._checkpoint.model
        trained = {
            name: parameter.detach().clone()
            for name, parameter in model.named_parameters()
            if name in average.weights
        }
        _copy(average.weights, model)
        f1 = self._score()
        _copy(trained, model)
        model.train()
        if f1 > self._f1:
            self._f1, self.epoch = f1, epoch
            self._weights = {name: tensor.clone() for name, tensor in average.weights.items()}
        return f1

    def copy_to(self, model: nn.Module) -> None:
        _copy(self._weights, model)

    def _score(self) -> float:
        tagger = torch_tagger(self._checkpoint)
        return evaluate_entities(self._held_back, tagger, self._checkpoint.tokenizer).micro.f1


class _Average:
    """The moving average of a model's trained weights."""

    def __init__(self, model: TokenTagger, decay: float) -> None:
        self._decay = decay
        self._steps = 0
        self.weights = {
            name: parameter.detach().clone()
            for name, parameter in model.named_parameters()
            if parameter.requires_grad
        }

    @torch.no_grad()
    def add(self, model: TokenTagger) -> None:
        self._steps += 1
        # A short training would else stay near the first weights.
        decay = min(self._decay, self._steps / (self._steps + 9))
        for name, parameter in model.named_parameters():
            if name in self.weights:
                self.weights[name].lerp_(parameter.detach(), 1 - decay)


@torch.no_grad()
def _copy(weights: Mapping[str, Tensor], model: nn.Module) -> None:
    for name, parameter in model.named_parameters():
        if name in weights:
            parameter.copy_(weights[name])
