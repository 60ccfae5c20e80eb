"""Names of companies and people in the words of a line, by legal forms, streets and towns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.layout.invoices.names import (
    column_meanings,
    is_label,
    place_words,
    plain,
    sum_meaning,
    title_of,
)
from connectors.layout.invoices.sheet import Run
from connectors.layout.lines import PlacedWord, written

POSTCODE = re.compile(
    r"\b\d{4,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{2}-\d{3}\b|\b\d{3} \d{2}\b|\b\d{4}-\d{3}\b|\b\d{4} [A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
_PARTED = re.compile(
    r"\s+[·•|∙◦▪■\u2013\u2014*-]\s+|\s*[·•|]\s*|(?<=[^\W\d_]),\s+(?=\S*\d|\S+ \S*\d|[A-Z])|\s{3,}"
)
_REMARK = re.compile(r"\s*\([^()]*\)$")
_LEGAL = place_words("legal")
_LEGAL_INSIDE = frozenset(["gmbh", "ltd", "limited", "llc", "inc", "sarl", "srl", "spa", "oy", "bv", "plc", "pty", "aps", "lda", "sro", "mbh", "kft", "spzoo"])  # fmt: skip
# Before these a name may go on: `Iyer & Sons Traders`.
_LEGAL_LOOSE = frozenset(["sons", "group", "gruppe", "company", "cie"])
# `Calgary AB T2S` and `Denver CO 80202` have no legal form.
_PROVINCE = re.compile(r"(?:[A-Z]{2}) (?:[A-Z]\d[A-Z]|\d{4,5})\b")
_LEGAL_FIRST = frozenset(
    ["sarl", "eurl", "sas", "sasu", "ets", "scp", "scea", "gaec", "pphu", "phu", "fhu"]
)
_COUNTRIES = frozenset(
    [
        "germany", "deutschland", "france", "spain", "espana", "italy", "italia", "netherlands", "the netherlands", "nederland",
        "portugal", "poland", "polska", "sweden", "sverige", "norway", "norge", "denmark", "danmark", "czech republic",
        "ceska republika", "austria", "osterreich", "switzerland", "schweiz", "suisse", "belgium", "belgie", "belgique", "finland",
        "suomi", "ireland", "united kingdom", "uk", "england", "scotland", "usa", "united states", "united states of america", "us",
        "canada", "australia", "india", "hungary", "magyarorszag", "romania", "slovakia", "slovensko", "london", "paris", "berlin",
    ]
)  # fmt: skip


def without_title(words: Sequence[PlacedWord]) -> tuple[PlacedWord, ...]:
    words = tuple(words)
    while len(words) > 1 and not any(one.isalnum() for one in words[0].text):
        words = words[1:]
    if len(words) > 2 and plain(words[0].text) in ("attn", "attention", "firma", "herr", "herrn", "frau", "m", "mme", "to", "an"):  # fmt: skip
        words = words[1:]
    return words


def without_more(name: str, words: tuple[PlacedWord, ...]) -> tuple[str, tuple[PlacedWord, ...]]:
    """A name without the title of the document beside it, and without what follows its legal form."""
    if title_of(name) or "".join(name.split()) not in "".join(one.text for one in words):
        return name, words
    for count in range(1, min(4, len(words))):
        if title_of(written(words[-count:])) and len(words) > count:
            words = words[:-count]
            break
        if title_of(written(words[:count])) and len(words) > count + 1:
            words = words[count:]
            break
    if plain(words[0].text) in _LEGAL_FIRST:
        return stripped(written(words)), words
    for at in range(1, len(words) - 1):
        behind = plain(words[at + 1].text).replace(" ", "")
        is_form = _is_form(words[at].text) or has_legal_form(written(words[: at + 1]))
        is_end = behind not in _LEGAL and words[at + 1].text not in ("&", "und", "and", "et", "+")
        if is_form and _PROVINCE.match(written(words[at : at + 2])):
            break
        if plain(words[at].text) in _LEGAL_LOOSE and words[at + 1].text[0].isupper():
            continue
        if is_form and is_end and not any(_is_form(one.text) for one in words[at + 1 :]):
            words = words[: at + 1]
            break
    return stripped(written(words)), words


def _is_form(text: str) -> bool:
    """Whether a word is a legal form as these are written, `AB` and no `ab`."""
    bare = text.strip(".,;")
    name = plain(bare).replace(" ", "")
    return name in _LEGAL_INSIDE or (
        name in _LEGAL and bare.replace(".", "").replace("/", "").isupper() and len(name) < 5
    )


def pieces_of(run: Run) -> list[tuple[str, tuple[PlacedWord, ...]]]:
    """The parts of a line that has a name, a street and a town in it; the whole line where it has not."""
    parts = [one for one in _PARTED.split(run.text) if one.strip()]
    if len(parts) < 2:
        return [(stripped(run.text), run.words)]
    found = []
    at = 0
    for part in parts:
        wanted = "".join(part.split())
        words: list[PlacedWord] = []
        while at < len(run.words) and "".join(one.text for one in words) != wanted:
            word = run.words[at]
            at += 1
            bare = word.text.strip("·•|,")
            if bare and wanted.startswith("".join(one.text for one in words) + bare):
                words.append(word)
                if "".join(one.text for one in words).rstrip(",·•|") == wanted.rstrip(",·•|"):
                    break
        if words:
            found.append((stripped(part), tuple(words)))
    if len(found) > 1 and _is_legal_alone(found[1][0]):
        first, second = found[0], found[1]
        found[:2] = [(f"{first[0]}, {second[0]}", first[1] + second[1])]
    return found or [(stripped(run.text), run.words)]


def _is_legal_alone(text: str) -> bool:
    return plain(text).replace(" ", "") in {one.replace(" ", "") for one in place_words("legal")}


def stripped(text: str) -> str:
    return text.strip(" ,;:·•|*-\u2013\u2014").removesuffix(" -")


def is_name(text: str) -> bool:
    words = text.split()
    letters = sum(one.isalpha() for one in text)
    digits = sum(one.isdigit() for one in text)
    if (
        letters < 2
        or not 0 < len(words) <= 9
        or digits > 4
        or "@" in text
        or ":" in text
        or "%" in text
    ):
        return False
    if (
        title_of(text)
        or is_label(_REMARK.sub("", text))
        or re.match(r"(?:www\.|https?:)", text, re.I)
    ):
        return False
    names = plain(text).split()
    if not names or text[0] == "(" or (text[0].islower() and not has_legal_form(text)):
        return False
    is_sum = len(names) < 3 and sum_meaning(text.split()) != ""
    is_said = is_sum or column_meanings(text)[0] != "" or names[0].isdigit()
    if is_said and not has_legal_form(text):
        return False
    if re.search(r"[.!?]$", text) and len(words) > 4 and not has_legal_form(text):
        return False
    if has_legal_form(text):
        return not (digits and _looks_like_place(names, text))
    if set(names) & place_words("noise") or any(title_of(one) for one in words[:2]):
        return False
    return not _looks_like_place(names, text) and digits < 3


def _looks_like_place(names: Sequence[str], text: str) -> bool:
    """Whether a line is one of an address."""
    has_number = any(one[0].isdigit() for one in names)
    if has_number and (set(names) & place_words("streets") or POSTCODE.search(text)):
        return True
    if has_number and any(re.search(r"(?:stra(?:ss|ß)e|str|weg|gasse|platz|straat|laan|gatan|vej|gade|vagen|veien|katu|tie)$", one) for one in names):  # fmt: skip
        return True
    return plain(text) in _COUNTRIES or (has_number and len(names) < 4 and names[-1][0].isdigit())


def has_legal_form(text: str) -> bool:
    """Whether a legal form stands in a name, at its end as a rule."""
    names = plain(text).replace(".", " ").split()
    if len(names) > 1 and any(one in _LEGAL for one in (names[-1], " ".join(names[-2:]), " ".join(names[-3:]), "".join(names[-3:]), "".join(names[-2:]))):  # fmt: skip
        return True
    if len(names) > 1 and names[0] in _LEGAL_FIRST:
        return True
    return len(names) > 1 and any(one in _LEGAL_INSIDE for one in names[1:])


def key_of(name: str) -> str:
    names = [one for one in plain(name).replace(".", " ").split() if one not in _LEGAL]
    joined = "".join(names)
    return joined or "".join(plain(name).split())


def key_words(name: str) -> list[str]:
    return [
        one for one in plain(name).replace(".", " ").split() if len(one) > 2 and one not in _LEGAL
    ]


def initials(name: str) -> str:
    return "".join(one[0] for one in key_words(name))
