"""The value types whose normal form is the text itself: text and address; and booleans."""

from __future__ import annotations

import re
import unicodedata

from enricher.entities import Normalization, Value, ValueType

# Not of `Attn: Legal Department`, which belongs to the address.
_ADDRESS_LABEL = re.compile(r"^\s*(?!att)[^\W\d_][^\d:,;\r\n]{0,40}:\s*(?=\S)", re.IGNORECASE)
_SITUATED = re.compile(
    r"^(?:\s*at\s+(?=\d)|[^\d,;:]{0,120}?\b(?:"
    r"(?:business|offices?|address|headquarters|located|residing|resident|situated?|domiciled|headquartered)"
    r"(?:\s+(?:is|are))?(?:\s+(?:located|situated?))?\s+(?:at|in|is)|address\s+of|known\s+as"
    r"|geschäftsansässig(?:\s+(?:in|unter))?|wohnhaft(?:\s+in)?(?:\s+de[rm])?|mit\s+(?:dem\s+)?sitz\s+in(?:\s+de[rm])?"
    r"|si(?:s|se|tuée?)(?:\s+(?:au|à))?|demeurant(?:\s+(?:au|à))?|domiciliée?(?:\s+(?:au|à))?"
    r"|domicilio(?:\s+social)?\s+en(?:\s+(?:la|el))?|domiciliad[oa]\s+en|domiciliat[oa]\s+in|sede(?:\s+legale)?\s+(?:in|a)|residente\s+(?:in|a)"
    r"|gevestigd\s+(?:te|aan(?:\s+de|\s+het)?)|kantoorhoudende?\s+(?:te|aan(?:\s+de)?)|wonende\s+te"
    r")\s+(?=\S))",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\s*\([^()]*[\"\u201c\u201d\u201e\u00ab][^()]*\)[\s.,;]*$")
# Not the point of `Suite 5, Main St.` or `U.S.A.`.
_LAST_POINT = re.compile(r"(?<=\d)\.$|(?<=\d[A-Z]{2})\.$|(?<=[^\W\d_]{5})\.$")

_YES_WORDS = (
    "yes y true t 1 x on ja wahr oui vrai sí si verdadero vero waar ✓ ✔ ☑ ☒ checked ticked selected"
    " angekreuzt zutreffend coché"
)
_YES = frozenset(_YES_WORDS.split())
_NO_WORDS = (
    "no n false f 0 off nein falsch non faux falso nee onwaar ✗ ✘ ☐ □ unchecked unticked unselected"
)
_NO = frozenset({*_NO_WORDS.split(), "not checked", "not selected", "nicht zutreffend"})
_TICKED = r"[☑☒✓✔✗✘■]|[\[(]\s?[xX✓✔]\s?[\])]"
_OPEN = r"[☐□]|[\[(]\s*[\])]|\[_+\]"
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<open>{_OPEN})|(?P<word>[^\W\d_]+)")
_EMPTY_BOX = re.compile(rf"\s*(?:{_OPEN})\s*")
_MORE = re.compile(r"^([^\W\d_]+)\s*,\s+\S")


def parse_text(text: str) -> Normalization:
    """The text on one line."""
    return folded(ValueType.TEXT, " ".join(text.split()))


def parse_address(text: str) -> Normalization:
    """The lines of an address, joined by commas, without what leads to it and ends its sentence."""
    text = _DEFINED.sub("", _SITUATED.sub("", _ADDRESS_LABEL.sub("", text)))
    text = straight(text).replace("_", " ")
    lines = [" ".join(part.split()).strip(" ,;") for part in re.split(r"[\r\n\v\f;]+", text)]
    joined = re.sub(r"\s+,|,(?:\s*,)+", ",", ", ".join(line for line in lines if line))
    return folded(ValueType.ADDRESS, _LAST_POINT.sub("", joined))


def parse_boolean(text: str) -> Normalization:
    """Yes or no, in the words and ticks of forms: `Yes`, `☒`, `[X] Yes [ ] No`."""
    normal = unicodedata.normalize("NFC", text)
    word = normal.strip(" .,;:[]()\"'\u201c\u201d\u201e\u2018\u2019\t\r\n").casefold()
    answer = _answer(word)
    if answer is None and _EMPTY_BOX.fullmatch(normal):
        answer = False
    if answer is None:
        answer = _ticked_answer(normal)
    if answer is None and (more := _MORE.match(normal.strip())):
        answer = _answer(more[1].casefold()) if len(more[1]) > 1 else None
    if answer is None:
        return Normalization(None, warnings=(f"{text!r} is neither yes nor no",))
    shown = "true" if answer else "false"
    return Normalization(Value(ValueType.BOOLEAN, shown, None, {"boolean": answer}))


def straight(text: str) -> str:
    """With straight apostrophes for the curly ones."""
    return re.sub(r"[\u2018\u2019\u02bc]", "'", text)


def folded(kind: ValueType, shown: str) -> Normalization:
    """The value that a text is, with a key to compare it by."""
    if not re.search(r"[^\W_]", shown):
        return Normalization(None, warnings=("the text is empty",))
    key = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", shown).casefold()))
    return Normalization(Value(kind, shown, None, {kind.value: shown, "key": key}))


def _answer(word: str) -> bool | None:
    return True if word in _YES else False if word in _NO else None


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
