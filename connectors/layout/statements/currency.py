"""The currency of a statement: a label, a name of a column, the unit at its balances, or its IBAN's country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from connectors.layout.currencies import CODES, OF_COUNTRY, SYMBOLS
from connectors.layout.lines import PlacedWord
from connectors.layout.statements.countries import currency_of_country
from connectors.layout.statements.outline import Account, Outline

_TOKEN = re.compile(r"[A-Za-z]{0,2}\$|[€£₹¥₩]|[^\W\d_]+\.?")

_CANADIAN = re.compile(r"\b[A-Z]\d[A-Z] \d[A-Z]\d\b")  # postal codes

Shown = tuple[str, Sequence[PlacedWord]]


def currencies_of(outline: Outline) -> list[Shown | None]:
    """The currency of each account: its own where there are several, else that of the document."""
    shown = currency_of(outline)
    if len(outline.accounts) < 2:
        return [shown] * len(outline.accounts)
    return [_own(one, outline) or shown for one in outline.accounts]


def _own(account: Account, outline: Outline) -> Shown | None:
    """What is said in the account's own lines: a label, at its balances, or beside its number."""
    for fact in outline.around.of("currency", account.start, account.end):
        return fact.value, fact.words
    for balance in (account.reading.opening, account.reading.closing):
        if balance is not None and (code := _code_of_unit(balance.amount.unit, outline)):
            return code, balance.amount.words
    lines = [one.at for one in (account.reading.opening, account.reading.closing) if one]
    lines += [one.at for one in (account.account, account.iban) if one]
    for at in lines:
        for word in outline.contents[at].line.words:
            bare = word.text.strip("():;,./")
            if bare in CODES:
                return bare, (word,)
    return None


def currency_of(outline: Outline) -> Shown | None:
    """The code, and the words that show it; None where nothing does."""
    for fact in outline.around.of("currency"):
        return fact.value, fact.words
    for heading in outline.headings.values():
        for column in heading.columns:
            for word in column.words:
                if code := _code(word.text, outline):
                    return code, (word,)
    for account in outline.accounts:
        for balance in (account.reading.opening, account.reading.closing):
            if balance is not None and (code := _code_of_unit(balance.amount.unit, outline)):
                shown = [
                    one for one in balance.amount.words if _code_of_unit(_unit(one.text), outline)
                ]
                return code, shown[:1] or balance.amount.words
    units: Counter[str] = Counter()
    where: dict[str, Sequence[PlacedWord]] = {}
    for content in outline.contents:
        for amount in content.amounts:
            if code := _code_of_unit(amount.unit, outline):
                units[code] += 1
                where.setdefault(code, amount.words)
    if units:
        code = units.most_common(1)[0][0]
        return code, where[code]
    labelled = [outline.contents[one.at] for one in outline.around.balances]
    rows = [row.at for account in outline.accounts for row in account.reading.rows]
    head = outline.contents[: max(outline.first_row + 1, min(rows, default=0))]
    for content in (*head, *labelled):
        for word in content.line.words:
            bare = word.text.strip("():;,./")
            if bare in CODES or bare.casefold() in ("euro", "euros"):
                return bare if bare in CODES else "EUR", (word,)
    for fact in outline.around.of("iban"):
        code = OF_COUNTRY.get(fact.value[:2], "")
        return (code, fact.words) if code else None
    return currency_of_country(head)


def _unit(text: str) -> str:
    found = _TOKEN.search(text)
    return found.group() if found else ""


def _code(text: str, outline: Outline) -> str:
    for token in _TOKEN.findall(text):
        if token in CODES:
            return str(token)
        bare = token.casefold().rstrip(".")
        if bare in ("euro", "euros"):
            return "EUR"
        is_apart = text.startswith("(")  # a unit behind the name of a column
        if bare in SYMBOLS and (is_apart or not bare.isalpha() or bare in ("zł", "kč")):
            return SYMBOLS[bare]
        if is_apart and bare == "kr":
            return _krona(outline)
        if token == "$":
            return _dollar(outline)
    return ""


def _code_of_unit(unit: str, outline: Outline) -> str:
    bare = unit.casefold().rstrip(".")
    if unit.upper() in CODES:
        return unit.upper()
    if bare == "kr":
        return _krona(outline)
    if bare == "$":
        return _dollar(outline)
    return SYMBOLS.get(bare, "")


def _krona(outline: Outline) -> str:
    for fact in outline.around.of("iban"):
        if fact.value[:2] in ("SE", "NO", "DK"):
            return OF_COUNTRY[fact.value[:2]]
    text = " ".join(one.line.text for one in outline.contents[:80]).casefold()
    for code, signs in (("SEK", ("kontoutdrag", "ingående", "belopp", "bokför", "bokf.", "insättning")), ("NOK", ("kontoutskrift", "inngående", " ut fra", "beløp nok")), ("DKK", ("kontoudskrift", "kontoudtog", "bogført", "indestående", "primo"))):  # fmt: skip
        if any(one in text for one in signs):
            return code
    return "SEK"


def _dollar(outline: Outline) -> str:
    text = " ".join(one.line.text for one in outline.contents[:80])
    if _CANADIAN.search(text):
        return "CAD"
    for code, signs in (("AUD", ("A$", "AUD", "BSB", "ABN ", "AFSL", "Australia", " NSW ", " VIC ", " QLD ", " TAS ")), ("CAD", ("C$", "CAD", "Canada")), ("NZD", ("NZ$", "NZD", "New Zealand")), ("SGD", ("S$", "SGD", "Singapore", "SINGAPORE")), ("HKD", ("HK$", "HKD", "Hong Kong")), ("MXN", ("MXN", "CLABE", "R.F.C", "México", "MÉXICO"))):  # fmt: skip
        if any(one in text for one in signs):
            return code
    return "USD"
