"""Tesseract's names of languages, and what to install for one."""

from __future__ import annotations

from collections.abc import Iterable

# ISO 639-1 -> Tesseract's. Source: the list of trained data of Tesseract 5.
TESSERACT_NAMES = {
    "af": "afr", "ar": "ara", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "ces",
    "cy": "cym", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg", "he": "heb",
    "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn",
    "ko": "kor", "lt": "lit", "lv": "lav", "mk": "mkd", "ms": "msa", "mt": "mlt", "nl": "nld",
    "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv",
    "sq": "sqi", "sr": "srp", "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie",
    "zh": "chi_sim",
}  # fmt: skip
# The scripts that Tesseract's orientation and script detection names -> languages written in them,
# the most likely first. Latin is every other language's and says nothing.
OF_SCRIPT = {
    "Arabic": ("ara", "fas"),
    "Cyrillic": ("rus", "ukr", "bul", "srp", "mkd", "bel"),
    "Devanagari": ("hin",),
    "Greek": ("ell",),
    "Han": ("chi_sim", "chi_tra"),
    "Hangul": ("kor",),
    "Hebrew": ("heb",),
    "Japanese": ("jpn",),
    "Korean": ("kor",),
    "Thai": ("tha",),
}
# Data of these names are no languages.
NO_LANGUAGES = frozenset({"osd", "equ", "snum"})


def install_command(names: Iterable[str]) -> str:
    """How to get Tesseract's data of these names on Debian and macOS."""
    packages = " ".join(f"tesseract-ocr-{name.replace('_', '-')}" for name in names)
    return f"sudo apt-get install {packages} (macOS: brew install tesseract-lang)"
