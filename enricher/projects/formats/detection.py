"""Which format a file is in, by what is in it and not by its name."""

from __future__ import annotations

import json
import re
from pathlib import Path

from enricher.projects.formats.conll_lines import is_comment, is_row
from enricher.projects.formats.contents import read_content
from enricher.projects.formats.problems import Problems

_BRAT = re.compile(r"T\d+\t\S.* \d+ \d+(;\d+ \d+)*\t|[REAMN]\d+\t\S|[*#]\S*\t\S+ T\d+")
_LOOKED_AT = 200
"""Lines; a file that is CoNLL so far is one, and its other lines are right or faults."""


def detect(path: Path) -> str | None:
    """The name of a format, or None if it is none of them.

    JSON with a fault is taken for what it would be without: the reader names the fault.

    Raises:
        LabelError: the file cannot be read.
    """
    if path.is_dir():
        return "brat" if next(path.rglob("*.ann"), None) else None
    content = read_content(path, Problems(path)).strip()
    if not content:
        return None
    lines = [line for line in content.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    if _BRAT.match(lines[0]):
        return "brat"
    if content[0] in "{[" and (name := _of_json(content, lines[0])):
        return name
    if any(line.startswith("# newdoc") for line in lines):
        return "conll"  # with documents that may have no word
    rows = [is_row(line.rstrip("\r")) for line in lines if not is_comment(line)]
    if rows and rows.count(True) * 10 >= len(rows) * 8:
        return "conll"
    return None


def _of_json(content: str, first_line: str) -> str | None:
    for text in (content, first_line):
        try:
            return _of_value(json.loads(text))
        except (ValueError, RecursionError):
            continue
    return _of_names(content)


def _of_value(value: object) -> str | None:
    if isinstance(value, list):
        first = next((one for one in value if one is not None), None)
        if isinstance(first, list):
            return "spacy" if len(first) == 2 and isinstance(first[1], dict) else None
        if isinstance(first, str) and len(value) == 2 and isinstance(value[1], dict):
            return "spacy"  # a line of it
        return _of_value(first) if isinstance(first, dict) else None
    if not isinstance(value, dict):
        return None
    if "text" in value and value.keys() & {"label", "labels", "entities"}:
        return "doccano"  # whatever else it takes along as metadata
    if "assets" in value or "projectFileVersion" in value:
        return "azure"
    if isinstance(value.get("data"), dict):
        return "label-studio"
    if isinstance(value.get("annotations"), list) and "text" not in value:
        return "spacy"
    if "text" in value:
        return "spacy" if "spans" in value else "doccano"
    return None


def _of_names(content: str) -> str | None:
    """JSON that cannot be parsed, by the names that stand in it."""
    for name, keys in (
        ("azure", ('"assets"', '"projectFileVersion"')),
        ("label-studio", ('"data"',)),
        ("spacy", ('"spans"', '"classes"')),
        ("doccano", ('"text"',)),
        ("spacy", ('"entities"',)),
    ):
        if any(key in content for key in keys):
            return name
    return None
