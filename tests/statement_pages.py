"""Account statements as banks of several countries print them: PDFs, and what is on them.

All names and numbers are invented. Each layout is a `Style`; `write` sets one statement in it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_SIZE = 8.5


@dataclass(frozen=True)
class Place:
    """A column: what it holds, its name, and its edge; right edges of amounts, left ones of others."""

    key: str
    name: str
    x: float


@dataclass(frozen=True)
class Style:
    """How a bank sets its statements.

    Attributes:
        labels: by what they label; `opening` and `closing` may hold `{}` for a day.
        movements: text and whether money comes.
        amount: writes a signed amount in the column of that key.
        once: whether a day is printed for its first row alone.
        balances: `all`, `day` (behind the last row of a day) or `none`.
        block: where labels stand: `right`, `left`, `above` (values below labels).
        unsigned: whether rows are grouped in sections that tell their signs.
    """

    name: str
    bank: str
    holder: tuple[str, ...]
    account: str
    iban: str
    currency: str
    labels: dict[str, str]
    columns: tuple[Place, ...]
    movements: tuple[tuple[str, bool], ...]
    day: Callable[[date], str]
    amount: Callable[[Decimal, str], str]
    period: Callable[[date, date], str]
    title: str = ""
    once: bool = False
    balances: str = "all"
    block: str = "right"
    carried: tuple[str, str] = ("", "")
    total: str = ""
    opening_row: bool = True
    closing_row: bool = True
    advert: str = ""
    detail: tuple[str, ...] = ()
    rules: bool = False
    sections: tuple[str, str] = ("", "")
    card: bool = False
    head_currency: bool = False
    shows_currency: bool = False
    start: date = date(2025, 2, 1)
    end: date = date(2025, 2, 28)
    newest_first: bool = False
    font: str = "Helvetica"
    balance_amount: Callable[[Decimal, str], str] | None = None


@dataclass
class Pages:
    """A statement in the making."""

    style: Style
    canvas: Canvas
    y: float = 0.0
    page: int = 0
    marks: list[str] = field(default_factory=list)


def write(
    style: Style, rows: int, seed: int = 1, *, wrong: bool = False, accounts: int = 1
) -> tuple[bytes, dict[str, Any]]:
    """A statement, and what is on it, as `../shared/data/financial/README.md` has it."""
    random = Random(seed)
    buffer = io.BytesIO()
    pages = Pages(style, Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0))
    gold: list[dict[str, Any]] = []
    for number in range(accounts):
        gold.append(_account(pages, random, rows, number, wrong=wrong))
    pages.canvas.save()
    return buffer.getvalue(), {
        "file": f"{style.name}-{rows}-{seed}{'-wrong' if wrong else ''}.pdf",
        "kind": "card" if style.card else "bank",
        "layout": style.name,
        "bank": style.bank,
        "holder": style.holder[1] if style.holder[0] in ("Herrn", "Frau") else style.holder[0],
        "currency": style.currency if style.shows_currency else None,
        "period_start": style.start.isoformat(),
        "period_end": style.end.isoformat(),
        "adds_up": not wrong,
        "ignore": {},
        "accounts": gold,
    }


def _account(
    pages: Pages, random: Random, count: int, number: int, *, wrong: bool
) -> dict[str, Any]:
    style = pages.style
    opening = Decimal(random.randint(-50_000 if style.card else 20_000, 400_000)) / 100
    if style.card:
        opening = -abs(opening)
    days = sorted(
        style.start + timedelta(random.randrange((style.end - style.start).days))
        for _ in range(count)
    )
    rows = []
    balance = opening
    for day in days:
        text, comes = random.choice(style.movements)
        amount = Decimal(random.randint(199, 250_000 if comes else 60_000)) / 100
        amount = amount if comes else -amount
        balance += amount
        extra = random.choice(style.detail) if style.detail and random.random() < 0.4 else ""
        rows.append((day, f"{text} {random.randint(100, 9999)}", extra, amount, balance))
    closing = balance + (Decimal("100.00") if wrong else 0)
    account = style.account if number == 0 else _next(style.account, number)
    iban = style.iban if number == 0 else ""
    _head(pages, opening, closing, account, iban)
    _columns(pages)
    if style.opening_row:
        _special(pages, style.labels["opening"], style.start - timedelta(1), opening)
    if style.sections[0]:
        for title, wanted in zip(style.sections, (True, False), strict=True):
            pages.y -= 8
            _text(pages, 50, title, bold=True)
            _down(pages)
            _columns(pages)
            for row in rows:
                if (row[3] > 0) == wanted:
                    _row(pages, row, None, show_balance=False)
    else:
        shown = rows[::-1] if style.newest_first else rows
        last: date | None = None
        for at, row in enumerate(shown):
            if pages.y < 90:
                _turn_page(pages, row[4] - row[3])
                last = None
            is_last = at + 1 == len(shown) or shown[at + 1][0] != row[0]
            show = style.balances == "all" or (style.balances == "day" and is_last)
            _row(pages, row, last if style.once else None, show_balance=show)
            last = row[0]
            if style.advert and at and at % 17 == 0:
                pages.y -= 6
                _text(pages, 90, style.advert)
                pages.y -= 8
    if style.total:
        out = sum(-row[3] for row in rows if row[3] < 0)
        into = sum(row[3] for row in rows if row[3] > 0)
        pages.y -= 6
        _text(pages, _x(style, "words"), style.total, bold=True)
        for key, value in (("debit", -out), ("credit", into)):
            if any(one.key == key for one in style.columns):
                _right(pages, _x(style, key), style.amount(Decimal(value), key))
        _down(pages)
    if style.closing_row:
        _special(pages, style.labels["closing"], style.end, closing)
    pages.y -= 30
    has_balances = any(one.key == "balance" for one in style.columns) and not style.sections[0]
    shown_at = {
        at
        for at, row in enumerate(rows)
        if has_balances
        and (
            style.balances == "all"
            or (style.balances == "day" and (at + 1 == len(rows) or rows[at + 1][0] != row[0]))
        )
    }
    listed = [
        {
            "date": day.isoformat(),
            "description": f"{text} {extra}".strip(),
            "amount": f"{amount:.2f}",
            "balance": f"{after:.2f}" if at in shown_at else None,
        }
        for at, (day, text, extra, amount, after) in enumerate(rows)
    ]
    return {
        "account_number": account or None,
        "iban": iban or None,
        "currency": style.currency,
        "opening_balance": f"{opening:.2f}",
        "closing_balance": f"{closing:.2f}",
        "rows": listed,
    }


def _next(account: str, number: int) -> str:
    return account[:-1] + str((int(account[-1]) + number) % 10) if account else ""


def _head(pages: Pages, opening: Decimal, closing: Decimal, account: str, iban: str) -> None:
    style = pages.style
    if pages.page == 0 or pages.y < 300:
        if pages.page:
            pages.canvas.showPage()
        pages.page += 1
        pages.y = 790
        pages.canvas.setFont(_font(style, bold=True), 14)
        pages.canvas.drawString(50, pages.y, style.bank)
        pages.y -= 40
        if style.title:
            _text(pages, 300, style.title, bold=True)
        top = pages.y
        for line in style.holder:
            _text(pages, 60, line)
            _down(pages)
        pages.y = top - 14 if style.block == "right" else pages.y - 20
    facts = [
        ("account", account),
        ("iban", " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))),
        ("period", style.period(style.start, style.end)),
        ("currency", style.currency if style.head_currency else ""),
    ]
    if not style.opening_row:
        write = style.balance_amount or style.amount
        facts.append(("opening", write(opening, "balance")))
    if not style.closing_row:
        write = style.balance_amount or style.amount
        facts.append(("closing", write(closing, "balance")))
    said = [
        (style.labels[key].format(_said(style, key)), value)
        for key, value in facts
        if value and key in style.labels
    ]
    if style.block == "above":
        for start in range(0, len(said), 3):
            for at, (label, value) in enumerate(said[start : start + 3]):
                _text(pages, 50 + 170 * at, label, bold=True)
                pages.canvas.drawString(50 + 170 * at, pages.y - 11, value)
            pages.y -= 30
    for label, value in said if style.block != "above" else ():
        if style.block == "right":
            _text(pages, 310, label)
            _right(pages, 545, value)
        else:
            _text(pages, 50, f"{label}: {value}")
        _down(pages)
    pages.y -= 25


def _said(style: Style, key: str) -> str:
    day = style.start - timedelta(1) if key == "opening" else style.end
    return f"{day:%d.%m.%Y}"


def _columns(pages: Pages) -> None:
    style = pages.style
    for one in style.columns:
        if one.key in ("amount", "debit", "credit", "balance"):
            _right(pages, one.x, one.name, bold=True)
        else:
            _text(pages, one.x, one.name, bold=True)
    if style.rules:
        pages.canvas.line(45, pages.y - 3, 550, pages.y - 3)
    _down(pages)
    pages.y -= 3


def _row(
    pages: Pages,
    row: tuple[date, str, str, Decimal, Decimal],
    last: date | None,
    *,
    show_balance: bool,
) -> None:
    style = pages.style
    day, text, extra, amount, balance = row
    if pages.y < 70:
        _turn_page(pages, balance - amount)
    for one in style.columns:
        if one.key == "date" and day != last:
            _text(pages, one.x, style.day(day))
        elif one.key == "value":
            _text(pages, one.x, style.day(day + timedelta(1)))
        elif one.key == "words":
            _text(pages, one.x, text)
        elif one.key == "amount":
            _right(pages, one.x, style.amount(amount, "amount"))
        elif one.key == "debit" and amount < 0:
            _right(pages, one.x, style.amount(amount, "debit"))
        elif one.key == "credit" and amount > 0:
            _right(pages, one.x, style.amount(amount, "credit"))
        elif one.key == "balance" and show_balance:
            _right(pages, one.x, (style.balance_amount or style.amount)(balance, "balance"))
    _down(pages)
    if extra:
        _text(pages, _x(style, "words"), extra)
        _down(pages)
    if style.rules:
        pages.canvas.line(45, pages.y + 8, 550, pages.y + 8)
    pages.y -= 2


def _turn_page(pages: Pages, balance: Decimal) -> None:
    style = pages.style
    if style.carried[0]:
        _special(pages, style.carried[0], None, balance)
    pages.canvas.setFont(_font(style), 7)
    pages.canvas.drawString(50, 40, f"{style.bank} · {pages.page}")
    pages.canvas.showPage()
    pages.page += 1
    pages.y = 790
    _text(pages, 50, style.bank)
    _text(pages, 500, f"{pages.page}")
    pages.y -= 30
    _columns(pages)
    if style.carried[1]:
        _special(pages, style.carried[1], None, balance)


def _special(pages: Pages, label: str, day: date | None, balance: Decimal) -> None:
    """A line that tells a balance."""
    style = pages.style
    shown = label.format(f"{day:%d.%m.%Y}") if day else label
    if day and "{}" not in label and style.balances != "none" and not style.once:
        _text(pages, _x(style, "date"), style.day(day))
    _text(pages, _x(style, "words"), shown, bold=True)
    keys = [one.key for one in style.columns]
    key = (
        "balance" if "balance" in keys
        else "amount" if "amount" in keys
        else "credit" if balance >= 0 else "debit"
    )  # fmt: skip
    _right(pages, _x(style, key), (style.balance_amount or style.amount)(balance, key))
    _down(pages)
    pages.y -= 2


def _x(style: Style, key: str) -> float:
    return next(one.x for one in style.columns if one.key == key)


def _text(pages: Pages, x: float, text: str, *, bold: bool = False) -> None:
    pages.canvas.setFont(_font(pages.style, bold=bold), _SIZE)
    pages.canvas.drawString(x, pages.y, _drawable(text))


def _right(pages: Pages, x: float, text: str, *, bold: bool = False) -> None:
    pages.canvas.setFont(_font(pages.style, bold=bold), _SIZE)
    pages.canvas.drawRightString(x, pages.y, _drawable(text))


def _font(style: Style, *, bold: bool = False) -> str:
    plain = "-Roman" if style.font == "Times" else ""
    return style.font + ("-Bold" if bold else plain)


def _drawable(text: str) -> str:
    return text.translate(str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ\u2212", "acelnoszzACELNOSZZ-"))


def _down(pages: Pages) -> None:
    pages.y -= 11


def grouped(value: Decimal, group: str, mark: str) -> str:
    """An amount without its sign."""
    return f"{abs(value):,.2f}".replace(",", "\0").replace(".", mark).replace("\0", group)


def signed(
    group: str, mark: str, unit: str = "", before: str = ""
) -> Callable[[Decimal, str], str]:
    """Amounts with a minus before them; debits and credits in columns of their own without."""

    def write_(value: Decimal, key: str) -> str:
        minus = "-" if value < 0 and key in ("amount", "balance") else ""
        return f"{minus}{before}{grouped(value, group, mark)}{unit}"

    return write_


def behind(group: str, mark: str, minus: str, plus: str = "") -> Callable[[Decimal, str], str]:
    """Amounts with a sign or a mark of their side behind them."""

    def write_(value: Decimal, key: str) -> str:
        return grouped(value, group, mark) + (
            (minus if value < 0 else plus) if key in ("amount", "balance") else ""
        )

    return write_


def _iban(country: str, rest: str) -> str:
    """An IBAN with its check digits."""
    letters = "".join(str(int(one, 36)) for one in f"{rest}{country}00")
    return f"{country}{98 - int(letters) % 97:02d}{rest}"


_MONTHS: dict[str, Sequence[str]] = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
}


def named(language: str, *, year: str = "") -> Callable[[date], str]:
    def write_(day: date) -> str:
        end = f" {day:{year}}" if year else ""
        return f"{day.day:02d} {_MONTHS[language][day.month - 1]}{end}"

    return write_


def numeric(pattern: str) -> Callable[[date], str]:
    return lambda day: day.strftime(pattern)


def span(pattern: str, between: str) -> Callable[[date, date], str]:
    return lambda start, end: f"{start:{pattern}}{between}{end:{pattern}}"


STYLES = (
    Style(
        "uk-days",
        "Larkfield Bank plc",
        ("Mr J Pemberton", "4 Mill Lane", "Ripon HG4 2AB"),
        "41882093",
        "",
        "GBP",
        {
            "account": "Account Number",
            "period": "Statement period",
            "opening": "BALANCE BROUGHT FORWARD",
            "closing": "BALANCE CARRIED FORWARD",
        },
        (
            Place("date", "Date", 50),
            Place("words", "Payment type and details", 105),
            Place("debit", "Paid out", 390),
            Place("credit", "Paid in", 465),
            Place("balance", "Balance", 545),
        ),
        (
            ("DD COUNCIL TAX", False),
            ("VIS TESCO STORES", False),
            ("CR SALARY ACME LTD", True),
            ("BP RENT", False),
            ("ATM CASH MAIN ST", False),
        ),
        named("en", year="%y"),
        signed(",", "."),
        span("%d %B %Y", " to "),
        once=True,
        balances="day",
        carried=("BALANCE CARRIED FORWARD", "BALANCE BROUGHT FORWARD"),
        detail=("REF 8812 INV", "SECOND LINE OF TEXT"),
        advert="Interest rates may change. Visit us online to find out more.",
    ),
    Style(
        "de-marks",
        "Volksbank Oberwinden eG",
        ("Herrn", "Karl Ostermann", "Lindenweg 12", "79211 Oberwinden"),
        "3345017",
        _iban("DE", "680900000003345017"),
        "EUR",
        {
            "account": "Kontonummer",
            "iban": "IBAN",
            "period": "Kontoauszug",
            "opening": "alter Kontostand vom {}",
            "closing": "neuer Kontostand vom {}",
        },
        (
            Place("date", "Bu-Tag", 50),
            Place("value", "Wert", 95),
            Place("words", "Vorgang", 140),
            Place("amount", "Betrag", 545),
        ),
        (
            ("Basislastschrift Stadtwerke", False),
            ("Kartenzahlung REWE", False),
            ("Lohn/Gehalt Muster AG", True),
            ("Dauerauftrag Miete", False),
        ),
        numeric("%d.%m."),
        behind(".", ",", " S", " H"),
        span("%d.%m.%Y", " - "),
        balances="none",
        block="left",
        carried=("Übertrag auf Blatt 2", "Übertrag von Blatt 1"),
        detail=("EREF: 4711 SVWZ+ Rechnung", "TAN1:----"),
    ),
    Style(
        "fr-no-balance",
        "Banque du Vercors",
        ("M. Étienne Pralong", "18 rue des Alpes", "38000 Grenoble"),
        "00041772",
        _iban("FR", "30004001230000041772186"),
        "EUR",
        {
            "account": "Compte n°",
            "currency": "Devise",
            "iban": "IBAN",
            "period": "Relevé du",
            "opening": "SOLDE CREDITEUR AU {}",
            "closing": "SOLDE CREDITEUR AU {}",
        },
        (
            Place("date", "Date", 50),
            Place("words", "Nature des opérations", 90),
            Place("value", "Valeur", 340),
            Place("debit", "Débit", 460),
            Place("credit", "Crédit", 545),
        ),
        (
            ("PRLV SEPA EDF", False),
            ("FACTURE CARTE CARREFOUR", False),
            ("VIR RECU SALAIRE", True),
            ("RETRAIT DAB", False),
        ),
        numeric("%d.%m"),
        signed(" ", ","),
        span("%d.%m.%Y", " au "),
        balances="none",
        block="left",
        total="TOTAL DES OPERATIONS",
        detail=("REF 55123 MANDAT",),
        head_currency=True,
        shows_currency=True,
    ),
    Style(
        "es-signed",
        "Banco del Moncayo, S.A.",
        ("Lucía Herráez Gil", "Calle Mayor 7", "50001 Zaragoza"),
        "",
        "ES9121000418450200051332",
        "EUR",
        {
            "iban": "IBAN",
            "period": "Periodo",
            "opening": "Saldo anterior",
            "closing": "Saldo final",
        },
        (
            Place("date", "F. Oper", 50),
            Place("value", "F. Valor", 100),
            Place("words", "Concepto", 150),
            Place("amount", "Importe", 460),
            Place("balance", "Saldo", 545),
        ),
        (
            ("RECIBO ENDESA", False),
            ("COMPRA TARJETA MERCADONA", False),
            ("NOMINA EMPRESA SL", True),
            ("REINTEGRO CAJERO", False),
        ),
        numeric("%d/%m/%Y"),
        signed(".", ",", " €"),
        span("%d/%m/%Y", " - "),
        title="Extracto de cuenta",
        opening_row=False,
        closing_row=False,
        block="above",
        rules=True,
        shows_currency=True,
    ),
    Style(
        "it-columns",
        "Banca Popolare di Valdarno",
        ("Giulia Fantoni", "Via Roma 3", "52025 Montevarchi AR"),
        "1000/00012345",
        "IT60X0542811101000000123456",
        "EUR",
        {
            "account": "Conto corrente n.",
            "iban": "IBAN",
            "period": "Estratto conto dal",
            "opening": "SALDO INIZIALE",
            "closing": "SALDO FINALE",
        },
        (
            Place("date", "Data operazione", 50),
            Place("value", "Valuta", 125),
            Place("words", "Descrizione operazioni", 180),
            Place("debit", "Addebiti", 460),
            Place("credit", "Accrediti", 545),
        ),
        (
            ("PAGAMENTO POS ESSELUNGA", False),
            ("ADDEBITO SDD ENEL", False),
            ("EMOLUMENTI STIPENDIO", True),
            ("PRELIEVO BANCOMAT", False),
        ),
        numeric("%d/%m/%y"),
        signed(".", ","),
        span("%d/%m/%Y", " al "),
        balances="none",
        total="TOTALE MOVIMENTI",
    ),
    Style(
        "nl-af-bij",
        "Waddenbank N.V.",
        ("Mw. A. de Groot", "Havenstraat 9", "8861 XK Harlingen"),
        "",
        "NL91ABNA0417164300",
        "EUR",
        {
            "iban": "IBAN",
            "holder": "Ten name van",
            "period": "Periode",
            "opening": "Vorig saldo",
            "closing": "Nieuw saldo",
        },
        (
            Place("date", "Datum", 50),
            Place("words", "Omschrijving", 100),
            Place("debit", "Bedrag af", 450),
            Place("credit", "Bedrag bij", 545),
        ),
        (
            ("BEA Albert Heijn", False),
            ("Incasso Vattenfall", False),
            ("Salaris Werkgever BV", True),
            ("GEA Geldautomaat", False),
        ),
        named("nl"),
        signed(".", ","),
        span("%d-%m-%Y", " t/m "),
        balances="none",
        opening_row=False,
        closing_row=False,
        detail=("Kenmerk: 9911-22", "Pasvolgnr 003"),
    ),
    Style(
        "us-sections",
        "Sagebrush Community Bank",
        ("DANA R WHITLOCK", "77 JUNIPER CT", "BEND OR 97701"),
        "000123459876",
        "",
        "USD",
        {
            "account": "Account number",
            "period": "for",
            "opening": "Beginning balance",
            "closing": "Ending balance",
        },
        (
            Place("date", "Date", 50),
            Place("words", "Description", 110),
            Place("amount", "Amount", 545),
        ),
        (
            ("POS PURCHASE SAFEWAY", False),
            ("ACH DEBIT UTILITY", False),
            ("DIRECT DEP PAYROLL", True),
            ("CHECK CARD", False),
        ),
        numeric("%m/%d"),
        behind(",", ".", "", ""),
        lambda a, b: f"{a:%B} {a.day}, {a.year} through {b:%B} {b.day}, {b.year}",
        balances="none",
        opening_row=False,
        closing_row=False,
        sections=("Deposits and other credits", "Withdrawals and other debits"),
        balance_amount=signed(",", ".", before="$"),
        shows_currency=True,
    ),
)
"""Those that the reader was made with."""

HELD_OUT = (
    Style(
        "pt-three", "Banco Ribatejano", ("Inês Carvalhal", "Rua do Sol 14", "2000-123 Santarém"), "0045.4012.998", "PT50000201231234567890154",
        "EUR", {"account": "Conta n.º", "iban": "IBAN", "period": "Período de", "opening": "Saldo inicial", "closing": "Saldo final"},
        (Place("date", "Data Lanc.", 50), Place("value", "Data Valor", 105), Place("words", "Descritivo", 165), Place("debit", "Débito", 390), Place("credit", "Crédito", 465), Place("balance", "Saldo", 545)),
        (("COMPRA CONTINENTE", False), ("DD EDP COMERCIAL", False), ("TRF ORDENADO", True), ("LEVANTAMENTO MB", False)),
        numeric("%Y-%m-%d"), signed(" ", ","), span("%Y-%m-%d", " a "), carried=("A transportar", "Transporte"), title="Extrato de conta",
    ),
    Style(
        "sv-plain", "Sjöbo Sparbank", ("Anna Lindqvist", "Storgatan 5", "275 30 Sjöbo"), "8327-9 123 456-7", _iban("SE", "50000000058398257466"),
        "SEK", {"account": "Kontonummer", "iban": "IBAN", "holder": "Kontohavare", "period": "Period", "opening": "Ingående saldo", "closing": "Utgående saldo"},
        (Place("date", "Bokföringsdag", 50), Place("words", "Text", 130), Place("amount", "Belopp", 440), Place("balance", "Saldo", 545)),
        (("Kortköp ICA", False), ("Autogiro Telia", False), ("Lön Företag AB", True), ("Swish", False)),
        numeric("%Y-%m-%d"), signed(" ", ","), span("%Y-%m-%d", " - "), title="Kontoutdrag", newest_first=True, opening_row=False, closing_row=False,
    ),
    Style(
        "pl-unit", "Bank Mazurski S.A.", ("Piotr Zawada", "ul. Polna 3/12", "11-500 Gizycko"), "", "PL61109010140000071219812874",
        "PLN", {"iban": "Numer rachunku", "holder": "Posiadacz", "period": "Wyciag za okres od", "opening": "Saldo poczatkowe", "closing": "Saldo koncowe"},
        (Place("date", "Data operacji", 50), Place("value", "Data waluty", 115), Place("words", "Opis operacji", 180), Place("amount", "Kwota", 440), Place("balance", "Saldo po operacji", 545)),
        (("Platnosc karta BIEDRONKA", False), ("Przelew wychodzacy CZYNSZ", False), ("Przelew przychodzacy PENSJA", True), ("Wyplata bankomat", False)),
        numeric("%d.%m.%Y"), signed(" ", ",", " PLN"), span("%d.%m.%Y", " do "), rules=True, detail=("Tytul: faktura 12/2025",),
        shows_currency=True,
    ),
    Style(
        "us-card", "Juniper Ridge Card Services", ("MARCUS BELL", "200 ELM ST APT 4", "BOISE ID 83702"), "XXXX-XXXX-XXXX-9921", "",
        "USD", {"account": "Credit card account ending in", "period": "Billing period", "opening": "Previous balance", "closing": "New balance"},
        (Place("date", "Trans Date", 50), Place("value", "Post Date", 110), Place("words", "Merchant name and location", 170), Place("amount", "Amount", 545)),
        (("AMZN MKTP SEATTLE WA", False), ("SHELL OIL BOISE ID", False), ("ONLINE PAYMENT THANK YOU", True)),
        numeric("%m/%d"), lambda v, key: ("-" if v > 0 else "") + "$" + grouped(v, ",", "."),
        lambda a, b: f"{a:%m/%d/%Y} - {b:%m/%d/%Y}", balances="none", opening_row=False, closing_row=False, card=True,
        start=date(2024, 12, 9), end=date(2025, 1, 8),
        shows_currency=True,
    ),
    Style(
        "no-in-out", "Sparebanken Lofoten", ("Kari Nordahl", "Havnegata 2", "8300 Svolvær"), "4520.11.20876", "",
        "NOK", {"account": "Kontonummer", "period": "Kontoutskrift for perioden", "opening": "Saldo fra forrige kontoutskrift", "closing": "Saldo i Deres favør"},
        (Place("date", "Bokført", 50), Place("words", "Forklarende tekst", 110), Place("value", "Rentedato", 330), Place("debit", "Ut av konto", 460), Place("credit", "Inn på konto", 545)),
        (("Varekjøp REMA 1000", False), ("Avtalegiro Lyse", False), ("Lønn Firma AS", True), ("Vipps", False)),
        numeric("%d.%m"), signed(".", ","), span("%d.%m.%Y", " - "), balances="none", title="Kontoutskrift", block="left",
    ),
    Style(
        "da-behind", "Vesterbro Andelskasse", ("Mette Skov", "Nygade 8, 2. tv.", "6400 Sønderborg"), "8401 0001234567", "",
        "DKK", {"account": "Reg.nr. Kontonr.", "period": "Periode", "opening": "Primosaldo", "closing": "Ultimosaldo"},
        (Place("date", "Dato", 50), Place("words", "Tekst", 110), Place("amount", "Beløb", 440), Place("balance", "Saldo", 545)),
        (("Dankort NETTO", False), ("PBS Norlys", False), ("Lønoverførsel", True), ("MobilePay", False)),
        numeric("%d.%m.%Y"), behind(".", ",", "-"), span("%d.%m.%Y", " - "), title="Kontoudskrift", head_currency=False, font="Times",
        carried=("Overføres", "Overført"),
    ),
)  # fmt: skip
"""Those that only measured it."""

_GERMAN = (
    ("SEPA-Lastschrift Telefon", False),
    ("Kartenzahlung EDEKA", False),
    ("Gehalt Firma Nord", True),
    ("Miete Saldo April", False),
)
_ENGLISH = (
    ("TFL TRAVEL CH", False),
    ("WAITROSE 221", False),
    ("BACS ACME PAYROLL", True),
    ("STANDING ORDER RENT", False),
)
REGIONS = (
 Style("db","Elbbank Aktiengesellschaft",("Herrn","Dr. Max Vogel","Parkallee 9","20144 Hamburg"),"123 4567890 00",_iban("DE","200700000123456700"),"EUR",
  {"account":"Kontonummer","iban":"IBAN","period":"Kontoauszug vom","opening":"Alter Saldo per {}","closing":"Neuer Saldo EUR"},
  (Place("date","Buchung",50),Place("value","Valuta",100),Place("words","Vorgang",150),Place("debit","Soll",460),Place("credit","Haben",545)),
  _GERMAN,numeric("%d.%m."),lambda v,k:(("- " if v<0 else "+ ") if k in("debit","credit") else "")+grouped(v,".",","),span("%d.%m.%Y"," bis "),balances="none",detail=("Verwendungszweck/ Kundenreferenz","4711 0815"),shows_currency=True),
 Style("cb","Rheinische Commercialbank AG",("Frau","Petra Klein","Am Markt 1","50667 Köln"),"8 120 334 00",_iban("DE","370400440812033400"),"EUR",
  {"account":"Kontonummer","iban":"IBAN","period":"Auszugszeitraum","opening":"Alter Kontostand vom {}","closing":"Neuer Kontostand vom {}"},
  (Place("words","Angaben zu den Umsätzen",50),Place("date","Valuta",330),Place("debit","zu Ihren Lasten",450),Place("credit","zu Ihren Gunsten",545)),
  _GERMAN,numeric("%d.%m"),behind(".",","," -"),span("%d.%m.%Y"," - "),balances="none",block="left"),
 Style("dkb","Märkische Kreditbank AG",("Sven Ahrens","Am Kanal 3","14467 Potsdam"),"1029384756",_iban("DE","120300001029384756"),"EUR",
  {"account":"Kontonummer","iban":"IBAN","period":"Kontoauszug","opening":"ALTER KONTOSTAND","closing":"NEUER KONTOSTAND"},
  (Place("date","Bu.Tag",50),Place("value","Wert",95),Place("words","Wir haben für Sie gebucht",140),Place("debit","Belastung in EUR",460),Place("credit","Gutschrift in EUR",545)),
  _GERMAN,numeric("%d.%m."),signed(".",","),span("%d.%m.%Y"," bis "),balances="none",shows_currency=True,detail=("REFNR 99120",)),
 Style("lloyds","Black Oak Bank",("Mrs Jane Hollis","1 High Street","Leeds LS1 4AB"),"30119962","","GBP",
  {"account":"Account Number","period":"Your statement","opening":"Balance on 01 February 2025","closing":"Balance on 28 February 2025"},
  (Place("date","Date",50),Place("words","Description",105),Place("side","Type",270),Place("credit","Money In (£)",370),Place("debit","Money Out (£)",460),Place("balance","Balance (£)",545)),
  _ENGLISH,named("en",year="%y"),signed(",","."),span("%d %B %Y"," to "),block="above",opening_row=False,closing_row=False,shows_currency=True,total="Totals"),
 Style("ca","Caisse Agricole du Morvan",("M. Paul Lefèvre","3 place de l'Église","58120 Château-Chinon"),"52300417000",_iban("FR","14806580005230041700095"),"EUR",
  {"account":"Compte de Dépôt n°","iban":"IBAN","period":"Relevé de compte du","opening":"Ancien solde créditeur au {}","closing":"Nouveau solde créditeur au {}"},
  (Place("date","Date opé.",50),Place("value","Date valeur",95),Place("words","Libellé des opérations",150),Place("debit","Débit",460),Place("credit","Crédit",545)),
  (("Prlv Orange",False),("Carte Leclerc",False),("Virement Salaire",True)),numeric("%d.%m"),signed(" ",","),span("%d/%m/%Y"," au "),balances="none",total="Total des opérations",detail=("Mandat 12,50 EUR de frais",)),
 Style("uc","Credito Padano S.p.A.",("Marco Bellini","Corso Italia 10","20122 Milano MI"),"000010456789",_iban("IT","X0200801600000010456789"),"EUR",
  {"account":"Conto n.","iban":"IBAN","period":"Estratto conto dal","opening":"SALDO INIZIALE AL {}","closing":"SALDO FINALE AL {}"},
  (Place("date","DATA",50),Place("value","VALUTA",105),Place("debit","USCITE",230),Place("credit","ENTRATE",310),Place("words","DESCRIZIONE OPERAZIONI",330)),
  (("PAGAMENTO POS",False),("BONIFICO STIPENDIO",True),("PRELIEVO ATM",False)),numeric("%d.%m.%y"),signed(".",","),span("%d.%m.%Y"," al "),balances="none"),
 Style("cx","Caja de la Alcarria",("Marta Sanz Rubio","Plaza Nueva 2, 3º B","19001 Guadalajara"),"2085 0100 9001 2345 6789",_iban("ES","20850100900123456789"),"EUR",
  {"account":"Número de cuenta","iban":"IBAN","period":"Extracto del","opening":"Saldo anterior","closing":"Saldo a su favor"},
  (Place("date","Fecha",50),Place("value","Fecha valor",110),Place("words","Movimiento",170),Place("amount","Importe",440),Place("balance","Saldo",545)),
  (("Compra en DIA",False),("Recibo de la luz",False),("Transferencia nómina",True)),lambda d:f"{d.day:02d} "+["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"][d.month-1],behind(".",",","-","+"),span("%d-%m-%Y"," al ")),
 Style("rabo","Boerenbank Twente",("Dhr. H. Jansen","Dorpsweg 1","7411 AB Deventer"),"",_iban("NL","RABO0123456789"),"EUR",
  {"iban":"Rekeningnummer","period":"Periode","opening":"Beginsaldo","closing":"Eindsaldo"},
  (Place("date","Datum",50),Place("words","Omschrijving",95),Place("debit","Bedrag af",450),Place("credit","Bedrag bij",545)),
  (("ei Vattenfall",False),("ba Jumbo Deventer",False),("sb Salaris BV",True)),numeric("%d-%m"),signed(".",","),span("%d-%m-%Y"," t/m "),balances="none",once=True,carried=("Transporteren","Transport")),
 Style("wf","Frontier Valley Bank, N.A.",("ROBERT T SMITH","5 OAK ST","TULSA OK 74103"),"9876543210","","USD",
  {"account":"Account number:","period":"Statement period","opening":"Beginning balance on 2/1","closing":"Ending balance on 2/28"},
  (Place("date","Date",50),Place("words","Description",100),Place("credit","Deposits/Additions",370),Place("debit","Withdrawals/Subtractions",465),Place("balance","Ending daily balance",550)),
  (("Purchase authorized on 02/03 Target",False),("Payroll 1234",True),("ATM Withdrawal",False)),lambda d:f"{d.month}/{d.day}",signed(",","."),lambda a,b:f"{a:%B} {a.day}, {a.year} - {b:%B} {b.day}, {b.year}",balances="day",opening_row=False,closing_row=False,balance_amount=lambda v,k:("-" if v<0 else "")+"$"+grouped(v,",","."),shows_currency=True,total="Totals"),
 Style("danske","Limfjordsbanken A/S",("Lars Holm","Vestergade 3","9000 Aalborg"),"9070 1620123456",_iban("DK","90701620123456"),"DKK",
  {"account":"Kontonr.","iban":"IBAN","period":"Kontoudskrift for perioden","opening":"Saldo primo","closing":"Saldo ultimo"},
  (Place("date","Dato",50),Place("words","Tekst",95),Place("value","Rentedato",300),Place("amount","Beløb",440),Place("balance","Saldo",545)),
  (("DK-køb Føtex",False),("Lønoverførsel",True),("BS betaling Norlys",False)),numeric("%d.%m"),signed(".",","),span("%d.%m.%Y"," - ")),
 Style("mbank","Bank Kaszubski SA",("Anna Nowak","ul. Długa 4","80-831 Gdansk"),"",_iban("PL","114020040000300201355387"),"PLN",
  {"iban":"Nr rachunku","period":"Za okres od","opening":"Saldo początkowe","closing":"Saldo końcowe"},
  (Place("date","Data księgowania",45),Place("value","Data operacji",120),Place("words","Opis operacji",190),Place("amount","Kwota",440),Place("balance","Saldo po operacji",545)),
  (("ZAKUP PRZY UŻYCIU KARTY",False),("PRZELEW ZEWNĘTRZNY PRZYCHODZĄCY",True),("OPŁATA",False)),numeric("%Y-%m-%d"),signed(" ",","),span("%Y-%m-%d"," do "),rules=True),
 Style("nordea","Mälarbanken AB",("Erik Svensson","Kungsgatan 12 lgh 1102","111 35 Stockholm"),"3300 123456-7890","","SEK",
  {"account":"Konto","period":"Datumintervall","opening":"Ingående saldo","closing":"Utgående saldo"},
  (Place("date","Datum",50),Place("words","Specifikation",110),Place("debit","Uttag",360),Place("credit","Insättning",450),Place("balance","Saldo",545)),
  (("Kortköp COOP",False),("Autogiro EON",False),("Lön",True)),lambda d:f"{d:%y}-{d:%m}-{d:%d}",signed(" ",","),span("%Y-%m-%d"," -- "),title="KONTOUTDRAG"),
)  # fmt: skip
"""More that only measured it: 0.87 of the rows were right at first sight."""
