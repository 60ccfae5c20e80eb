"""Which weights a training ends with: averaged over its steps, of its best epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from training.dataset.tags import LabeledText
from training.evaluation.scores import evaluate_entities
from training.export.bundle import LIKELY, torch_tagger
from training.loop.model import Checkpoint, TokenTagger


class BestWeights:
    """The best weights so far by the score on held-back texts; without such texts the latest.

    Of equal scores the last one's weights are kept, which have learned for longer; `epoch` is that of the
    first, as nothing has risen since.
    """

    def __init__(self, checkpoint: Checkpoint, held_back: Sequence[LabeledText]) -> None:
        self.epoch = 0
        self._checkpoint = checkpoint
        self._held_back = held_back
        self._f1 = -1.0
        self._weights: dict[str, Tensor] = {}

    def look_at(self, epoch: int, average: AveragedWeights) -> float | None:
        """Score the averaged weights."""
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
        if f1 == self._f1:
            self._weights = {name: tensor.clone() for name, tensor in average.weights.items()}
        return f1

    def copy_to(self, model: nn.Module) -> None:
        _copy(self._weights, model)

    def _score(self) -> float:
        of = self._checkpoint
        tagger = torch_tagger(of, least=LIKELY)
        found = evaluate_entities(self._held_back, tagger, of.tokenizer, of.passages).found
        return found.micro.f1


class AveragedWeights:
    """The moving average of a model's trained weights."""

    def __init__(self, model: TokenTagger, decay: float) -> None:
        self._decay = decay
        self._steps = 0
        self.weights = {
            name: parameter.detach().clone()
            for name, parameter in model.named_parameters()
            if parameter.requires_grad
        }

    def restore(self, weights: Mapping[str, Tensor], steps: int) -> None:
        """Go on from an average over so many steps."""
        self.weights = dict(weights)
        self._steps = steps

    @torch.no_grad()
    def add(self, model: TokenTagger) -> None:
        self._steps += 1
        # A short training would else stay near the first weights.
        decay = min(self._decay, self._steps / (self._steps + 9))
        for name, parameter in model.named_parameters():
            if name in self.weights:
                self.weights[name].lerp_(parameter.detach(), 1 - decay)


@torch.no_grad()
def mix_in(weights: Mapping[str, Tensor], share: float, model: nn.Module) -> None:
    """Make a model's weights the mean of its own and of others, which have this share."""
    for name, parameter in model.named_parameters():
        if name in weights:
            parameter.lerp_(weights[name].to(parameter.device), share)


@torch.no_grad()
def _copy(weights: Mapping[str, Tensor], model: nn.Module) -> None:
    for name, parameter in model.named_parameters():
        if name in weights:
            parameter.copy_(weights[name])
