from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.clocks import processor_at_most
from tests.connectors.structured_files import codes, read_bytes, read_records, rows, stated

SPARKASSE = """\
"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Währung";"Info"
"DE89370400440532013000";"28.02.25";"28.02.25";"GUTSCHR. UEBERWEISUNG";"Gehalt Februar";"Müller AG";"DE02120300000000202051";"BYLADEM1001";"2.345,67";"EUR";"Umsatz gebucht"
"DE89370400440532013000";"03.03.25";"02.03.25";"KARTENZAHLUNG";"Bäckerei";"Höfer";"DE02500105170137075030";"INGDDEFF";"-4,50";"EUR";"Umsatz gebucht"
"""
ING = """\
"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";"Mededelingen";"Saldo na mutatie"
"20250303";"Bakker Bart";"NL69INGB0123456789";"";"BA";"Af";"12,50";"Betaalautomaat";"Pasvolgnr: 001";"987,50"
"20250301";"Werkgever BV";"NL69INGB0123456789";"NL02ABNA0123456789";"OV";"Bij";"1.000,00";"Overschrijving";"Salaris";"1.000,00"
"""
UK = """\
Date,Type,Description,Paid out,Paid in,Balance
05 Mar 2025,DEB,"CORNER SHOP, LEEDS",£12.00,,£88.00
01 Mar 2025,FPI,A SMITH,,£100.00,£100.00
"""
US = """\
Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #
DEBIT,03/04/2025,"GROCER, INC",-20.10,DEBIT_CARD,"1,079.90",
CREDIT,02/28/2025,PAYROLL,"1,000.00",ACH_CREDIT,"1,100.00",
"""
SPAIN = """\
Titular;Lucía Gómez
Cuenta;ES91 2100 0418 4502 0005 1332
Periodo;01/03/2025 - 31/03/2025
Saldo inicial;1.000,00 €

Fecha operación;Fecha valor;Concepto;Importe;Saldo
04/03/2025;05/03/2025;Recibo luz;-50,25;949,75
03/03/2025;03/03/2025;Nómina;0,00;1.000,00
"""
ITALY = """\
Data contabile;Data valuta;Dare;Avere;Descrizione operazioni
02/01/2025;02/01/2025;-10,00;;POS SUPERMERCATO
13/01/2025;13/01/2025;;1.500,00;STIPENDIO
"""
POLAND = """\
#Klient;Jan Kowalski
#Numer rachunku;61109010140000071219812874
#Data operacji;#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji
2025-01-02;2025-01-03;PRZELEW;Czynsz styczeń;SPÓŁDZIELNIA;'27114020040000300201355387';-800,00;200,00
2025-01-05;2025-01-05;PRZELEW;Wypłata;ŻÓŁW SA;'';5 000,00;5 200,00
#Saldo końcowe;5 200,00
"""
SWEDEN = """\
Bokföringsdatum;Transaktionsdatum;Text;Belopp;Saldo
2025-04-02;2025-04-01;ICA MAXI;-245,50;1 754,50
"""
DENMARK = """\
"Dato";"Tekst";"Beløb";"Saldo"
"01-04-2025";"Løn";"20.000,00";"21.000,00"
"15-04-2025";"Husleje";"-8.000,00";"13.000,00"
"""
PORTUGAL = """\
Conta;0003-40123456-020
Data mov.;Data valor;Descrição;Débito;Crédito;Saldo contabilístico
01-02-2025;01-02-2025;COMPRA CONTINENTE;15,20;;484,80
28-02-2025;28-02-2025;ORDENADO;;900,00;1384,80
"""
FRANCE = """\
Solde au 31/01/2025;500,00
Solde au 28/02/2025;470,10
Date;Libellé;Débit euros;Crédit euros
03/02/2025;PRLV EDF;29,90;
"""
SWITZERLAND = """\
Kontonummer:;CH93 0076 2011 6238 5295 7
Von:;2025-05-01
Bis:;2025-05-31
Anfangssaldo:;1'000.00
Schlusssaldo:;877.55
Bewertet in:;CHF

Abschlussdatum;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Saldo;Beschreibung1
;2025-05-02;2025-05-02;CHF;-122.45;;877.55;Coop-4021 Zürich
"""
INDIA = """\
Txn Date,Value Date,Description,Ref No./Cheque No.,Debit,Credit,Balance
1 Apr 2025,1 Apr 2025,UPI/RAMESH,123,"1,23,456.50",,"9,00,000.00"
2 Apr 2025,2 Apr 2025,SALARY,,,"1,00,000.00","10,00,000.00"
"""
Row = tuple[str | None, ...]
CASES: dict[str, tuple[str, str, list[Row], dict[str, list[str]]]] = {
    "Sparkasse": (SPARKASSE, "cp1252",
        [("2025-02-28", "GUTSCHR. UEBERWEISUNG Gehalt Februar Müller AG", "2345.67"),
         ("2025-03-03", "KARTENZAHLUNG Bäckerei Höfer", "-4.50")],
        {"IBAN": ["DE89370400440532013000"], "Currency": ["EUR"]}),
    "ING": (ING, "utf-8",
        [("2025-03-01", "Werkgever BV Salaris", "1000.00"), ("2025-03-03", "Bakker Bart Pasvolgnr: 001", "-12.50")],
        {"IBAN": ["NL69INGB0123456789"], "Currency": ["EUR"], "ClosingBalance": ["987.50 EUR"], "OpeningBalance": ["0.00 EUR"]}),
    "UK": (UK, "utf-8", [("2025-03-01", "A SMITH", "100.00"), ("2025-03-05", "CORNER SHOP, LEEDS", "-12.00")],
        {"Currency": ["GBP"], "OpeningBalance": ["0.00 GBP"], "ClosingBalance": ["88.00 GBP"]}),
    "US": (US, "utf-8", [("2025-02-28", "PAYROLL", "1000.00"), ("2025-03-04", "GROCER, INC", "-20.10")],
        {"OpeningBalance": ["100.00"], "ClosingBalance": ["1079.90"]}),
    "Spain": (SPAIN, "utf-8", [("2025-03-03", "Nómina", "0.00"), ("2025-03-04", "Recibo luz", "-50.25")],
        {"AccountHolder": ["Lucía Gómez"], "IBAN": ["ES9121000418450200051332"], "Currency": ["EUR"], "PeriodStart": ["2025-03-01"],
         "PeriodEnd": ["2025-03-31"], "OpeningBalance": ["1000.00 EUR"], "ClosingBalance": ["949.75 EUR"]}),
    "Italy": (ITALY, "cp1252", [("2025-01-02", "POS SUPERMERCATO", "-10.00"), ("2025-01-13", "STIPENDIO", "1500.00")], {}),
    "Poland": (POLAND, "cp1250",
        [("2025-01-03", "PRZELEW Czynsz styczeń SPÓŁDZIELNIA", "-800.00"), ("2025-01-05", "PRZELEW Wypłata ŻÓŁW SA", "5000.00")],
        {"AccountHolder": ["Jan Kowalski"], "AccountNumber": ["61109010140000071219812874"], "OpeningBalance": ["1000.00"], "ClosingBalance": ["5200.00"]}),
    "Sweden": (SWEDEN, "utf-8", [("2025-04-02", "ICA MAXI", "-245.50")], {"ClosingBalance": ["1754.50"]}),
    "Denmark": (DENMARK, "cp1252", [("2025-04-01", "Løn", "20000.00"), ("2025-04-15", "Husleje", "-8000.00")],
        {"OpeningBalance": ["1000.00"], "ClosingBalance": ["13000.00"]}),
    "Portugal": (PORTUGAL, "cp1252", [("2025-02-01", "COMPRA CONTINENTE", "-15.20"), ("2025-02-28", "ORDENADO", "900.00")],
        {"AccountNumber": ["0003-40123456-020"], "OpeningBalance": ["500.00"], "ClosingBalance": ["1384.80"]}),
    "France": (FRANCE, "utf-8", [("2025-02-03", "PRLV EDF", "-29.90")],
        {"OpeningBalance": ["500.00 EUR"], "ClosingBalance": ["470.10 EUR"], "Currency": ["EUR"]}),
    "Switzerland": (SWITZERLAND, "utf-8", [("2025-05-02", "Coop-4021 Zürich", "-122.45")],
        {"IBAN": ["CH9300762011623852957"], "Currency": ["CHF"], "PeriodStart": ["2025-05-01"], "PeriodEnd": ["2025-05-31"],
         "OpeningBalance": ["1000.00 CHF"], "ClosingBalance": ["877.55 CHF"]}),
    "India": (INDIA, "utf-8", [("2025-04-01", "UPI/RAMESH", "-123456.50"), ("2025-04-02", "SALARY", "100000.00")],
        {"OpeningBalance": ["1023456.50"], "ClosingBalance": ["1000000.00"]}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_dialects(tmp_path: Path, name: str) -> None:
    text, encoding, movements, facts = CASES[name]
    reading = read_records(tmp_path, "a.csv", text.encode(encoding))
    assert rows(reading) == movements
    assert stated(reading) == facts
    guessed = [code for code in codes(reading) if code == "encoding_guessed"]
    assert bool(guessed) is (encoding != "utf-8" and not text.isascii())


def test_a_workbook_has_numbers_and_dates_of_its_own(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Banco del Norte"],
        ["Titular", "Ana Ruiz"],
        ["Fecha", "Concepto", "Importe", "Saldo"],
        [date(2025, 3, 4), "Recibo", -0.1, 0.2],
        [date(2025, 3, 2), "Ingreso", 0.3, 0.3],
        ["Total", None, 0.2],
    ):
        sheet.append(row)
    book.create_sheet("Notas").append(["Sin comisiones"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    reading = read_records(tmp_path, "a.xlsx", path.read_bytes())
    assert rows(reading) == [("2025-03-02", "Ingreso", "0.30"), ("2025-03-04", "Recibo", "-0.10")]
    assert stated(reading) == {
        "Bank": ["Banco del Norte"],
        "AccountHolder": ["Ana Ruiz"],
        "OpeningBalance": ["0.00"],
        "ClosingBalance": ["0.20"],
    }
    assert "Sheet Notas: Sin comisiones\n" in reading.text


def test_labels_and_values_side_by_side(tmp_path: Path) -> None:
    text = (
        "Kontoinhaber:;Weber Bau GmbH;;IBAN:;DE89 3704 0044 0532 0130 00\nZeitraum:;01.03.2025;bis;31.03.2025\n"
        "Buchung;Valuta;Verwendungszweck;Soll;Haben\n03.03.2025;03.03.2025;Abschlag;80,50;\n"
    )
    assert stated(read_records(tmp_path, "a.csv", text)) == {
        "AccountHolder": ["Weber Bau GmbH"],
        "IBAN": ["DE89370400440532013000"],
        "PeriodStart": ["2025-03-01"],
        "PeriodEnd": ["2025-03-31"],
    }


def test_balances_give_the_signs_that_are_not_written(tmp_path: Path) -> None:
    text = "Date,Description,Amount,Balance\n2025-01-01,A,10.00,110.00\n2025-01-02,B,30.00,80.00\n2025-01-03,E,5.00,85.00\n"
    assert [row[2] for row in rows(read_records(tmp_path, "a.csv", text))] == [
        "10.00",
        "-30.00",
        "5.00",
    ]


def test_days_or_months_first_is_told_by_all_rows(tmp_path: Path) -> None:
    body = "{},A,-1.00,9.00\n{},B,-1.00,8.00\n"
    head = "Date,Description,Amount,Balance\n"
    for days, first in (
        (("13/02/2025", "14/02/2025"), "2025-02-13"),
        (("02/13/2025", "02/14/2025"), "2025-02-13"),
        (("03/02/2025", "04/02/2025"), "2025-02-03"),  # a day apart, not a month
        (("01/31/25", "02/01/25"), "2025-01-31"),
    ):
        assert rows(read_records(tmp_path, "a.csv", head + body.format(*days)))[0][0] == first
    unsure = read_records(tmp_path, "a.csv", head + body.format("03/02/2025", "03/02/2025"))
    assert codes(unsure) == ["date_order_unsure"]
    assert rows(unsure)[0][0] == "2025-02-03"


def test_accounts_in_a_column_have_a_table_each(tmp_path: Path) -> None:
    text = (
        "IBAN/BBAN;Munt;Datum;Bedrag;Saldo na boeking;Naam tegenpartij;Omschrijving-1\n"
        "NL69INGB0123456789;EUR;2025-01-02;-5,00;95,00;Bakker;brood\n"
        "NL02ABNA0123456789;EUR;2025-01-02;+7,00;7,00;Jan;\n"
        "NL69INGB0123456789;EUR;2025-01-03;-5,00;90,00;Bakker;brood\n"
    )
    reading = read_records(tmp_path, "a.csv", text)
    assert [table.facts["account"] for table in reading.tables] == [
        "NL69INGB0123456789",
        "NL02ABNA0123456789",
    ]
    assert [len(table.rows) for table in reading.tables] == [2, 1]


def test_sections_with_their_own_heads(tmp_path: Path) -> None:
    text = (
        "Account number,111-1\nDate,Description,Debit,Credit,Balance\n01/31/2025,A,5.00,,95.00\n02/03/2025,A,5.00,,90.00\n\n"
        "Account number,222-2\nDate,Description,Debit,Credit,Balance\n01/30/2025,B,,5.00,5.00\n"
    )
    reading = read_records(tmp_path, "a.csv", text)
    assert stated(reading)["AccountNumber"] == ["111-1", "222-2"]
    assert [len(table.rows) for table in reading.tables] == [2, 1]


def test_rows_of_balances_and_rows_that_go_on_are_no_movements(tmp_path: Path) -> None:
    text = (
        "Date,Description,Withdrawals,Deposits,Balance\n01/03/2025,Opening balance,,,100.00\n"
        "05/03/2025,TRANSFER TO,10.00,,90.00\n,MR T OKAFOR,,,\n06/03/2025,FEE,1.00,,89.00\n25/03/2025,SHOP,x,,\n31/03/2025,Closing balance,,,89.00\n"
    )
    reading = read_records(tmp_path, "a.csv", text)
    assert rows(reading) == [
        ("2025-03-05", "TRANSFER TO MR T OKAFOR", "-10.00"),
        ("2025-03-06", "FEE", "-1.00"),
    ]
    assert stated(reading)["OpeningBalance"] == ["100.00"]
    assert stated(reading)["ClosingBalance"] == ["89.00"]
    assert codes(reading) == ["record_unread"]
    assert "Line 6: 25/03/2025 | SHOP | x" in reading.text


def test_what_no_column_is_for_stands_below_its_row(tmp_path: Path) -> None:
    text = "Type,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    text += (
        "CARD_PAYMENT,2025-01-01 10:00:00,2025-01-02 08:00:00,Café,-5.00,1.00,EUR,COMPLETED,94.00\n"
    )
    text += "TOPUP,2025-01-03 10:00:00,2025-01-03 10:00:00,Top-up,10.00,0.00,EUR,COMPLETED,104.00\n"
    text += "CARD_PAYMENT,2025-01-04 10:00:00,,Hotel,-50.00,0.00,EUR,PENDING,\n"
    reading = read_records(tmp_path, "a.csv", text)
    assert [row[2] for row in rows(reading)] == ["-5.00", "10.00"]
    assert "Type: CARD_PAYMENT" in reading.text


@pytest.mark.parametrize(
    "text",
    [
        "Date,Item,Quantity,Amount\n2025-01-01,Pen,5,10.00\n2025-01-02,Ink,1,7.00\n",
        "Invoice number,Date,Customer,Amount\n1,2025-01-01,Acme,10.00\n",
        "Date,Description,Amount\n2025-01-01,Party,10.00\n",
        "Party,Amount\nAcme,1000.5\n",
        "Date,Description,Amount,Balance\n",
        "Name;Wert\nA;1\n",
        "",
    ],
)
def test_other_tables_are_left_to_tika(tmp_path: Path, text: str) -> None:
    assert read_bytes(tmp_path, "a.csv", text) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    amounts=st.lists(st.decimals("-99999.99", "99999.99", places=2), min_size=2, max_size=15),
    is_split=st.booleans(),
    is_comma=st.booleans(),
    is_backwards=st.booleans(),
)
def test_every_way_of_writing_reads_the_same(
    tmp_path: Path, amounts: list[Decimal], *, is_split: bool, is_comma: bool, is_backwards: bool
) -> None:
    def shown(amount: Decimal) -> str:
        text = f"{amount:,.2f}"
        return text.translate(str.maketrans(",.", ".,")) if is_comma else text

    balance, lines = Decimal(500), []
    for number, amount in enumerate(amounts):
        balance += amount
        day = date(2025, 1, 20) + timedelta(days=number)
        cells = ["", shown(amount)] if amount >= 0 else [shown(-amount), ""]
        cells = cells if is_split else [shown(amount)]
        lines.append("\t".join([f"{day:%d/%m/%Y}", "Word", *cells, shown(balance)]))
    if is_backwards:
        lines.reverse()
    names = ["Date", "Description", *(["Debit", "Credit"] if is_split else ["Amount"]), "Balance"]
    reading = read_records(tmp_path, "a.csv", "\n".join(["\t".join(names), *lines]))
    found = [Decimal(row[2] or "") for row in rows(reading)]
    assert found == amounts or (is_backwards and sum(found) == sum(amounts))
    assert stated(reading)["ClosingBalance"] == [f"{balance:.2f}"]


def test_ten_thousand_rows(tmp_path: Path) -> None:
    lines = [
        f"{date(2000, 1, 1) + timedelta(days=n):%d.%m.%Y};Kauf {n};-1,00;{10_000 - n - 1},00"
        for n in range(10_000)
    ]
    with processor_at_most(30):
        reading = read_records(
            tmp_path, "a.csv", "\n".join(["Buchungstag;Verwendungszweck;Betrag;Saldo", *lines])
        )
    assert len(rows(reading)) == 10_000
    assert stated(reading)["OpeningBalance"] == ["10000.00"]


EXPORTS = Path(__file__).parent / "exports"


@pytest.mark.parametrize("name", sorted(path.stem for path in EXPORTS.glob("*.csv")))
def test_exports_of_many_banks(name: str, tmp_path: Path) -> None:
    """Beside each is what a person reads in it: fields, movements, warnings."""
    reading = read_records(tmp_path, "a.csv", (EXPORTS / f"{name}.csv").read_bytes())
    lines: list[Row] = [
        (field, value) for field, values in stated(reading).items() for value in values
    ]
    lines += [row for at in range(len(reading.tables)) for row in rows(reading, at)]
    lines += [("warning", code) for code in codes(reading)]
    expected = (EXPORTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert ["\t".join(map(str, line)) for line in lines] == expected


def test_columns_without_names_need_balances_that_prove_them(tmp_path: Path) -> None:
    text = (EXPORTS / "headless_au.csv").read_text(encoding="utf-8")
    assert read_bytes(tmp_path, "a.csv", text) is not None
    assert read_bytes(tmp_path, "a.csv", text.replace("988", "989")) is None
