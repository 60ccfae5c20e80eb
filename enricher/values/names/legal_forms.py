"""The legal forms of companies, by which a word shows that a name is one."""

from __future__ import annotations

from typing import Final

SHORT_FORMS: Final = {
    "incorporated": "inc", "incorporation": "inc", "corporation": "corp", "company": "co",
    "limited": "ltd", "limitedliabilitycompany": "llc", "limitedliabilitypartnership": "llp",
    "limitedpartnership": "lp", "publiclimitedcompany": "plc", "aktiengesellschaft": "ag",
    "gesellschaftmitbeschrankterhaftung": "gmbh",
}  # fmt: skip
"""What is usual for a form that is written out: both as letters alone, without case and accents."""

_FORMS = (
    "inc corp co ltd llc lp llp lllp plc pllc gmbh ag kg kgaa ohg ug eg ev se sa sas sarl srl spa sl"
    " nv bv ab as asa oy oyj aps dac pty pte"
)
LEGAL_FORMS: Final = frozenset(_FORMS.split())
"""The short ones."""
