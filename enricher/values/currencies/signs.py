"""ISO 4217 codes, and the signs and words that stand for them."""

from __future__ import annotations

import re

from enricher.values.currencies.long_names import find_long_names
from enricher.values.locales import Habits, Yen

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
    "US$": "USD", "U.S.$": "USD", "U.S. $": "USD", "US $": "USD", "$US": "USD", "$ US": "USD", "$CA": "CAD", "$ CA": "CAD", "$CAN": "CAD", "C$": "CAD", "CA$": "CAD", "Cdn$": "CAD", "CDN$": "CAD",
    "Cdn. $": "CAD", "Cdn.$": "CAD", "Cdn $": "CAD", "Can$": "CAD", "Can. $": "CAD",
    "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "R$": "BRL",
    "NT$": "TWD", "MX$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "Rs.": "INR", "Rs": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND",
    "₱": "PHP", "₦": "NGN", "฿": "THB", "zł": "PLN", "Kč": "CZK", "SFr.": "CHF", "sFr.": "CHF",
    "Fr.": "CHF", "RMB": "CNY", "CN¥": "CNY", "DM": "DEM",
    "Mex$": "MXN", "JP¥": "JPY", "￥": "JPY",
}  # fmt: skip
"""Signs; for the bare `$` and `¥`, the most frequent of what `find_currencies` chooses from."""

_ABBREVIATIONS: dict[str, str] = {
    "KD": "KWD", "BD": "BHD", "Dhs.": "AED", "Dhs": "AED", "Dh.": "AED", "Dh": "AED", "SR": "SAR", "NIS": "ILS",
    "TL": "TRY", "KSh": "KES", "KShs": "KES", "Ksh": "KES", "Kshs": "KES", "RM": "MYR", "Rp": "IDR", "Rp.": "IDR",
    "Ft": "HUF", "Tk": "BDT", "S/": "PEN", "S/.": "PEN", "J$": "JMD", "AR$": "ARS", "TT$": "TTD", "EC$": "XCD",
    "RD$": "DOP", "N$": "NAD", "FJ$": "FJD", "U$S": "USD", "IR£": "IEP", "FF": "FRF", "Lit.": "ITL", "öS": "ATS",
    "hfl": "NLG", "Hfl": "NLG", "Hfl.": "NLG", "fl.": "NLG", "ƒ": "NLG", "BF": "BEF", "₴": "UAH", "₸": "KZT", "₵": "GHS", "GH₵": "GHS",
    "fr.": "CHF", "CDN": "CAD", "Cdn": "CAD", "Stg£": "GBP", "stg£": "GBP", "STG£": "GBP", "STG": "GBP", "Stg": "GBP", "M.N.": "MXN", "руб.": "RUB", "руб": "RUB",  # noqa: RUF001
    "грн": "UAH", "грн.": "UAH", "円": "JPY", "人民币": "CNY", "人民幣": "CNY",
}  # fmt: skip
"""What is a currency in a text known to be an amount, and may be anything elsewhere."""

