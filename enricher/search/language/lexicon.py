"""Words that say little: of questions, and those that contracts have in common."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_STOP_WORDS_TEXT = """
a about above after against all also am an and any anybody anyone anything are as at be because been before being
below between both but by can could did do does doing done down during each either else ever every everybody everyone
few for from further get gets give given gives go goes had has have having he her here hers him his how however i if in
into is it its itself just let like many may me might more most much must my need needed needs neither no nobody none nor
not nothing of off on once one only or other others ought our ours out over own per please same say says shall she should
since so some somebody someone something somewhere still such tell tells than that the their theirs them themselves then
there these they thing things this those through to too under until up upon us use used uses using very want wants was we
were what whatever when where whether which while who whoever whom whose why will with within without would yes yet you
your yours
"""
STOP_WORDS = frozenset(_STOP_WORDS_TEXT.split())
"""What no document is looked for by."""

_ASKING_TEXT = """
find show list search display look looking open see answer question documents document files file contain contains
containing contained mention mentions mentioning mentioned regarding concerning concern concerns involving involve involves
related relating available exist exists happen happens happened state states stated stating specify specifies specified
provide provides provided apply applies named called
"""
ASKING = frozenset(_ASKING_TEXT.split())
"""What asks for documents, and may stand in them as well."""

_ROLES_TEXT = """
agreement agreements contract contracts deal deals party parties company companies affiliate affiliates licensor licensee
customer customers supplier suppliers vendor vendors buyer seller purchaser tenant landlord lessor lessee lender borrower
contractor consultant distributor distributors franchisee franchisor employee employer provider client clients recipient
discloser agent owner manufacturer reseller sponsor guarantor issuer holder investor
"""
ROLES = frozenset(_ROLES_TEXT.split())
"""What contracts call themselves and those who sign them: no name, and little to find one by."""

_GENERAL_TEXT = """
technology technologies solutions software systems system services service media group holdings holding international
global national american united general first industries industrial energy capital financial finance bank trust health
healthcare medical pharmaceutical pharmaceuticals partners university institute new north south east west central digital
network networks communications entertainment products enterprises investments management development research board
"""
GENERAL = frozenset(_GENERAL_TEXT.split())
"""What names begin with, and nobody is called by alone."""

DOCUMENT_NOUNS = frozenset(
    ["agreement", "agreements", "contract", "contracts", "deal", "deals", "document", "documents"]
)

PAPERS = (
    r"(?:agreements?|contracts?|deals?|documents?|leases?|ndas?|licen[cs]es?|loans?|notes?|orders?|sheets?"
    r"|invoices?|receipts?|filings?|letters?|amendments?|memos?|papers?|files?|resolutions?|statements?"
    r"|releases?|msas?|sows?|mous?|everything)"
)
"""A pattern of what documents are called."""
_SAID = re.compile(
    r"\s*(?:who\w*|when|where|why|how|if|whether|can|may|must|do|does|did|is|are|was|were|has|have|had|will|would"
    rf"|could|should|shall|might|what(?!\s+(?:[\w-]+\s+){{0,2}}{PAPERS}\b))\b",
    re.IGNORECASE,
)


def asks_what_is_said(text: str) -> bool:
    """Whether a question is for what documents say, as `who pays` is and `which NDAs` is not."""
    return _SAID.match(text) is not None


@cache
def common_words() -> frozenset[str]:
    """English words that contracts write small, and those that companies are often named by."""
    text = Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def is_common(word: str) -> bool:
    """Whether a word in small letters need not be a name."""
    return (
        len(word) < 3
        or word in STOP_WORDS
        or word in ASKING
        or word in ROLES
        or word in common_words()
    )
