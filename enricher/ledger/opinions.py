"""What several people say of one document, each for themselves, and the port of where it is kept.

An opinion stands beside the labels of its document, which stay what trains, evaluates and exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from enricher.ledger.labels import Change, Label, LabeledDocument


@dataclass(frozen=True, slots=True)
class Opinion:
    """The labels that one tagger gave a document, whatever others give it.

    Attributes:
        tagged: the categories that were looked for; None means all of the project.
        is_done: its tagger has been through all of it.
    """

    document: str
    tagger: str
    labels: tuple[Label, ...] = ()
    tagged: tuple[str, ...] | None = ()
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class OpinionState:
    """Whether a tagger is done with a document."""

    document: str
    tagger: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The labels that somebody chose where taggers disagree; none where nothing is to stand there."""

    labels: tuple[Label, ...]
    who: str


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was decided between the opinions of a document.

    Attributes:
        decisions: by the id of the disagreement.
        settled_by: who made it the labels of the document, "" while nobody has.
        before: the document as it was before that.
    """

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    settled_by: str = ""
    before: LabeledDocument | None = None


class OpinionStore(Protocol):
    """The opinions about the documents of a project; they go when their document does."""

    def states(self) -> list[OpinionState]:
        """By document and tagger, without the labels."""

    def read(self, document: str | None = None, tagger: str | None = None) -> list[Opinion]:
        """By document and tagger; None means all."""

    def add(self, opinions: Iterable[Opinion]) -> None:
        """All of them or none; where a tagger has one of a document, that stays."""

    def exchange(self, before: Opinion, after: Opinion) -> bool:
        """Change an opinion that is still what it was taken for, unless all of its document are done."""

    def remove(self, documents: Sequence[str], tagger: str) -> None: ...

    def adjudications(self, document: str | None = None) -> Mapping[str, Adjudication]:
        """By document; None means all. Those of which nothing was decided are left out."""

    def decide(self, document: str, decisions: Mapping[str, Decision | None]) -> None:
        """Keep decisions by disagreement; None withdraws one."""

    def settle(self, change: Change, settled_by: str) -> bool:
        """Change a document that is still what it was taken for, and keep who settled it.

        Args:
            settled_by: "" where it is not settled any more.
        """
