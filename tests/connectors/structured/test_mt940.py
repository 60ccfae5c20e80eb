from __future__ import annotations

from pathlib import Path

import pytest

from tests.clocks import processor_at_most
from tests.connectors.structured_files import codes, read_bytes, read_records, rows, stated

GERMAN = """\
:20:STARTUMS
:25:37040044/0532013000EUR
:28C:00005/001
:60F:C241230EUR1000,00
:61:2412310102DR250,10N033NONREF//B4L
ENTGELT
:86:177?00SEPA-UEBERWEISUNG?109075?20EREF+A-17?21SVWZ+Rechnung 4711 vom
?22 12.12.2024?30COBADEFFXXX?31DE89370400440532013000?32Muster und
 Soehne?33 GmbH?34997
:61:2501020102C1,N051NONREF
:86:166?00GUTSCHRIFT?20Danke?32Erika Mustermann
:62F:C250102EUR750,90
-
"""

DUTCH = """\
{1:F01INGBNL2ABXXX0000000000}{2:I940INGBNL2AXXXN}{4:
:20:P250301000000001
:25:NL69INGB0123456789EUR
:28C:60
:60F:C250228EUR500,00
:61:2503010301D25,03NTRFEREF//250301
/TRCD/01016/
:86:/EREF/E2E420501//CNTP/NL32INGB0000012345/INGBNL2A/Bakkerij de Wit
///REMI/USTD//Factuur 12/
:61:2503010301RD0,03NTRFNONREF
:86:/TRTP/SEPA OVERBOEKING/IBAN/NL32INGB0000012345/NAME/J. JANSEN/REMI/terug/EREF/NOTPROVIDED
:62F:C250301EUR475,00
:64:C250301EUR475,00
-}
"""

POLISH = """\
:20:1
:25:PL61109010140000071219812874
:28C:1
:60F:C250101PLN10,00
:61:2501020102CN5,00S034
:86:034~00PRZELEW~20FAKTURA~2112/2025~27JAN NOWAK~28WARSZAWA~38PL27114020040000300201355387
:62F:C250102PLN15,00
-
"""


