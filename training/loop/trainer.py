"""The training loop.

LabeledText -> tokens and tags -> windows, cut anew for each epoch -> batches -> AdamW
-> moving average of the weights -> its score on what was held back -> Checkpoint of the best
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from enricher.recognizer.windows import special_tokens
from training.dataset.extents import joined_passages
from training.dataset.tags import LabeledText
from training.loop.attention import attend_by_products, attend_fused
from training.loop.batches import IGNORED, Batch, Example, as_batch, as_example, deal
from training.loop.config import TrainingConfig
from training.loop.forecast import Foretold, Pace
from training.loop.model import Checkpoint, TokenTagger, new_checkpoint
from training.loop.resumption import STEPS, Parts, Resumption
from training.loop.weights import AveragedWeights, BestWeights, mix_in

logger = logging.getLogger(__name__)

# What torch compiles with oneDNN for windows of one length takes 11 MB, and the last 1024 pieces of
# it are kept, in two places: gigabytes, as lengths differ. These many hold the length of full
# windows, that most batches have, and a few others. Read when torch first multiplies in bfloat16.
COMPILED = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "128", "LRU_CACHE_CAPACITY": "32"}


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

RISE = 0.01  # of F1, that the last epochs have to bring for more of them to be worth it


def still_rises(epochs: Sequence[Epoch]) -> bool:
    """Whether a training went through all of its epochs, and the last ones still brought something."""
    scores = [epoch.f1 or 0.0 for epoch in epochs]
    if not epochs or len(epochs) < epochs[-1].of:
        return False
    before = scores[: len(scores) * 3 // 4]
    return scores[-1] == max(scores) > max(before, default=1.0) + RISE


class StoppedError(Exception):
    """A training was stopped before its first epoch ended: there is nothing to keep."""


def train(
    texts: Sequence[LabeledText],
    categories: tuple[str, ...],
    backbone: str,
    config: TrainingConfig,
    progress: Progress | None = None,
    held_back: Sequence[LabeledText] = (),
    stop: Callable[[], bool] = lambda: False,
    begin: Checkpoint | None = None,
    kept: Path | None = None,
    passages: tuple[str, ...] = (),
    on_forecast: Foretold = lambda _: None,
    *,
    layout: bool = False,
) -> Checkpoint:
    """Train a model; the same arguments give the same model on the same kind of machine.

    Args:
        texts: what to learn from, all of it.
        categories: what to learn; labels of others are an error.
        backbone: see `training.loop.model.new_checkpoint`.
        config: everything else.
        progress: called after each epoch.
        held_back: scored after each epoch: the model is that of the best one, and the training
            ends when `config.patience` epochs brought nothing better.
        stop: is asked before each batch; True ends the training with the best model so far.
        begin: a model of these categories to go on from, in place of the bare backbone; it is the
            one that is trained.
        kept: a file from which the training goes on if it was killed, for trainings without
            `held_back`; it is gone when the training has ended.
        passages: those of the categories that are learned as passages; `begin` knows its own.
        on_forecast: is told once, by the first batches, what all will take.
        layout: the model is told where words stand; `begin` knows whether it is.

    Raises:
        StoppedError: it was stopped before the first epoch ended.
    """
    for name, pieces in COMPILED.items():
        os.environ.setdefault(name, pieces)
    checkpoint = begin or new_checkpoint(backbone, categories, config, passages, layout=layout)
    checkpoint = replace(checkpoint, joined=joined_passages(texts, checkpoint.passages))
    config, tokenizer = checkpoint.config, checkpoint.tokenizer
    examples = [
        as_example(text, tokenizer, checkpoint.outputs, with_layout=checkpoint.layout)
        for text in texts
    ]
    model = checkpoint.model
    model.encoder.get_input_embeddings().weight.requires_grad_(config.train_words)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    if device.type == "cpu" and _has_bfloat16(device):
        attend_by_products(model.encoder)
    random = np.random.default_rng(config.seed)
    special = special_tokens(tokenizer)
    padding = tokenizer.token_to_id("[PAD]") or 0
    size = config.window_tokens - sum(map(len, special))
    epochs = [deal(examples, size, config, random) for _ in range(config.epochs)]
    steps = sum(len(batches) for batches in epochs)
    optimizer = torch.optim.AdamW(
        _parameter_groups(model, config), weight_decay=config.weight_decay
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: _rate(step, steps, config.warmup_share)
    )
    average = AveragedWeights(model, config.average_decay)
    first = {name: weights.clone() for name, weights in average.weights.items()} if begin else {}
    best = BestWeights(checkpoint, held_back)
    parts = Parts(model, optimizer, schedule, average)
    resumption = None if kept is None else Resumption(kept, parts)
    done = resumption.load() if resumption else 0
    pace = Pace(
        config.epochs,
        sum(_tokens(windows) for batches in epochs for windows in batches),
        _tokens_of(held_back, texts, examples),
        on_forecast,
    )
    started, step = time.monotonic(), 0
    for number, batches in enumerate(epochs, start=1):
        losses = []
        stopped = False
        for windows in batches:
            step += 1
            if step <= done:
                continue
            if stopped := stop():
                break
            batch = as_batch(windows, special, padding)
            loss = _loss(model, batch, checkpoint.outputs.tags, config.passage_weight, device)
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(model.parameters(), config.max_gradient_norm)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.add(model)
            losses.append(loss.item())
            pace.add(_tokens(windows))
            if resumption and step % STEPS == 0:
                resumption.keep(step)
        if stopped:
            if number == 1:
                raise StoppedError("stopped before the first epoch ended")
            break
        if not losses:  # made before
            continue
        f1 = best.look_at(number, average)
        epoch = Epoch(number, config.epochs, float(np.mean(losses)), f1, time.monotonic() - started)
        logger.info(
            "trained epoch=%d loss=%.4f f1=%s seconds=%.0f", number, epoch.loss, f1, epoch.seconds
        )
        if progress:
            progress(epoch)
        if held_back and number - best.epoch >= config.patience:
            break
    if resumption:
        resumption.forget()
    best.copy_to(model)
    mix_in(first, config.begin_share, model)
    attend_fused(model.encoder)
    model.to("cpu").eval()
    return checkpoint


def _tokens(windows: Iterable[Example]) -> int:
    return sum(len(window.targets) for window in windows)


def _tokens_of(
    held_back: Sequence[LabeledText], texts: Sequence[LabeledText], examples: Sequence[Example]
) -> int:
    """About as many as texts of like length have, which are tokenized when they are read."""
    characters = sum(len(text.text) for text in texts)
    share = sum(len(text.text) for text in held_back) / max(1, characters)
    return round(share * _tokens(examples))


def _loss(
    model: TokenTagger, batch: Batch, tags: int, passage_weight: float, device: torch.device
) -> Tensor:
    # bfloat16 halves the time on processors that multiply it natively and has float32's range,
    # so no loss scaling is needed.
    with torch.autocast(device.type, torch.bfloat16, enabled=_has_bfloat16(device)):
        inputs = {name: tensor.to(device) for name, tensor in batch.inputs.items()}
        logits = model(**inputs, mask=batch.mask.to(device))
    logits, targets = logits.float(), batch.targets.to(device)
    of_tags = _tags_loss(logits[..., :tags], targets, batch.open)
    if batch.passages is None:
        return of_tags
    of_passages = batch.passages.loss(logits[..., tags:])
    return of_passages if tags == 1 else of_tags + passage_weight * of_passages


def _tags_loss(logits: Tensor, targets: Tensor, open_: Tensor | None) -> Tensor:
    if open_ is None:
        return nn.functional.cross_entropy(
            logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORED
        )
    return _open_cross_entropy(logits, targets, open_.to(logits.device))


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
