"""What invoices print before values, above columns and beside sums, in many languages.

names.toml -> plain names -> meanings
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import product

from connectors.layout.lines import PlacedWord
from connectors.structured import column_names

MOST_WORDS = 7
"""Of one label."""

_SIGNS = str.maketrans({"°": " ", "º": " ", "ª": " ", "#": " no ", "№": " no ", "\u2019": "'"})
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")  # `I.V.A.` is a word
_LABELS = {
    "titles": ("invoice", "credit"),
    "dates": ("issued", "due", "other"),
    "orders": ("strong", "weak", "own"),
    "others": ("names", "currency"),
    "parties": ("seller", "payee", "buyer", "place", "name"),
}


@cache
def plain(text: str) -> str:
    """Some words as names are compared: `Rechnungs-Nr.:` is `rechnungs nr`, `Facture n°` is `facture n`."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text.translate(_SIGNS))
    words = (column_names.plain(one) for one in text.split())
    return " ".join(filter(None, words))


@cache
def _lists() -> dict[str, dict[str, str]]:
    text = resources.files("connectors.layout.invoices").joinpath("names.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _set(kind: str, name: str) -> frozenset[str]:
    return frozenset(plain(one) for one in _lists()[kind][name].split("|")) - {""}


def _numbers() -> Iterable[str]:
    subjects, marks = _set("number", "subjects"), _set("number", "marks")
    joins = [one.strip() for one in _lists()["number"]["joins"].split("|")]
    for subject, mark in product(subjects, marks):
        yield f"{subject} {mark}"
        for join in joins:
            yield " ".join(filter(None, (mark, join, subject)))


@cache
def _labels() -> dict[str, frozenset[str]]:
    """The meanings of each label, as `number`, `date`, `due`, `seller`."""
    found: dict[str, set[str]] = {}

    def add(names: Iterable[str], meaning: str) -> None:
        for name in names:
            found.setdefault(name, set()).add(meaning)

    for kind, parts in _LABELS.items():
        for part in parts:
            add(_set(kind, part), f"{kind}.{part}")
    add(_set("dates", "weak"), "dates.weak")
    add(_numbers(), "number.strong")
    add(_set("number", "phrases"), "number.strong")
    pairs = product(_set("orders", "whose"), _set("orders", "order"))
    add((f"{whose} {order}" for whose, order in pairs), "orders.strong")
    add(_set("number", "weak"), "number.weak")
    return {name: frozenset(meanings) for name, meanings in found.items()}


def label_at(words: Sequence[PlacedWord], start: int) -> tuple[frozenset[str], int]:
    """The longest label that begins with a word, by its meanings, and the word behind it."""
    if not any(one.isalpha() or one in "#№" for one in words[start].text):
        return frozenset(), start
    names: list[str] = []
    for word in words[start : start + MOST_WORDS]:
        name = plain(word.text)
        if name:
            names.append(name)
            if word.text.endswith(":"):
                break
        elif word.text != "/":
            break
    for count in range(len(names), 0, -1):
        meanings = _labels().get(" ".join(names[:count]))
        if meanings:
            return meanings, _behind(words, start, count)
    return frozenset(), start


def _behind(words: Sequence[PlacedWord], start: int, count: int) -> int:
    end = start
    while count:
        count -= bool(plain(words[end].text))
        end += 1
    while end < len(words) and words[end].text in (":", ".", "-", "\u2013", "/", "|"):
        end += 1
    return end


def is_label(text: str) -> bool:
    return plain(text) in _labels()


def title_of(text: str, *, is_whole: bool = True) -> str:
    """`invoice` or `credit` where some words name the document, else "".

    Args:
        is_whole: whether they are all that stands there: `Receipt` in a sentence names nothing.
    """
    name = plain(text)
    if not is_whole and name in _set("titles", "alone"):
        return ""
    for kind in ("credit", "invoice"):
        if name in _set("titles", kind):
            return kind
    return ""


def names_number(line: str) -> bool:
    """Whether a line begins with a label of an invoice's number."""
    words = plain(" ".join(line.split()[:6])).split()
    return any(
        "number.strong" in _labels().get(" ".join(words[:count]), ()) for count in range(1, 6)
    )


def is_position(name: str) -> bool:
    """Whether a column of this name may as well number the rows as describe them."""
    return plain(name) in _set("columns", "position")


def is_unit_name(name: str) -> bool:
    """Whether a column of this name may as well hold units as prices."""
    return plain(name) in _set("columns", "unit")


def names_statement(line: str) -> bool:
    """Whether a short line has the name of a statement of an account in it, or what only those have."""
    words = plain(line).split()
    return len(words) <= _SHORT_LINE and any(
        " ".join(words[start : start + count]) in _set("titles", "statement")
        for start in range(len(words))
        for count in range(1, 5)
    )


@cache
def column_meanings(name: str) -> tuple[str, str]:
    """What a column of this name holds, and whether `net` or `gross`; ("", "") for an unknown name.

    Of `Prix unitaire HT` that is a price without tax.
    """
    words = plain(name).split()
    text = " ".join(words)
    direct = _column(text)
    if direct:
        return direct, _basis(words)
    kept = [
        one
        for one in words
        if one not in _set("column_marks", "net")
        and one not in _set("column_marks", "gross")
        and one not in _set("column_marks", "fill")
    ]
    basis = _basis(words)
    if basis:
        kept = [one for one in kept if one not in _set("sums", "tax")]
    if not kept:
        return ("amount", basis) if basis else ("", "")
    if found := _column(" ".join(kept)):
        return found, basis
    if any(one in _set("sums", "tax") for one in kept):
        rest = " ".join(one for one in kept if one not in _set("sums", "tax"))
        if not rest:
            return "tax", ""
        if _column(rest) == "amount":
            return "tax_amount", ""
    return "", ""


def _basis(words: Sequence[str]) -> str:
    if any(one in _set("column_marks", "gross") for one in words):
        return "gross"
    return "net" if any(one in _set("column_marks", "net") for one in words) else ""


_COLUMNS = (
    "quantity",
    "amount",
    "price",
    "description",
    "tax_rate",
    "tax_amount",
    "discount",
    "unit",
    "position",
    "date",
)


@cache
def _column(name: str) -> str:
    return next((one for one in _COLUMNS if name in _set("columns", one)), "")


def sum_meaning(words: Sequence[str]) -> str:
    """What a sum is whose label are these words.

    One of `net`, `tax`, `total`, `sub`, `loose` (what may be a part as well), `due`, `paid`, `discount`, `charge`, `withheld`, `rounding`,
    `carry`, and "" for what is no label of a sum.
    """
    names = [part for one in words for part in plain(one).replace("/", " ").split()]
    names = [one for one in names if any(letter.isalpha() for letter in one)]
    if not names or len(names) > MOST_SUM_WORDS:
        return ""
    said = {kind for kind in _lists()["sums"] for one in names if _says(one, kind)}
    if "carry" in said:
        return "carry"
    if "none" in said and not said & {"due", "without", "with"}:
        return ""
    for kind in ("rounding", "withheld"):
        if kind in said:
            return kind
    if "due" in said and not ("tax" in said and said & {"with", "without"}):
        return "due"
    if "tax" in said:
        if "without" in said:
            return "net"
        if "with" in said and said & {"total", "sub"}:
            return "total"
        return "tax"
    if "paid" in said:
        return "paid"
    for kind in ("discount", "charge"):
        if kind in said and not said & {"total", "without", "sub"}:
            return kind
    if "without" in said:
        return "net"
    if "sub" in said:
        return "sub"
    if "loose" in said:
        return "sub" if "total" in said else "loose"
    if "total" in said or ("with" in said and len(names) == 1 and len(names[0]) > 2):
        return "total"
    return ""


MOST_SUM_WORDS = 9
_SHORT_LINE = 8  # words


@cache
def _says(name: str, kind: str) -> bool:
    if name in _set("sums", kind):
        return True
    patterns = _lists()["compounds"].get(kind, "")
    return any(
        len(name) >= len(one)
        and (name.startswith(one[:-1]) if one[-1] == "*" else name.endswith(one[1:]))
        for one in patterns.split("|")
        if one
    )


def says_included(words: Sequence[str]) -> bool:
    """Whether a row says at its beginning that its amount is a part of another one."""
    names = plain(" ".join(words[:3])).split()
    return any(" ".join(names[:count]) in _set("inclusions", "words") for count in (1, 2, 3))


@cache
def place_words(kind: str) -> frozenset[str]:
    """`streets`, `noise` or `legal`."""
    return _set("places", kind)
