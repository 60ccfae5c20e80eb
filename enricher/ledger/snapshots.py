"""What the index said of a document, from a moment on: kept for good, so that it can be asked later.

    IndexedDocument, corrections --entry_of--> IndexEntry --dump_entry--> index_log --load_entry--> IndexEntry

A line of the log is written when the index has a document, and only where it says something else
than the line before it. Findings have a log of their own, and are not in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Literal

from enricher.documents import IndexedDocument
from enricher.documents.corrections import Act, Correction, words_key
from enricher.entities import EntitySource, FieldValue

DERIVED = "derived"
_DIGITS = 4

AUDIT_ATTRIBUTES = ("accepted", "undecided", "audited", "corrected")
"""What audit queries can ask for beside `search.ATTRIBUTES`: policies with an accepted finding,
policies that could not say anything, the day of the last audit, categories that people corrected."""


@dataclass(frozen=True, slots=True)
class LoggedValue:
    """A value of a field.

    Attributes:
        value: as it is shown.
        order: what ranges compare, as `Value.order`.
        sources: what said so: `model`, `pattern`, `list`, `detector`, `human`, `derived`.
        who: people who said so.
    """

    value: str
    order: str | Decimal | None = None
    currency: str = ""
    confidence: float = 1.0
    sources: tuple[str, ...] = ()
    who: tuple[str, ...] = ()

    @property
    def said_by(self) -> str:
        """`model`, `ada (human)`, `detector, model`."""
        people = ", ".join(self.who)
        others = [one for one in self.sources if one != EntitySource.HUMAN or not people]
        return ", ".join([*([f"{people} (human)"] if people else []), *others])


@dataclass(frozen=True, slots=True)
class LoggedCorrection:
    """A correction that was in force.

    Attributes:
        category: or the name of a table.
        text: the words it is about, "" where it is about the document; those of a row.
        value: that a person gave, "" where it was left to the words.
        instead_of: the category that a model gave these words, "" where it gave none.
    """

    id: int
    act: str
    category: str
    text: str
    value: str
    instead_of: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index says of a document, and what said so.

    Attributes:
        seen: when this content was first seen.
        models: that read it, as `PROJECT/NAME/VERSION`.
        is_owed: whether its entities were still being looked for.
        relatives: their ids, by the attributes of searches (`Family.attributes`).
    """

    sha256: str
    seen: datetime
    title: str
    paths: tuple[str, ...]
    collections: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    media_type: str = ""
    language: str = ""
    models: tuple[str, ...] = ()
    fields: Mapping[str, tuple[LoggedValue, ...]] = field(default_factory=dict)
    corrections: tuple[LoggedCorrection, ...] = ()
    is_owed: bool = False
    relatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastFinding:
    """A finding as it stood at a moment.

    Attributes:
        since: when it came to stand so.
        version: of the policy and its lists.
        sha256: of the content that it was found in.
    """

    id: int
    project: str
    policy: str
    state: Literal["open", "accepted"]
    kind: str
    severity: str
    message: str
    since: datetime
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PastDocument:
    """A document as it was at a moment.

    Attributes:
        since: when the index began to say this.
        findings: that stood, open and accepted.
        undecided: by `PROJECT/POLICY`, why it could not say anything.
        audited: when policies were last asked about what is said here; None where they were not.
    """

    id: str
    since: datetime
    entry: IndexEntry
    findings: tuple[PastFinding, ...] = ()
    undecided: Mapping[str, str] = field(default_factory=dict)
    audited: datetime | None = None

    @property
    def corrected(self) -> tuple[str, ...]:
        """The categories that people corrected, each once."""
        said = self.entry.corrections
        names = (name for one in said for name in (one.category, one.instead_of) if name)
        return tuple(dict.fromkeys(names))

    @property
    def name(self) -> str:
        """The last part of one of its places."""
        return self.entry.paths[0].rsplit("/", 1)[-1]


