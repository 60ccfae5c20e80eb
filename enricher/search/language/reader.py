"""Reads a question: signs out, words respelled, what they name as chips, what is left as words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from enricher.errors import QueryError
from enricher.query.grammar import parse_where
from enricher.query.parties import ask_for_shown
from enricher.query.questions import Chip, QuestionReading, Respelling, Topic
from enricher.schema import EntitySchema
from enricher.search.language.amounts import find_measures
from enricher.search.language.days import find_days
from enricher.search.language.kinds import find_kinds
from enricher.search.language.lexicon import ASKING, DOCUMENT_NOUNS, ROLES, STOP_WORDS, common_words
from enricher.search.language.mention import Mention, name_of
from enricher.search.language.names import Names, find_names
from enricher.search.language.places import find_places, is_place_word
from enricher.search.language.spelling import Counts, Spelling
from enricher.search.language.subject import subject_of
from enricher.search.language.syntax import read_signs
from enricher.search.language.tokens import Token, split_tokens, uses_capitals
from enricher.search.language.topics import Topics, topics_by_wording, wording_places
from enricher.values import PARTY
from enricher.values.dates.months import ENGLISH_MONTHS

PLAIN = 1.0  # of a word that is neither a name nor a number, and is not said of every contract
_NAME = 1.8  # of a word with a capital inside of a sentence
_NUMBER = 1.4
_INITIALS = 4  # letters of `VAT`, `GAAP`
_ROLE = 0.3  # of what contracts call themselves and their parties
_ASKED = 0.2
_UNCONFIRMED = 0.75  # of a wording that a model does not hear
_READ_CHARACTERS = 600
_WORD_CHARACTERS = 3_000  # behind these
_MOST_CHIPS = 20
_LACK = re.compile(r"\b(?:without|lack|no|not|missing)|n['\u2019]t\b", re.IGNORECASE)
_LACKING = re.compile(
    r"(?<!\w)(?:without|lack(?:s|ing)?|missing|(?:(?<=agreements )|(?<=contracts )|(?<=leases )|(?<=ndas )|(?<=deals ))no|(?:do(?:es)?|did)(?:\s+not|n['\u2019]t)\s+(?:have|contain|include|mention|provide\s+for|say)|(?:have|has|with|contain(?:s|ing)?)\s+no)"
    r"\s+(?:(?:an?|any|the)\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)


class Parties(Names, Protocol):
    """The names of parties that a home knows, and the one that is shown for each."""

    def shown(self, key: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads questions of one home.

    Attributes:
        schema: of all that reads any collection, as it is now.
        parties: of the home.
        counts: in how many documents of the home each word stands.
        today: what `last year` counts from.
        topics: of a model; what it does not know is told by wording.
    """

    schema: Callable[[], EntitySchema]
    parties: Parties
    counts: Counts
    today: Callable[[], date]
    topics: Topics | None = None

    def read(
        self, text: str, without: Collection[str] = (), *, respell: bool = True
    ) -> QuestionReading:
        """Read a question.

        Args:
            without: conditions that it seems to name and does not mean (`Chip.filter`): what names them
                are words.
            respell: False takes its words as they are written.

        Raises:
            QueryError: what is asked in signs (`Party:acme`) cannot be read.
        """
        schema, today = self.schema(), self.today()
        signs = read_signs(text, schema.types, schema.choices, today)
        where = signs.where and ask_for_shown(signs.where, schema.types, self.parties.shown)
        plain = signs.rest[: _end_of_read(signs.rest)]
        tokens = split_tokens(plain)
        named = _mentions(plain, tokens, schema, self.parties, today)
        respellings = tuple(self._respellings(tokens, named, schema)) if respell else ()
        respelled = _Respelled(plain, respellings)
        if respellings:
            plain, tokens = respelled.text, split_tokens(respelled.text)
            named = _mentions(plain, tokens, schema, self.parties, today)
        mentions = [one for one in named if one.filter not in without][:_MOST_CHIPS]
        more = signs.rest[_end_of_read(signs.rest) :]
        chips = self._chips(mentions, respelled, schema, today)
        words = _weights(plain, [*tokens, *_behind(more, len(plain))], mentions)
        words |= {one: _NAME for one in signs.words if one.casefold() not in STOP_WORDS}
        names = _names(tokens, mentions, schema)
        subject = subject_of(plain, tokens, names, list(find_kinds(plain, schema)))
        unasked = {one.text for one in tokens} - {one.text for one in split_tokens(subject)}
        return QuestionReading(
            text=text,
            respelled=_Respelled(text, respellings).text,
            words=words,
            chips=chips,
            topics=self._topics(plain, subject, mentions, schema),
            respellings=respellings,
            subject=subject,
            subject_words={one: words[one] for one in words if subject and one not in unasked},
            where=where,
        )

    def _respellings(
        self, tokens: Sequence[Token], mentions: Sequence[Mention], schema: EntitySchema
    ) -> Iterator[Respelling]:
        doubtful = [
            one
            for one in tokens
            if not is_place_word(one.folded)
            and not any(mention.overlaps(one.start, one.end) for mention in mentions)
        ]
        yield from Spelling(self.counts, self._name_words).respell(
            doubtful,
            _schema_words(schema),
            names_are_capital=any(one.is_capital for one in tokens[1:]),
        )

    def _name_words(self) -> set[str]:
        keys = self.parties.keys()
        return {word for key in keys for word in key.split()}

    def _chips(
        self, mentions: Sequence[Mention], respelled: _Respelled, schema: EntitySchema, today: date
    ) -> tuple[Chip, ...]:
        chips = []
        for one in mentions:
            try:
                node = parse_where([one.filter], schema.types, today, choices=schema.choices)
            except QueryError:  # a year of five digits, a range that ends before it begins
                continue
            if node is not None:
                node = ask_for_shown(node, schema.types, self.parties.shown)
                start, end = respelled.origin(one.start), respelled.origin(one.end)
                chips.append(Chip(start, end, one.category, one.filter, node))
        return tuple(chips)

    def _topics(
        self, text: str, subject: str, mentions: Sequence[Mention], schema: EntitySchema
    ) -> tuple[Topic, ...]:
        """Of the question without the values that it names, which ask for nothing.

        A model is asked about the subject: what tells which document is meant leads it astray.
        """
        plain = _without(text, [one for one in mentions if one.filter.endswith('"')])
        found = {one.category: one.confidence for one in topics_by_wording(schema)(plain)}
        if self.topics is not None:
            of_model = {
                one.category: one.confidence
                for one in (self.topics(subject) if subject else ())
                if one.category in schema
            }
            found = {
                name: max(sure, of_model[name]) if name in of_model else sure * _UNCONFIRMED
                for name, sure in found.items()
            }
            found = {**of_model, **found}
        ordered = sorted(found.items(), key=lambda one: -one[1])
        return tuple(Topic(category, confidence) for category, confidence in ordered)


