"""Numbers with check digits: IBANs, tax numbers, card numbers, all of them invented."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Bank part of an IBAN: letters and digits, by country.
_IBANS = {
    "DE": (0, 18),
    "FR": (0, 21),
    "ES": (0, 8),
    "IT": (1, 22),
    "NL": (4, 10),
    "CH": (0, 17),
    "PL": (0, 24),
    "SE": (0, 20),
    "GB": (4, 14),
    "DK": (0, 14),
    "PT": (0, 21),
}


def digits(rng: Random, count: int) -> str:
    """Digits of which the first is no zero."""
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def _mod97(text: str) -> int:
    return int("".join(str(_BASE36.index(letter)) for letter in text)) % 97


def luhn_digit(text: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(text)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _weighted(text: str, weights: list[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(text, weights, strict=False))


def iban(rng: Random, country: str) -> str:
    """An IBAN of the country, "" where there are none."""
    if country not in _IBANS:
        return ""
    letters, count = _IBANS[country]
    bank = "".join(rng.choice("ABCDEFGHKLMNPRSTUVW") for _ in range(letters)) + digits(rng, count)
    if country == "FR":
        bank += f"{97 - int(bank + '00') % 97:02}"
    if country == "ES":
        bank += _spanish(rng, bank)
    check = 98 - _mod97(bank + country + "00")
    return f"{country}{check:02}{bank}"


def _spanish(rng: Random, bank: str) -> str:
    account = digits(rng, 10)
    weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]
    checks = [11 - _weighted("00" + bank, weights) % 11, 11 - _weighted(account, weights) % 11]
    return "".join({10: "1", 11: "0"}.get(check, str(check)) for check in checks) + account


def grouped(number: str) -> str:
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def card(rng: Random) -> str:
    number = "4" + digits(rng, 14)
    return number + luhn_digit(number)


def tax_number(rng: Random, country: str) -> str:
    """The number under which a company pays its taxes, as invoices print it."""
    writers: dict[str, Callable[[Random], str]] = {
        "DE": _german,
        "FR": _french,
        "ES": lambda rng: _luhn_after("B", digits(rng, 7)),
        "IT": lambda rng: _luhn_after("IT", digits(rng, 10)),
        "NL": _dutch,
        "PL": _polish,
        "SE": lambda rng: f"{_luhn_after('SE', '55' + digits(rng, 7))}01",
        "GB": _british,
        "CH": _swiss,
        "IN": _indian,
        "AU": _australian,
        "US": lambda rng: f"{digits(rng, 2)}-{digits(rng, 7)}",
        "CA": lambda rng: f"{_luhn_after('', digits(rng, 8))} RT0001",
        "PT": lambda rng: f"PT{digits(rng, 9)}",
        "DK": lambda rng: f"DK{digits(rng, 8)}",
        "JP": lambda rng: f"T{digits(rng, 13)}",
        "SG": lambda rng: f"M{digits(rng, 1)}-{digits(rng, 7)}-X",
    }
    return writers[country](rng)


def _luhn_after(before: str, number: str) -> str:
    return f"{before}{number}{luhn_digit(number)}"


def _german(rng: Random) -> str:
    number, product = digits(rng, 8), 10
    for digit in number:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return f"DE{number}{(11 - product) % 10}"


def _french(rng: Random) -> str:
    number = _luhn_after("", digits(rng, 8))
    return f"FR{(12 + 3 * (int(number) % 97)) % 97:02}{number}"


def _dutch(rng: Random) -> str:
    number = f"NL{digits(rng, 9)}B"
    check = next(check for check in range(2, 99) if _mod97(f"{number}{check:02}") == 1)
    return f"{number}{check:02}"


def _polish(rng: Random) -> str:
    while True:
        number = digits(rng, 9)
        check = _weighted(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11
        if check < 10:
            return f"{number}{check}"


def _british(rng: Random) -> str:
    number = digits(rng, 7)
    check = 97 - _weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 97
    return f"GB{number}{check:02}"


def _swiss(rng: Random) -> str:
    while True:
        number = digits(rng, 8)
        check = -_weighted(number, [5, 4, 3, 2, 7, 6, 5, 4]) % 11
        if check < 10:
            whole = f"{number}{check}"
            return f"CHE-{whole[:3]}.{whole[3:6]}.{whole[6:]} MWST"


def _indian(rng: Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHJKLMNPRST") for _ in range(5))
    number = f"{rng.randint(10, 37)}{letters}{digits(rng, 4)}{rng.choice('ABCFKPR')}1Z"
    total = 0
    for place, letter in enumerate(number):
        product = _BASE36.index(letter) * (1 + place % 2)
        total += product // 36 + product % 36
    return number + _BASE36[-total % 36]


def _australian(rng: Random) -> str:
    weights = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19]
    number = digits(rng, 9)
    for check in range(10, 100):
        whole = f"{check}{number}"
        if ((int(whole[0]) - 1) * 10 + _weighted(whole[1:], weights)) % 89 == 0:
            return f"{whole[:2]} {whole[2:5]} {whole[5:8]} {whole[8:]}"
    return _australian(rng)
