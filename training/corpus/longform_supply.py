"""Supply, distribution, agency and franchise: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("longform_supply")

TITLES = WORDS.lines("titles")
ROLES = WORDS.rows("roles")
PERIOD = "[Contract period|Duration|Term|Supply period|Initial term]"
DEFINITIONS = WORDS.lines("definitions")
RECITALS = WORDS.lines("recitals")
TOPICS = WORDS.topics("topics")
