"""Which parties may be one: pairs of names that differ as writings of one name do.

    keys -> views of each key -> blocks of equal views -> pairs -> best pair of two parties

A view leaves out what writers leave out (legal form, `and`, order of words, blanks, initials). Two
names that share a view are a pair, so that the work grows with the names and the pairs, and no
name is compared with all others. Nothing here merges anything: a person does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rapidfuzz import fuzz, process

from enricher.legal_forms import LEGAL_FORMS
from enricher.misspellings import misspelt_pairs

# Words that say what a company is, but alone do not show that a name is one.
_SAYS_THE_FORM = frozenset(["haftungsbeschrankt", "na", "pc", "private", "unlimited"])
_ABBREVIATIONS = {
    "amer": "american", "assn": "association", "assoc": "associates", "bros": "brothers",
    "cie": "company", "dept": "department", "dev": "development", "dist": "distribution",
    "engg": "engineering", "fin": "financial", "grp": "group", "hldg": "holding",
    "hldgs": "holdings", "ind": "industries", "inds": "industries", "ins": "insurance",
    "intl": "international", "inv": "investments", "invs": "investments", "labs": "laboratories",
    "mfg": "manufacturing", "mgmt": "management", "mgt": "management", "natl": "national",
    "pharma": "pharmaceuticals", "svc": "service", "svcs": "services", "sys": "systems",
    "tech": "technologies", "univ": "university",
}  # fmt: skip
_CONNECTIVES = frozenset(["and", "of", "the", "et", "und", "y", "e", "for"])

# How much of certainty each difference leaves: an order to look through pairs in, no probability.
_FORM_MISSING = 0.95
_FORM_DIFFERS = 0.75
_CONNECTIVE = 0.97
_ABBREVIATED = 0.95
_ORDER = 0.90
_SPACING = 0.90
_INITIAL = 0.85
_ACRONYM = 0.70
_LETTER = 1.5  # over the letters of the name: 0.85 for ten of them

_SHORTEST_ACRONYM = 3
_MOST_OF_AN_ACRONYM = 5  # names with the same initials: with more of them these say nothing
_NEAR_ENOUGH = 75  # of 100, to be offered for a name that nobody has


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties by the names they are shown under, in alphabetical order."""

    names: tuple[str, str]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Name:
    """A key taken to pieces: `form` is its legal form, `core` the rest, `full` without shorthand."""

    key: str
    core: tuple[str, ...]
    form: tuple[str, ...]
    full: tuple[str, ...]


_Likeness = tuple[Name, Name, float, str]


def propose(shown: Mapping[str, str], apart: Collection[tuple[str, str]]) -> list[Pair]:
    """Pairs of parties that may be one, the likeliest first, ties by name.

    Args:
        shown: the name that each key is shown under; keys under one name are one party.
        apart: pairs of keys that people said are two parties; so are the parties with them.
    """
    kept_apart = {_ordered(shown[a], shown[b]) for a, b in apart if a in shown and b in shown}
    names = [take_to_pieces(key) for key in sorted(shown)]
    best: dict[tuple[str, str], Pair] = {}
    for one, other, score, reason in _likenesses(names):
        pair = _ordered(shown[one.key], shown[other.key])
        if pair[0] == pair[1] or pair in kept_apart:
            continue
        form_score, form_reason = _compare_forms(one.form, other.form)
        if reason and form_score == _FORM_DIFFERS:
            continue  # differing twice, they are likelier two
        whole = score * form_score
        if pair not in best or best[pair].score < whole:
            best[pair] = Pair(pair, whole, ", ".join(filter(None, (reason, form_reason))))
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.names))


def nearest(key: str, shown: Mapping[str, str], limit: int) -> list[str]:
    """The parties whose names are most like a key but for their legal forms, best first."""
    found = process.extract(
        " ".join(take_to_pieces(key).core),
        {name: " ".join(take_to_pieces(known).core) for known, name in sorted(shown.items())},
        scorer=fuzz.WRatio,
        limit=limit,
        score_cutoff=_NEAR_ENOUGH,
    )
    return [name for _core, _score, name in found]


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def take_to_pieces(key: str) -> Name:
    words = key.split()
    end = len(words)
    while end > 1 and (
        words[end - 1] in LEGAL_FORMS
        or words[end - 1] in _SAYS_THE_FORM
        or (end < len(words) and words[end - 1] == "and")
    ):
        end -= 1
    core = tuple(words[:end])
    spelled = tuple(_ABBREVIATIONS.get(word, word) for word in core)
    full = tuple(word for word in spelled if word not in _CONNECTIVES)
    return Name(key, core, tuple(words[end:]), full or spelled)


