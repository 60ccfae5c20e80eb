"""ISO 4217 codes, and the signs and words that stand for them."""

from __future__ import annotations

import re

# The last line is no longer tender and still in contracts.
_CODES = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP"
    " BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP"
    " GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES"
    " KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU"
    " MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON"
    " RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND"
    " TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
    " ATS BEF DEM ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL NLG PTE SIT SKK EEK"
)
CODES = frozenset(_CODES.split())

SIGNS: dict[str, str] = {
    "US$": "USD", "U.S.$": "USD", "U.S. $": "USD", "US $": "USD", "$US": "USD", "C$": "CAD", "CA$": "CAD", "Cdn$": "CAD", "CDN$": "CAD",
    "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "R$": "BRL",
    "NT$": "TWD", "MX$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "Rs.": "INR", "Rs": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND",
    "₱": "PHP", "₦": "NGN", "฿": "THB", "zł": "PLN", "Kč": "CZK", "SFr.": "CHF", "sFr.": "CHF",
    "Fr.": "CHF", "RMB": "CNY", "CN¥": "CNY", "DM": "DEM",
}  # fmt: skip
"""Signs; the bare `$` is that of `find_currencies`."""

_NAMES: tuple[tuple[str, str], ...] = (
    (r"canadian\s+dollars?|dollars?\s+canadiens?|kanadische\w*\s+dollar", "CAD"),
    (r"australian\s+dollars?", "AUD"),
    (r"new\s+zealand\s+dollars?", "NZD"),
    (r"hong\s+kong\s+dollars?", "HKD"),
    (r"singapore\s+dollars?", "SGD"),
    (r"(?:u\.?\s?s\.?|united\s+states|american|us-)?\s*-?dollars?(?:\s+of\s+the\s+united\s+states)?|d[óo]lares|dollari|dollaro", "USD"),
    (r"euros?", "EUR"),
    (r"pounds?\s+sterling|british\s+pounds?|sterling|pounds?|pfund|livres?\s+sterling|libras?\s+esterlinas?", "GBP"),
    (r"swiss\s+francs?|schweizer\s+franken|franken|francs?\s+suisses?|franchi\s+svizzeri|francos\s+suizos", "CHF"),
    (r"(?:indian\s+)?rupees?", "INR"),
    (r"(?:japanese\s+)?yen", "JPY"),
    (r"yuan|renminbi", "CNY"),
    (r"swedish\s+kron(?:a|or)|schwedische\w*\s+kronen", "SEK"),
    (r"norwegian\s+kroner?|norwegische\w*\s+kronen", "NOK"),
    (r"danish\s+kroner?|dänische\w*\s+kronen", "DKK"),
    (r"(?:polish\s+)?zloty\w*", "PLN"),
)  # fmt: skip
NAMES = "|".join(pattern for pattern, _ in _NAMES)

_REGION_DOLLARS = {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "SG": "SGD", "MX": "MXN"}
_DOLLARS = frozenset({"USD", "TWD", "BRL", *_REGION_DOLLARS.values()})

_SIGN_ALTERNATIVES = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_CURRENCY = re.compile(
    rf"(?P<code>(?<![^\W\d_])(?:{'|'.join(sorted(CODES))})(?![^\W\d_]))"
    rf"|(?<![^\W\d_])(?P<sign>{_SIGN_ALTERNATIVES})(?![^\W\d_])"
    rf"|(?<![^\W\d_])(?P<name>(?i:{NAMES}))(?![^\W_])"
)


def find_currencies(text: str, region: str) -> list[tuple[int, int, str]]:
    """Start, end and ISO code of every currency that a short text names, in order.

    A bare `$` or "dollars" is what another name in the text says (`CAD $500`), else the dollar of
    the region, else that of the United States.
    """
    found: list[tuple[int, int, str | None]] = []
    for match in _CURRENCY.finditer(text):
        found.append((match.start(), match.end(), _code(match)))
    dollars = {code for _, _, code in found if code in _DOLLARS}
    bare = dollars.pop() if len(dollars) == 1 else _REGION_DOLLARS.get(region, "USD")
    return [(start, end, code or bare) for start, end, code in found]


def _code(match: re.Match[str]) -> str | None:
    if match["code"]:
        return match["code"]
    if match["sign"]:
        return None if match["sign"] == "$" else SIGNS[match["sign"]]
    if re.fullmatch(r"dollars?|d[óo]lares|dollar[io]", match["name"], re.IGNORECASE):
        return None
    return next(
        code for pattern, code in _NAMES if re.fullmatch(pattern, match["name"], re.IGNORECASE)
    )
