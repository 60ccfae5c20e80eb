"""Employment, consulting and separation: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("longform_employment")

TITLES = WORDS.lines("titles")
ROLES = WORDS.rows("roles")
PERIOD = "[Duration|Term|Employment term|Fixed term|Engagement period]"
DEFINITIONS = WORDS.lines("definitions")
RECITALS = WORDS.lines("recitals")
TOPICS = WORDS.topics("topics")
