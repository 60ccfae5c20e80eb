"""What the fields of a contract of CUAD should say: its lawyers' answers as values of the product.

    `successive 1 year`, `3/21/08`, `England; Wales` -> `1 year`, `2008-03-21`, `England and Wales`

Dates stand as month/day/year, what is open in them as `[]`. An end is a date or `perpetual`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from enricher.values import VALUE_TYPES, normalize_text
from enricher.values.lengths.open_terms import OPEN_TERMS, PERPETUAL
from training.evaluation.scores import Fields
from training.experiments.cuad import Contract
from training.experiments.nda import EFFECTIVE_DATE, JURISDICTION, PARTY

AGREEMENT_DATE, EXPIRY_DATE = "AgreementDate", "ExpiryDate"
RENEWAL_TERM, NOTICE_PERIOD = "RenewalTerm", "NoticePeriod"
QUESTIONS: Mapping[str, str] = {
    AGREEMENT_DATE: "Agreement Date",
    EFFECTIVE_DATE: "Effective Date",
    EXPIRY_DATE: "Expiration Date",
    RENEWAL_TERM: "Renewal Term",
    NOTICE_PERIOD: "Notice Period To Terminate Renewal",
    JURISDICTION: "Governing Law",
}
"""What CUAD asks, by the category that its answer is of."""

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d\[])")
_PARTIAL = re.compile(r"(\d{1,2}|\[\])/(?:\d{1,2}|\[\]?)/((?:19|20)\d\d)")
_LAST_YEAR = "50"  # of this century; 51 is 1951


def expected_fields(contract: Contract) -> Fields:
    """The right values by category; a question that nobody answered has none."""

    def answered(category: str, read: Callable[[str], str]) -> tuple[str, ...]:
        value = read(contract.answers.get(QUESTIONS[category], ""))
        return (value,) if value else ()

    return {
        PARTY: contract.parties,
        AGREEMENT_DATE: answered(AGREEMENT_DATE, read_date),
        EFFECTIVE_DATE: answered(EFFECTIVE_DATE, read_date),
        EXPIRY_DATE: answered(EXPIRY_DATE, read_end),
        RENEWAL_TERM: answered(RENEWAL_TERM, read_length),
        NOTICE_PERIOD: answered(NOTICE_PERIOD, read_length),
        JURISDICTION: read_places(contract.answers.get(QUESTIONS[JURISDICTION], "")),
    }


def read_date(answer: str) -> str:
    """`3/21/08` as an ISO date, `07/[]/2033` as its month; "" where it says neither."""
    if match := _DAY.search(answer):
        month, day = int(match[1]), int(match[2])
        if month > 12:  # some wrote the day first
            month, day = day, month
        century = 0 if len(match[3]) == 4 else 1900 if match[3] > _LAST_YEAR else 2000
        try:
            return date(century + int(match[3]), month, day).isoformat()
        except ValueError:
            return ""
    if match := _PARTIAL.search(answer):
        return match[2] if match[1] == "[]" else f"{match[2]}-{int(match[1]):02}"
    return ""


def read_end(answer: str) -> str:
    return read_date(answer) or (PERPETUAL if PERPETUAL in answer.casefold() else "")


def read_length(answer: str) -> str:
    """`successive 1 year` as `1 year`; "" for what has no length."""
    value = normalize_text(VALUE_TYPES["duration"], answer.split(";")[0]).value
    return "" if value is None or value.display in OPEN_TERMS else value.display


def read_places(answer: str) -> tuple[str, ...]:
    """`England; Wales` as the one place that it is, `New York; Texas` as two."""
    whole = _read_place(answer.replace("; Wales", " and Wales"))
    shown = [whole] if whole else [_read_place(part) for part in re.split("[;,]", answer)]
    return tuple(dict.fromkeys(one for one in shown if one))


def _read_place(text: str) -> str:
    value = normalize_text(VALUE_TYPES["jurisdiction"], text).value
    return value.display if value else ""
