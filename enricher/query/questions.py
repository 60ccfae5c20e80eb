"""A question in plain words, as it was understood, and the port of what writes an answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from enricher.query.nodes import And, Node
from enricher.query.parser import join_nodes


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of a question that names a value: documents that have it come first, and none is hidden.

    Attributes:
        start: of the words in the question as it was asked; likewise `end`.
        category: the field that the condition is on.
        filter: the condition, as `--where` reads it.
        node: the condition, as an index is asked.
    """

    start: int
    end: int
    category: str
    filter: str
    node: Node


@dataclass(frozen=True, slots=True)
class Topic:
    """A field or clause that a question asks for.

    Attributes:
        confidence: in [0, 1], that it is this one.
    """

    category: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word of a question that no document has, and the one that is looked for in its place."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """A question, read.

    Attributes:
        text: as it was asked.
        respelled: the same with all respellings in it.
        words: to look for, each with its weight; what means nothing by itself ("who", "the") is left out.
        topics: surest first.
        subject: what is asked of a document: the question less the names in it, which stand in passages
            of all kinds.
        subject_words: those of `words` that are in it.
        where: what was asked in the syntax of queries ("a phrase", Party:Acme, -draft), which every
            document must meet; None where nothing was.
    """

    text: str
    respelled: str
    words: Mapping[str, float]
    chips: tuple[Chip, ...] = ()
    topics: tuple[Topic, ...] = ()
    respellings: tuple[Respelling, ...] = ()
    subject: str = ""
    subject_words: Mapping[str, float] = field(default_factory=dict)
    where: Node | None = None

    def __post_init__(self) -> None:
        """Where nothing but names is asked, they are its subject."""
        object.__setattr__(self, "subject", self.subject or self.respelled)
        object.__setattr__(self, "subject_words", self.subject_words or self.words)

    @property
    def sure_topics(self) -> tuple[Topic, ...]:
        """Those that the question is more likely to ask for than not."""
        return tuple(one for one in self.topics if one.confidence >= 0.5)

    @property
    def named(self) -> Node | None:
        """What a document meets that meets all that the question names."""
        nodes = [*(chip.node for chip in self.chips), *([self.where] if self.where else [])]
        return join_nodes(And, nodes) if nodes else None


class Reply(NamedTuple):
    """What a language model wrote; not whole where it was cut at its greatest length."""

    text: str
    is_whole: bool


class LanguageModel(Protocol):
    """Writes what it is told to; `name` is what people call it."""

    @property
    def name(self) -> str: ...

    def write(self, instructions: str, request: str) -> Reply:
        """Raises UnavailableError where nothing comes of it; the message says what to do."""
