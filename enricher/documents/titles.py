"""What a document is called wherever it is shown: by its heading, its file's metadata, or its file's name.

subject of a mail --> heading that a model found --> name of a financial document, made of its fields
--> line at the top that is a title --> title in the metadata, unless a program wrote it --> name of the file
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from enricher.documents.document_type import (
    DOCUMENT_TYPE,
    FINANCIAL_TYPES,
    INVOICE,
    PURCHASE_ORDER,
    STATEMENT,
)
from enricher.documents.headings import find_heading, line_of
from enricher.documents.text import ExtractedText
from enricher.entities import Entity, FieldValue
from enricher.text.excerpts import excerpt
from enricher.text.titles import find_titles, is_bare

TITLE = "Title"

_MOST_CHARACTERS = 120
_MOST_WORDS = 16  # of a line that is a heading
_TOP = 1_500  # characters in which a line may be the title
_TOP_LINES = 6
_TITLE_SHARE = 0.6  # of a line that is a title
_FILERS = re.compile(
    r"(?:exhibit|exh?\.)\s*(?:no\.?\s*)?(?=\S*\d)[\w.()-]+[\s:–-]*",  # noqa: RUF001 - as written
    re.I,
)
_CLAUSE = re.compile(r"(?:\(?[\divx]+[.)]\s?\S|§\s?\d|(?:section|article|clause)\b)", re.I)
_HALF = re.compile(
    r"(?:and|or|of|for|to|with|und|&)\b|.*\b(?:and|or|of|for|to|with|the|und)$|.*[&,]$", re.I
)
_MAILS = ("message/rfc822", "application/vnd.ms-outlook")

_OF_PROGRAMS = re.compile(
    r"(?:microsoft (?:office )?(?:word|excel|powerpoint)|print|scan) - ", re.I
)
_PATH = re.compile(r"(?:\w:)?[/\\]|.*\\|(?:file|https?):", re.I)
_FILE_NAME = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|rtf|odt|pdf|xlsx?|xlsm|ods|pptx?|txt|html?|xml|indd|pages|wpd|qxd|ps|tiff?|jpe?g|png|tmp)",
    re.I,
)
_SAYING_NOTHING = frozenset(
    """untitled|untitled document|untitled-1|untitled1|no title|title|document|document1|document 1|doc1
    |new document|blank|blank page|print|printed document|scan|scanned document|scanned image|image|default
    |template|letter|page 1|slide 1|powerpoint presentation|presentation|book1|sheet1|workbook|table1
    |microsoft word|microsoft word document|microsoft excel|word document|anonymous|(anonymous)|unknown|null
    |none|n/a|test|unbenannt|ohne titel|dokument|dokument1|neues dokument|sans titre|sans titre 1|document sans titre
    |sin titulo|sin título|documento|documento1|documento senza titolo|senza titolo|naamloos|naamloos document
    |sem titulo|sem título|namnlös|uten navn|unavngivet|bez tytułu|bez nazwy|report|crystal reports|jasperreports|output
    |print document|exhibit""".replace("\n", "").replace("    ", "").split("|")
)  # fmt: skip
_HASH = re.compile(
    r"(?=\D*\d)[0-9a-f]{16,}|(?=\D*\d)[0-9a-f-]{32,}|(?=\w{16,})[a-z]*\d+(?:[a-z]+\d+){3,}[a-z]*",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")

Fields = Mapping[str, Sequence[FieldValue]]


def title_of(
    extracted: ExtractedText, entities: Sequence[Entity], fields: Fields, path: str
) -> str:
    """What a document is called.

    Args:
        path: one of the places where it lies.
    """
    name = path.rsplit("/", 1)[-1]
    title = heading_of(extracted, entities, fields)
    if title or not is_hash(name.rsplit(".", 1)[0]):
        return title or name
    lines = (" ".join(line.split()) for line in extracted.text[:_TOP].splitlines())
    return next((excerpt(line, 80) for line in lines if _LETTERS.search(line)), name)


def heading_of(extracted: ExtractedText, entities: Sequence[Entity], fields: Fields) -> str:
    """What a document calls itself, or its metadata calls it; "" where only its file has a name."""
    if extracted.media_type in _MAILS and extracted.title:
        return extracted.title
    title = (
        _found_heading(extracted, entities, fields)
        or _financial_title(extracted, fields)
        or _top_line(extracted.text)
        or sensible_title(extracted.title)
    )
    return excerpt(title, _MOST_CHARACTERS)


def sensible_title(title: str) -> str:
    """A title of metadata, "" where it is a name that some program gave."""
    title = _OF_PROGRAMS.sub("", " ".join(title.split()))
    bare = title.casefold().strip(" .-_")
    is_named = bool(_LETTERS.search(title)) and bare not in _SAYING_NOTHING
    if not is_named or _PATH.match(title) or _FILE_NAME.fullmatch(title) or is_hash(title):
        return ""
    return title


def is_hash(name: str) -> bool:
    """Whether a name is one that no person gave: digits of a hash or an identifier."""
    return _HASH.fullmatch(name) is not None


def _found_heading(extracted: ExtractedText, entities: Sequence[Entity], fields: Fields) -> str:
    """The title that a model found or a person gave, with the rest of its line if that is a heading."""
    values = {one.value.display for one in fields.get(TITLE, ())}
    if not values:
        return ""
    for entity in entities:
        if entity.span.category == TITLE and entity.value and entity.value.display in values:
            line = line_of(extracted.text, (entity.span.start, entity.span.end))
            words = line.split()
            is_heading = len(words) <= _MOST_WORDS and not line.endswith((".", ",", ";", ":"))
            text = " ".join(entity.text.split())
            return line if is_heading and 2 * len(text) >= len(line) else text
    return next(iter(fields[TITLE])).value.display


def _financial_title(extracted: ExtractedText, fields: Fields) -> str:
    """`Invoice 2041 of Hollin Timber Ltd`, `Kontoauszug DE18… 2025-03-01 to 2025-03-31`."""
    kind = _first(fields, DOCUMENT_TYPE)
    if kind not in (*FINANCIAL_TYPES, PURCHASE_ORDER):
        return ""
    place = find_heading(extracted.text, kind)
    told = _told(kind, fields)
    if not told:
        return line_of(extracted.text, place) if place else ""
    heading = " ".join(extracted.text[slice(*place)].split()) if place else kind
    heading = heading.capitalize() if heading.isupper() or heading.islower() else heading
    return f"{heading} {told}"


def _told(kind: str, fields: Fields) -> str:
    """What tells an invoice from others, and a statement; "" of other types."""
    if kind == INVOICE:
        number, vendor = _first(fields, "InvoiceNumber"), _first(fields, "Vendor")
        return " ".join(filter(None, (number, f"of {vendor}" if vendor else "")))
    if kind != STATEMENT:
        return ""
    account = _first(fields, "IBAN") or _first(fields, "AccountNumber") or _first(fields, "Bank")
    start, end = _first(fields, "PeriodStart"), _first(fields, "PeriodEnd")
    period = f"{start} to {end}" if start and end else end or start
    return " ".join(filter(None, (account, period)))


def _first(fields: Fields, category: str) -> str:
    return next((one.value.display for one in fields.get(category, ())), "")


def _top_line(text: str) -> str:
    """A line at the top that is the title of an agreement and little else, without its exhibit's number."""
    lines = (" ".join(line.split()) for line in text[:_TOP].splitlines())
    before = ""
    for line in [line for line in lines if _LETTERS.search(line)][:_TOP_LINES]:
        bare = _FILERS.sub("", line, count=1) if _FILERS.match(line) else line
        if not _HALF.fullmatch(before) and _is_title(bare):
            return bare
        before = bare
    return ""


def _is_title(line: str) -> bool:
    """Whether a line has the title of an agreement and little else, and is no clause's or half of one."""
    if len(line.split()) > _MOST_WORDS or _CLAUSE.match(line) or _HALF.match(line):
        return False
    return any(
        one.end - one.start >= _TITLE_SHARE * len(line) and not is_bare(one.text)
        for one in find_titles(line.title() if line.isupper() else line)
    )
