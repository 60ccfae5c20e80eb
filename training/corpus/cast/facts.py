"""The many ways in which documents write dates, amounts and durations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.corpus.markup import mark
from training.corpus.words import Words

WORDS = Words("cast/facts")

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_ONES = WORDS.lines("ones")
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """An English number below a billion."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    for size, word in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            return f"{in_words(head)} {word}" + (f" {in_words(rest)}" if rest else "")
    raise ValueError(f"{number} has no words")


def ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def month_name(day: date, language: str = "en") -> str:
    return MONTHS[language].split()[day.month - 1]


def random_date(rng: Random, first_year: int = 1996, last_year: int = 2025) -> date:
    return date(first_year, 1, 1) + timedelta(
        days=rng.randrange((last_year - first_year + 1) * 365)
    )


def near(rng: Random, day: date, days: int) -> date:
    """Another day, at most `days` before or after."""
    return day + timedelta(days=rng.choice((-1, 1)) * rng.randint(2, days))


def write_date(rng: Random, day: date, country: str = "us", language: str = "en") -> str:
    """The day as prose writes it; day and month are never left to a guess."""
    month, year = month_name(day, language), day.year
    if language == "de":
        return rng.choice((f"{day.day}. {month} {year}", f"{day:%d.%m.%Y}"))
    if language == "fr":
        first = "1er" if day.day == 1 else str(day.day)
        return rng.choice((f"{first} {month} {year}", f"{first} {month} {year}", f"{day:%d/%m/%Y}"))
    if country == "us":
        styles = [f"{month} {day.day}, {year}"] * 6
        styles += [f"{month} {ordinal(day.day)}, {year}", f"{month} {day.day} {year}"]
        if day.day > 12:
            styles += [f"{day.month:02}/{day.day}/{year}", f"{day.month}/{day.day}/{year % 100:02}"]
    else:
        styles = [f"{day.day} {month} {year}"] * 5 + [f"{ordinal(day.day)} {month} {year}"] * 2
        if day.day > 12:
            styles.append(f"{day.day}/{day.month:02}/{year}")
            if country in ("de", "ch", "se"):
                styles.append(f"{day:%d.%m.%Y}")
    return rng.choice([*styles, f"{day:%Y-%m-%d}"])


def write_solemn_date(rng: Random, day: date) -> str:
    """The day as an opening writes it after "this" or "the"."""
    month, year = month_name(day), day.year
    comma = rng.choice((",", "", ","))
    of = rng.choice(("day of", "day of", "of"))
    return f"{ordinal(day.day)} {of} {month}{comma} {year}"


@dataclass(frozen=True, slots=True)
class Duration:
    count: int
    unit: str

    @property
    def display(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def write(self, rng: Random) -> str:
        words, unit = in_words(self.count), self.unit + ("" if self.count == 1 else "s")
        return rng.choice(
            (
                f"{words} ({self.count}) {unit}",
                f"{words} ({self.count}) {unit}",
                f"{words} {unit}",
                f"{self.count} {unit}",
                f"{words.capitalize()} ({self.count}) {unit.capitalize()}"
                if rng.random() < 0.3
                else f"{words} ({self.count}) {unit}",
            )
        )

    def write_before_noun(self, rng: Random) -> str:
        """As in "a two-year period"."""
        words = in_words(self.count)
        return rng.choice(
            (
                f"{words} ({self.count}) {self.unit}",
                f"{words} {self.unit}",
                f"{words}-{self.unit}",
                f"{self.count}-{self.unit}",
                f"{self.count} {self.unit}",
            )
        )


def random_term(rng: Random) -> Duration:
    if rng.random() < 0.68:
        return Duration(rng.choice((1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 7, 10, 15)), "year")
    return Duration(rng.choice((6, 9, 11, 12, 12, 15, 18, 18, 24, 24, 30, 36, 36, 48, 60)), "month")


def notice_days(rng: Random) -> str:
    count = rng.choice((5, 7, 10, 14, 15, 20, 21, 30, 30, 45, 60, 60, 90, 120, 180))
    day = rng.choice(("days", "days", "days", "business days", "calendar days", "working days"))
    return rng.choice(
        (f"{in_words(count)} ({count}) {day}", f"{count} {day}", f"{in_words(count)} {day}")
    )


SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CHF": "CHF ", "INR": "Rs. ", "CAD": "C$", "SGD": "S$"}
CURRENCY_WORDS = {"USD": "dollars", "GBP": "pounds sterling", "EUR": "euros"}


def currency_of(country: str) -> str:
    known = {"us": "USD", "uk": "GBP", "ch": "CHF", "in": "INR", "ca": "CAD", "sg": "SGD"}
    return known.get(country, "EUR")


def group_digits(amount: Decimal, comma: str, point: str, *, cents: bool = True) -> str:
    text = f"{amount:,.2f}" if cents else f"{amount:,.0f}"
    return text.replace(",", "\0").replace(".", point).replace("\0", comma)


def group_indian(amount: Decimal) -> str:
    digits = f"{amount:.0f}"
    head, tail = digits[:-3], digits[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*groups, tail])


def write_money(
    rng: Random, amount: Decimal, currency: str, language: str = "en", *, exact: bool = False
) -> str:
    """The amount as prose writes it, or with cents and figures only if `exact`."""
    if currency == "EUR" and (language in ("de", "fr") or rng.random() < 0.2):
        comma = "." if language != "fr" else "\u00a0"
        figures = group_digits(amount, comma, ",")
        return rng.choice((f"{figures} €", f"{figures} EUR", f"EUR {figures}"))
    if currency == "CHF" and (language != "en" or rng.random() < 0.7):
        return f"CHF {group_digits(amount, chr(39), '.')}"
    if currency == "INR" and amount >= 100_000:
        return f"{rng.choice(('Rs. ', 'INR ', '₹'))}{group_indian(amount)}"
    whole = amount == amount.to_integral_value()
    figures = group_digits(amount, ",", ".", cents=exact or not whole or rng.random() < 0.4)
    signed = SIGNS[currency] + figures
    if exact:
        return rng.choice((signed, f"{currency} {figures}"))
    styles = [signed, signed, f"{currency} {figures}"]
    if currency == "USD":
        styles.append(f"US${figures}")
    if whole and currency in CURRENCY_WORDS:
        words, unit = in_words(int(amount)), CURRENCY_WORDS[currency]
        styles += [f"{words} {unit} ({signed})", f"{words.title()} {unit.title()} ({signed})"]
    millions = amount / 1_000_000
    if amount >= 1_000_000 and millions == millions.quantize(Decimal("0.1")):
        styles.append(
            f"{'US$' if currency == 'USD' else SIGNS[currency]}{millions.normalize():f} million"
        )
    return rng.choice(styles)


def mark_money(text: str, amount: Decimal, currency: str) -> str:
    return mark("Money", text, f"{amount:.2f} {currency}")


def round_sum(rng: Random, low: int, high: int) -> Decimal:
    """A principal: few digits other than zero."""
    amount = rng.randint(low, high)
    step = 10 ** (len(str(amount)) - rng.choice((1, 2, 2, 3)))
    return Decimal(max(low, amount // step * step))
