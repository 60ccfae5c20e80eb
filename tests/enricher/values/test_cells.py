from __future__ import annotations

import pytest

from enricher.errors import InputError
from enricher.values.cells import parse_cell


@pytest.mark.parametrize(
    ("type_", "written", "language", "value"),
    [
        ("number", "-12.50", "en", "-12.50"),
        ("number", "+12.50", "de", "12.50"),
        ("number", "1.234,56", "de", "1234.56"),
        ("number", "1,234.56", "de", "1234.56"),
        ("number", "12,50-", "de", "-12.50"),
        ("number", "(12.50)", "en", "-12.50"),
        ("number", "\u22121 234,56", "fr", "-1234.56"),
        ("number", "1000000.00", "", "1000000.00"),
        ("date", "2025-03-01", "en", "2025-03-01"),
        ("date", "01.03.2025", "de", "2025-03-01"),
        ("date", "1 March 2025", "", "2025-03-01"),
        ("boolean", "yes", "en", "true"),
        ("text", "  Tea\n for two ", "en", "Tea for two"),
        ("number", " ", "en", None),
        ("text", "", "en", None),
    ],
)
def test_cells_take_what_people_write(
    type_: str, written: str, language: str, value: str | None
) -> None:
    assert parse_cell("c", type_, written, language) == value


@pytest.mark.parametrize(
    ("type_", "written", "why"),
    [
        ("number", "much", "column c takes a number, such as -1234.56; 'much' is none"),
        ("number", "12.50 CR", "'12.50 CR' is none"),
        ("number", "1.234", "'1.234' can be read as 1234 or 1.2340"),
        ("number", "--", "takes a number"),
        ("date", "soon", "column c takes a day, such as 2025-03-01; 'soon' is none"),
        ("date", "March 2025", "takes a day"),
        ("date", "03/04/2025", "can be read as 2025-03-04 or 2025-04-03"),
        ("date", "2025-02-30", "takes a day"),
        ("boolean", "perhaps", "takes true or false"),
    ],
)
def test_what_a_column_cannot_take_is_told_with_its_name(
    type_: str, written: str, why: str
) -> None:
    with pytest.raises(InputError, match="column c") as told:
        parse_cell("c", type_, written, "en")
    assert why in str(told.value)