def test_german_subfields(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.sta", GERMAN)
    assert rows(reading) == [
        ("2025-01-02", "Muster und Soehne GmbH Rechnung 4711 vom 12.12.2024", "-250.10"),
        ("2025-01-02", "Erika Mustermann Danke", "1.00"),
    ]
    first = reading.tables[0].records()[0]
    assert (first["value_date"], first["reference"]) == ("2024-12-31", "A-17")
    assert first["counterparty_account"] == "DE89370400440532013000"
    assert stated(reading) == {
        "AccountNumber": ["0532013000"],
        "Currency": ["EUR"],
        "PeriodStart": ["2024-12-30"],
        "PeriodEnd": ["2025-01-02"],
        "OpeningBalance": ["1000.00 EUR"],
        "ClosingBalance": ["750.90 EUR"],
    }
    assert "SEPA-UEBERWEISUNG" in reading.text
    assert codes(reading) == []


def test_dutch_codes_in_an_envelope(tmp_path: Path) -> None:
    reading = read_records(tmp_path, "a.940", DUTCH.replace("\n", "\r\n"))
    assert rows(reading) == [
        ("2025-03-01", "Bakkerij de Wit Factuur 12", "-25.03"),
        ("2025-03-01", "J. JANSEN terug", "0.03"),
    ]
    assert stated(reading)["IBAN"] == ["NL69INGB0123456789"]
    assert "Sender BIC: INGBNL2A\n" in reading.text


def test_polish_subfields(tmp_path: Path) -> None:
    for text in (POLISH, POLISH.replace("~", "<")):
        reading = read_records(tmp_path, "a.sta", text)
        assert rows(reading) == [("2025-01-02", "JAN NOWAK WARSZAWA FAKTURA 12/2025", "5.00")]
        account = reading.tables[0].records()[0]["counterparty_account"]
        assert account == "PL27114020040000300201355387"


def test_pages_of_a_statement_and_the_next_days_are_one_table(tmp_path: Path) -> None:
    page = ":20:X\n:25:AT611904300234573201\n:28C:{}\n:60{}EUR{}\n:61:2501020102{}N051NONREF\n:86:a\n:62{}EUR{}\n-\n"
    text = (
        page.format("7/1", "F:C250101", "10,00", "C1,00", "M:C250102", "11,00")
        + page.format("7/2", "M:C250102", "11,00", "D2,00", "F:C250102", "9,00")
        + page.format("8/1", "F:C250102", "9,00", "RC4,00", "F:D250103", "5,00")
    )
    # The last balance does not follow from its movement: it is kept as it is.
    reading = read_records(tmp_path, "a.sta", text)
    assert [row[2] for row in rows(reading)] == ["1.00", "-2.00", "-4.00"]
    assert stated(reading)["OpeningBalance"] == ["10.00 EUR"]
    assert stated(reading)["ClosingBalance"] == ["-5.00 EUR"]
    assert reading.text.startswith("Account statement 7 to 8\n")


def test_a_gap_between_statements_parts_their_tables(tmp_path: Path) -> None:
    later = GERMAN.replace("C241230EUR1000,00", "C250201EUR5,00").replace("750,90", "-1")
    reading = read_records(tmp_path, "a.sta", GERMAN + later)
    assert len(reading.tables) == 2
    assert codes(reading) == ["record_unread"]
    assert "Line 25: :62F:C250102EUR-1" in reading.text


def test_an_interim_report_has_no_balances(tmp_path: Path) -> None:
    text = (
        ":20:R\n:25:DE89370400440532013000\n:28C:1\n:34F:EURD0,\n:13D:2503011200+0100\n"
        ":61:2503010301C7,50NTRFNONREF\n:86:Anna\n:61:250301ED1,00NTRFNONREF\n:86:Expected\n"
        ":90D:0EUR0,\n:90C:1EUR7,50\n-\n"
    )
    reading = read_records(tmp_path, "a.txt", text)
    assert rows(reading) == [("2025-03-01", "Anna", "7.50")]
    assert codes(reading) == ["movements_unbooked"]
    assert "OpeningBalance" not in stated(reading)
    assert reading.text.startswith("Interim transaction report")


def test_what_cannot_be_read_is_told_and_kept(tmp_path: Path) -> None:
    text = GERMAN.replace(":61:2501020102C1,N051NONREF", ":61:250102Q1,N051NONREF")
    reading = read_records(tmp_path, "a.sta", text)
    assert len(rows(reading)) == 1
    assert codes(reading) == ["record_unread"]
    assert reading.warnings[0].facts == {"place": "line 10"}
    assert "Line 10: :61:250102Q1,N051NONREF" in reading.text
    assert "Erika Mustermann" in reading.text


@pytest.mark.parametrize(
    "text",
    ["", ":20:\n", "Dear :20: all\n:25: is wrong\n", "1:20: now\n:61: later\n", ":50:x\n:20:y\n"],
)
def test_other_texts_are_left_to_tika(tmp_path: Path, text: str) -> None:
    assert read_bytes(tmp_path, "a.txt", text) is None


def test_an_account_that_only_begins_as_an_iban(tmp_path: Path) -> None:
    text = POLISH.replace("PL61109010140000071219812874", "PL6110901014/000071219812")
    assert stated(read_records(tmp_path, "a.sta", text))["AccountNumber"] == ["000071219812"]


def test_umlauts_of_old_code_pages(tmp_path: Path) -> None:
    text = GERMAN.replace("Soehne", "Söhne").encode("cp1252")
    assert "Muster und Söhne" in read_records(tmp_path, "a.sta", text).text


def test_ten_thousand_movements(tmp_path: Path) -> None:
    begin, rest = GERMAN.split(":61:2501020102", 1)
    one = ":61:2501020102C1,00N051NONREF\n:86:166?00GUTSCHRIFT?20Danke?32Erika\n"
    with processor_at_most(20):
        reading = read_records(tmp_path, "a.sta", begin + one * 10_000 + ":61:2501020102" + rest)
    assert len(rows(reading)) == 10_002
