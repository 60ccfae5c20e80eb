"""Headers of statements as banks of many countries set them: whose account, which one, between which balances."""

from __future__ import annotations

import pytest

from connectors.layout.statements.reader import StatementReader
from tests.statement_heads import Text, as_reading, page_below

BANK: Text = (40, 40, "Calder Bank plc", 18)
ADDRESS: tuple[Text, ...] = ((60, 120, "ADA WREN"), (60, 132, "4 MILL LANE"), (60, 144, "WAKEFIELD WF1 5PZ"))  # fmt: skip


def stated(*head: Text) -> dict[str, list[str]]:
    page = page_below(*head)
    found: dict[str, list[str]] = {}
    for span in StatementReader().read([page], as_reading(page)).stated:
        found.setdefault(span.category, []).append(span.choice or "")
    return found


@pytest.mark.parametrize(
    ("head", "holder"),
    [
        ((BANK, *ADDRESS), "ADA WREN"),
        ((BANK, (40, 59, "12 HIGH STREET", 7), (40, 67, "LEEDS LS1 4AB", 7), *ADDRESS), "ADA WREN"),
        ((BANK, (60, 108, "Calder Bank, Box 12, LEEDS LS1 4AB", 6), *ADDRESS), "ADA WREN"),
        ((BANK, (60, 108, "00471 02 1 02881 99"), *ADDRESS), "ADA WREN"),
        ((BANK, (60, 108, "The Directors"), *ADDRESS), "ADA WREN"),
        ((BANK, (300, 60, "BUSINESS CURRENT ACCOUNT"), (300, 72, "Statement number: 0041"), *ADDRESS), "ADA WREN"),
        ((BANK, (300, 60, "erstellt am"), (300, 72, "28.02.2025"), *ADDRESS), "ADA WREN"),
        ((BANK, (300, 60, "Payment due"), (300, 72, "28 Mar 2025"), *ADDRESS), "ADA WREN"),
        ((BANK, (40, 200, "Lautend auf"), (140, 200, "Reto und Barbara Ammann-Frei")), "Reto und Barbara Ammann-Frei"),
        ((BANK, (40, 200, "Właściciel: Dąb Sp. z o.o., 83-300 Kartuzy")), "Dąb Sp. z o.o."),
        ((BANK, (40, 120, "Mrs Dilys Pritchard")), "Mrs Dilys Pritchard"),
        ((BANK, (40, 70, "Your relationship manager"), (40, 82, "Mr James Holloway"), (40, 94, "12 Broad Street"), (40, 106, "Reading RG1 2BQ"), *ADDRESS), "ADA WREN"),
        ((BANK, (300, 70, "Kontor Göteborg"), (300, 82, "Avenyn 2"), (300, 94, "411 36 Göteborg"), *ADDRESS), "ADA WREN"),
        ((BANK, (40, 60, "Votre conseiller : M. Paul Durand"), *ADDRESS), "ADA WREN"),
        ((BANK, (40, 62, "ul. Lipowa 5"), (40, 74, "00-624 Warszawa"), *ADDRESS), "ADA WREN"),
        ((BANK, (60, 120, "Elm Parish Council"), (60, 132, "Attn: Accounts"), (60, 144, "4 Mill Lane"), (60, 156, "Leeds LS6 3AA")), "Elm Parish Council"),
        ((BANK, (60, 120, "Dña."), (60, 132, "Lucía Ferrer"), (60, 144, "Plaza Nueva, 1"), (60, 156, "41003 Sevilla")), "Lucía Ferrer"),
        ((BANK, (60, 120, "Fam. Dijkstra"), (60, 132, "Kerkstraat 12"), (60, 144, "9711AB Groningen")), "Fam. Dijkstra"),
        ((BANK, (60, 120, "Mrs Lan"), (60, 132, "5 Banksia Parade"), (60, 144, "NEWTOWN NSW 2042")), "Mrs Lan"),
        ((BANK, (40, 200, "Branch Name : Kochi Marine"), *ADDRESS), "ADA WREN"),
        ((BANK, (40, 200, "Account name: Everyday Saver"), *ADDRESS), "ADA WREN"),
        ((BANK, (40, 200, "Account No", 7), (200, 200, "Name", 7), (350, 200, "Nominee", 7), (40, 212, "2078768852943"), (200, 212, "Ada Wren"), (350, 212, "Registered")), "Ada Wren"),
        ((BANK, (60, 120, "Tomas Lind"), (60, 132, "Avenyn 2"), (60, 144, "411 36 Göteborg"), (320, 120, "Nordisk Service"), (320, 132, "Torget 1"), (320, 144, "111 46 Stockholm"), (40, 700, "Calder Bank plc, Torget 1, 111 46 Stockholm", 6)), "Tomas Lind"),
        ((BANK, (60, 120, "Monsieur et Madame"), (60, 132, "Luc et Anne Rochat"), (60, 144, "Rue Haute 4"), (60, 156, "1009 Pully")), "Luc et Anne Rochat"),
        ((BANK, (60, 108, "Finance Director"), *ADDRESS), "ADA WREN"),
        ((BANK, (60, 120, "1234567 ONTARIO INC"), (60, 132, "O/A MAPLE AUTO"), (60, 144, "55 KING ST W"), (60, 156, "TORONTO ON M5H 1J9")), "1234567 ONTARIO INC"),
        ((BANK, (60, 120, "Lena Vogt, Torstr. 200, 10115 Berlin")), "Lena Vogt"),
        ((BANK, (60, 120, "Olamide Bakare", 14), (60, 138, "12 Rye Lane, London SE15 5BS")), "Olamide Bakare"),
        ((BANK, *ADDRESS, (40, 200, "Joint Owner: Erik Lindqvist")), "ADA WREN"),
        ((BANK, (40, 200, "Hesap Sahibi / Account Holder", 7), (40, 212, "Mehmet Kaya")), "Mehmet Kaya"),
        ((BANK, (40, 200, "Customer: DEUTDEFF500"), *ADDRESS), "ADA WREN"),
        ((BANK, (60, 108, "CALDGB2LXXX"), *ADDRESS), "ADA WREN"),
    ],
)  # fmt: skip
def test_holder_is_whom_it_is_sent_to_or_whom_a_label_names(
    head: tuple[Text, ...], holder: str
) -> None:
    assert stated(*head)["AccountHolder"] == [holder]


