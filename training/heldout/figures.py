"""How this author writes days, sums, rates and spans of time, each with the value that it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

OPEN, BAR, CLOSE = "\u27e6", "\u2502", "\u27e7"
_SMALL = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDED = {"USD": "Dollars", "GBP": "Pounds", "EUR": "Euros", "CHF": "Swiss Francs"}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CHF": "CHF ", "CAD": "C$", "AUD": "A$"}


def entity(category: str, display: str, text: str) -> str:
    """Write an entity with its value; `training.heldout.pages` reads it back."""
    return f"{OPEN}{category}{BAR}{display}{BAR}{text}{CLOSE}"


def worded(number: int) -> str:
    """A number below a thousand million in English words."""
    if number < 100:
        tens, ones = divmod(number, 10)
        if number < 20:
            return _SMALL[number]
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_SMALL[hundreds]} hundred" + (f" {worded(rest)}" if rest else "")
    if number < 1_000_000:
        thousands, rest = divmod(number, 1000)
        return f"{worded(thousands)} thousand" + (f" {worded(rest)}" if rest else "")
    millions, rest = divmod(number, 1_000_000)
    return f"{worded(millions)} million" + (f" {worded(rest)}" if rest else "")


def nth(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def written_day(rng: Random, day: date, british: bool) -> str:
    """A day in running text; never one whose day and month could change places."""
    month, short = f"{day:%B}", f"{day:%b}"
    if british:
        ways = [
            f"{day.day} {month} {day.year}",
            f"{day.day} {month} {day.year}",
            f"{nth(day.day)} {month} {day.year}",
            f"{nth(day.day)} {month}, {day.year}",
            f"{day.day} {short} {day.year}",
            f"{day.day}-{short}-{day.year}",
        ]
        numeric = [f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}"]
    else:
        ways = [
            f"{month} {day.day}, {day.year}",
            f"{month} {day.day}, {day.year}",
            f"{month} {day.day:02}, {day.year}",
            f"{month} {nth(day.day)}, {day.year}",
            f"{short}. {day.day}, {day.year}" if month != "May" else f"May {day.day}, {day.year}",
            f"{month.upper()} {day.day}, {day.year}",
        ]
        numeric = [f"{day:%m/%d/%Y}", f"{day.month}/{day.day}/{day:%y}"]
    if day.day > 12 and rng.random() < 0.12:
        return rng.choice([*numeric, day.isoformat()])
    return rng.choice(ways)


def solemn_day(rng: Random, day: date) -> str:
    """A day as it follows "this" or "the" in an opening."""
    year = worded(day.year - 2000)
    return rng.choice(
        (
            f"{nth(day.day)} day of {day:%B} {day.year}",
            f"{nth(day.day)} day of {day:%B}, {day.year}",
            f"{nth(day.day)} day of {day:%B}, two thousand and {year}",
            f"{nth(day.day)} of {day:%B} {day.year}",
        )
    )


@dataclass(frozen=True, slots=True)
class Length:
    """A span of time, such as 3 years."""

    count: int
    unit: str

    @property
    def display(self) -> str:
        return f"{self.count} {self.unit}" + ("" if self.count == 1 else "s")

    def write(self, rng: Random) -> str:
        unit = self.unit + ("" if self.count == 1 else "s")
        if self.unit == "business day":
            unit = rng.choice(("Business Days", "business days", "working days"))
        if self.unit == "month" and self.count > 1 and rng.random() < 0.12:
            unit = "calendar months"
        words = worded(self.count)
        return rng.choice(
            (
                f"{self.count} {unit}",
                f"{self.count} {unit}",
                f"{words} {unit}",
                f"{words} ({self.count}) {unit}",
                f"{self.count} ({words}) {unit}",
            )
        )

    def write_as_adjective(self, rng: Random) -> str:
        words = worded(self.count)
        return rng.choice(
            (
                f"{self.count}-{self.unit}",
                f"{words}-{self.unit}",
                f"{words} ({self.count}) {self.unit}",
            )
        )


def written_sum(rng: Random, amount: int, currency: str) -> str:
    """A sum of whole units."""
    sign, plain = _SIGNS[currency], f"{amount:,}"
    ways = [f"{sign}{plain}", f"{sign}{plain}", f"{sign}{plain}.00", f"{currency} {plain}"]
    if currency == "USD":
        ways += [f"US${plain}", f"U.S.${plain}", f"US$ {plain}.00"]
    if currency == "CHF":
        ways += ["CHF " + plain.replace(",", "'"), "CHF " + plain.replace(",", "\u2019") + ".00"]
    if currency == "EUR":
        ways += [f"{plain} euros", f"EUR {plain}.00"]
    if currency in _WORDED:
        words = worded(amount)
        ways.append(f"{words} {_WORDED[currency].lower()} ({sign}{plain})")
        ways.append(f"{words.title()} {_WORDED[currency]} ({sign}{plain}.00)")
        if currency == "USD":
            ways.append(f"{words.upper()} AND 00/100 DOLLARS (${plain}.00)")
    if amount >= 1_000_000 and amount % 50_000 == 0:
        millions = f"{amount / 1_000_000:g}"
        ways += [f"{sign}{millions} million", f"{sign}{millions}m"]
    return rng.choice(ways)


def written_rate(rng: Random, hundredths: int, british: bool) -> tuple[str, str]:
    """A rate of so many basis points: its value and its text."""
    figure = f"{hundredths / 100:g}"
    ways = [f"{figure}%", f"{figure}%", f"{hundredths / 100:.2f}%", f"{figure} percent"]
    if british:
        ways += [f"{figure} per cent.", f"{figure} per cent", f"{figure} per cent"]
    if hundredths % 100 == 0:
        words = worded(hundredths // 100)
        ways += [f"{words} percent ({figure}%)", f"{words} per cent ({figure}%)"]
    if hundredths < 500 and hundredths % 5 == 0 and rng.random() < 0.3:
        ways = [f"{hundredths} basis points"]
    text = rng.choice(ways)
    return f"{figure}%", text


def iban(rng: Random, country: str) -> str:
    bank = {"GB": "TWDB", "NL": "HVNB", "IE": "LIFB"}.get(country, "")
    length = {"GB": 22, "NL": 18, "IE": 22, "DE": 22}[country]
    account = bank + "".join(rng.choices("0123456789", k=length - 4 - len(bank)))
    check = 98 - int("".join(str(int(sign, 36)) for sign in account + country + "00")) % 97
    whole = f"{country}{check:02}{account}"
    return (
        whole if rng.random() < 0.3 else " ".join(whole[at : at + 4] for at in range(0, length, 4))
    )


def lei(rng: Random) -> str:
    body = "2138" + "".join(rng.choices("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", k=14))
    return f"{body}{98 - int(''.join(str(int(sign, 36)) for sign in body + '00')) % 97:02}"


def isin(rng: Random, country: str) -> str:
    body = country + "".join(rng.choices("ABCDEFGHJKLMNP0123456789", k=9))
    digits = "".join(str(int(sign, 36)) for sign in body)
    doubled = [int(sign) * (2 - place % 2) for place, sign in enumerate(reversed(digits))]
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"
