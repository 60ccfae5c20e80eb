"""Sets texts as PDF files that can be kept for decades and read by everybody: PDF/A-2a and PDF/UA-1.

    texts, as JSON ─► template ─ typst ─► file
                          └─ characters without a picture: named instead, and set again

A template gets texts as values and never as markup, so that no text of a document is a command.
Whatever the fonts of the library and of this machine do not have is written as `[U+1F600]`: these
standards forbid characters without a picture, and the library names them all.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

import typst

_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_REFUSED = re.compile(r'(?:the text|codepoint) `"((?:[^"\\]|\\.)+)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_MARKS = "\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = dict.fromkeys(map(ord, _MARKS))
"""Marks of byte order and of direction have no picture; the latter could turn a line around."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF file, and the characters that it names instead of showing them."""

    content: bytes
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What `typeset` takes, as a task of a process."""

    template: str
    texts: Mapping[str, Any]
    made: datetime


def start_typesetting(_alive: Callable[[], None]) -> Callable[[Sheet], Typeset]:
    """What a process that sets files calls first (picklable by name)."""
    return lambda sheet: typeset(sheet.template, sheet.texts, sheet.made)


def typeset(template: str, texts: Mapping[str, Any], made: datetime) -> Typeset:
    """Set texts by a template in the language of typst.

    Args:
        template: finds `texts` by `json(bytes(sys.inputs.texts))`, and beside them `missing`: the
            code and the name of each character that is not shown.

    Raises:
        typst.TypstError: the template is wrong.
    """
    missing: set[str] = set()
    while True:
        shown = _changed(texts, partial(_shown, missing=missing))
        names = [(code(one), unicodedata.name(one, "without a name")) for one in sorted(missing)]
        inputs = {"texts": json.dumps(dict(shown) | {"missing": names})}
        try:
            content = typst.compile(
                template.encode(),
                font_paths=_fonts(),
                sys_inputs=inputs,
                pdf_standards=_STANDARDS,
                timestamp=made.replace(microsecond=0),
            )
        except typst.TypstError as error:
            # Letters and digits among them have pictures: what joins them to something else has none.
            found = {one for text in _refused(error) for one in text if not one.isascii()}
            found |= {one for text in _refused(error) for one in text if not one.isprintable()}
            if found <= missing:
                raise
            missing |= found
        else:
            return Typeset(content, tuple(sorted(missing)))


def code(character: str) -> str:
    return f"U+{ord(character):04X}"


@cache
def _fonts() -> typst.Fonts:
    """Those that the library brings, and for what they lack those of this machine."""
    return typst.Fonts()


def _refused(error: typst.TypstError) -> list[str]:
    """The texts that the fonts have no pictures of, as the library tells them."""

    def character(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    return [_ESCAPED.sub(character, text) for text in _REFUSED.findall(error.diagnostic)]


def _shown(text: str, missing: set[str]) -> str:
    """A text in one line whose characters can all be shown."""
    text = re.sub(r"\s+", " ", text.encode("utf-8", "replace").decode().translate(_UNSEEN))
    if missing:
        lacking = f"[{re.escape(''.join(sorted(missing)))}]+"
        text = re.sub(lacking, lambda match: f"[{' '.join(map(code, match[0]))}]", text)
    return text


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    """What JSON can say, with every text in it changed; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _changed(one, change) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_changed(one, change) for one in value]
    return value
