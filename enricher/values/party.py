"""Names of parties: one way of writing for all, and a stricter key to compare them by.

The display form: commas dropped, `&` is `and`, the legal form in its usual short form, "The" and
the case of the name as in the text. Legal forms keep one case, so that NIKE, INC. is `NIKE Inc.`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from enricher.entities import FieldValue, Normalization, Notice, Value
from enricher.values.names.legal_forms import LEGAL_FORMS, SHORT_FORMS
from enricher.values.value_type import ValueType, in_any_language

_FORMS: dict[str, str] = {
    "inc": "Inc.", "incorporated": "Inc.", "ltd": "Ltd.", "limited": "Ltd.", "llc": "LLC",
    "lp": "LP", "llp": "LLP", "lllp": "LLLP", "plc": "PLC", "corp": "Corp.", "co": "Co.",
    "pllc": "PLLC",
}  # fmt: skip
"""Legal forms by their letters alone, and how they are shown."""

_PHRASES = (
    (re.compile(r"\bpublic\s+limited\s+company(?!\w)", re.IGNORECASE), "PLC"),
    (re.compile(r"\blimited\s+liability\s+company(?!\w)", re.IGNORECASE), "LLC"),
    (re.compile(r"\blimited\s+liability\s+partnership(?!\w)", re.IGNORECASE), "LLP"),
    (re.compile(r"\blimited\s+partnership(?!\w)", re.IGNORECASE), "LP"),
    (re.compile(r"\bL\.\s?L\.\s?C\.?(?!\w)", re.IGNORECASE), "LLC"),
    (re.compile(r"\bL\.\s?L\.\s?P\.?(?!\w)", re.IGNORECASE), "LLP"),
    (re.compile(r"\bL\.\s?P\.?(?!\w)", re.IGNORECASE), "LP"),
    (re.compile(r"\bP\.\s?L\.\s?C\.?(?!\w)", re.IGNORECASE), "PLC"),
)
_DESCRIPTION = re.compile(
    r"[\s,;]+(?:an?|the)\s+[^,()]{0,60}\b(?:corporation|company|partnership|association|trust|bank|individual|resident)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# Of a person only: `Dr. Pepper Snapple Group, Inc.` has a legal form.
_PERSON = re.compile(
    r"(?:mr|mrs|ms|dr|prof)\.?\s+(?P<name>[^\W\d_][\w.'\u2019-]*(?:\s+[^\W\d_][\w.'\u2019-]*){1,3})",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"(?:,\s*(?:Ph\.?\s?D|M\.?D|J\.?D|Esq(?:uire)?|C\.?P\.?A|M\.?B\.?A)\.?)+$", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r",?\s+(?:(?:and|together\s+with)\s+(?:all\s+of\s+)?(?:its|their|his|her)\s"
    r"|acting\s+(?:by|through|as|for|on)\s|(?:solely\s+)?in\s+(?:its|his|her)\s+capacity\s"
    r"|as\s+(?:[^\W\d_]+\s+)?(?:trustee|agent|lender|borrower|guarantor|issuer|seller|buyer|purchaser|tenant|landlord)\b"
    r"|(?:d/b/a|f/k/a|a/k/a|dba|doing\s+business\s+as|also\s+known\s+as|formerly(?:\s+known\s+as)?|trading\s+as|t/a|operating\s+(?:as|under|with))\s).*$",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(
    r"\s*[(\[]\s*(?:(?:formerly|f/k/a|d/b/a|a/k/a|also\s+known\s+as|doing\s+business\s+as|operating\s+(?:as|under|with)|the|each|collectively|together|hereinafter|hereafter|jointly|NYSE|NASDAQ|AMEX|LSE|TSX|ASX)\b[^()]*|[^()]*[\"\u201c\u201d\u2018\u2019'][^()]*)[)\]].*$",
    re.IGNORECASE | re.DOTALL,
)
_UNCLOSED = re.compile(r"\s*\([^()]*$|(?<=\.)\.+$")  # a signature's "(SEAL", "Inc.."
_ABBREVIATION_END = re.compile(
    r"(?:\b(?:inc|ltd|corp|co|jr|sr|bros|dr|esq|pty|pte|cie|mfg|intl|assn|dept)|(?:\b|\.)\w)\.$",
    re.IGNORECASE,
)
_QUOTES = frozenset('"\u201c\u201d\u201e')
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def parse_party(text: str) -> Normalization:
    """The name of a party, without the description and the short name that may follow it."""
    name = " ".join(unicodedata.normalize("NFC", text).replace("_", " ").split())
    name = _ASIDE.sub("", name)
    name = _DESCRIPTION.sub("", name)
    name = _FOLLOWING.sub("", name)
    name = _UNCLOSED.sub("", name).strip(" ,;:")
    if len(name) > 2 and name[0] in _QUOTES and name[-1] in _QUOTES:
        name = name[1:-1].strip(" ,;:")
    if name.endswith(("'", "\u2019")) and not name.startswith(("'", "\u2018")):
        name = name[:-1]  # the cut possessive of `Lehman & Company's`
    if name.endswith("."):
        name = name if _ABBREVIATION_END.search(name) else name.rstrip(".")
    name = _DEGREES.sub("", name)
    person = _PERSON.fullmatch(name)
    if person and not has_legal_form(person["name"]):
        name = person["name"]
    name = name.replace("&", " and ")
    name = re.sub(r"(?<=\d),(?=\d)", "", name).replace(",", " ")
    for pattern, form in _PHRASES:
        name = pattern.sub(form, name)
    first, *rest = name.split() or [""]
    name = " ".join([first, *(_shown(word) for word in rest)])
    if not re.search(r"[^\W\d_]|\d", name):
        return Normalization(None, warnings=(Notice("name_blank"),))
    key = party_key(name)
    return Normalization(Value("party", name, None, {"name": name, "key": key}))


def party_key(name: str) -> str:
    """What two writings of one name share: no case, accents or punctuation, short legal forms."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"['\u2018\u2019`]", "", plain).replace("&", " and ")
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)  # N.V. is nv
    words = [SHORT_FORMS.get(word, word) for word in _WORD.findall(plain)]
    if words and words[0] == "the":
        words = words[1:]
    return " ".join(words)


def has_legal_form(name: str) -> bool:
    """Whether one of the words of a name is a legal form, as in `Nike, Inc.` or `Muster GmbH`."""
    return any(
        word in LEGAL_FORMS or word in SHORT_FORMS
        for word in re.sub(r"[.,]", "", name.casefold()).split()
    )


def _shown(word: str) -> str:
    letters = word.rstrip(".").casefold()
    return _FORMS.get(letters, word) if len(letters) > 1 else word


def writing_faults(name: str) -> tuple[int, int]:
    """How many words of a name begin small, and how many are in capitals."""
    words = name.split()
    small = sum(word[0].islower() for word in words)
    shouted = sum(word.isupper() and len(word) > 1 and "." not in word for word in words)
    return small, shouted  # `J.P.` are initials


def party_keys(fields: Mapping[str, Sequence[FieldValue]]) -> dict[str, str]:
    """The names of the parties among a document's fields, each with the key it is compared by."""
    return {
        found.value.display: str(found.value.detail.get("key", found.value.display.casefold()))
        for values in fields.values()
        for found in values
        if found.value.type == "party"
    }


PARTY = ValueType(
    "party", "a company or a person with rights", in_any_language(parse_party), is_name=True
)
