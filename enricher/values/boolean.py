"""Booleans: yes or no, in the words and ticks of forms."""

from __future__ import annotations

import re
import unicodedata

from enricher.entities import Normalization, Notice, Value
from enricher.values import kinds
from enricher.values.value_type import Unreadable, ValueType, in_any_language

_YES_WORDS = (
    "yes y true t 1 x on ja wahr oui vrai sí si sì verdadero vero waar ✓ ✔ ☑ ☒ checked ticked selected"
    " angekreuzt zutreffend coché cochée marcado marcada barrato barrata aangevinkt aangekruist"
)
_YES = frozenset({*_YES_WORDS.split(), "trifft zu"})
_NO_WORDS = "no n false f 0 off nein falsch non faux falso nee neen onwaar ✗ ✘ ☐ □ unchecked unticked unselected"
_NO = frozenset(
    {
        *_NO_WORDS.split(),
        "not checked",
        "not selected",
        "nicht zutreffend",
        "trifft nicht zu",
        "nicht angekreuzt",
        "non coché",
        "non cochée",
        "no marcado",
        "no marcada",
        "non barrato",
        "non barrata",
        "niet aangevinkt",
        "niet aangekruist",
    }
)
_TICKED = r"[☑☒✓✔✗✘■]|[\[(]\s?[xX✓✔]\s?[\])]"
_OPEN = r"[☐□]|[\[(]\s*[\])]|\[_+\]"
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<open>{_OPEN})|(?P<word>[^\W\d_]+)")
_UNTICKED_NEITHER = re.compile(
    rf"(?:{_OPEN})\s*(?:n\s?[/.]\s?a\b\.?|not\s+applicable|entfällt|sans\s+objet|n\.?v\.?t\b\.?)",
    re.IGNORECASE,
)
_BOXED = re.compile(rf"{_TICKED}|{_OPEN}")
_EMPTY_BOX = re.compile(rf"\s*(?:{_OPEN})\s*")
# `No. 5` and `On: 5 May` answer nothing.
_MORE = re.compile(
    r"([^\W\d_]+)(?:\s*,\s*|(?:\s*[;:(]\s*|\s+[-\u2013\u2014]\s+|\.\s+)(?!\d))(?P<rest>\S.*)"
)
_EDGES = " .,;:!()[]\"'\u201c\u201d\u201e\u2018\u2019"


def parse_boolean(text: str) -> Normalization:
    """Yes or no, in the words and ticks of forms: `Yes`, `☒`, `[X] Yes [ ] No`."""
    normal = " ".join(unicodedata.normalize("NFC", text).split())
    word = normal.strip(_EDGES).casefold()
    answer = _answer(word)
    if answer is None and _EMPTY_BOX.fullmatch(normal):
        answer = False
    if answer is None:
        answer = _ticked_answer(_UNTICKED_NEITHER.sub("", normal))
    if answer is None:
        answer = _answer_with_more(normal)
    if answer is None:
        return Normalization(None, warnings=(Notice("no_boolean", {"text": text}),))
    return Normalization(boolean_value(answer))


def boolean_value(answer: bool) -> Value:
    return Value("boolean", "true" if answer else "false", None, {"boolean": answer})


def _answer(word: str) -> bool | None:
    return True if word in _YES else False if word in _NO else None


def _answer_with_more(text: str) -> bool | None:
    """The answer that a text begins with: `Yes, with consent`; not that of `Yes, No`."""
    more = _MORE.fullmatch(text)
    if more is None or len(more[1]) == 1:
        return None
    answer, other = _answer(more[1].casefold()), _answer(more["rest"].strip(_EDGES).casefold())
    is_open = other is not None and other != answer
    return None if is_open or _BOXED.search(more["rest"]) else answer


def _ticked_answer(text: str) -> bool | None:
    """The one answer whose box is ticked, the boxes all before or all after their words."""
    tokens = [(match.lastgroup, match.group()) for match in _BOX.finditer(text)]
    kinds = [kind for kind, _ in tokens]
    if len(tokens) not in {2, 4} or kinds.count("word") * 2 != len(tokens):
        return None
    answers = []
    for first, second in zip(tokens[::2], tokens[1::2], strict=True):
        box, word = (second, first) if first[0] == "word" else (first, second)
        said = _answer(word[1].casefold())
        if box[0] == "word" or said is None:
            return None
        answers.append((said, box[0] == "ticked"))
    if len(answers) == 1:
        said, ticked = answers[0]
        return said if ticked else not said
    chosen = [said for said, ticked in answers if ticked]
    return chosen[0] if len(chosen) == 1 and answers[0][0] != answers[1][0] else None


def _to_cel(display: str) -> bool:
    if display not in {"true", "false"}:
        raise Unreadable(f"neither true nor false: {display}")
    return display == "true"


def _from_cel(made: object) -> Value | None:
    return boolean_value(made) if isinstance(made, bool) else None


BOOLEAN = ValueType(
    "boolean",
    "yes or no",
    in_any_language(parse_boolean),
    kind=kinds.TRUTH,
    to_cel=_to_cel,
    from_cel=_from_cel,
    sample="true",
)
