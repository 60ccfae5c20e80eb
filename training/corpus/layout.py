"""How the text of a document may come out of a reader: one paragraph a line, wrapped, run together.

Offsets never move: lines are wrapped by turning a blank into a line end, quotes are made straight
one for one.
"""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from __future__ import annotations

from random import Random

from training.corpus.markup import Gold, Heading, SampleDocument, Table, plain, read_marks

_CELL_ENDS = ("\t", "\t", "\n", " ", " | ")
_STRAIGHT = str.maketrans("“”„’", '"""\'')


def lay_out(document: SampleDocument, rng: Random) -> tuple[str, tuple[Gold, ...]]:
    """One of the texts that readers of PDF, Word or web pages would make of the document."""
    between = rng.choice(("\n", "\n", "\n\n", "\n\n", " ", "\n \n"))
    cell_end = rng.choice(_CELL_ENDS)
    lines = _opening_lines(document, rng)
    every = rng.choice((0, 0, 0, 5, 8))
    for place, block in enumerate(document.blocks, 1):
        if isinstance(block, Table):
            lines.append("\n".join(cell_end.join(row) for row in block.rows))
        elif isinstance(block, Heading) or block.style != "line":
            lines.append(block.text)
        elif lines and rng.random() < 0.5:
            lines[-1] += f"\n{block.text}"
        else:
            lines.append(block.text)
        if every and place % every == 0:
            lines.append(_page_end(document, rng, place // every))
    text, spans = read_marks(between.join(lines))
    if rng.random() < 0.4:
        text = text.translate(_STRAIGHT)
    if rng.random() < 0.6:
        text = wrap(text, rng.randint(58, 118))
    return text, spans


def wrap(text: str, width: int) -> str:
    """Break lines at blanks; the text keeps its length and every other character."""
    letters = list(text)
    line_start = 0
    last_blank = -1
    for place, letter in enumerate(letters):
        if letter == "\n":
            line_start, last_blank = place + 1, -1
        elif letter == " ":
            last_blank = place
        if place - line_start >= width and last_blank >= line_start:
            letters[last_blank] = "\n"
            line_start, last_blank = last_blank + 1, -1
    return "".join(letters)


def _opening_lines(document: SampleDocument, rng: Random) -> list[str]:
    lines = [document.title] if document.title else []
    if document.header:
        lines.insert(0, document.header)
    if rng.random() < 0.25:
        number = f"{rng.randint(1, 99)}.{rng.randint(1, 40)}"
        lines.insert(
            0,
            rng.choice(
                (
                    f"EX-{number} {rng.randint(2, 30)} exhibit{number}.htm {plain(document.title)}",
                    f"Exhibit {number}",
                    f"Exhibit ({rng.choice('de')})({rng.randint(1, 9)})",
                    "CONFIDENTIAL",
                    "EXECUTION VERSION",
                )
            ),
        )
    return lines


def _page_end(document: SampleDocument, rng: Random, page: int) -> str:
    if document.footer:
        return document.footer
    return rng.choice(
        (
            f"{page}",
            f"Page {page}",
            f"- {page} -",
            f"{plain(document.title)[:40]}    {page}".strip(),
        )
    )