class _Respelled:
    """A text with respellings in it, and where its characters come from."""

    def __init__(self, text: str, respellings: Sequence[Respelling]) -> None:
        parts: list[str] = []
        self._starts: list[int] = [0]
        self._origins: list[int] = [0]
        at = length = 0
        for one in respellings:
            parts += [text[at : one.start], one.word]
            length += one.start - at
            self._starts += [length, length + len(one.word)]
            self._origins += [one.start, one.end]
            length += len(one.word)
            at = one.end
        self.text = "".join([*parts, text[at:]])

    def origin(self, place: int) -> int:
        """The place in the text as it was; a respelled word counts as a whole."""
        index = bisect_right(self._starts, place) - 1
        if index % 2 and place > self._starts[index]:
            return self._origins[index + 1]
        return self._origins[index] + (0 if index % 2 else place - self._starts[index])


def _mentions(
    text: str, tokens: Sequence[Token], schema: EntitySchema, names: Names, today: date
) -> list[Mention]:
    """What a text names, in its order; what is surest of its meaning takes its words first."""
    kinds = list(find_kinds(text, schema))
    places = list(find_places(text, tokens, schema, kinds))
    days = list(find_days(text, schema, today))
    taken: list[Mention] = []
    for found in (
        _lacking(text, schema),
        [one for one in places if " law" in text[one.start : one.end].lower()],
        [one for one in days if not one.weight],
        list(find_measures(text, schema)),
        list(find_names(text, tokens, schema, names)),
        days,
        kinds,
        places,
    ):
        for one in found:
            if not any(other.overlaps(one.start, one.end) for other in taken):
                taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _end_of_read(text: str) -> int:
    """Up to where a text is read for what it names: what is longer is no question, and its words tell."""
    if len(text) <= _READ_CHARACTERS:
        return len(text)
    blank = text.rfind(" ", 0, _READ_CHARACTERS)
    return blank if blank > 0 else _READ_CHARACTERS


