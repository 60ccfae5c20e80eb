"""What a question asks of a document, without the names that tell which document is meant.

    does the supply agreement of Acme and Vega cap damages    does the contract cap damages
    who pays for repairs under Acme's lease with Vega         who pays for repairs
    must the goods be insured, its deal with Vega             must the goods be insured

Hardly a passage speaks of the document that it stands in: such words only lead away from what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from enricher.search.language.lexicon import DOCUMENT_NOUNS, STOP_WORDS
from enricher.search.language.mention import Mention
from enricher.search.language.tokens import Token, split_tokens, uses_capitals

_DOCUMENT = "the contract"
_GENERAL = frozenset(["agreement", "contract", "deal", "nda", "arrangement"])
_PARTICULAR_TEXT = """
license licence lease sublease franchise cooperation collaboration alliance partnership sponsorship
venture filing loan pact
"""
_PARTICULAR = frozenset(_PARTICULAR_TEXT.split())
"""What a document is called, and something else as well: `revoke the license`."""
_OWNERS = frozenset(["its", "their", "our", "his", "her", "my", "your"])
_DETERMINERS = _OWNERS | frozenset(["the", "a", "an", "this", "that"])
_WITHIN = frozenset(["under", "in", "within", "per", "throughout"])
_LINKS = frozenset(["between", "with", "of", "by", "from", "among"])
_QUESTION_WORDS = frozenset(["who", "whom", "whose", "when", "where", "why", "how"])
_STOPS = re.compile(r"[,:;?!()\u2013\u2014]|\s-\s")
_OWNS = re.compile(r"['\u2019]s?(?!\w)", re.IGNORECASE)
_LEFT = re.compile(r"(?:(?<=\s)|^)[.,/&-]+(?=\s|$)")  # of `K. Roe`, when `K` and `Roe` are gone

# Each word is a letter: N a name, S its 's, G and P nouns of documents, K what stands in front of one, d a
# determiner, o one that owns, i and l prepositions, & and, w any other word, x one that says nothing.
_NAMES = r"(?:N+(?:&d?N+)*)"
_REFERENCE = re.compile(
    rf"(?P<in>i)?(?P<owner>d?{_NAMES}S?)?(?P<the>[do])?[wNK]{{0,3}}?(?P<noun>[GP])"
    rf"(?P<of>(?:l{{1,2}}d?{_NAMES}(?:,&?d?{_NAMES})*)*)"
)


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word, or a mark that parts phrases."""

    letter: str
    start: int
    end: int


def subject_of(
    text: str, tokens: Sequence[Token], names: Collection[Token], kinds: Sequence[Mention]
) -> str:
    """A question without its names, and without what tells which document it means.

    Args:
        names: those of `tokens` that are of a name.
        kinds: of documents, as the text names them.

    Returns:
        "" where it asks nothing beside.
    """
    whole = _cut(text, ((one.start, _end_of(text, one), "") for one in names))
    references = list(_references(text, tokens, names, kinds))
    apart = (
        (one.start, _end_of(text, one), "")
        for one in names
        if not any(start < one.end and one.start < end for start, end, _ in references)
    )
    subject = _cut(text, [*references, *apart])
    return next((one for one in (subject, whole) if _asks(one)), "")


def _asks(text: str) -> bool:
    said = {one.folded for one in split_tokens(text)}
    return bool(said & _QUESTION_WORDS or said - STOP_WORDS - DOCUMENT_NOUNS)


def _cut(text: str, cuts: Iterator[tuple[int, int, str]] | list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, instead in sorted(cuts):
        parts += [text[at:start], instead]
        at = end
    joined = " ".join("".join([*parts, text[at:]]).split())
    return " ".join(_LEFT.sub(" ", joined).split())


def _end_of(text: str, name: Token) -> int:
    owns = _OWNS.match(text, name.end)
    return owns.end() if owns else name.end


def _references(
    text: str, tokens: Sequence[Token], names: Collection[Token], kinds: Sequence[Mention]
) -> Iterator[tuple[int, int, str]]:
    """Where a text says which document it means, and what stands there instead."""
    signs = list(_signs(text, tokens, names, kinds))
    line = "".join(one.letter for one in signs)
    for match in _REFERENCE.finditer(line):
        is_named = bool(match["owner"] or match["of"])
        if not (is_named or match["the"]):
            continue
        first, last = match.start(), match.end()
        start, end = signs[first].start, signs[last - 1].end
        is_meant = is_named or match["the"] == "o" or match["noun"] == "G"
        if line[first - 1 : first] == "," and not line[last:].strip(",") and is_meant:
            yield signs[first - 1].start, end, ""  # `..., its deal with Acme`
        elif first == 0 and line[last : last + 1] == "," and is_meant:
            yield start, signs[last].end, ""  # `the Acme deal: ...`
        elif match["in"] and (match["of"] or line[last : last + 1] not in (*"wNKGP",)):
            yield start, end, ""
        elif is_named:
            yield (signs[first + 1].start if match["in"] else start), end, _DOCUMENT


def _signs(
    text: str, tokens: Sequence[Token], names: Collection[Token], kinds: Sequence[Mention]
) -> Iterator[_Sign]:
    capitals = uses_capitals(tokens)
    of_names = {one.start for one in names}
    at = 0
    for number, one in enumerate(tokens):
        if number and (mark := _STOPS.search(text, at, one.start)):
            yield _Sign(",", mark.start(), mark.end())
        is_name = one.start in of_names or (bool(number) and capitals and one.is_capital)
        yield _Sign(_letter(one, kinds, is_name=is_name), one.start, one.end)
        at = one.end
        if owns := _OWNS.match(text, at):
            yield _Sign("S", at, owns.end())
            at = owns.end()
    if tokens and (mark := _STOPS.search(text, at)):
        yield _Sign(",", mark.start(), mark.end())


def _letter(token: Token, kinds: Sequence[Mention], *, is_name: bool) -> str:
    word = token.folded
    if word in _GENERAL:
        return "G"
    kind = next((one for one in kinds if one.overlaps(token.start, token.end)), None)
    if kind is not None:
        return "P" if kind.end == token.end and not word.endswith("s") else "K"
    if is_name:
        return "N"
    if word in _PARTICULAR:
        return "P"
    if word in _OWNERS or word in _DETERMINERS:
        return "o" if word in _OWNERS else "d"
    if word in _WITHIN or word in _LINKS:
        return "i" if word in _WITHIN else "l"
    if word in ("and", "&"):
        return "&"
    return "x" if word in STOP_WORDS else "w"
