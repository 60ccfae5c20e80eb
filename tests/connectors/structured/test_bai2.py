from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.structured_files import codes, read_bytes, read_records, rows, stated

FILE = """\
01,122099999,123456789,250702,0200,1,65,,2/
02,031001234,122099999,1,250701,2359,USD,2/
03,0975312468,,010,500000,,,190,70000000,4,0/
88,015,69970450,,,400,529550,2,V,250702,/
16,195,70000000,S,0,20000000,50000000,BREF1,CREF1,WIRE IN, FROM ACME/LTD
88,INVOICE 7
16,475,29550,V,250703,1200,987,1022/
16,698,500000,Z,,/
16,890,0,,,,HOLIDAY TOMORROW/
88,ALL DAY
49,211529550,9/
98,211529550,1,11/
99,211529550,1,13/
"""


def test_funds_continuations_and_types(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.bai", FILE)
    assert rows(reading) == [
        ("2025-07-01", "WIRE IN, FROM ACME/LTD INVOICE 7", "700000.00"),
        ("2025-07-01", "Debit of type 475", "-295.50"),
        ("2025-07-01", "Debit of type 698", "-5000.00"),
    ]
    records = reading.tables[0].records()
    assert [one["reference"] for one in records] == ["CREF1", "1022", None]
    assert records[1]["value_date"] == "2025-07-03"
    assert stated(reading) == {
        "AccountNumber": ["0975312468"],
        "Currency": ["USD"],
        "PeriodStart": ["2025-07-01"],
        "PeriodEnd": ["2025-07-01"],
        "OpeningBalance": ["5000.00 USD"],
        "ClosingBalance": ["699704.50 USD"],
    }
    assert "Note: HOLIDAY TOMORROW ALL DAY" in reading.text
    assert codes(reading) == []


def test_days_of_an_account_are_one_table_and_accounts_are_several(tmp_path: Path) -> None:
    day = "02,B,A,1,{},,JPY,2/\n03,{},,010,{},,,015,{},,/\n16,{},{},Z,,,X/\n49,{},3/\n98,1,1,5/\n"
    text = (
        "01,A,B,250702,0200,1,,,2/\n"
        + day.format("250701", "1111", 100, 150, 142, 50, 300)
        + day.format("250701", "2222", 0, -7, 451, 7, 0)
        + day.format("250702", "1111", 150, 140, 451, 10, 300)
        + "99,1,1,1/\n"
    )
    reading = read_records(tmp_path, "a.txt", text)
    assert [[row[2] for row in rows(reading, at)] for at in (0, 1)] == [
        ["50.00", "-10.00"],
        ["-7.00"],
    ]
    assert stated(reading)["OpeningBalance"] == ["100.00 JPY", "0.00 JPY"]
    assert stated(reading)["ClosingBalance"] == ["140.00 JPY", "-7.00 JPY"]
    assert codes(reading) == []


def test_a_changed_digit_is_noticed(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.bai", FILE.replace("16,475,29550", "16,475,29560"))
    assert codes(reading) == ["control_total_wrong"]
    assert reading.warnings[0].facts == {"place": "line 11"}


def test_what_cannot_be_read_is_told_and_kept(tmp_path: Path) -> None:
    damaged = FILE.replace("16,698,500000", "16,698,5x0000").split("98,2")[0] + "@@@\n"
    reading = read_records(tmp_path, "a.bai", damaged)
    assert len(rows(reading)) == 2
    assert codes(reading) == ["record_unread"] * 2 + ["control_total_wrong", "file_cut_short"]
    assert "Line 8: 16,698,5x0000,Z,," in reading.text
    assert "Line 12: @@@" in reading.text


@pytest.mark.parametrize("text", ["01,02,03\n02,03,04\n", "01,a,b,250702,0200,1,,,2/\n"])
def test_other_texts_are_left_to_tika(tmp_path: Path, text: str) -> None:
    assert read_bytes(tmp_path, "a.txt", text) is None
