"""Several invoices in one file, one after the other: where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connectors.layout.invoices.labels import Label, labels_of
from connectors.layout.invoices.numbers import invoice_number, titles_of
from connectors.layout.invoices.sheet import sheet_of
from enricher.documents.layout import WordPage

TITLE_LEVELS = 20  # lines of a page in which a title names the document
SURE_NUMBER = (
    2.0  # score of numbers that stand behind a title, or a label that says of what they are
)
_LIKELY_NUMBER = 0.9


def parts_of(pages: Sequence[WordPage]) -> list[list[WordPage]]:
    """The pages of each invoice: one begins where a title and another number stand at the head of a page."""
    if len(pages) < 2:
        return [list(pages)]
    parts: list[list[WordPage]] = []
    current = ""
    for page in pages:
        number = _number_of(page)
        if not parts or (number and current and not _are_same(number, current)):
            parts.append([])
            current = number
        current = current or number
        parts[-1].append(page)
    return parts


def _number_of(page: WordPage) -> str:
    """The number of the invoice that begins on a page; "" where none does."""
    sheet = sheet_of([page])
    titles = titles_of(sheet)
    if not any(run.at < TITLE_LEVELS for _, run in titles):
        return ""
    labels = labels_of(sheet)
    by_line: dict[int, list[Label]] = {}
    for one in labels:
        by_line.setdefault(one.at, []).append(one)
    is_credit = titles[0][0] == "credit"
    found = invoice_number(sheet, labels, by_line, is_credit=is_credit)
    return found.value if found is not None and found.score >= _LIKELY_NUMBER else ""


def _are_same(one: str, other: str) -> bool:
    """Whether two are one number, of which a page may print less: `R-2025-17`, `2025-17`."""
    first, second = ("".join(_letters(text)) for text in (one, other))
    return first.endswith(second) or second.endswith(first)


def _letters(text: str) -> Iterator[str]:
    return (one for one in text.casefold() if one.isalnum())