@pytest.mark.parametrize(
    ("head", "bank"),
    [
        (((40, 40, "CALDER", 18), (40, 62, "Calder Commercial Bank plc, Leeds", 7)), "Calder Commercial Bank plc"),
        (((40, 40, "Calder & Aire", 18), (40, 700, "Calder & Aire Bank UK PLC. Registered in England at Leeds.", 7)), "Calder & Aire Bank UK PLC."),
        ((BANK, (40, 700, "Calder Bank plc is a member of the Calder Bank Group", 7)), "Calder Bank plc"),
        (((40, 40, "Your Personal Banking Statement", 18), (440, 40, "Calder Bank")), "Calder Bank"),
        (((40, 40, "Coorong", 18), (60, 120, "COORONG SURF CLUB INC"), (40, 700, "Coorong Bank Limited, Adelaide", 7)), "Coorong Bank Limited"),
        (((40, 40, "Pebble Money"), (40, 54, "1 Bank Street"), (40, 68, "Your banker")), "Pebble Money"),
        (((40, 40, "Summit Savings, FSB", 18),), "Summit Savings, FSB"),
    ],
)  # fmt: skip
def test_bank_is_told_by_its_whole_name(head: tuple[Text, ...], bank: str) -> None:
    assert stated(*head)["Bank"] == [bank]


