"""Account statements that are set by hand, in ways that no table of columns describes.

All names and numbers are invented.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from reportlab.lib.colors import black, red
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Row = tuple[date, str, Decimal, Decimal]


class Sheet:
    """Text at places of a page, downwards."""

    def __init__(self, size: float = 9, *, turned: bool = False) -> None:
        self._buffer = io.BytesIO()
        self._turned = turned
        across, down = A4
        self._canvas = Canvas(
            self._buffer, pagesize=(down, across) if turned else A4, invariant=1, pageCompression=0
        )
        self.size = size
        self.y = 790.0
        self._begin()

    def _begin(self) -> None:
        if self._turned:
            self._canvas.translate(A4[1], 0)
            self._canvas.rotate(90)

    def put(self, x: float, text: str, *, bold: bool = False, size: float = 0) -> None:
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size or self.size)
        self._canvas.drawString(x, self.y, text)

    def end(self, x: float, text: str) -> None:
        self._canvas.setFont("Helvetica", self.size)
        self._canvas.drawRightString(x, self.y, text)

    def ink(self, *, is_red: bool = False) -> None:
        self._canvas.setFillColor(red if is_red else black)

    def down(self, points: float = 12) -> bool:
        """Whether that began a page."""
        self.y -= points
        if self.y > 60:
            return False
        self._canvas.showPage()
        self._begin()
        self.y = 790
        return True

    def bytes(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()


def movements(random: Random, count: int, texts: tuple[str, ...], opening: Decimal) -> list[Row]:
    rows = []
    balance = opening
    days = sorted(date(2025, 3, 1) + timedelta(random.randrange(31)) for _ in range(count))
    for day in days:
        amount = Decimal(random.randint(150, 90_000)) / 100
        amount = amount if random.random() < 0.25 else -amount
        balance += amount
        rows.append((day, f"{random.choice(texts)} {random.randint(10, 999)}", amount, balance))
    return rows


def comma(value: Decimal, group: str = ".") -> str:
    return f"{abs(value):,.2f}".replace(",", "\0").replace(".", ",").replace("\0", group)


def point(value: Decimal, group: str = ",") -> str:
    return f"{abs(value):,.2f}".replace(",", group)


def _minus(value: Decimal) -> str:
    return "-" if value < 0 else ""


def _gold(
    name: str, bank: str, holder: str, currency: str | None, accounts: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "file": f"{name}.pdf", "kind": "bank", "layout": name, "bank": bank, "holder": holder, "currency": currency,
        "period_start": "2025-03-01", "period_end": "2025-03-31", "adds_up": True, "ignore": {}, "accounts": accounts,
    }  # fmt: skip


def _account(
    number: str, iban: str, currency: str, opening: Decimal, rows: list[Row], *, balances: bool
) -> dict[str, Any]:
    return {
        "account_number": number or None, "iban": iban or None, "currency": currency,
        "opening_balance": f"{opening:.2f}", "closing_balance": f"{rows[-1][3]:.2f}",
        "rows": [
            {"date": day.isoformat(), "description": text, "amount": f"{amount:.2f}", "balance": f"{after:.2f}" if balances else None}
            for day, text, amount, after in rows
        ],
    }  # fmt: skip


def finnish(count: int, seed: int, *, turned: bool = False) -> tuple[bytes, dict[str, Any]]:
    """Names of columns in a language that no list has; turned, the page lies on its side."""
    opening = Decimal("812.35")
    rows = movements(
        Random(seed), count, ("Korttiosto K-MARKET", "Laskun maksu", "Tilisiirto"), opening
    )
    sheet = Sheet(turned=turned)
    sheet.put(50, "Saimaan Säästöpankki", bold=True, size=15)
    sheet.down(40)
    for line in ("Outi Kallio", "Rantatie 3 B", "53100 Lappeenranta"):
        sheet.put(50, line)
        sheet.down()
    sheet.put(330, "IBAN FI21 1234 5600 0007 85")
    sheet.down()
    sheet.put(330, "Jakso 01.03.2025 - 31.03.2025")
    sheet.down(30)
    for x, name in (
        (50, "Kirj. pv"),
        (120, "Tapahtuman tiedot"),
        (380, "Summa EUR"),
        (480, "Jäljellä"),
    ):
        sheet.put(x, name, bold=True)
    sheet.down(16)
    sheet.put(120, "Alkusaldo")
    sheet.end(530, comma(opening, " "))
    sheet.down()
    for day, text, amount, after in rows:
        sheet.put(50, f"{day:%d.%m.%Y}")
        sheet.put(120, text)
        sheet.end(430, f"{comma(amount, ' ')}{'-' if amount < 0 else '+'}")
        sheet.end(530, f"{comma(after, ' ')}{'-' if after < 0 else '+'}")
        sheet.down()
    sheet.put(120, "Loppusaldo")
    sheet.end(530, f"{comma(rows[-1][3], ' ')}{'-' if rows[-1][3] < 0 else '+'}")
    name = f"finnish-{count}-{seed}{'-turned' if turned else ''}"
    account = _account("", "FI2112345600000785", "EUR", opening, rows, balances=True)
    return sheet.bytes(), _gold(name, "Saimaan Säästöpankki", "Outi Kallio", "EUR", [account])


def last_line(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """Amounts stand beside the last of the lines that describe them, days beside the first."""
    opening = Decimal("2210.00")
    rows = movements(Random(seed), count, ("Card Payment", "Direct Debit", "Transfer"), opening)
    sheet = Sheet()
    sheet.put(50, "Ardmore Building Society", bold=True, size=16)
    sheet.down(45)
    for line in ("Ms Niamh Tierney", "12 Quay Street", "Galway H91 X2C4"):
        sheet.put(60, line)
        sheet.down()
    sheet.down(20)
    sheet.put(50, "Account Name")
    sheet.put(200, "Sort Code")
    sheet.put(300, "Account Number")
    sheet.put(420, "Statement Period")
    sheet.down()
    sheet.put(50, "Ms Niamh Tierney")
    sheet.put(200, "90-12-34")
    sheet.put(300, "77120045")
    sheet.put(420, "1 March to 31 March 2025")
    sheet.down(30)
    for x, name in (
        (50, "Date"),
        (110, "Details"),
        (360, "Withdrawn"),
        (430, "Paid in"),
        (500, "Balance"),
    ):
        sheet.put(x, name, bold=True)
    sheet.down(14)
    sheet.put(50, "28 Feb")
    sheet.put(110, "Balance from previous statement")
    sheet.end(540, "€" + point(opening))
    sheet.down()
    last = None
    listed = []
    for day, text, amount, after in rows:
        if day != last:
            sheet.put(50, f"{day.day} {day:%b}")
        last = day
        first, _, rest = text.rpartition(" ")
        sheet.put(110, first)
        if sheet.down(11):
            sheet.put(110, "Ardmore Building Society")
            sheet.down(20)
        sheet.put(110, f"Shop number {rest}")
        sheet.end(400 if amount < 0 else 470, point(amount))
        sheet.end(540, f"{point(after)}{' OD' if after < 0 else ''}")
        sheet.down()
        listed.append((day, f"{first} Shop number {rest}", amount, after))
    sheet.down(8)
    sheet.put(110, "Balance at close")
    sheet.end(540, f"€{point(rows[-1][3])}{' OD' if rows[-1][3] < 0 else ''}")
    account = _account("77120045", "", "EUR", opening, listed, balances=True)
    gold = _gold(
        f"last-line-{count}-{seed}",
        "Ardmore Building Society",
        "Ms Niamh Tierney",
        "EUR",
        [account],
    )
    return sheet.bytes(), gold


def day_headings(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """Days stand in lines of their own, in words; amounts have their sign and currency."""
    opening = Decimal("150.75")
    rows = movements(
        Random(seed), count, ("Bäckerei Kern", "Überweisung", "Lastschrift Strom"), opening
    )
    months = ["Januar", "Februar", "März"]
    sheet = Sheet()
    sheet.put(50, "Kontoauszug", bold=True, size=13)
    sheet.put(430, "Neubank Hanse AG", bold=True, size=13)
    sheet.down(40)
    for line in ("Jonas Petersen", "Elbchaussee 4", "22765 Hamburg"):
        sheet.put(50, line)
        sheet.down()
    sheet.put(50, "IBAN: DE75512108001245126199")
    sheet.down()
    sheet.put(50, "Zeitraum: 01.03.2025 bis 31.03.2025")
    sheet.down(30)
    last = None
    for day, text, amount, _ in rows:
        if day != last:
            sheet.down(8)
            sheet.put(50, f"{day.day}. {months[day.month - 1]} 2025", bold=True)
            sheet.down(14)
        last = day
        sheet.put(60, text)
        sheet.end(540, f"{'+' if amount > 0 else '-'}{comma(amount)} €")
        sheet.down()
    sheet.down(20)
    for label, value in (("Anfangssaldo", opening), ("Neuer Saldo", rows[-1][3])):
        sheet.put(60, label)
        sheet.end(540, f"{_minus(value)}{comma(value)} €")
        sheet.down()
    account = _account("", "DE75512108001245126199", "EUR", opening, rows, balances=False)
    gold = _gold(
        f"day-headings-{count}-{seed}", "Neubank Hanse AG", "Jonas Petersen", "EUR", [account]
    )
    return sheet.bytes(), gold


def sign_column(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """Signs stand in a column of their own, balances nowhere but around the rows."""
    opening = Decimal("-320.10")
    rows = movements(
        Random(seed), count, ("Achat Delhaize", "Domiciliation Proximus", "Virement de"), opening
    )
    sheet = Sheet()
    sheet.put(50, "Caisse Mosane SA", bold=True, size=14)
    sheet.down(40)
    for line in ("Mme Claire Dubois", "Rue du Pont 8", "5000 Namur"):
        sheet.put(320, line)
        sheet.down()
    sheet.put(50, "Compte BE68 5390 0754 7034 en EUR")
    sheet.down()
    sheet.put(50, "Extrait du 01-03-2025 au 31-03-2025")
    sheet.down()
    sheet.put(50, f"Solde précédent : -{comma(opening)}")
    sheet.down()
    last = rows[-1][3]
    sheet.put(50, f"Nouveau solde : {_minus(last)}{comma(last)}")
    sheet.down(30)
    for x, name in (
        (50, "N°"),
        (80, "Date"),
        (140, "Date valeur"),
        (210, "Communication"),
        (470, "Montant"),
    ):
        sheet.put(x, name, bold=True)
    sheet.down(15)
    for at, (day, text, amount, _) in enumerate(rows, 1):
        sheet.put(50, f"{at:04d}")
        sheet.put(80, f"{day:%d-%m-%Y}")
        sheet.put(140, f"{day:%d-%m-%Y}")
        sheet.put(210, text)
        sheet.end(500, comma(amount))
        sheet.put(512, "-" if amount < 0 else "+")
        sheet.down()
    account = _account("", "BE68539007547034", "EUR", opening, rows, balances=False)
    gold = _gold(
        f"sign-column-{count}-{seed}", "Caisse Mosane SA", "Mme Claire Dubois", "EUR", [account]
    )
    return sheet.bytes(), gold


def two_accounts(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """Two accounts below each other, names of columns in two lines, a summary of both above."""
    random = Random(seed)
    sheet = Sheet()
    sheet.put(50, "Regionalbank Thurtal", bold=True, size=14)
    sheet.down(40)
    for line in ("Herr", "Reto Zumstein", "Dorfstrasse 21", "9630 Wattwil"):
        sheet.put(340, line)
        sheet.down()
    sheet.put(50, "Kontoauszug 01.03.2025 - 31.03.2025", bold=True)
    sheet.down(30)
    parts = []
    for number, iban, opening in (
        ("16 3.145.220.07", "CH9300762011623852957", Decimal("10412.55")),
        ("16 3.145.220.15", "CH5604835012345678009", Decimal("55.20")),
    ):
        parts.append(
            (
                number,
                iban,
                opening,
                movements(random, count, ("Zahlung Migros", "Lohn", "Dauerauftrag Miete"), opening),
            )
        )
    for number, iban, opening, rows in parts:
        sheet.put(50, "Privatkonto", bold=True)
        sheet.down()
        sheet.put(50, f"Konto-Nr. {number}")
        sheet.put(300, "IBAN " + " ".join(iban[at : at + 4] for at in range(0, len(iban), 4)))
        sheet.put(520, "CHF")
        sheet.down(20)
        for x, above, below in (
            (50, "Buchungs-", "datum"),
            (120, "Text", ""),
            (330, "Belastung", "CHF"),
            (400, "Gutschrift", "CHF"),
            (505, "Saldo", "CHF"),
        ):
            sheet.put(x, above)
            sheet.y -= 10
            sheet.put(x, below)
            sheet.y += 10
        sheet.down(24)
        sheet.put(120, "Saldovortrag")
        sheet.end(540, point(opening, "'"))
        sheet.down()
        for day, text, amount, after in rows:
            sheet.put(50, f"{day:%d.%m.%y}")
            sheet.put(120, text)
            sheet.end(375 if amount < 0 else 445, point(amount, "'"))
            sheet.end(540, f"{_minus(after)}{point(after, chr(39))}")
            sheet.down()
        sheet.put(120, "Umsatztotal")
        sheet.end(375, point(sum((-r[2] for r in rows if r[2] < 0), Decimal(0)), "'"))
        sheet.end(445, point(sum((r[2] for r in rows if r[2] > 0), Decimal(0)), "'"))
        sheet.down()
        sheet.put(120, "Schlusssaldo")
        sheet.end(540, f"{_minus(rows[-1][3])}{point(rows[-1][3], chr(39))}")
        sheet.down(35)
    accounts = [
        _account(number, iban, "CHF", opening, rows, balances=True)
        for number, iban, opening, rows in parts
    ]
    gold = _gold(
        f"two-accounts-{count}-{seed}", "Regionalbank Thurtal", "Reto Zumstein", "CHF", accounts
    )
    return sheet.bytes(), gold


def side_by_side(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """Two accounts beside each other on one page."""
    random = Random(seed)
    sheet = Sheet(7)
    sheet.put(50, "Cumbria Mutual Bank", bold=True, size=14)
    sheet.down(40)
    for line in ("Dr Alan Postlethwaite", "9 Fell Road", "Kendal LA9 4QQ"):
        sheet.put(50, line)
        sheet.down()
    sheet.put(50, "Statement period: 1 March 2025 to 31 March 2025")
    sheet.down(30)
    parts = [
        (number, opening, movements(random, count, ("Shop", "Rent", "Pay"), opening))
        for number, opening in (("10203040", Decimal("500.00")), ("10203057", Decimal("8000.00")))
    ]
    for at, (number, _, _) in enumerate(parts):
        sheet.put(45 + 265 * at, f"Account number {number}")
    sheet.down(20)
    for at in range(2):
        for x, name in ((45, "Date"), (95, "Description"), (175, "Amount"), (240, "Balance")):
            sheet.put(x + 265 * at, name, bold=True)
    sheet.down(14)
    for at, (_, opening, _) in enumerate(parts):
        sheet.put(95 + 265 * at, "Opening balance")
        sheet.end(265 + 265 * at, point(opening))
    sheet.down()
    for row in range(count):
        for at, (_, _, rows) in enumerate(parts):
            day, text, amount, after = rows[row]
            sheet.put(45 + 265 * at, f"{day:%d/%m/%Y}")
            sheet.put(95 + 265 * at, text)
            sheet.end(200 + 265 * at, f"{_minus(amount)}{point(amount)}")
            sheet.end(265 + 265 * at, f"{_minus(after)}{point(after)}")
        sheet.down()
    for at, (_, _, rows) in enumerate(parts):
        sheet.put(95 + 265 * at, "Closing balance")
        sheet.end(265 + 265 * at, f"{_minus(rows[-1][3])}{point(rows[-1][3])}")
    accounts = [
        _account(number, "", "", opening, rows, balances=True) for number, opening, rows in parts
    ]
    gold = _gold(
        f"side-by-side-{count}-{seed}",
        "Cumbria Mutual Bank",
        "Dr Alan Postlethwaite",
        None,
        accounts,
    )
    return sheet.bytes(), gold


def red_only(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """What is owed or leaves is red, and has no other sign."""
    opening = Decimal("900.00")
    rows = movements(Random(seed), count, ("Einkauf", "Lohn", "Miete"), opening)
    sheet = Sheet()
    sheet.put(50, "Genossenschaftsbank Emmental", bold=True, size=13)
    sheet.down(40)
    for line in ("Frau Ursula Aebi", "Hauptgasse 3", "3400 Burgdorf"):
        sheet.put(330, line)
        sheet.down()
    sheet.put(50, "Kontoauszug 01.03.2025 bis 31.03.2025")
    sheet.down()
    sheet.put(50, "Kontonummer 40.112.7-8 CHF")
    sheet.down(30)
    for x, name in ((50, "Datum"), (110, "Buchungstext"), (390, "Betrag"), (500, "Saldo")):
        sheet.put(x, name, bold=True)
    sheet.down(14)
    sheet.put(110, "Saldovortrag")
    sheet.end(540, point(opening, "'"))
    sheet.down()
    for day, text, amount, after in rows:
        sheet.put(50, f"{day:%d.%m.%Y}")
        sheet.put(110, text)
        sheet.ink(is_red=amount < 0)
        sheet.end(430, point(amount, "'"))
        sheet.ink(is_red=after < 0)
        sheet.end(540, point(after, "'"))
        sheet.ink()
        sheet.down()
    sheet.put(110, "Saldo per 31.03.2025")
    after = rows[-1][3]
    sheet.ink(is_red=after < 0)
    sheet.end(540, point(after, "'"))
    return sheet.bytes(), _gold(
        f"red-{count}-{seed}",
        "Genossenschaftsbank Emmental",
        "Frau Ursula Aebi",
        "CHF",
        [_account("40.112.7-8", "", "CHF", opening, rows, balances=True)],
    )


def centered(count: int, seed: int) -> tuple[bytes, dict[str, Any]]:
    """Amounts stand beside the middle one of three lines; adverts between rows name amounts, too."""
    opening = Decimal("1200.00")
    rows = movements(Random(seed), count, ("PAIEMENT", "VIREMENT", "PRELEVEMENT"), opening)
    sheet = Sheet(8.5)
    sheet.put(50, "Crédit Littoral", bold=True, size=15)
    sheet.put(420, "RELEVÉ DE COMPTE", bold=True)
    sheet.down(40)
    for line in ("Mme Sophie Garnier", "22 quai du Port", "17000 La Rochelle"):
        sheet.put(330, line)
        sheet.down()
    sheet.put(50, "Titulaire : Mme Sophie Garnier")
    sheet.down()
    sheet.put(50, "Compte courant n° 0300 4471 882 - Devise : EUR")
    sheet.down()
    sheet.put(50, "Période du 1er mars 2025 au 31 mars 2025")
    sheet.down(30)
    for x, name in (
        (50, "Date"),
        (110, "Opération"),
        (380, "Débit"),
        (450, "Crédit"),
        (510, "Solde"),
    ):
        sheet.put(x, name, bold=True)
    sheet.down(16)
    sheet.put(110, "Solde au 28/02/2025")
    sheet.end(545, comma(opening, " "))
    sheet.down(18)
    listed = []
    for at, (day, text, amount, after) in enumerate(rows):
        sheet.put(110, text)
        if sheet.y < 110:
            sheet.y = 40
            sheet.put(110, "Suite au verso - www.creditlittoral.example")
            sheet.y = 55
            sheet.down(12)
            for x, name in (
                (50, "Date"),
                (110, "Opération"),
                (380, "Débit"),
                (450, "Crédit"),
                (510, "Solde"),
            ):
                sheet.put(x, name, bold=True)
            sheet.down(16)
            sheet.put(110, text)
        sheet.down(10)
        sheet.put(50, f"{day:%d/%m/%Y}")
        sheet.put(110, "Référence 8821")
        sheet.end(405 if amount < 0 else 480, comma(amount, " "))
        sheet.end(545, f"{_minus(after)}{comma(after, ' ')}")
        sheet.down(10)
        sheet.put(110, "Carte 4974")
        sheet.down(16)
        listed.append((day, f"{text} Référence 8821 Carte 4974", amount, after))
        if at % 9 == 8:
            sheet.put(
                60, "Profitez de notre offre : 50,00 € offerts pour tout parrainage !", bold=True
            )
            sheet.down(16)
    sheet.put(110, "Nouveau solde au 31/03/2025")
    after = rows[-1][3]
    sheet.end(545, f"{_minus(after)}{comma(after, ' ')}")
    return sheet.bytes(), _gold(
        f"centered-{count}-{seed}",
        "Crédit Littoral",
        "Mme Sophie Garnier",
        "EUR",
        [_account("0300 4471 882", "", "EUR", opening, listed, balances=True)],
    )


SHEETS: tuple[Callable[[int, int], tuple[bytes, dict[str, Any]]], ...] = (
    finnish,
    lambda count, seed: finnish(count, seed, turned=True),
    last_line,
    day_headings,
    sign_column,
    two_accounts,
    side_by_side,
    red_only,
    centered,
)
