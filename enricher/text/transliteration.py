# ruff: noqa: RUF001  letters of other scripts are meant
"""One spelling for the ways in which a name comes into Latin letters: Ivanov, Ivanoff, Iwanow.

word -> Latin letters -> what writers spell in several ways becomes one -> word to compare by

The result is no spelling of anything: it is equal for words that may be one name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SHORTEST = 4  # letters: shorter words have too many neighbours

_LETTERS: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie",
        "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m",
        "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj",
        "џ": "dzh",
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th",
        "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p",
        "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps",
        "ω": "o",
        "ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    }
)  # fmt: skip

# Each pair in this order: what was written, and what stands for all ways to write it.
_SAME: Final = tuple(
    (re.compile(written), one)
    for written, one in (
        (r"^(?:ye|je|ie)", "e"),
        (r"^z(?=[vw])", "c"),  # Zwetkow
        (r"shch|schtsch|shtch|sch|sh", "s"),  # Schukow, Shukov
        (r"tsch|tch|ch|cz", "c"),  # Tschernow, Tchernoff, Chernov
        (r"[kg]h", "h"),
        (r"[dz]zh|zh", "z"),
        (r"tz|ts", "c"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q|c(?=[aourlnt])", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"gu(?=[ei])", "g"),  # Serguei
        (r"[yj]", "i"),
        (r"ei?e(?=[fv]+$)", "e"),  # Andreev, Andrejew
        (r"ou|oo|ue", "u"),
        (r"oe", "o"),
        (r"ae|aa", "a"),
        (r"ei(?=$)|ee", "i"),
        (r"(.)\1+", r"\1"),
        (r"dre$|der$", "dr"),  # Alexandre, Aleksandr
        (r"^m[ou]h[ae]m[ae]d$", "mohamed"),
        (r"^h[ou]s[ae]i?n$", "husein"),
        (r"^abd[aeu]l", "abdul"),
        (r"^[iu]?us[eu]f$", "iusuf"),
        (r"^(ahm|hal|kal)[aei]d$", r"\1ed"),
        (r"^[ou](?=sam|mar)", "o"),
        (r"^mu?o?st[aou]f", "mustaf"),
        (r"^mi[ch]ail$", "mihail"),
        (r"^p(?:i?o|e)tr$", "petr"),
        (r"([oe])f$", r"\1v"),
    )
)
_ROMAN: Final = re.compile(r"[ivxlc]+")


@lru_cache(200_000)
def one_spelling(word: str) -> str:
    """What the ways to write a word in Latin letters share; numbers and short words stay."""
    latin = word.replace("ου", "ou").translate(_LETTERS)
    if len(latin) < _SHORTEST or not latin.isalpha() or _ROMAN.fullmatch(latin):
        return latin
    for written, one in _SAME:
        latin = written.sub(one, latin)
    return latin