def entry_of(
    document: IndexedDocument,
    corrections: Sequence[Correction],
    shown: Mapping[str, str],
    seen: datetime,
) -> IndexEntry:
    """What an index that has a document says of it.

    Args:
        corrections: of this very document, those that are in force.
        shown: from names of parties as they were read to those that are shown.
    """
    enriched = document.enriched
    derived = {one.category for one in enriched.derived}
    stated = enriched.stated
    sources: dict[tuple[str, str], set[EntitySource]] = {}
    tagged: dict[tuple[str, str], set[str]] = {}
    for entity in enriched.entities:
        if entity.value is None:
            continue
        name = shown.get(entity.value.display, entity.value.display)
        key = entity.span.category, name.casefold()
        sources.setdefault(key, set()).add(entity.span.source)
        if entity.span.source is EntitySource.HUMAN:
            tagged.setdefault(key, set()).add(words_key(entity.text))
    people = [one for one in corrections if one.said.act is Act.TAG]

    def logged(category: str, found: FieldValue) -> LoggedValue:
        value = found.value
        key = category, value.display.casefold()
        by = (DERIVED,) if category in derived else tuple(sorted(sources.get(key, ())))
        words = tagged.get(key, set())
        who = {
            one.who
            for one in people
            if one.said.category == category and words_key(one.said.anchor.words) in words
        }
        currency = str(value.detail.get("currency") or "")
        confidence = round(found.confidence, _DIGITS)
        return LoggedValue(value.display, value.order, currency, confidence, by, tuple(sorted(who)))

    return IndexEntry(
        sha256=enriched.extracted.sha256,
        seen=seen,
        title=document.title,
        paths=document.paths,
        collections=document.collections,
        parents=document.parents,
        media_type=enriched.extracted.media_type,
        language=enriched.language,
        models=tuple(map(str, enriched.models)),
        fields={
            category: (
                *(logged(category, one) for one in enriched.fields.get(category, ())),
                *((LoggedValue(stated[category].mark),) if category in stated else ()),
            )
            for category in dict.fromkeys((*enriched.fields, *stated))
            if enriched.fields.get(category) or category in stated
        },
        corrections=tuple(
            LoggedCorrection(
                one.id,
                one.said.act.value,
                one.said.subject,
                one.said.anchor.words,
                one.said.given,
                one.said.instead_of or "",
                one.who,
                one.at,
            )
            for one in corrections
        ),
        is_owed=enriched.owed,
        relatives={name: some for name, some in document.family.attributes.items() if some},
    )


def dump_entry(entry: IndexEntry) -> str:
    """The same text for the same entry; what is empty is left out."""
    kept = {
        "sha256": entry.sha256,
        "seen": round(entry.seen.timestamp()),
        "title": entry.title,
        "paths": entry.paths,
        "collections": entry.collections,
        "parents": entry.parents,
        "media_type": entry.media_type,
        "language": entry.language,
        "models": entry.models,
        "fields": {name: [_dump(one) for one in values] for name, values in entry.fields.items()},
        "corrections": [
            [
                *(one.id, one.act, one.category, one.text, one.value, one.instead_of, one.who),
                one.at.timestamp(),
            ]
            for one in entry.corrections
        ],
        "owed": entry.is_owed,
        "relatives": entry.relatives,
    }
    some = {name: value for name, value in kept.items() if value}
    return json.dumps(some, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def load_entry(text: str) -> IndexEntry:
    data = json.loads(text)
    return IndexEntry(
        sha256=data["sha256"],
        seen=datetime.fromtimestamp(data["seen"], UTC),
        title=data["title"],
        paths=tuple(data["paths"]),
        collections=tuple(data.get("collections", ())),
        parents=tuple(data.get("parents", ())),
        media_type=data.get("media_type", ""),
        language=data.get("language", ""),
        models=tuple(data.get("models", ())),
        fields={
            name: tuple(_load(one) for one in values)
            for name, values in data.get("fields", {}).items()
        },
        corrections=tuple(map(_load_correction, data.get("corrections", ()))),
        is_owed=data.get("owed", False),
        relatives={name: tuple(some) for name, some in data.get("relatives", {}).items()},
    )


def _dump(one: LoggedValue) -> dict[str, Any]:
    """A date and a number are told apart by their keys."""
    kept: dict[str, Any] = {"value": one.value, "by": one.sources, "who": one.who}
    if isinstance(one.order, Decimal):
        kept["number"] = str(one.order)
    elif one.order is not None:
        kept["date"] = one.order
    kept["currency"] = one.currency
    some = {name: value for name, value in kept.items() if value}
    return some | ({"sure": one.confidence} if one.confidence != 1 else {})


def _load(data: Mapping[str, Any]) -> LoggedValue:
    number = data.get("number")
    return LoggedValue(
        data.get("value", ""),
        data.get("date") if number is None else Decimal(number),
        data.get("currency", ""),
        data.get("sure", 1.0),
        tuple(data.get("by", ())),
        tuple(data.get("who", ())),
    )


def _load_correction(row: Sequence[Any]) -> LoggedCorrection:
    number, act, category, text, value, instead_of, who, at = row
    moment = datetime.fromtimestamp(at, UTC)
    return LoggedCorrection(number, act, category, text, value, instead_of, who, moment)
