"""Which documents of a project a model learns from, is watched on, and is measured on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from enricher.errors import InputError
from enricher.ledger.labels import LabeledDocument
from enricher.recognizer.bundle import ModelDescription, text_key

# Fixed, so that scores compare: the same names are dealt out the same from model to model.
SPLIT_SEED = 20_240_501
TRAIN_PERCENT = 80
HELD_BACK_SHARE = 0.1
HELD_BACK_FROM = 20  # documents to train; of fewer each is worth more than an early end


@dataclass(frozen=True, slots=True)
class Split:
    """Documents by what they are for.

    Attributes:
        train: to learn from.
        held_back: to see when a training has learned enough.
        test: to measure with; the training sees nothing of it.
    """

    train: tuple[LabeledDocument, ...]
    held_back: tuple[LabeledDocument, ...]
    test: tuple[LabeledDocument, ...]


def labelled(documents: Sequence[LabeledDocument]) -> list[LabeledDocument]:
    """Those that somebody has been through: with labels, or said to have none of some categories."""
    return [one for one in documents if one.is_tagged]


def split_documents(
    documents: Sequence[LabeledDocument],
    train_percent: int = TRAIN_PERCENT,
    tested: Collection[str] = (),
) -> Split:
    """Divide labelled documents.

    Those set to `test` are the testing set. Where there are none, it is what it was for a former
    model, and else one is drawn, the same for the same names; a document set to `train` is never
    in it.

    Args:
        train_percent: the share to learn from where a testing set is drawn.
        tested: a `text_key` for each text of the former testing set.

    Raises:
        InputError: there are too few documents for both.
    """
    test = [one for one in documents if one.dataset == "test"]
    train = [one for one in documents if one.dataset != "test"]
    if not test:
        free = [one for one in train if one.dataset is None]
        drawn = {one.name for one in free if text_key(one.text) in tested}
        if not drawn:
            count = max(1, round(len(train) * (100 - train_percent) / 100))
            drawn = set(shuffled(one.name for one in free)[:count])
        test = [one for one in train if one.name in drawn]
        train = [one for one in train if one.name not in drawn]
    if not train or not test:
        raise InputError(
            f"{len(documents)} labelled documents are too few to train and to test;"
            " label at least one for each"
        )
    held: list[LabeledDocument] = []
    if len(train) >= HELD_BACK_FROM:
        order = shuffled(one.name for one in train)
        kept = set(order[: round(HELD_BACK_SHARE * len(train))])
        held = [one for one in train if one.name in kept]
        train = [one for one in train if one.name not in kept]
    return Split(tuple(train), tuple(held), tuple(test))


def testing_set(
    documents: Sequence[LabeledDocument], models: Sequence[ModelDescription]
) -> tuple[list[LabeledDocument], int]:
    """The labelled documents that models are measured on, none of which they learned from.

    Those set to `test`; where there are none, the testing set that the first of the models had.

    Returns:
        The documents, and how many more there are that one of the models learned from.

    Raises:
        InputError: no such document is left.
    """
    test = [one for one in documents if one.dataset == "test"]
    if not test:
        tested = models[0].tested_on
        percent = models[0].train_percent or TRAIN_PERCENT
        test = (
            [one for one in documents if text_key(one.text) in tested]
            if tested
            else list(split_documents(documents, percent).test)
        )
    learned = {key for model in models for key in model.learned_from}
    unseen = [one for one in test if text_key(one.text) not in learned]
    if not unseen:
        names = " and ".join(model.name for model in models)
        raise InputError(
            f"no labelled document is left to test with that {names} did not learn from; import"
            " some with `--set test`, or measure on other ones with --labels"
        )
    return unseen, len(test) - len(unseen)


def fold_documents(
    documents: Sequence[LabeledDocument], folds: int
) -> list[tuple[LabeledDocument, ...]]:
    """Deal documents out into folds of like size, the same for the same names.

    Raises:
        InputError: there are fewer documents than folds.
    """
    if not 2 <= folds <= len(documents):
        raise InputError(
            f"{len(documents)} labelled documents cannot be divided into {folds} folds"
        )
    by_name = {one.name: one for one in documents}
    return [tuple(by_name[name] for name in fold) for fold in split_folds(by_name, folds)]


def split_folds(names: Iterable[str], folds: int) -> list[list[str]]:
    """Deal names out into folds of like size, the same for the same set of names."""
    order = shuffled(names)
    return [order[number::folds] for number in range(folds)]


def shuffled(names: Iterable[str]) -> list[str]:
    """Names in an order that depends on nothing but which they are."""
    ordered = sorted(names)
    order = np.random.default_rng(SPLIT_SEED).permutation(len(ordered))
    return [ordered[index] for index in order.tolist()]
