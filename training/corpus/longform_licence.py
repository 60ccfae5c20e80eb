"""Licences of software, patents and marks: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("longform_licence")

TITLES = WORDS.lines("titles")
ROLES = WORDS.rows("roles")
PERIOD = "[Licence period|License Term|Term of licence|Duration|Subscription term]"
DEFINITIONS = WORDS.lines("definitions")
RECITALS = WORDS.lines("recitals")
TOPICS = WORDS.topics("topics")
