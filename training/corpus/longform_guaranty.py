"""Guarantees, security and deeds: what such documents say besides the common clauses."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("longform_guaranty")

TITLES = WORDS.lines("titles")
ROLES = WORDS.rows("roles")
PERIOD = "[Validity|Duration|Guarantee period]"
DEFINITIONS = WORDS.lines("definitions")
RECITALS = WORDS.lines("recitals")
TOPICS = WORDS.topics("topics")
