"""What `notices_tongues` writes: sentences of daily life in many languages, and mirrored clauses."""

from __future__ import annotations

from training.corpus.words import Words

WORDS = Words("notices_phrases")

TONGUES = WORDS.table("tongues")
"""Nothing in these is an entity: they are about others, or about nothing that binds."""

MIRRORED = WORDS.table("mirrored")
"""Clauses beside the English ones of a bilingual contract: its parties are marked here as well."""
