"""Words of a page by their places on its picture."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from enricher.api.bodies import Body, attribute
from enricher.api.bodies.documents import OFFSET, Corners
from enricher.review.page_words import Lack

_HINTS = {
    "no_words": "There are no words on this page.",
    "unmatched": "The pages of the file are not those of its text: select words in the text.",
    "unread": "This file was read before the places of words were kept: they are known once it is read"
    " again. Until then, select words in the text.",
    "unplaced": "The places of words that were read by OCR are kept of short documents alone: select"
    " words in the text.",
}


def _in_words(lack: Lack | None) -> str | None:
    return None if lack is None else _HINTS[lack]


class WordBody(Body):
    offset: int = attribute("start", description=OFFSET)
    length: int
    rectangles: list[Corners] = Field(
        description="Left, top, right and bottom, as fractions of the page from its upper left corner."
        " A word broken over lines has several.",
        examples=[[[0.1, 0.2, 0.15, 0.22]]],
    )


class CellBody(WordBody):
    """A cell of a table, or a value filled into a form."""

    table: str = Field(examples=["form"])
    name: str = Field(
        description="The name of its column or, in a form, its label.", examples=["Date of birth"]
    )


class PageWordsBody(Body):
    words: list[WordBody] = Field(description="In the order of the text.")
    cells: list[CellBody]
    lack: Lack | None = Field(
        description="Why there are no words. `unread`: the file has to be read again first."
    )
    hint: Annotated[str | None, BeforeValidator(_in_words)] = attribute(
        "lack", description="The same reason in a sentence."
    )


class WordSheetBody(Body):
    """The words of a page, which fill it to its margins."""

    page: int = attribute("number")
    width: float = Field(description="In points (1/72 inch).")
    height: float
    words: list[WordBody] = Field(description="In the order of the text.")
