"""Currencies by what is printed at amounts."""

from __future__ import annotations

CODES = frozenset(
    [
        "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "AUD", "CAD", "NZD", "SGD", "INR", "JPY", "HKD", "ZAR", "BRL", "MXN",
        "CZK", "HUF", "RON", "BGN", "ISK", "TRY", "AED", "ILS", "THB", "MYR", "PHP", "IDR", "KRW", "CNY", "SAR", "UAH", "RSD",
        "CLP", "COP", "ARS", "UYU", "VND", "TWD", "KES", "NGN", "EGP", "QAR", "KWD", "BHD", "OMR", "JOD", "PKR", "LKR", "BDT",
    ]
)  # fmt: skip
SYMBOLS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "₩": "KRW", "zł": "PLN", "zl": "PLN", "kč": "CZK", "ft": "HUF",
    "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "us$": "USD", "s$": "SGD",
    "hk$": "HKD", "r$": "BRL", "fr": "CHF", "sfr": "CHF", "rs": "INR",
    "rm": "MYR",
}  # fmt: skip
"""By the symbol in small letters without a full stop; `$` and `kr` are of several."""
_EURO = "AD AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK"
OF_COUNTRY = {
    **dict.fromkeys(_EURO.split(), "EUR"),
    "GB": "GBP", "CH": "CHF", "LI": "CHF", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "CZ": "CZK", "HU": "HUF",
    "RO": "RON", "IS": "ISK", "TR": "TRY", "AE": "AED", "SA": "SAR", "IL": "ILS", "UA": "UAH", "RS": "RSD", "BR": "BRL",
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "IN": "INR", "JP": "JPY", "ZA": "ZAR",
    "MX": "MXN", "MY": "MYR", "TH": "THB", "PH": "PHP", "ID": "IDR", "KR": "KRW", "CN": "CNY",
}  # fmt: skip
"""By the country of an IBAN or a BIC; Bulgaria has none, where it depends on the year."""