_NAMES: tuple[tuple[str, str], ...] = (
    (r"canadian\s+dollars?|dollars?\s+canadiens?|kanadische\w*\s+dollar", "CAD"),
    (r"australian\s+dollars?", "AUD"),
    (r"new\s+zealand\s+dollars?", "NZD"),
    (r"hong\s+kong\s+dollars?", "HKD"),
    (r"singapore\s+dollars?", "SGD"),
    (r"(?:new\s+)?taiwan\s+dollars?", "TWD"),
    (r"(?:u\.?\s?s\.?|united\s+states|american|us-)?\s*-?dollars?(?:\s+of\s+the\s+united\s+states)?|(?:d[óo]lar(?:es)?|dollar[io])(?:\s+(?:estadounidenses?|americanos?|statunitensi|americani))?", "USD"),
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
    (r"czech\s+(?:crowns?|korun\w+)", "CZK"),
    (r"(?:hungarian\s+)?forints?", "HUF"),
    (r"mexican\s+pesos?|pesos?\s+mexicanos?|moneda\s+nacional", "MXN"),
    (r"argentine\s+pesos?|pesos?\s+argentinos?", "ARS"),
    (r"chilean\s+pesos?|pesos?\s+chilenos?", "CLP"),
    (r"colombian\s+pesos?|pesos?\s+colombianos?", "COP"),
    (r"philippine\s+pesos?", "PHP"),
    (r"brazilian\s+rea(?:l|is|ls)|reais", "BRL"),
    (r"south\s+african\s+rands?", "ZAR"),
    (r"(?:russian\s+)?rou?bles?", "RUB"),
    (r"turkish\s+liras?", "TRY"),
    (r"(?:new\s+)?(?:israeli\s+)?she[kq]els?", "ILS"),
    (r"(?:south\s+)?korean\s+won", "KRW"),
    (r"thai\s+baht", "THB"),
    (r"malaysian\s+ringgits?", "MYR"),
    (r"(?:indonesian\s+)?rupiahs?", "IDR"),
    (r"(?:uae|emirati)\s+dirhams?", "AED"),
    (r"saudi\s+ri[yj]als?", "SAR"),
    (r"deutsche\s+mark|deutschmarks?", "DEM"),
    (r"egyptian\s+pounds?", "EGP"),
    (r"lebanese\s+pounds?", "LBP"),
    (r"irish\s+pounds?", "IEP"),
    (r"pakistani?\s+rupees?", "PKR"),
    (r"sri\s+lankan?\s+rupees?", "LKR"),
    (r"nepal(?:ese|i)\s+rupees?", "NPR"),
    (r"mauriti(?:an|us)\s+rupees?", "MUR"),
    (r"jamaican?\s+dollars?", "JMD"),
    (r"bermud(?:a|ian)\s+dollars?", "BMD"),
    (r"bahamian\s+dollars?", "BSD"),
    (r"barbad(?:os|ian)\s+dollars?", "BBD"),
    (r"cayman(?:\s+islands?)?\s+dollars?", "KYD"),
    (r"(?:east(?:ern)?\s+)?caribbean\s+dollars?", "XCD"),
    (r"trinidad(?:\s+and\s+tobago)?\s+dollars?", "TTD"),
    (r"fiji(?:an)?\s+dollars?", "FJD"),
    (r"brunei\s+dollars?", "BND"),
    (r"namibian?\s+dollars?", "NAD"),
    (r"liberian\s+dollars?", "LRD"),
    (r"kuwaiti\s+dinars?", "KWD"),
    (r"bahraini\s+dinars?", "BHD"),
    (r"jordanian\s+dinars?", "JOD"),
    (r"omani\s+rials?", "OMR"),
    (r"qatari?\s+ri[yj]als?", "QAR"),
    (r"moroccan\s+dirhams?", "MAD"),
    (r"kenyan?\s+shillings?", "KES"),
    (r"ugandan?\s+shillings?", "UGX"),
    (r"tanzanian?\s+shillings?", "TZS"),
    (r"(?:nigerian\s+)?nairas?", "NGN"),
    (r"ghana(?:ian)?\s+cedis?", "GHS"),
    (r"icelandic\s+kron(?:a|ur)", "ISK"),
    (r"romanian\s+(?:leu|lei)", "RON"),
    (r"(?:ukrainian\s+)?hryvnias?", "UAH"),
    (r"french\s+francs?|francs?\s+français", "FRF"),
    (r"belgian\s+francs?|francs?\s+belges?", "BEF"),
    (r"(?:dutch\s+)?guilders?|gulden", "NLG"),
    (r"(?:spanish\s+)?pesetas?|pt(?:a|as|s)\b\.?", "ESP"),
    (r"italian\s+lir[ae]|lire(?:\s+italiane)?", "ITL"),
    (r"austrian\s+schillings?|schilling", "ATS"),
)  # fmt: skip
NAMES = "|".join(pattern for pattern, _ in _NAMES)

_CENT_LANGUAGES = frozenset({"de", "it", "nl"})
_CENTS: tuple[tuple[str, str | None], ...] = (
    (r"(?:u\.?s\.?\s+)cents?", "USD"),
    (r"cents?|¢|c[ée]ntimes?|c[ée]ntimos?|centavos?|centesim[io]", None),
    (r"euro[\s-]?cents?", "EUR"),
    (r"pence|penny|p", "GBP"),
    (r"rappen", "CHF"),
    (r"pais[ea]", "INR"),
    (r"pfennige?", "DEM"),
)
CENTS = "|".join(pattern.removesuffix("|p") for pattern, _ in _CENTS) + r"|(?<=\d)p(?!\.)"
"""Names of the hundredth of a currency; `p` only right after the figures (`50p`, not `5 p.a.`)."""