@pytest.mark.parametrize(
    ("head", "number"),
    [
        (((40, 200, "Compte Courant n° 12 345 67 A 020"),), "12 345 67 A 020"),
        (((40, 200, "COMPTE COURANT PROFESSIONNEL"), (300, 200, "N° 10278007411")), "10278007411"),
        (((40, 200, "Account Number 48812-S40"),), "48812-S40"),
        (((40, 200, "Konto-Nr. 334.118.01K"),), "334.118.01K"),
        (((40, 200, "ESTRATTO CONTO N. 1/2025 AL 31.03.2025"), (40, 214, "Conto corrente n. 0221/1044718")), "0221/1044718"),
        (((40, 200, "C.C.C. 2081 0044 13 0001122334"),), "2081 0044 13 0001122334"),
        (((40, 200, "Kontonr", 7), (300, 204, "S-903 26 Umeå"), (40, 210, "6473-154 881 5")), "6473-154 881 5"),
        (((40, 200, "C/C n.", 7), (300, 200, "10121 Torino"), (40, 210, "345574/68")), "345574/68"),
        (((40, 200, "Conta PT50000201231234567890154"), (40, 214, "Conta n.º 29133718111")), "29133718111"),
        (((40, 200, "Acc: 20-11-33 / 40118822"),), "40118822"),
        (((40, 200, "12-34-56 11223344"),), "11223344"),
        (((40, 200, "NOMBOR AKAUN / ACCOUNT NUMBER"), (40, 212, "162021-123456")), "162021-123456"),
        (((40, 200, "Roll number 16958"),), "16958"),
        (((40, 200, "Roll number 16958"), (40, 212, "Account number 955-351672-6")), "955-351672-6"),
        (((40, 200, "Kontonummer 8327-9,994 012 345-1"),), "8327-9,994 012 345-1"),
        (((40, 200, "Account 1002-7702341-00-EUR"),), "1002-7702341-00-EUR"),
        (((40, 200, "Account number: 8812 3344 (1 of 2)"),), "8812 3344"),
        (((40, 200, "Caja de Ahorro en Pesos Nº 4-012-0001234567-8"),), "4-012-0001234567-8"),
    ],
)  # fmt: skip
def test_numbers_of_accounts_have_letters_and_groups(head: tuple[Text, ...], number: str) -> None:
    assert stated(BANK, *head)["AccountNumber"] == [number]


@pytest.mark.parametrize(
    ("head", "start", "end"),
    [
        (((40, 200, "04 Jan - 03 Mar 2025"),), ["2025-01-04"], ["2025-03-03"]),
        (((40, 200, "Closing Date"), (40, 212, "28/02/25")), [], ["2025-02-28"]),
    ],
)
def test_period_is_read_where_the_first_day_has_no_year_and_where_only_the_last_is_told(
    head: tuple[Text, ...], start: list[str], end: list[str]
) -> None:
    found = stated(BANK, *head)
    assert (found.get("PeriodStart", []), found.get("PeriodEnd", [])) == (start, end)


PERIOD: Text = (40, 180, "Period 1 Feb 2025 to 28 Feb 2025")


@pytest.mark.parametrize(
    ("head", "opening", "closing"),
    [
        (((40, 200, "Balance as on 1 Feb 2025 : 1,000.00"),), ["1000.00"], []),
        (((40, 200, "Balance as on 28 Feb 2025 : 1,100.00"),), [], ["1100.00"]),
        (((300, 200, "£1,100.00"), (300, 212, "Personal Account balance", 7)), [], ["1100.00"]),
    ],
)
def test_balances_are_told_by_their_days_and_by_labels_below_them(
    head: tuple[Text, ...], opening: list[str], closing: list[str]
) -> None:
    found = stated(BANK, PERIOD, *head)
    assert (found.get("OpeningBalance", []), found.get("ClosingBalance", [])) == (opening, closing)


def test_dollars_are_those_of_the_country_of_the_bank() -> None:
    head: tuple[Text, ...] = ((40, 60, "ABN 48 123 123 124", 7), (40, 200, "Closing balance $1,100.00"))  # fmt: skip
    assert stated(BANK, *head)["Currency"] == ["AUD"]


@pytest.mark.parametrize(
    ("head", "currency"),
    [
        ((40, 200, "Sort code 20-11-33"), ["GBP"]),
        ((40, 200, "BIC CALDPLPW"), ["PLN"]),
        ((40, 200, "IFSC : CALD0000145"), ["INR"]),
        ((40, 200, "Balance (RM)"), ["MYR"]),
        ((40, 200, "Opening balance R 1,000.00"), ["ZAR"]),
        ((40, 200, "IBAN TR33 0006 1005 1978 6457 8413 26"), ["TRY"]),
        ((40, 200, "Sort code 20-11-33, BIC CALDPLPW"), []),
        ((40, 200, "Statement 12"), []),
    ],
)
def test_currency_that_is_not_printed_is_that_of_the_only_country(
    head: Text, currency: list[str]
) -> None:
    assert stated(BANK, head).get("Currency", []) == currency
