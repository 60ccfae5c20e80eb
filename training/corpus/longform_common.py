"""Clauses and definitions of long contracts of every kind, full of strangers and other periods."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("longform_common")

DEFINITIONS = WORDS.lines("definitions")
_SECRECY = WORDS.topic("secrecy")
_RECORDS = WORDS.topic("records")
_INSURANCE = WORDS.topic("insurance")
_PAYMENT = WORDS.topic("payment")
_TAX = WORDS.topic("tax")
_CONDUCT = WORDS.topic("conduct")
_NO_POACHING = WORDS.topic("no_poaching")
_LIABILITY = WORDS.topic("liability")
_NOTICES = WORDS.topic("notices")
_ASSIGN = WORDS.topic("assign")
_GENERAL = WORDS.topic("general")
_FORCE = WORDS.topic("force")
_PUBLICITY = WORDS.topic("publicity")
_COSTS = WORDS.topic("costs")
_DATA = WORDS.topic("data")
_SURVIVAL = WORDS.topic("survival")
COMMON = (
    _SURVIVAL,
    *(_SECRECY, _RECORDS, _INSURANCE, _PAYMENT, _TAX, _CONDUCT, _NO_POACHING, _LIABILITY),
    *(_NOTICES, _ASSIGN, _GENERAL, _FORCE, _PUBLICITY, _COSTS, _DATA),
)
