"""Who wrote a receipt: the name of the shop at its head, and the address below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.layout.lines import PlacedWord
from connectors.layout.receipts.names import begins, count, listed, longest, plain
from connectors.layout.receipts.rows import Row

_MOST_ROWS = 14  # of the head, in which a shop's name stands
_LATIN_END = "\u0250"
_MOST_ADDRESS = 7
_LEAST = -1.0
_BEGINS = 0.8  # of likeness: what an address begins with
_AMOUNT = re.compile(r"\d[.,]\d{2}(?!\d)")
_DATE = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
_POSTCODE = re.compile(
    r"(?<![\d#])\d{4,6}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\b\d{2}-\d{3}\b"
)
_PHONE = re.compile(r"[+(]?\d[\d\s()/.-]{6,}")
_LONG_NUMBER = re.compile(r"(?:\d[ -]?){8,}")
_REGISTRY = re.compile(
    r"\s*[(\[{]\s*(?:(?:co|company|reg|roc|gst|business|no|ssm)\b[^)\]}]*|[A-Z]{0,3}\s?\d[\d\s.-]{3,}-?\s?[A-Z\d]{0,2})\s*[)\]}]?.*$"
    r"|(?:^|\s+)\d{5,}\s?-?\s?[A-Z]\b.*$"
    r"|(?:^|\s+)(?:co|company|reg|roc|gst|business)\b\.?\s*(?:no|reg|id|number)\b.*$",
    re.I,
)
# What OCR makes of legal forms: their shapes are known.
_MISREAD = [
    (re.compile(r"(?<=\s)[5S]\s?/\s?[B8](?=\.?\s*$)"), "S/B"),
    (re.compile(r"\b[S5]DN(\.?\s?)B[HN]D\b"), r"SDN\1BHD"),
]
_NUMBERED = re.compile(r"[(\[{]\s*\d{4,}\s?-?\s?[A-Z]?\s*[)\]}]|\d{5,}-[A-Z]\b")
_TITLE = len("tax invoice")
_NEAR = 2  # lines between which a name stands once more
_GLUED = 4  # letters of a word that is looked for in longer ones
_EDGES = " ,;:*-_=~#'\"|<>"
_JOINING = re.compile(r"(?:&|\bAND|\bOF|\bBY|-|\()\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Party:
    """A shop, or its address: as it is written, without what stands behind it."""

    value: str
    words: tuple[PlacedWord, ...]
    last_row: int
    weight: float = 0.0


def vendor_of(rows: Sequence[Row]) -> Party | None:
    """The name of the shop."""
    head = _head(rows)
    ranked = [
        (_likeness(row, place, head), -row.number, row)
        for place, row in enumerate(head)
        if _may_be_name(row)
    ]
    if not ranked:
        return None
    weight, _, row = max(ranked)
    row = next((one for *_, one in ranked if _is_fuller(one, row)), row)
    return _named(row, rows, weight) if weight >= _LEAST else None


def _is_fuller(row: Row, name: Row) -> bool:
    """Whether a line near a name has all of it and more, as below a logo."""
    words, others = plain(_clean(name.text)), plain(_clean(row.text))
    is_near = 0 < abs(row.number - name.number) <= _NEAR
    is_in = len(words) >= _GLUED and words != others and f" {words} " in f" {others} "
    return is_near and is_in and not _legal(name.text) and _address_likeness(row.text) < 1


def _head(rows: Sequence[Row]) -> list[Row]:
    """The rows above the first that sells something."""
    head: list[Row] = []
    for row in rows[:_MOST_ROWS]:
        if head and _AMOUNT.search(row.text) and not longest("head", "registry", row.text):
            break
        head.append(row)
    return head


def _may_be_name(row: Row) -> bool:
    letters = sum(one.isalpha() and one < _LATIN_END for one in row.text)
    if letters < 3 or (letters < 0.5 * len(row.text.replace(" ", "")) and not _legal(row.text)):
        return False
    if _DATE.search(row.text) or _TIME.search(row.text) or _AMOUNT.search(row.text):
        return False
    if begins("head", "contact", row.text) or _is_noise(row.text):
        return False
    return bool(_clean(row.text))


def _is_noise(text: str) -> bool:
    """Whether a line says no more than what the document is, or greets."""
    name = plain(text)
    length = begins("head", "noise", text)
    return length > 0 and length >= 0.6 * len(name) and not _legal(text)


def _legal(text: str) -> bool:
    """Whether a name ends with a legal form, or with what stands for one."""
    name = plain(_clean(text))
    found = longest("head", "legal", name)
    return bool(found) and name.endswith(found) and name != found


def _likeness(row: Row, place: int, head: Sequence[Row]) -> float:
    text = _clean(row.text)
    weight = -0.3 * place
    if _legal(row.text):
        weight += 3.0 if len(longest("head", "legal", text)) > 2 else 1.5
    if longest("head", "shop", text) or _has_glued(text):
        weight += 1.0
    if _legal(row.text) and _NUMBERED.search(row.text):
        weight += 1.2
    weight += max(-0.5, min(2.0, 2.0 * (row.size - 1.0)))
    if text.upper() == text:
        weight += 0.4
    elif text.lower() == text:
        weight -= 1.5
    if begins("head", "registry", row.text):
        weight -= 2.5
    if _is_below_title(head[:place]):
        weight -= 3.0  # there stands who buys, and who owns the shop
    if begins("head", "noise", row.text):
        weight -= 1.0
    weight -= _address_likeness(row.text) * (0.4 if _legal(row.text) else 1.2)
    following = head[place + 1].text if place + 1 < len(head) else ""
    if _address_likeness(following) >= 1 or begins("head", "registry", following.lstrip("( ")):
        weight += 0.5
    if row.line.words and min(one.word.confidence for one in row.line.words) < 0.6:
        weight -= 0.5
    return weight


def _is_below_title(above: Sequence[Row]) -> bool:
    """Whether a title stands above, and above that what may be a name."""
    names = [_may_be_name(one) and _address_likeness(one.text) < 1 for one in above]
    return any(_has_title(one.text) and any(names[:at]) for at, one in enumerate(above))


def _has_title(text: str) -> bool:
    """Whether a line is a title, or one stands beside something else in it."""
    return _is_noise(text) or len(longest("head", "noise", text)) >= _TITLE


def _has_glued(text: str) -> bool:
    """Whether a word for a shop stands in words whose blanks were lost."""
    names = [one for one in listed("head")["shop"].split("|") if len(one) >= _GLUED]
    long = [one for one in plain(text).split() if len(one) >= 3 * _GLUED]
    return any(name in word for word in long for name in names)


def _address_likeness(text: str) -> float:
    """How much of an address is in a line."""
    weight = 0.8 * min(3, count("head", "address", text))
    weight += 1.0 if _POSTCODE.search(text) else 0.0
    weight += 0.5 if re.search(r"\d", text) and "," in text else 0.0
    weight += (
        0.4 if re.search(r"\b\d{1,4}[A-Z]?\b", text) and longest("head", "address", text) else 0
    )
    return weight


def _clean(text: str) -> str:
    """A name without the number of the company behind it."""
    bare = _REGISTRY.sub("", text).strip(_EDGES).lstrip(".")
    for pattern, form in _MISREAD:
        bare = pattern.sub(form, bare)
    return bare


def _named(row: Row, rows: Sequence[Row], weight: float) -> Party:
    """The name, with the line above or below where it goes over two."""
    parts = [row]
    above = rows[row.number - 1] if row.number else None
    below = rows[row.number + 1] if row.number + 1 < len(rows) else None
    if (
        above is not None
        and (_legal_alone(row.text) or _goes_on(row.text) or _shop_alone(row.text))
        and _goes_with(above, row)
    ):
        parts.insert(0, above)
        further = rows[above.number - 1] if above.number else None
        if further is not None and _goes_on(above.text) and _goes_with(further, above):
            parts.insert(0, further)
    elif below is not None and _goes_with(row, below) and not _legal(row.text):
        is_tail = _legal_alone(below.text) or _shop_alone(below.text) or _JOINING.search(row.text)
        if is_tail or row.text.count("(") > row.text.count(")"):
            parts.append(below)
    value = _clean(" ".join(one.text for one in parts))
    words = tuple(word for one in parts for word in one.line.words)
    return Party(value, _kept(words, value), parts[-1].number, weight)


def _legal_alone(text: str) -> bool:
    """Whether a line is little more than the end of a name: `CO. (M) SDN BHD`."""
    name = plain(_clean(text))
    form = longest("head", "legal", name)
    if not form or not name.endswith(form):
        return False
    rest = [one for one in name.replace(form, " ").split() if len(one) > 2]
    return len(rest) <= 1


def _shop_alone(text: str) -> bool:
    """Whether a line is a word for shops, which is no name by itself."""
    name = plain(_clean(text))
    return bool(name) and longest("head", "shop", name) == name


def _goes_on(text: str) -> bool:
    """Whether a line begins with what names end with, or closes a bracket that it has not opened."""
    opened = text.find("(")
    closed = text.find(")")
    is_form = bool(begins("head", "legal", text)) and not begins("head", "leading", text)
    return is_form or (closed >= 0 and (opened < 0 or closed < opened))


def _goes_with(row: Row, below: Row) -> bool:
    """Whether two lines are written in the same letters, right below each other."""
    gap = below.line.top - row.line.bottom
    return (
        0.7 < row.size / max(below.size, 0.01) < 1.45
        and gap < 1.2 * row.line.height
        and _may_be_name(row)
        and not begins("head", "registry", below.text)
        and _address_likeness(below.text) < 1
    )


def _kept(words: Sequence[PlacedWord], value: str) -> tuple[PlacedWord, ...]:
    """The words that a value is made of, where some stand behind it."""
    length = len(value.replace(" ", ""))
    kept: list[PlacedWord] = []
    for word in words:
        if kept and sum(len(one.text) for one in kept) >= length:
            break
        kept.append(word)
    return tuple(kept)


def address_of(rows: Sequence[Row], vendor: Party) -> Party | None:
    """The lines below a shop's name that say where it is."""
    found: list[Row] = []
    for row in rows[vendor.last_row + 1 : vendor.last_row + 1 + 2 * _MOST_ADDRESS]:
        if _ends_address(row) or _is_numbered(row):
            if found:
                break
            continue
        likeness = _address_likeness(row.text)
        if not found and likeness < _BEGINS:
            continue
        if found and likeness == 0 and _is_whole(found[-1].text):
            break
        found.append(row)
        if len(found) == _MOST_ADDRESS:
            break
    if not found:
        return None
    words = tuple(word for one in found for word in one.line.words)
    return Party(" ".join(one.text for one in found), words, found[-1].number)


def _is_whole(text: str) -> bool:
    """Whether an address may end with a line."""
    return not text.rstrip().endswith(",") or _POSTCODE.search(text) is not None


def _ends_address(row: Row) -> bool:
    return bool(
        begins("head", "contact", row.text)
        or _DATE.search(row.text)
        or _TIME.search(row.text)
        or _AMOUNT.search(row.text)
        or _is_noise(row.text)
        or _PHONE.fullmatch(row.text.strip())
        or "@" in row.text
        or "www" in row.text.casefold()
    )


def _is_numbered(row: Row) -> bool:
    """Whether a line is the number of a company, or a second name of it."""
    bare = row.text.strip("( ")
    return bool(
        begins("head", "registry", bare)
        or _REGISTRY.fullmatch(row.text)
        or _LONG_NUMBER.search(row.text)
    )
