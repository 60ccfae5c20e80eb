"""The bank and the holder of a statement, where no label names them: the letterhead, and whom it is sent to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.layout.cells import Content
from connectors.layout.lines import PlacedWord, segments, written
from connectors.layout.statements.facts import Around, Fact
from connectors.layout.statements.names import balance_named, is_title, labels_named
from connectors.structured.column_names import names_bank

_POSTCODE = re.compile(
    r"\b\d{4,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b\d{2}-\d{3}\b|\b\d{3} \d{2}\b|\b\d{4}-\d{3}\b"
)
_TITLE_LINE = re.compile(
    r"(?:herrn?|frau|eheleute|herrn? und frau|exm[oa]s?\.? ?(?:senhora?|sra?)\.?|senhora?|señora?|signora?|monsieur|madame|de heer|mevrouw|sz\.? ?p\.?|pan|pani|spett\.?le|spettabile|egr\.?(?: sig\.?)?|egregio(?: signore?)?|gent\.?(?:ma|mo)?|gentile|m\.? (?:et|ou) mme|m\.? e(?:t)? mme|familie|famille|szanown[ya] pani?|an|to|mr|mrs|ms|m|mme|sig|sr|sra|d|dhr|mevr|company|firma)\.?",
    re.I,
)
_HEAD = 0.45  # of the lines of the first page
_LEFT = 6.0  # points between the left edges of lines of an address
_BELOW = 1.4  # heights between them
_MOST_ADDRESS = 7
_CREDIT = re.compile(r"\bcredit\b(?! union)", re.I)
_SMALLER = 0.75  # of the height of its first word: what stands behind a name in small letters
_ENOUGH = 1.0  # of likeness: a name of a bank, or a line in large letters
_LEGAL = re.compile(
    r"\b(?:plc|ag|s\.?a\.?|n\.?v\.?|ltd|limited|inc|na|n\.a|spa|s\.p\.a|eg|gmbh|ab|asa|a/s|se|sab|coop)\b",
    re.I,
)


def bank_of(contents: Sequence[Content], around: Around, end: int) -> Fact | None:
    """What names the bank above the first row: a label, a line that says so, or the largest line."""
    for fact in around.of("bank", 0, end):
        if names_bank(fact.value) or len(fact.value) > 3:
            return fact
    page = contents[0].line.page if contents else 0
    head = [at for at in range(end) if contents[at].line.page == page and not contents[at].amounts]
    runs = [(at, run) for at in head for run in segments(contents[at].line.words, 1.2)]
    plain = [(at, run) for at, run in runs if _is_name(run) and not _has_value(contents[at], run)]
    usual = sorted(one.line.words[0].word.height for one in contents[:60])
    middle = max(usual[len(usual) // 2], 1.0) if usual else 1.0
    ranked = sorted(
        (
            (_likeness(run, number, middle), -number, at, run)
            for number, (at, run) in enumerate(plain)
        ),
        key=lambda one: one[:2],
    )
    if ranked and ranked[-1][0] >= _ENOUGH:
        _, _, at, run = ranked[-1]
        return Fact("bank", _bare(run), tuple(run), at)
    foot = [
        (at, run)
        for at in range(len(contents))
        if contents[at].line.page == page
        for run in segments(contents[at].line.words, 1.2)
        if names_bank(written(run)) and _is_name(run) and len(run) <= 6
    ]
    if foot and foot[0][0] < end:
        return Fact("bank", _bare(foot[0][1]), tuple(foot[0][1]), foot[0][0])
    return Fact("bank", _bare(plain[0][1]), tuple(plain[0][1]), plain[0][0]) if plain else None


def _likeness(run: Sequence[PlacedWord], number: int, middle: float) -> float:
    """How much a line looks like the name of a bank: by its words, its size, and how far up it is."""
    text = written(run)
    size = min(max(run[0].word.height / middle - 1.1, 0.0), 1.0)
    named = names_bank(_CREDIT.sub("", text)) and len(run) <= 7 and not _POSTCODE.search(text)
    return 2.0 * named + 3.0 * size + 0.5 * bool(_LEGAL.search(text)) + 0.5 / (1 + number)


def _has_value(content: Content, run: Sequence[PlacedWord]) -> bool:
    """Whether a number stands behind it in its line, as behind a label."""
    behind = [one for one in content.line.words if one.left > run[-1].right]
    return bool(behind) and sum(one.isdigit() for one in behind[0].text) > 1


def holder_of(
    contents: Sequence[Content], around: Around, end: int, bank: Fact | None
) -> Fact | None:
    """Whose account it is: what a label says, or the first line of an address."""
    for fact in around.of("holder", 0, end):
        if bank is None or fact.value != bank.value:
            return fact
    page = contents[0].line.page if contents else 0
    runs = [
        (at, tuple(run))
        for at in range(min(end, len(contents)))
        if contents[at].line.page == page
        for run in segments(contents[at].line.words, 1.2)
    ]
    own = set(bank.words) if bank else set()
    for number, (at, run) in enumerate(runs):
        if not _is_name(run) or own & set(run) or names_bank(written(run)):
            continue
        block = [run]
        for _, other in runs[number + 1 :]:
            last = block[-1][0].word
            word = other[0].word
            is_below = 0 < word.top - last.top < (1 + _BELOW) * last.height
            if abs(word.left - last.left) < _LEFT and is_below and len(block) < _MOST_ADDRESS:
                block.append(other)
        lines = [written(one) for one in block]
        address = next((i for i, one in enumerate(lines) if i and _POSTCODE.search(one)), None)
        if address is None or any(names_bank(one) or ":" in one for one in lines[:address]):
            continue
        if any(labels_named(one) for one in lines[:address]):
            continue
        first = 1 if _TITLE_LINE.fullmatch(lines[0]) and len(block) > 2 else 0
        return Fact("holder", lines[first], block[first], at)
    return None


def _is_name(run: Sequence[PlacedWord]) -> bool:
    text = written(run)
    letters = sum(one.isalpha() for one in text)
    if letters < 3 or len(run) > 9 or sum(one.isdigit() for one in text) > 2 or ":" in text:
        return False
    if is_title(text) or labels_named(text) or balance_named([one.text for one in run]):
        return False
    return not any("@" in one.text or "www" in one.text.casefold() for one in run)


def _bare(run: Sequence[PlacedWord]) -> str:
    """The name alone, without what a letterhead puts behind it."""
    tall = [one for one in run if one.word.height > _SMALLER * run[0].word.height]
    name, *behind = re.split(r"\s[-\u2013|·•]\s|(?<=,) ", written(tall))
    if behind and name.endswith(",") and _LEGAL.match(behind[0]):
        name = f"{name} {behind[0]}"
    return name.strip(" ,;·•|")
