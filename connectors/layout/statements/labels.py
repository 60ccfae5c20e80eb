"""Labels with values beside or below them: numbers, names, currencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectors.layout.cells import Content
from connectors.layout.currencies import CODES
from connectors.layout.lines import PlacedWord, gap, segments, written
from connectors.layout.statements.addresses import is_bic
from connectors.layout.statements.facts import APART, Around, Fact
from connectors.layout.statements.names import (
    MOST_WORDS,
    is_account,
    is_of_branch,
    is_title,
    labels_named,
)
from connectors.layout.statements.numbers import (
    FEW,
    FEWEST,
    account_number,
    is_sign_of_number,
    numbered_account,
)

_MOST_OF_NAME = 8  # words
_LEFT = 3.0  # points between the left edges of a label and of its value below it
_FAR = 12.0  # heights from a label to what may belong to another column
_ALIKE = 0.05  # of a line's height
_TAKEN = ("account", "member", "iban", "holder", "bank", "currency", "other")
_CURRENCY_WORDS = {
    "euro": "EUR",
    "euros": "EUR",
    "zł": "PLN",
    "złoty": "PLN",
    "kronor": "SEK",
    "kroner": "",
}


def read_labels(content: Content, below: Sequence[Content], at: int, around: Around) -> None:
    runs = list(segments(content.line.words, APART))
    for number, run in enumerate(runs):
        start = 0
        while start < len(run):
            meanings, end = _label_at(run, start)
            if (
                start == 0
                and is_sign_of_number(run[0].text)
                and number
                and is_account(runs[number - 1][0].text)
            ):
                meanings, end = ("account",), 1
            if meanings == ("holder",) and is_of_branch(written(run[:end])):
                meanings = ()
            if not meanings:
                start += 1
                continue
            stop = _next_label(run, end)
            # `NOMBOR AKAUN / ACCOUNT NUMBER` stands before or above its value as a whole.
            is_second = start > 0 and run[start - 1].text == "/"
            candidates: list[tuple[Sequence[PlacedWord], bool]] = []
            is_marked = run[end - 1].text.endswith(":") or (
                end < len(run) and run[end].text in (":", "-")
            )
            if end < stop:
                candidates.append((run[end:stop], is_marked))
            else:
                beside = runs[number + 1 : number + 2]
                label = run[:end] if is_second else run[start:end]
                under = list(_under(label, below))
                is_first = _is_above(label, under, runs[number + 1 :])
                ranked = [*under, *beside] if is_first else [*beside, *under]
                candidates += [(one, True) for one in ranked]
            for words, is_apart in candidates:
                fact = _value(
                    meanings,
                    words,
                    at,
                    is_apart=is_apart and (start == 0 or is_marked or is_second),
                    fewest=FEWEST if end - start == 1 and not is_apart else FEW,
                )
                if fact is not None:
                    around.facts.append(fact)
                    break
            start = max(end, start + 1)


def _begins_label(run: Sequence[PlacedWord], at: int) -> bool:
    return bool(_label_at(run, at)[0])


def _label_at(run: Sequence[PlacedWord], start: int) -> tuple[tuple[str, ...], int]:
    if not run[start].text[0].isalpha():
        return (), start
    if end := numbered_account(run, start):
        return ("account",), end
    for end in range(min(len(run), start + MOST_WORDS), start, -1):
        meanings = tuple(one for one in labels_named(written(run[start:end])) if one in _TAKEN)
        if meanings:
            return meanings, end
    return (), start


def _next_label(run: Sequence[PlacedWord], start: int) -> int:
    for at in range(start + 1, len(run)):
        meanings, end = _label_at(run, at)
        if meanings and (
            (
                set(meanings) & {"account", "iban", "currency"}
                and run[end - 1].text.endswith((":", "°", "."))
            )
            or "iban" in meanings
        ):
            return at
    return len(run)


def _under(run: Sequence[PlacedWord], below: Sequence[Content]) -> Iterator[Sequence[PlacedWord]]:
    """What stands right below a label; lines of another column may stand between them."""
    for other in below:
        parts = [
            part
            for part in segments(other.line.words, APART)
            if part[0].left < run[-1].right and part[-1].right > run[0].left
        ]
        if parts:
            yield from (one for one in parts if not _begins_label(one, 0))
            return


def _is_above(
    label: Sequence[PlacedWord],
    under: Sequence[Sequence[PlacedWord]],
    beside: Sequence[Sequence[PlacedWord]],
) -> bool:
    """Whether the value of a label is below it, and what stands beside it is something else."""
    value = next((one for one in under if abs(one[0].left - label[0].left) < _LEFT), None)
    if value is None or not beside:
        return value is not None
    if any(_begins_label(one, 0) for one in beside):
        return True
    is_like_beside = _are_alike(label[0], beside[0][0])
    if is_like_beside and not _are_alike(label[0], value[0]):
        return True
    return gap(label[-1], beside[0][0]) > _FAR and not is_like_beside


def _are_alike(one: PlacedWord, other: PlacedWord) -> bool:
    """Whether two words are set in the same letters."""
    inks = one.word.ink, other.word.ink
    if inks[0] is not None and inks[1] is not None:
        return inks[0] == inks[1]
    return abs(one.word.height - other.word.height) < _ALIKE * one.word.height


def _value(
    meanings: Sequence[str], words: Sequence[PlacedWord], at: int, *, is_apart: bool, fewest: int
) -> Fact | None:
    words = list(words)
    while words and words[0].text in (
        ":",
        "-",
        "n°",
        "nr.",
        "nr",
        "Nr.",
        "no.",
        "No.",
        "#",
        "\u2013",
    ):
        words = words[1:]
    if not words:
        return None
    for meaning in meanings:
        if meaning in ("account", "member"):
            number = account_number(words, fewest)
            if number:
                return Fact(meaning, written(number), tuple(number), at)
        elif meaning == "currency":
            for word in words[:2]:
                bare = word.text.strip("(),.:;")
                code = bare if bare in CODES else _CURRENCY_WORDS.get(bare.casefold(), "")
                if code:
                    return Fact(meaning, code, (word,), at)
        elif meaning in ("holder", "bank") and is_apart:
            name = _name(words)
            if name and _is_of_somebody(name) and not _label_at(name, 0)[0]:
                return Fact(meaning, written(name).rstrip(",;"), tuple(name), at)
    return None


def _is_of_somebody(name: Sequence[PlacedWord]) -> bool:
    text = written(name)
    return not is_title(text) and not is_bic(text)


def _name(words: Sequence[PlacedWord]) -> Sequence[PlacedWord]:
    """The name that some words begin with, without the address behind it; () where they are none."""
    end = next((at for at, one in enumerate(words) if _has_digits(one)), len(words))
    if end < len(words):
        commas = [at for at in range(end) if words[at].text.endswith(",")]
        words = words[: commas[0] + 1] if commas else words
    text = written(words)
    if sum(one.isalpha() for one in text) < 3 or sum(one.isdigit() for one in text) > 3:
        return ()
    return words if len(words) <= _MOST_OF_NAME else ()


def _has_digits(word: PlacedWord) -> bool:
    return any(one.isdigit() for one in word.text)
