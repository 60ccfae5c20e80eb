"""What a training that was killed goes on from.

    steps, weights, their average, optimizer, rates, dropout's random numbers -> a file, now and then

A training of hours on a laptop is interrupted sooner or later. Windows are dealt anew from the seed,
so that the number of steps tells where it was; what comes out is what would have come out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.loop.weights import AveragedWeights

STEPS = 50  # between two writings, which take a second each


@dataclass(frozen=True, slots=True)
class Parts:
    """What changes while a training goes on."""

    model: nn.Module
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    average: AveragedWeights


class Resumption:
    """Keeps a training's parts in a file."""

    def __init__(self, path: Path, parts: Parts) -> None:
        self._path = path
        self._parts = parts

    def load(self) -> int:
        """Set all parts to what was kept.

        Returns:
            How many steps had been made; 0 where nothing was kept.
        """
        if not self._path.exists():
            return 0
        kept: dict[str, Any] = torch.load(self._path, weights_only=True)
        parts = self._parts
        parts.model.load_state_dict(kept["model"])
        parts.optimizer.load_state_dict(kept["optimizer"])
        parts.schedule.load_state_dict(kept["schedule"])
        parts.average.restore(kept["average"], kept["steps"])
        torch.set_rng_state(kept["random"])
        return int(kept["steps"])

    def keep(self, steps: int) -> None:
        """Write all parts; the file is there whole, old or new, at any time."""
        parts = self._parts
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".part")
        torch.save(
            {
                "steps": steps,
                "model": parts.model.state_dict(),
                "optimizer": parts.optimizer.state_dict(),
                "schedule": parts.schedule.state_dict(),
                "average": parts.average.weights,
                "random": torch.get_rng_state(),
            },
            unfinished,
        )
        unfinished.replace(self._path)

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
