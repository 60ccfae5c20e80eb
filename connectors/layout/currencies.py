"""Currencies by what is printed at amounts."""

from __future__ import annotations

CODES = frozenset(
    [
        "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "AUD", "CAD", "NZD", "SGD", "INR", "JPY", "HKD", "ZAR", "BRL", "MXN",
        "CZK", "HUF", "RON", "BGN", "ISK", "TRY", "AED", "ILS", "THB", "MYR", "PHP", "IDR", "KRW", "CNY", "SAR", "UAH", "RSD",
    ]
)  # fmt: skip
SYMBOLS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "zł": "PLN", "zl": "PLN", "kč": "CZK", "ft": "HUF",
    "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "us$": "USD", "s$": "SGD",
    "hk$": "HKD", "r$": "BRL", "fr": "CHF", "sfr": "CHF", "rs": "INR",
}  # fmt: skip
"""By the symbol in small letters without a full stop; `$` and `kr` are of several."""
OF_COUNTRY = {
    "GB": "GBP", "CH": "CHF", "LI": "CHF", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "CZ": "CZK", "HU": "HUF",
    "RO": "RON", "BG": "BGN",
}  # fmt: skip
"""Of countries with IBANs, where it is not the euro."""
