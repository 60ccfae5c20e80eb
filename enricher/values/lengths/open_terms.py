"""Terms without a length: `in perpetuity` is `perpetual`, `until terminated by either party` its own.

A perpetual term never ends and is longer than any number of years. One that runs until somebody
terminates it has no length at all: nobody knows whether it will be longer than another.
"""

from __future__ import annotations

import re
from decimal import Decimal

from enricher.entities import Value

PERPETUAL = "perpetual"
UNTIL_TERMINATED = "until terminated"
OPEN_TERMS = (PERPETUAL, UNTIL_TERMINATED)

_ENDING = (
    r"terminat(?:ed|ion)|cancell?(?:ed|ation)|revo(?:ked|cation)|rescinded|discontinued"
    r"|brought\s+to\s+an\s+end"
)
UNTIL_PHRASE = (
    # `until it is terminated`, `until such time as either party terminates this Agreement`
    rf"\b(?:un)?till?\s+(?:\w+\s+){{0,6}}?(?:{_ENDING})\b"
    r"|\b(?:un)?till?\s+(?:\w+\s+){1,6}?terminates\b"
    # `until either party gives notice`
    r"|\buntil\s+(?:either|any|one)\s+(?:\w+\s+){0,3}?(?:gives?|informs?|notif(?:y|ies)|serves?|provides?)\b"
)
"""English alone, as detectors look for it."""
FOREVER_PHRASE = (
    r"\bin\s+perpetuity\b|\bfor\s?ever\b|\bindefinitely\b|\bperpetually\b"
    r"|\bwithout\s+(?:any\s+)?limit(?:ation)?\s+(?:in|of|as\s+to)\s+(?:time|duration)\b"
)
_UNTIL = re.compile(
    rf"{UNTIL_PHRASE}|^\s*unless\s+(?:\w+\s+){{0,5}}?terminated\b|\bindefinitely,?\s+(?:and\s+)?unless\b|\bindefinite\b|\bopen[\s-]ended\b"
    r"|\bunbefristet\w*|\bunbestimmte[rn]?\b|\bbis\s+(?:auf\s+Widerruf|(?:zu[mr]?\s+)?(?:\w+\s+)?Kündigung)"
    r"|\bindéterminée?\b|\bjusqu['\u2019]à\s+(?:sa\s+)?résiliation"
    r"|\bindefinid[oa]\b|\bindeterminat[oa]\b|\bonbepaalde?\b|\btot\s+opzegging",
    re.IGNORECASE,
)
_FOREVER = re.compile(
    rf"{FOREVER_PHRASE}|\bperpetual\b|\bperpetuity\b|\beverlasting\b"
    r"|\bunlimited\s+(?:in\s+time|duration|period|term)\b"
    r"|\b(?:auf\s+)?ewig\b|\bunbegrenzt\w*|\bà\s+perpétuité\b|\bperpétuel(?:le)?\b|\billimitée?\b"
    r"|\ba\s+perpetuidad\b|\bin\s+perpetuo\b|\bperpetu[oa]\b|\beeuwig(?:durend)?\b|\bonbeperkte?\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|nor|nicht|kein\w*|non|niet)\s+(?:\w+\s+){0,2}$", re.I)


def find_open_term(text: str) -> tuple[int, Value] | None:
    """The first words of a phrase that say a term without a length, and which of the two it is.

    What is said to end by notice runs until it is terminated, also where it is `indefinite`.
    """
    for pattern, display in ((_UNTIL, UNTIL_TERMINATED), (_FOREVER, PERPETUAL)):
        for match in pattern.finditer(text):
            if not _DENIED.search(text, 0, match.start()):
                return match.start(), open_term(display)
    return None


def open_term(display: str) -> Value:
    """The value of one of `OPEN_TERMS`."""
    order = Decimal("Infinity") if display == PERPETUAL else None
    return Value("duration", display, order, {"parts": [], "days": None, "open": display})
