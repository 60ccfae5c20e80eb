from __future__ import annotations

import pytest

from connectors.layout.receipts.days import day_of
from tests.receipt_pages import rows


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("Date: 05/04/2018",), "2018-04-05"),
        (("03/04/2018", "17/04/2018 12:20"), "2018-04-17"),
        (("18/03/201823:02:16",), "2018-03-18"),
        (("REG #19- 18/03/2018",), "2018-03-18"),
        (("05:23PM 568268 05-05~18",), "2018-05-05"),
        (("14 MAR 2018",), "2018-03-14"),
        (("05-JAN-2017 03:17:50 PM",), "2017-01-05"),
        (("le 5 février 2025",), "2025-02-05"),
        (("2019.12.31 18:40",), "2019-12-31"),
        (("Mar 9, 2024",), "2024-03-09"),
        (("Valid until 31/12/2019", "Date 01/12/2019"), "2019-12-01"),
        (("Datum: 20190614",), "2019-06-14"),
        (("(503) 555-0188", "Tax $1.02", "03/04/2025"), "2025-03-04"),
        (("Bristol, ME 04539", "SALES TAX $1.02", "03/04/2025"), "2025-03-04"),
    ],
)
def test_days_of_all_usual_forms_are_read(lines: tuple[str, ...], day: str) -> None:
    found = day_of(rows(*lines))
    assert found is not None
    assert found.value.isoformat() == day


@pytest.mark.parametrize("line", ["Tel 03-7785 1123", "GST 000394528768", "12.50 13.20", "1/2/3"])
def test_other_numbers_are_no_days(line: str) -> None:
    assert day_of(rows(line)) is None
