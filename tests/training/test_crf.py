"""The chain's likelihood, its slope and its best path are those of all sequences, counted one by one."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from enricher.recognizer.decode import IMPOSSIBLE, log_softmax
from training.experiments.crf import Chain, Tagged, best_path, chain_loss, fit_chain, possible

TAGS = 5


def random_chain(random: np.random.Generator, kinds: int) -> Chain:
    starts, steps = possible(TAGS)
    return Chain(
        np.where(starts, random.normal(size=TAGS), IMPOSSIBLE),
        random.normal(size=TAGS),
        np.where(steps, random.normal(size=(kinds, TAGS, TAGS)), IMPOSSIBLE),
    )


def normalized(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    return log_softmax(scores)  # type: ignore[arg-type,return-value]  # any precision will do


def random_text(random: np.random.Generator, words: int, kinds: int) -> Tagged:
    tags = np.zeros(words, dtype=np.int64)
    for word in range(words):
        before = tags[word - 1] if word else 0
        tags[word] = random.choice([0, 1, 3, *([before + before % 2] if before else [])])
    scores = normalized(random.normal(size=(words, TAGS)) * 2)
    return Tagged(scores, tags, random.integers(kinds, size=words))


def gain(text: Tagged, tags: tuple[int, ...], chain: Chain) -> float:
    own = chain.starts[tags[0]] + chain.ends[tags[-1]]
    own += sum(text.scores[word, tag] for word, tag in enumerate(tags))
    for word in range(1, len(tags)):
        own += chain.steps[text.kinds[word], tags[word - 1], tags[word]]
    return float(own)


def every(words: int) -> Iterator[tuple[int, ...]]:
    return itertools.product(range(TAGS), repeat=words)


def counted_loss(texts: list[Tagged], chain: Chain) -> float:
    return sum(
        float(np.logaddexp.reduce([gain(text, tags, chain) for tags in every(len(text.tags))]))
        - gain(text, tuple(text.tags.tolist()), chain)
        for text in texts
    )


def test_inside_follows_only_its_own_category() -> None:
    starts, steps = possible(TAGS)
    assert starts.tolist() == [True, True, False, True, False]
    assert steps[:, 2].tolist() == [False, True, True, False, False]
    assert steps[:, 4].tolist() == [False, False, False, True, True]
    assert steps[:, [0, 1, 3]].all()


@pytest.mark.parametrize("kinds", [1, 2])
def test_best_path_is_the_best_of_all_sequences(kinds: int) -> None:
    random = np.random.default_rng(kinds)
    for words in (1, 2, 5):
        chain, text = random_chain(random, kinds), random_text(random, words, kinds)
        path = best_path(text.scores, text.kinds, chain)
        best = max(gain(text, tags, chain) for tags in every(words))
        assert gain(text, tuple(path.tolist()), chain) == pytest.approx(best)


def test_text_without_words_has_no_path() -> None:
    chain = random_chain(np.random.default_rng(0), 1)
    assert not len(best_path(np.zeros((0, TAGS)), np.zeros(0, dtype=np.int64), chain))


@pytest.mark.parametrize("kinds", [1, 2])
def test_likelihood_is_that_of_all_sequences(kinds: int) -> None:
    random = np.random.default_rng(10 + kinds)
    texts = [random_text(random, words, kinds) for words in (3, 1, 5, 3)]
    chain = random_chain(random, kinds)
    assert chain_loss(texts, chain)[0] == pytest.approx(counted_loss(texts, chain))


@pytest.mark.parametrize("kinds", [1, 2])
def test_slope_is_what_a_small_change_brings(kinds: int) -> None:
    random = np.random.default_rng(20 + kinds)
    texts = [random_text(random, words, kinds) for words in (4, 1, 2, 4)]
    chain = random_chain(random, kinds)
    _, slope = chain_loss(texts, chain)
    for name in ("starts", "ends", "steps"):
        weights, own = getattr(chain, name), getattr(slope, name)
        for place in np.argwhere(weights > IMPOSSIBLE / 2).tolist():
            at, step = tuple(place), 1e-5
            weights[at] += step
            above = chain_loss(texts, chain)[0]
            weights[at] -= 2 * step
            below = chain_loss(texts, chain)[0]
            weights[at] += step
            assert own[at] == pytest.approx((above - below) / (2 * step), abs=1e-5)


def test_learned_chain_mends_what_words_alone_get_wrong() -> None:
    """Two words of one entity are always followed by O, which the scores of words do not say."""
    random = np.random.default_rng(5)
    texts = []
    for _ in range(60):
        tags = np.array([0, 1, 2, 0, 0, 3, 4, 0])
        scores = random.normal(size=(len(tags), TAGS))
        scores[np.arange(len(tags)), tags] += 1.5
        texts.append(Tagged(normalized(scores), tags, np.zeros(len(tags), dtype=np.int64)))
    chain = fit_chain(texts[:40])
    unseen = texts[40:]
    by_word = np.mean([(one.scores.argmax(axis=1) == one.tags).mean() for one in unseen])
    by_chain = np.mean(
        [(best_path(one.scores, one.kinds, chain) == one.tags).mean() for one in unseen]
    )
    assert by_chain > by_word + 0.05
    nothing = Chain(
        *(
            np.where(each < IMPOSSIBLE / 2, each, 0.0)
            for each in (chain.starts, chain.ends, chain.steps)
        )
    )
    assert chain_loss(texts[:40], chain)[0] < chain_loss(texts[:40], nothing)[0]
