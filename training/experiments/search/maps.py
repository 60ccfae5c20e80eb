"""The maps from states to vectors.

    ridge regression to the teacher's vectors (which are general, and know no contracts)
    -> the right passage of a contract before its others and before those of other contracts,
       while vectors stay like the teacher's

Source: InfoNCE, van den Oord et al. 2018, arXiv 1807.03748.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import normalize

from enricher.recognizer.vectors import VectorMap
from enricher.recognizer.windows import FloatArray
from training.experiments.search.lessons import Lesson
from training.experiments.search.states import Taught, merge

DIMENSIONS = 256  # of the teacher's 384 the rest tells nothing: MRR 0.51 with both
PASSAGE_RIDGE = 0.05  # of the mean variance of states
QUESTION_RIDGE = 0.1
EPOCHS = 5
RATE = 3e-5
SHARPNESS = 20.0  # what likeness is multiplied by
LIKE_TEACHER = 3.0  # the weight of staying like the teacher
OF_A_CONTRACT = 24  # lessons at a time
OF_OTHERS = 300  # passages of other contracts beside those of one
ASKED_WEIGHT = 5.0  # of a question written for one passage, beside one made from a label


@dataclass(frozen=True, slots=True)
class Material:
    """What the maps are learned from.

    Attributes:
        questions: the states of each lesson's question.
        teacher: the teacher's vectors of the questions that were written for passages.
    """

    taught: Mapping[str, Taught]
    lessons: Sequence[Lesson]
    questions: Mapping[str, FloatArray]
    teacher: Mapping[str, FloatArray]


def fit_maps(material: Material, seed: int = 0) -> tuple[VectorMap, VectorMap]:
    """Learn the maps of passages and of questions."""
    states, vectors = merge(material.taught)
    asked = np.stack([material.questions[text] for text in material.teacher])
    wanted = np.stack(list(material.teacher.values()))
    # The teacher's space, turned so that its first dimensions tell most.
    turned = np.linalg.svd(np.concatenate([vectors, wanted]), full_matrices=False)[2][:DIMENSIONS].T
    passage = fit_ridge(states, vectors @ turned, PASSAGE_RIDGE)
    question = fit_ridge(asked, wanted @ turned, QUESTION_RIDGE)
    pairs = ((states, vectors @ turned), (asked, wanted @ turned))
    return _sharpen(material, passage, question, pairs, seed)


def fit_ridge(states: FloatArray, vectors: FloatArray, strength: float) -> VectorMap:
    """The linear map with the least squared error, held back by a share of the mean variance."""
    mean, target = states.mean(axis=0), vectors.mean(axis=0)
    centred = states - mean
    products = centred.T @ centred
    held = strength * float(np.trace(products)) / len(products) * np.eye(len(products))
    weights = np.linalg.solve(products + held, centred.T @ (vectors - target))
    return VectorMap(weights.astype(np.float32), (target - mean @ weights).astype(np.float32))


def _sharpen(
    material: Material,
    passage: VectorMap,
    question: VectorMap,
    pairs: tuple[tuple[FloatArray, FloatArray], tuple[FloatArray, FloatArray]],
    seed: int,
) -> tuple[VectorMap, VectorMap]:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    weights = [
        torch.nn.Parameter(torch.tensor(one))
        for one in (passage.weights, passage.bias, question.weights, question.bias)
    ]
    of_passage, of_question = weights[:2], weights[2:]
    known = [
        (torch.tensor(states), normalize(torch.tensor(vectors), dim=-1))
        for states, vectors in pairs
    ]
    by_contract: dict[str, list[Lesson]] = {}
    for lesson in material.lessons:
        by_contract.setdefault(lesson.contract, []).append(lesson)
    contracts = sorted(by_contract)
    passages = {name: torch.tensor(material.taught[name].means) for name in contracts}
    everything = torch.cat(list(passages.values()))
    optimizer = torch.optim.Adam(weights, lr=RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.01, EPOCHS * len(contracts))
    for _ in range(EPOCHS):
        rng.shuffle(contracts)
        for name in contracts:
            some = [by_contract[name][at] for at in rng.permutation(len(by_contract[name]))]
            some = some[:OF_A_CONTRACT]
            others = everything[torch.tensor(rng.integers(0, len(everything), OF_OTHERS))]
            asked = torch.tensor(np.stack([material.questions[one.question] for one in some]))
            likeness = (
                _mapped(asked, of_question)
                @ _mapped(torch.cat([passages[name], others]), of_passage).T
            )
            loss = _surprise(likeness * SHARPNESS, some, material)
            for (states, vectors), of in zip(known, (of_passage, of_question), strict=True):
                rows = torch.tensor(rng.integers(0, len(states), min(256, len(states))))
                drift = 1 - (_mapped(states[rows], of) * vectors[rows]).sum(dim=1)
                loss = loss + LIKE_TEACHER * drift.mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    made = [one.detach().numpy() for one in weights]
    return VectorMap(made[0], made[1]), VectorMap(made[2], made[3])


def _mapped(states: Tensor, weights: Sequence[Tensor]) -> Tensor:
    return normalize(states @ weights[0] + weights[1], dim=-1)


def _surprise(scores: Tensor, lessons: Sequence[Lesson], material: Material) -> Tensor:
    """How much better other passages than the right ones are scored, a written question counting more."""
    right = torch.zeros_like(scores, dtype=torch.bool)
    for row, lesson in enumerate(lessons):
        right[row, sorted(lesson.right)] = True
    missed = scores.logsumexp(dim=1) - scores.masked_fill(~right, -torch.inf).logsumexp(dim=1)
    weights = torch.tensor(
        [ASKED_WEIGHT if one.question in material.teacher else 1.0 for one in lessons]
    )
    return (missed * weights).sum() / weights.sum()
