"""The account to pay to."""

from __future__ import annotations

import re

from connectors.layout.invoices.names import plain
from connectors.layout.invoices.numbers import Found
from connectors.layout.invoices.sheet import Sheet
from connectors.layout.lines import written
from enricher.values.identifier import is_iban

_BEGIN = re.compile(r"(?:IBAN:?)?([A-Z]{2}\d{2}[A-Z0-9]*)")
_LONGEST = 34
_SHORTEST = 15
_DEBIT = re.compile(
    r"\b(?:lastschrift|direct debit|debit your|abgebucht|eingezogen|your account|ihr konto|ihrem konto|votre compte|preleve|su cuenta|cargo en|domicilia\w*|incasso|automatisch|autogiro|von ihrem|addebito|mandat\w*|customer)\b"
)


def iban_of(sheet: Sheet) -> Found | None:
    """The first IBAN whose check digits are right and from which the invoice is not collected."""
    found: list[Found] = []
    for level in sheet.levels:
        words = level.line.words
        for start, word in enumerate(words):
            begin = _BEGIN.match(word.text)
            if begin is None:
                continue
            joined, best = "", 0
            for end in range(start, min(len(words), start + 10)):
                text = words[end].text.strip(",;.()")
                joined += _BEGIN.sub(r"\1", text) if end == start else text
                if len(joined) > _LONGEST or not (joined.isascii() and joined.isalnum()):
                    break
                if len(joined) >= _SHORTEST and is_iban(joined):
                    best, value = end + 1, joined
            if best:
                before = plain(" ".join((*(
                    sheet.levels[level.at - 1].line.text.split() if level.at else ()
                ), written(words[:start]))))  # fmt: skip
                score = -1.0 if _DEBIT.search(before) else 1.0
                found.append(Found(value, tuple(words[start:best]), score))
                break
    return max(found, key=lambda one: one.score, default=None)