_REGION_DOLLARS = {
    "CA": "CAD",
    "AU": "AUD",
    "NZ": "NZD",
    "HK": "HKD",
    "SG": "SGD",
    "MX": "MXN",
    "TW": "TWD",
}
_OTHER_DOLLARS = (
    "USD BRL ARS CLP COP UYU DOP JMD BBD BSD BMD KYD BZD TTD XCD FJD BND NAD LRD GYD SRD"
)
_DOLLARS = frozenset({*_OTHER_DOLLARS.split(), *_REGION_DOLLARS.values()})
"""Currencies that are also written with a bare `$`."""

_ALL_SIGNS = {**SIGNS, **_ABBREVIATIONS}
_SIGN_ALTERNATIVES = "|".join(re.escape(sign) for sign in sorted(_ALL_SIGNS, key=len, reverse=True))
_CURRENCY = re.compile(
    rf"(?P<code>(?<![^\W\d_])(?:{'|'.join(sorted(CODES))})(?![^\W\d_]))"
    rf"|(?<![^\W\d_])(?P<sign>{_SIGN_ALTERNATIVES})(?![^\W\d_])"
    r"|(?<![^\W_])(?P<rand>R)(?=\d)"
    rf"|(?<![^\W\d_])(?P<name>(?i:{NAMES}))(?![^\W_])"
)


_YEN_SIGNS = frozenset("¥￥")
_YEN_NAMES = re.compile(
    r"(?<![^\W\d_])(?:(?P<JPY>JPY|JP¥|(?i:yen))|(?P<CNY>CNY|CN¥|RMB|(?i:renminbi|yuan)))"
    r"(?![^\W_])"
)


def find_currencies(
    text: str, region: str, yen: str = "", language: str = ""
) -> list[tuple[int, int, str]]:
    """Start, end and ISO code of every currency that a short text names, in order.

    A bare `$` or "dollars" is what another name in the text says (`CAD $500`), else the dollar of
    the region, else that of the United States. A bare `¥` is what another name says, else `yen`,
    else Japan's; `is_yen_bare` tells the last of these. With a language, its full names of
    currencies count too: `dólares canadienses`, `dirhams marocains`.
    """
    matches = list(_CURRENCY.finditer(text))
    found = [(match.start(), match.end(), _code(match)) for match in matches]
    if language and (not matches or any(match["name"] for match in matches)):
        full = find_long_names(text, language, CODES)
        shorter = [
            one
            for one in found
            if not any(one[0] < end and start < one[1] for start, end, _ in full)
        ]
        found = sorted([*full, *shorter])
    named = {code for _, _, code in found}
    dollars = named & _DOLLARS
    bare = {
        "$": dollars.pop() if len(dollars) == 1 else _REGION_DOLLARS.get(region, "USD"),
        "¥": "CNY" if "CNY" in named else "JPY" if "JPY" in named else yen or "JPY",
    }
    return [(start, end, bare.get(code, code)) for start, end, code in found]


def is_yen_bare(text: str) -> bool:
    """Whether a text writes `¥` and does not say whether Japan's or China's."""
    named = {_code(match) for match in _CURRENCY.finditer(text)}
    return "¥" in named and named.isdisjoint({"JPY", "CNY"})


def yen_of(text: str) -> Yen:
    """Whose `¥` a document means: that of the one country of the two whose money it names."""
    named = {match.lastgroup for match in _YEN_NAMES.finditer(text)}
    return "" if len(named) != 1 else "JPY" if "JPY" in named else "CNY"


def currency_of_cents(word: str, habits: Habits) -> str | None:
    """The currency that a hundredth belongs to: pence to GBP, cents to the dollar of the region.

    Of those whose country is not known, Germans, Italians and Dutchmen pay with euro cents.
    """
    region = habits.region
    if not region and habits.language in _CENT_LANGUAGES and re.fullmatch("cents?", word, re.I):
        return "EUR"
    for pattern, code in _CENTS:
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return code or {**_REGION_DOLLARS, "US": "USD"}.get(region)
    return None


def _code(match: re.Match[str]) -> str:
    """The ISO code, or `$` and `¥` for a dollar or yen that may be several countries'."""
    if match["code"]:
        return match["code"]
    if match["rand"]:
        return "ZAR"
    if sign := match["sign"]:
        return "¥" if sign in _YEN_SIGNS else "$" if sign == "$" else _ALL_SIGNS[sign]
    if re.fullmatch(r"dollars?|d[óo]lar(?:es)?|dollar[io]", match["name"], re.IGNORECASE):
        return "$"
    return next(
        code for pattern, code in _NAMES if re.fullmatch(pattern, match["name"], re.IGNORECASE)
    )
