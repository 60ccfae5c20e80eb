"""The head of the reranker: one passage that answers a question, before some that do not.

pairs --lower layers, kept in a folder--> states --PairHead in torch, by lists--> log-odds
-> a line through the log-odds, so that they say how often a passage is right
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import logsigmoid, normalize, softplus

from enricher.recognizer.reranker import LENGTH, PairHead, PairStates
from enricher.recognizer.windows import FloatArray

EPOCHS = 5
RATE = 1e-3
DECAY = 1e-2
BATCH = 12  # lists at a time
WORD_DIMENSIONS = 96
WHOLE_DIMENSIONS = 128
HIDDEN = 32
DROPOUT = 0.2
OF_EACH = 0.3  # the weight of each pair by itself, beside that of the list's order
_STATES = 384
_SIGNS = 5


@dataclass(frozen=True, slots=True)
class PairList:
    """A question with passages, of which the first answers it.

    Attributes:
        weight: how much it counts.
    """

    pairs: Sequence[PairStates]
    weight: float = 1.0


class TrainedHead(nn.Module):
    """`PairHead`, for many pairs at once."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Parameter(torch.empty(_STATES, WORD_DIMENSIONS))
        self.whole = nn.Parameter(torch.empty(_STATES, WHOLE_DIMENSIONS))
        for one in (self.word, self.whole):
            nn.init.orthogonal_(one)  # likeness begins as that of the states
        self.weight = nn.Parameter(torch.zeros(_STATES + 1))
        self.signs = nn.Parameter(torch.tensor([4.0, 2.0, 4.0, 0.0, -4.0]))
        self.hidden = nn.Parameter(torch.randn(_STATES + 1, HIDDEN) * 0.05)
        self.out = nn.Parameter(torch.zeros(HIDDEN))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, pairs: Sequence[PairStates]) -> Tensor:
        """The log-odds [pairs]."""
        first = torch.tensor(np.stack([one.first for one in pairs]))
        question, asks = _padded([one.question for one in pairs])
        passage, tells = _padded([one.passage for one in pairs])
        same, _ = _padded([one.same[:, np.newaxis] for one in pairs])
        weights = softplus(question @ self.weight[:-1] + self.weight[-1]) * asks
        weights = weights / weights.sum(dim=1, keepdim=True)
        alike = normalize(self.dropout(question) @ self.word, dim=-1) @ normalize(
            self.dropout(passage) @ self.word, dim=-1
        ).transpose(1, 2)
        alike = alike.masked_fill(tells[:, None] == 0, -torch.inf)
        whole = normalize(_mean(question, asks) @ self.whole, dim=-1) * normalize(
            _mean(passage, tells) @ self.whole, dim=-1
        )
        length = (tells.sum(dim=1) / LENGTH).log()
        signs = torch.stack(
            [
                (weights * alike.amax(dim=2)).sum(dim=1),
                (weights * same[:, :, 0]).sum(dim=1),
                whole.sum(dim=1),
                length,
                torch.ones_like(length),
            ],
            dim=1,
        )
        hidden = (self.dropout(first) @ self.hidden[:-1] + self.hidden[-1]).relu()
        odds: Tensor = signs @ self.signs + self.dropout(hidden) @ self.out
        return odds

    def head(self, slope: float = 1.0, offset: float = 0.0) -> PairHead:
        """What runs without torch; its log-odds put on a line."""
        made = {name: one.detach().numpy() for name, one in self.named_parameters()}
        by_itself = np.eye(_SIGNS, dtype=np.float32)[-1]
        made["signs"] = made["signs"] * np.float32(slope) + by_itself * np.float32(offset)
        made["out"] = made["out"] * np.float32(slope)
        return PairHead(**made)


def fit_head(lists: Sequence[PairList], epochs: int = EPOCHS, seed: int = 0) -> PairHead:
    """Learn to put what answers before what does not."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = TrainedHead()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(lists) // BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, steps)
    for _ in range(epochs):
        order = rng.permutation(len(lists))
        for begin in range(0, len(order), BATCH):
            some = [lists[at] for at in order[begin : begin + BATCH]]
            loss = _loss(model([pair for one in some for pair in one.pairs]), some)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return model.eval().head()


def calibrate(head: PairHead, lists: Sequence[PairList]) -> PairHead:
    """Put log-odds on a line, by lists that were not learned from.

    Source: Platt 1999, "Probabilistic outputs for support vector machines".
    """
    odds = torch.tensor([score(head, pair) for one in lists for pair in one.pairs])
    right = torch.tensor([not number for one in lists for number in range(len(one.pairs))]).float()
    line = nn.Parameter(torch.tensor([1.0, 0.0]))
    optimizer = torch.optim.LBFGS([line], max_iter=50)

    def closure() -> Tensor:
        optimizer.zero_grad()
        put = odds * line[0] + line[1]
        loss = nn.functional.binary_cross_entropy_with_logits(put, right)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    slope, offset = (np.float32(one) for one in line.detach().tolist())
    signs = head.signs * slope
    signs[-1] += offset
    return replace(head, signs=signs, out=head.out * slope)


def score(head: PairHead, pair: PairStates) -> float:
    return head.log_odds(pair.first, pair.question, pair.passage, pair.same)


def _loss(odds: Tensor, lists: Sequence[PairList]) -> Tensor:
    """How surprising it is that the first of each list is the right one."""
    losses = []
    begin = 0
    for one in lists:
        own = odds[begin : begin + len(one.pairs)]
        begin += len(one.pairs)
        order = own.logsumexp(dim=0) - own[0]
        each = -logsigmoid(own[0]) - logsigmoid(-own[1:]).mean()
        losses.append(one.weight * (order + OF_EACH * each))
    return torch.stack(losses).sum() / sum(one.weight for one in lists)


def _padded(rows: Sequence[FloatArray]) -> tuple[Tensor, Tensor]:
    """[pairs, longest, size], and which of these are words."""
    padded = nn.utils.rnn.pad_sequence(
        [torch.tensor(one, dtype=torch.float32) for one in rows], batch_first=True
    )
    counts = torch.tensor([len(one) for one in rows])
    return padded, (torch.arange(padded.shape[1]) < counts[:, None]).float()


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    return (states * mask[..., None]).sum(dim=1) / mask.sum(dim=1, keepdim=True)
