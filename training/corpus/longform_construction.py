"""Works, engineering and energy: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.facts import Duration
from training.corpus.words import Words

WORDS = Words("longform_construction")

TITLES = WORDS.lines("titles")
ROLES = WORDS.rows("roles")
PERIOD = "[Contract duration|Term|Operating period|Duration|Delivery term]"
LONG_TERMS = tuple(Duration(count, "year") for count in (8, 10, 12, 15, 20, 20, 25, 30, 40))
DEFINITIONS = WORDS.lines("definitions")
RECITALS = WORDS.lines("recitals")
TOPICS = WORDS.topics("topics")
