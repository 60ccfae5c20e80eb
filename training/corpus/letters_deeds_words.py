"""What short deeds say: for each sort its roles, openings and clauses."""

from __future__ import annotations

from dataclasses import dataclass

from training.corpus.words import Words

WORDS = Words("letters_deeds_words")


@dataclass(frozen=True, slots=True)
class Deed:
    """A sort of short deed.

    Attributes:
        keys: what rows before the text call the parties.
        short: what follows such rows.
        first: the operative sentence.
        clauses: sets of wordings, of which some are drawn.
        leads: words that begin each paragraph, as "RESOLVED, that".
        persons: which parties are natural persons, as in `trade_draft`.
        of_a: whether the deed is that of A alone, so that title or head may name A.
        board: whether directors may sign in place of A.
        both: how often B signs.
    """

    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    undated: tuple[str, ...]
    short: tuple[str, ...]
    first: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    things: tuple[str, ...]
    term: tuple[str, ...] = ()
    leads: tuple[str, ...] = ("",)
    persons: str = ""
    of_a: bool = False
    board: bool = False
    both: float = 0.8
    no_law: float = 0.5
    no_term: float = 0.5


_BOARD = WORDS.record(Deed, "board")
_POWER = WORDS.record(Deed, "power")
_AFFIDAVIT = WORDS.record(Deed, "affidavit")
_RELEASE = WORDS.record(Deed, "release")
_ASSIGNMENT = WORDS.record(Deed, "assignment")
_ENDING = WORDS.record(Deed, "ending")
DEEDS = (_BOARD, _POWER, _AFFIDAVIT, _RELEASE, _ASSIGNMENT, _ENDING)
