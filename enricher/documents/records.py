"""How an enriched text is kept in the ledger: compressed JSON, written and read here alone."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import msgspec

from enricher.documents.document import EnrichedText, ModelVersion
from enricher.documents.facts import review_facts
from enricher.documents.families import Kinship, days_of, kinship_of
from enricher.documents.passages import PackedPassages, pack_passages
from enricher.documents.titles import heading_of
from enricher.entities import Notice, Value
from enricher.errors import DamagedError
from enricher.files.versions import RECORD_VERSION
from enricher.values import VALUE_TYPES
from enricher.values.party import party_keys

_LEVEL = 3  # a contract of 40 kB: 0.9 ms and a third of its size; level 6 takes twice as long for 4 % less


@dataclass(frozen=True, slots=True)
class Record:
    """An enriched text as it is stored; what the ledger must know of it without opening it.

    Attributes:
        parties: the names of the parties among its fields, each with its key.
        models: that read it, joined by commas.
        facts: what there is to review of it (`enricher.documents.facts`), None while its entities are owed.
        derived_by: names the expressions that its derived fields come from.
        kinship: by which its relatives are found, and `days` that it may be named by.
        passages: with their vectors, None where none were made.
        digest: of the text, which its passages are places in.
    """

    member: str
    sha256: str
    error: str | None
    error_kind: str
    body: bytes
    parties: Mapping[str, str] = field(default_factory=dict)
    owed: bool = False
    models: str = ""
    facts: str | None = None
    derived_by: str = ""
    kinship: Kinship = field(default_factory=Kinship)
    days: tuple[str, ...] = ()
    passages: PackedPassages | None = None
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document whose body is still to be read; it travels to other processes as it is.

    Attributes:
        shown: its names of parties, each with the one that is shown for it.
    """

    id: str
    paths: tuple[str, ...]
    collections: tuple[str, ...]
    parents: tuple[str, ...]
    shown: Mapping[str, str]
    body: bytes


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(EnrichedText)


def to_record(enriched: EnrichedText) -> Record:
    extracted = enriched.extracted
    return Record(
        member=extracted.member,
        sha256=extracted.sha256,
        error=extracted.error,
        error_kind=extracted.error_kind,
        body=to_body(enriched),
        parties=party_keys(enriched.fields),
        owed=enriched.owed,
        models=models_key(enriched.models),
        facts=review_facts(enriched),
        derived_by=enriched.derived_by,
        kinship=kinship_of(
            extracted.text, heading_of(extracted, enriched.entities, enriched.fields)
        ),
        days=days_of(extracted.text, enriched.fields),
        passages=pack_passages(enriched.passages) if enriched.passages else None,
        digest=digest_of(extracted.text),
    )


def digest_of(text: str) -> bytes:
    """What tells a text from others."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def to_body(enriched: EnrichedText) -> bytes:
    """Pack a text with all that was found in it but its passages, which are kept apart."""
    packed = _encode(replace(enriched, passages=None))
    return zlib.compress(b"%d\n%b" % (RECORD_VERSION, packed), _LEVEL)


def from_record(body: bytes) -> EnrichedText:
    """Read a body that `to_body` made.

    Raises:
        DamagedError: it is damaged, or of a version this program does not know.
    """
    version, _, text = _decompress(body).partition(b"\n")
    if version != b"%d" % RECORD_VERSION:
        known = f"known is {RECORD_VERSION}; upgrade enricher"
        raise DamagedError(f"a stored document has version {version[:9].decode()}, {known}")
    try:
        enriched = _DECODER.decode(text)
    except msgspec.DecodeError:
        enriched = msgspec.convert(json.loads(text), EnrichedText)
    for value in _values(enriched):
        _read_number(value)
    return enriched


def _values(enriched: EnrichedText) -> Iterator[Value]:
    for entity in enriched.entities:
        if entity.value is not None:
            yield entity.value
        yield from entity.readings
    for values in enriched.fields.values():
        yield from (one.value for one in values)
    for derivation in enriched.derived:
        if derivation.found is not None:
            yield derivation.found.value
        yield from derivation.readings


def _read_number(value: Value) -> None:
    """JSON has what values are ordered by as a string; of numeric types it is a number."""
    if isinstance(value.order, str) and VALUE_TYPES[value.type].is_numeric:
        object.__setattr__(value, "order", Decimal(value.order))


def _encode(enriched: EnrichedText) -> bytes:
    try:
        return _ENCODER.encode(enriched)
    except UnicodeEncodeError:  # half of a surrogate pair, as in names of members that are no UTF-8
        return json.dumps(msgspec.to_builtins(enriched)).encode("ascii")


def models_key(models: Iterable[ModelVersion]) -> str:
    """How the ledger writes down which models read a text."""
    return ",".join(map(str, models))


def mentions(body: bytes, words: str) -> bool:
    """Whether a stored text may hold some words, in whatever case, without reading all of it."""
    data = _decompress(body).lower()
    return all(word.lower().encode() in data for word in words.split() if _is_plain(word))


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalnum()  # JSON writes all of it as it is


def damaged(identity: str) -> DamagedError:
    """Says that a document's body is damaged, and what to do."""
    return DamagedError(
        f"the stored document {identity} is damaged; `enricher retry {identity}` reads its file"
        " again, and corrections stay"
    )


def is_whole(body: bytes) -> bool:
    """Whether a body has the checksum it was written with."""
    try:
        zlib.decompress(body)
    except zlib.error:
        return False
    return True


def _decompress(body: bytes) -> bytes:
    """Decompress; zlib checks what it reads against an Adler-32 of its own."""
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise DamagedError(
            f"a stored document is damaged ({error}); `enricher doctor` shows which, and what to do"
        ) from error


def dump_kinship(kinship: Kinship) -> str:
    """A kinship as one value of the database, less its sketch."""
    return msgspec.json.encode(replace(kinship, sketch=b"")).decode()


def load_kinship(text: str, sketch: bytes) -> Kinship:
    """Read what `dump_kinship` made."""
    return replace(msgspec.json.decode(text, type=Kinship), sketch=sketch)


def dump_notice(notice: Notice | None) -> str:
    """A notice as one value of the database, "" for none."""
    return msgspec.json.encode(notice).decode() if notice else ""


def load_notice(text: str) -> Notice | None:
    """Read what `dump_notice` made."""
    return msgspec.json.decode(text, type=Notice) if text else None


def dump_value(value: Value) -> Any:
    """A value, ready for JSON."""
    return msgspec.to_builtins(value)


def load_value(data: Any) -> Value:
    """Read what `dump_value` made."""
    value = msgspec.convert(data, Value)
    _read_number(value)
    return value