def _behind(text: str, start: int) -> list[Token]:
    """The words behind what was read, as far as they are looked for."""
    return [
        Token(one.start + start, one.end + start, one.text, one.folded)
        for one in split_tokens(text[:_WORD_CHARACTERS])
    ]


def _lacking(text: str, schema: EntitySchema) -> list[Mention]:
    """Fields and clauses that documents are not to have: `without a cap on liability`."""
    found: list[Mention] = []
    if not _LACK.search(text):
        return found
    for category, start, end in (*wording_places(schema, text), *_names_lacking(text, schema)):
        lead = _LACKING.search(text[:start])
        if lead is not None and not any(one.overlaps(start, end) for one in found):
            condition = f"{name_of(category)}:missing"
            found.append(Mention(lead.start(), end, category, condition, 0.5))
    return found


def _names_lacking(text: str, schema: EntitySchema) -> Iterator[tuple[str, int, int]]:
    """Where categories stand by their plain names: `without a term`, `without a party`."""
    for category in schema.categories:
        name = re.escape(category.name)
        for match in re.finditer(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE):
            yield category.name, match.start(), match.end()


def _weights(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> dict[str, float]:
    """The words to look for; those of a chip as far as they are in documents as well."""
    capitals = uses_capitals(tokens)
    weights: dict[str, float] = {}
    for number, one in enumerate(tokens):
        mention = next((each for each in mentions if each.overlaps(one.start, one.end)), None)
        if one.folded in STOP_WORDS and not (mention and mention.weight > PLAIN and one.is_capital):
            continue
        if mention is not None:
            weight = mention.weight
        elif one.folded in ROLES or one.folded in DOCUMENT_NOUNS:
            weight = _ROLE
        elif one.folded in ASKING:
            weight = _ASKED
        elif one.is_number:
            weight = _NUMBER
        elif number and capitals and one.is_capital:
            weight = _NAME
        else:
            weight = PLAIN
        if weight:
            weights[one.text] = max(weight, weights.get(one.text, 0.0))
    return weights if weights or mentions else {one.text: PLAIN for one in tokens}


def _names(
    tokens: Sequence[Token], mentions: Sequence[Mention], schema: EntitySchema
) -> list[Token]:
    """The words of parties, and rare ones that are written with a capital inside of a sentence."""
    types = schema.types
    parties = [one for one in mentions if types.get(one.category) is PARTY]
    others = [one for one in mentions if types.get(one.category) is not PARTY]
    capitals = uses_capitals(tokens)

    def is_name(number: int, token: Token) -> bool:
        if any(one.overlaps(token.start, token.end) for one in parties):
            return True
        is_rare = bool(number) and capitals and token.is_capital and not _is_told(token)
        return is_rare and not any(one.overlaps(token.start, token.end) for one in others)

    return [one for number, one in enumerate(tokens) if is_name(number, one)]


def _is_told(token: Token) -> bool:
    """Whether a word with a capital may be what is asked about: `London`, `March`, `VAT`."""
    word = token.folded
    is_short = token.text.isupper() and len(word) <= _INITIALS
    return is_short or word in common_words() or word in ENGLISH_MONTHS or is_place_word(word)


def _without(text: str, mentions: Sequence[Mention | Token]) -> str:
    rest = list(text)
    for one in mentions:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return "".join(rest)


def _schema_words(schema: EntitySchema) -> Iterator[str]:
    for category in schema.categories:
        for text in (*category.choices, category.description):
            yield from (one.folded for one in split_tokens(text) if one.folded.isalpha())
