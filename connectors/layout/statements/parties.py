"""The bank of a statement: what a label names, or the letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.layout.cells import Content
from connectors.layout.lines import PlacedWord, segments, written
from connectors.layout.statements.addresses import Run, is_bank, is_name
from connectors.layout.statements.facts import Around, Fact
from connectors.layout.statements.names import is_of_branch
from connectors.structured.column_names import names_bank, plain

_APART = 1.2  # heights between what stands beside each other
_SMALLER = 0.75  # of the height of its first word: what stands behind a name in small letters
_ENOUGH = 1.0  # of likeness: a name of a bank, or a line in large letters
_MOST_WORDS = 7  # of a bank's name
_LEGAL = re.compile(
    r"\b(?:plc|ag|s\.?a\.?|n\.?v\.?|ltd|limited|inc|na|n\.a|spa|s\.p\.a|eg|gmbh|ab|asa|a/s|se|sab|coop|uab"
    r"|fsb|ssb|fa|kgaa|llc|crl|u\.a|sas|sarl|b\.v|lda|oyj|a\.s|genossenschaft)\b",
    re.I,
)


def bank_of(contents: Sequence[Content], around: Around, end: int) -> Fact | None:
    """What names the bank above the first row: a label, a line that says so, or the largest line."""
    for fact in around.of("bank", 0, end):
        if names_bank(fact.value) or len(fact.value) > 3:
            return fact
    runs = runs_of(contents)
    plain_runs = [
        (at, run)
        for at, run in runs
        if at < end
        and not contents[at].amounts
        and is_name(run)
        and not run[0].text.isdigit()  # of a street
        and not is_of_branch(written(run))
        and not _has_value(contents[at], run)
    ]
    usual = sorted(one.line.words[0].word.height for one in contents[:60])
    middle = max(usual[len(usual) // 2], 1.0) if usual else 1.0
    ranked = sorted(
        (
            (_likeness(run, number, middle), -number, at, run)
            for number, (at, run) in enumerate(plain_runs)
        ),
        key=lambda one: one[:2],
    )
    if ranked and ranked[-1][0] >= _ENOUGH:
        _, _, at, run = ranked[-1]
        return _whole(_fact(at, run), runs)
    named = [(at, run) for at, run in runs if is_bank(run) and is_name(run)]
    short = [(at, run) for at, run in named if len(run) < _MOST_WORDS]
    if short and short[0][0] < end:
        return _fact(*short[0])
    return _fact(*plain_runs[0]) if plain_runs else None


def _fact(at: int, run: tuple[PlacedWord, ...]) -> Fact:
    return Fact("bank", _bare(run), run, at)


def _whole(letterhead: Fact, runs: Sequence[Run]) -> Fact:
    """The bank by its whole name, where the letterhead has only how it begins: `CALDER`."""
    short = plain(letterhead.value)
    if names_bank(letterhead.value) and " " in short:
        return letterhead
    longer = []
    for at, run in runs:
        name = _bare(run)
        if end := _LEGAL.search(name):
            name = name[: end.end() + name[end.end() :].startswith(".")]
        words = plain(name).split()
        is_longer = words[: len(short.split())] == short.split() and len(words) > len(short.split())
        if is_longer and len(words) <= _MOST_WORDS and (end or (names_bank(name) and is_name(run))):
            longer.append(Fact("bank", name, run[: len(name.split())], at))
    # A club may be called after the same coast.
    return next((one for one in longer if names_bank(one.value)), next(iter(longer), letterhead))


def runs_of(contents: Sequence[Content]) -> list[Run]:
    """What stands together in the lines of the first page."""
    page = contents[0].line.page if contents else 0
    return [
        (at, tuple(run))
        for at, content in enumerate(contents)
        if content.line.page == page
        for run in segments(content.line.words, _APART)
    ]


def _likeness(run: Sequence[PlacedWord], number: int, middle: float) -> float:
    """How much a line looks like the name of a bank: by its words, its size, and how far up it is."""
    text = written(run)
    size = min(max(run[0].word.height / middle - 1.1, 0.0), 1.0)
    is_short = len(run) <= _MOST_WORDS
    named = is_bank(run) and is_short
    return 2.0 * named + 3.0 * size + 0.5 * bool(_LEGAL.search(text)) + 0.5 / (1 + number)


def _has_value(content: Content, run: Sequence[PlacedWord]) -> bool:
    """Whether a number stands behind it in its line, as behind a label."""
    behind = [one for one in content.line.words if one.left > run[-1].right]
    return bool(behind) and sum(one.isdigit() for one in behind[0].text) > 1


def _bare(run: Sequence[PlacedWord]) -> str:
    """The name alone, without what a letterhead puts behind it."""
    tall = [one for one in run if one.word.height > _SMALLER * run[0].word.height]
    name, *behind = re.split(r"\s[-\u2013\u2014|·•]\s|(?<=,) ", written(tall))
    if behind and name.endswith(",") and _LEGAL.match(behind[0]):
        name = f"{name} {behind[0]}"
    return name.strip(" ,;·•|")