def _compare_forms(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, str]:
    if one == other:
        return 1.0, ""
    if not one or not other:
        return _FORM_MISSING, "legal form missing"
    return _FORM_DIFFERS, "legal form differs"


def _likenesses(names: Sequence[Name]) -> Iterator[_Likeness]:
    """Pairs with what is left of certainty and why; the same pair may come several times."""
    yield from _alike(names, lambda name: name.core, 1.0, "")
    for one, other, *_ in _alike(names, lambda name: name.full, 1.0, ""):
        if one.core != other.core:
            yield one, other, *_compare_shorthand(one, other)
    yield from _alike(names, lambda name: tuple(sorted(name.full)), _ORDER, "word order")
    yield from _alike(names, lambda name: "".join(name.full), _SPACING, "spacing")
    yield from _acronyms(names)
    yield from _initials(names)
    yield from _left_out_initials(names)
    yield from _misspelt(names)


def _alike(
    names: Iterable[Name], view: Callable[[Name], Hashable], score: float, reason: str
) -> Iterator[_Likeness]:
    for block in _blocks(names, view):
        for one, other in combinations(block, 2):
            yield one, other, score, reason


def _blocks(names: Iterable[Name], view: Callable[[Name], Hashable]) -> Iterator[list[Name]]:
    found: dict[Hashable, list[Name]] = defaultdict(list)
    for name in names:
        found[view(name)].append(name)
    return (block for block in found.values() if len(block) > 1)


def _compare_shorthand(one: Name, other: Name) -> tuple[float, str]:
    plain = [tuple(word for word in name.core if word not in _CONNECTIVES) for name in (one, other)]
    if plain[0] == plain[1]:
        return _CONNECTIVE, "ampersand or connective"
    return _ABBREVIATED, "abbreviation"


def _acronyms(names: Sequence[Name]) -> Iterator[_Likeness]:
    spelled: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for words in {name.core, name.full}:
            if len(words) >= _SHORTEST_ACRONYM:
                spelled["".join(word[0] for word in words)].append(name)
    for name in names:
        short = "".join(name.core)
        candidates = spelled.get(short, ())
        if len({candidate.core for candidate in candidates}) <= _MOST_OF_AN_ACRONYM:
            for candidate in candidates:
                if candidate is not name:
                    yield name, candidate, _ACRONYM, "initials"


def _initials(names: Sequence[Name]) -> Iterator[_Likeness]:
    """J. P. Morgan and John Pierpont Morgan: word by word the same, or one its initial."""
    several = [name for name in names if len(name.full) > 1]
    for block in _blocks(
        several, lambda name: ("".join(word[0] for word in name.full), name.full[-1])
    ):
        for short in block:
            if any(len(word) == 1 for word in short.full):
                for other in block:
                    if short.full != other.full and all(
                        word == its or ((len(word) == 1 or len(its) == 1) and word[0] == its[0])
                        for word, its in zip(short.full, other.full, strict=True)
                    ):
                        yield short, other, _INITIAL, "initials"


def _left_out_initials(names: Sequence[Name]) -> Iterator[_Likeness]:
    """Thomas W. Mills and Thomas Mills."""

    def without(name: Name) -> tuple[str, ...]:
        return tuple(word for word in name.full if len(word) > 1)

    for block in _blocks([name for name in names if len(without(name)) > 1], without):
        plain = [name for name in block if name.full == without(name)]
        for name in block:
            if name.full != without(name):
                for other in plain:
                    yield name, other, _INITIAL, "initials"


def _misspelt(names: Sequence[Name]) -> Iterator[_Likeness]:
    """Goldmann Sachs and Goldman Sachs."""
    of_core: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        of_core[name.full].append(name)
    for one, other in misspelt_pairs(list(of_core)):
        letters = min(sum(map(len, one)), sum(map(len, other)))
        for name, its in product(of_core[one], of_core[other]):
            yield name, its, 1 - _LETTER / letters, "one letter"
