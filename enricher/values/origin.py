"""Where a document comes from, as far as its text says, and whether that country writes the month first.

A rule is here if it was right in 98 % or more of those of 408 contracts and 254 non-disclosure
agreements filed with the SEC that write a date in figures which can be read in one way only:

| rule | right, of documents | of dates |
| --- | ---: | ---: |
| governed by the law of the United States or of a state, no British postcode | 49 of 50 | 238 of 240 |
| no law named, two American addresses or more, no British postcode | 8 of 8 | 53 of 53 |
| two American addresses or more, whatever the law | 51 of 52 | 280 of 282 |

Left out, by the order of written dates: the law of England (right in 9 of 10 documents) or of any other
country (9 of 14), British postcodes (6 of 7), amounts in pounds (3 of 3, which proves nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from enricher.entities import Notice
from enricher.values.jurisdiction import JURISDICTION
from enricher.values.locales import DayOrder, habits
from enricher.values.places.laws import PARTS

_LAW = re.compile(
    r"\b(?i:governed|construed|interpreted|enforced)\b[^;]{0,160}?\blaws?\s+of\s+"
    r"((?:the\s+)?[A-Z][^.;,()]{2,60})"
)
_STATES = "|".join(
    word
    for code, name in PARTS.items()
    if code.startswith("US-")
    for word in (code.removeprefix("US-"), name)
)
_AMERICAN_ADDRESS = re.compile(rf"\b(?:{_STATES})[,.]?\s+\d{{5}}(?:-\d{{4}})?\b")
_BRITISH_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b")
_FEWEST_ADDRESSES = 2


def order_by_origin(text: str) -> tuple[DayOrder, Notice | None]:
    """What comes first in the dates of a text, and by which rule; `unknown` where none tells."""
    laws = list(dict.fromkeys(_laws(text)))
    countries = {code.partition("-")[0] for code, _ in laws}
    addresses = len(_AMERICAN_ADDRESS.findall(text))
    if countries == {"US"} or (not countries and addresses >= _FEWEST_ADDRESSES):
        if _BRITISH_POSTCODE.search(text):
            return "unknown", None
        if laws:
            return "month", Notice("date_by_law", {"first": "month", "law": laws[0][1]})
        return "month", Notice("date_by_addresses", {"first": "month", "country": "United States"})
    return "unknown", None


def _laws(text: str) -> Iterator[tuple[str, str]]:
    """Codes and names of the places whose law governs a text."""
    own = habits("en", None)
    for clause in _LAW.finditer(text):
        if (place := JURISDICTION.parse(clause[1], own).value) is not None:
            yield str(place.detail["code"]), place.display
