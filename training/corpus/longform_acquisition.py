"""Purchases of shares and of assets: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("longform_acquisition")

TITLES = WORDS.lines("titles")
ROLES = WORDS.rows("roles")
PERIOD = "Duration"
DEFINITIONS = WORDS.lines("definitions")
RECITALS = WORDS.lines("recitals")
TOPICS = WORDS.topics("topics")
