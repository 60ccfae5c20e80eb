"""Words that no document has, and what they are a misspelling of.

words --which no document has--> near ones among names, places and words of contracts
                                      |
                                      the nearest that documents do have
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from enricher.query.nodes import SearchPage, SearchRequest, Words
from enricher.query.questions import Respelling
from enricher.search.language.lexicon import ASKING, ROLES, STOP_WORDS, common_words
from enricher.search.language.tokens import Token

Counts = Callable[[Sequence[str]], Sequence[int]]
"""In how many documents each word stands."""

_SHORTEST = 4  # letters: of a shorter word almost any is near
_TWICE = 10  # letters from which on two may be wrong
_LONG = 6  # letters of a word of everyday that is no other word if one is missing
_MOST = 8  # words of a question that are asked for
_NEAR = 6  # candidates of a word


def counts_of(find: Callable[[SearchRequest], SearchPage]) -> Counts:
    """Counts by an index: one question for all words."""

    def counts(words: Sequence[str]) -> Sequence[int]:
        return find(SearchRequest(size=0, counts=tuple(Words((word,)) for word in words))).counts

    return counts


@dataclass(frozen=True, slots=True)
class Spelling:
    """Respells words.

    Attributes:
        counts: asks the index.
        names: words that parties are called by.
    """

    counts: Counts
    names: Callable[[], Iterable[str]]

    def respell(
        self, tokens: Sequence[Token], more: Iterable[str], *, names_are_capital: bool = False
    ) -> Iterator[Respelling]:
        """What is misspelt among some words.

        Args:
            tokens: in doubt: those that name something already are left out.
            more: words that the schema and its choices are called by.
            names_are_capital: words in small letters are no names: others are written with capitals.
        """
        doubtful = [one for one in tokens if _is_doubtful(one)][:_MOST]
        if not doubtful:
            return
        counts = self.counts([one.text for one in doubtful])
        unknown = [one for one, count in zip(doubtful, counts, strict=True) if not count]
        if not unknown:
            return
        known = common_words()
        may_be_names = {one for one in unknown if one.is_capital or not names_are_capital}
        names = {
            word
            for word in (self.names() if may_be_names else ())
            if len(word) >= _SHORTEST and word.isalpha() and word not in known
        }
        vocabulary = sorted(names | known | {one.casefold() for one in more})
        near = {
            one: _near(one, vocabulary, names if one in may_be_names else ()) for one in unknown
        }
        words = (word for words in near.values() for word in words)
        asked = [word for word in dict.fromkeys(words) if word not in names]
        found = _known(asked, self.counts(asked) if asked else ())
        for one in unknown:
            word = next((word for word in near[one] if word in names or word in found), None)
            if word is not None:
                yield Respelling(one.start, one.end, _as_written(one, word))


def _known(words: Sequence[str], counts: Sequence[int]) -> Mapping[str, int]:
    return {word: count for word, count in zip(words, counts, strict=True) if count}


def _is_doubtful(token: Token) -> bool:
    word = token.folded
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and not (word in STOP_WORDS or word in ASKING or word in ROLES)
        and word not in common_words()
    )


def _near(token: Token, vocabulary: Sequence[str], names: Collection[str]) -> list[str]:
    """The likeliest first: fewer letters that differ, then of names where it is written as one."""
    most = 2 if len(token.folded) >= _TWICE else 1
    found = process.extract(
        token.folded, vocabulary, scorer=OSA.distance, score_cutoff=most, limit=_NEAR * 4
    )
    ordered = sorted(
        (
            distance,
            word[0] != token.folded[0],
            (word in names) is not token.is_capital,
            abs(len(word) - len(token.folded)),
            word,
        )
        for word, distance, _ in found
        if len(word) >= _SHORTEST and (word in names or _is_slip(token.folded, word))
    )
    return [word for *_, word in ordered[:_NEAR]]


def _is_slip(word: str, meant: str) -> bool:
    """Whether a word is likelier mistyped than another word: `floors` is no `floods`, `giver` no `give`."""
    if word[0] != meant[0] or word.startswith(meant) or meant.startswith(word):
        return False
    if sorted(word) == sorted(meant):
        return True
    return len(word) >= _LONG and (len(word) != len(meant) or len(word) >= _TWICE)


def _as_written(token: Token, word: str) -> str:
    if token.text.isupper():
        return word.upper()
    return word.capitalize() if token.is_capital else word
