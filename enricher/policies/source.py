"""The YAML of policy files, with the line of all that is wrong, and words for what YAML trips over.

YAML has a meaning for the first character of a text: `condition: !missing(fields.Term)` is a text
without its `!`, and `message: {Term} is long` is no text. Both are told as what they are. Such a
text is then read as if it were quoted, so that what else is wrong is told, too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from enricher.errors import PolicyError, Problem

MAX_BYTES = 64_000  # the parser takes a second for as much of the worst
_DEEPEST = 100  # brackets: for thousands of them the parser takes a quarter of a minute
_TEXTS = ("title", "severity", "scope", "condition", "message", "remedy", "description")
_MOST_QUOTED = len(_TEXTS)
# A key of the file, or of an example, and a text that begins with what YAML has a meaning for.
_SPECIAL = re.compile(
    r"(?P<before>(?:- )?(?P<key>[\w-]+): +)(?P<text>(?P<mark>[!&*{\[@%`|>\"']).*)"
)
_WITH_COLON = re.compile(r"(?P<before>(?P<key>[\w-]+): +)(?P<text>[^\s!&*{\[@%`|>\"'].*?: .*)")
_IN_ORDER = re.compile(r"\"[^\"\\]*\"|'[^']*'|[|>].*")
_BEGUN = ("while parsing a flow", "while scanning a quoted")  # it began where the context says
_NO_BLANK = re.compile(r"([\w-]+):\S")


@dataclass(frozen=True, slots=True)
class Source:
    """A file as YAML has it.

    Attributes:
        text: as it was read, texts quoted that had to be.
        problems: what is wrong with its YAML.
    """

    path: Path
    text: str
    keys: CommentedMap
    digest: str
    problems: tuple[Problem, ...] = ()


def load_source(path: Path) -> Source:
    """Read a file.

    Raises:
        PolicyError: nothing can be made of it.
    """
    return _read(path, read_text(path))


@lru_cache(maxsize=512)  # YAML takes 8 ms a file; audits and pages read the same again and again
def _read(path: Path, text: str) -> Source:
    digest = hashlib.sha256(text.encode()).hexdigest()
    if _depth(text) > _DEEPEST:
        raise _refused(path, None, "it is nested too deeply")
    lines, problems = _quoted(path, text.split("\n"))
    while True:
        text = "\n".join(lines)
        try:
            keys = YAML(typ="rt").load(StringIO(text))
            break
        except MarkedYAMLError as error:
            problems.append(_problem_of(path, error, lines))
            line = _to_quote(error, lines)
            if line is None or len(problems) > _MOST_QUOTED:
                raise PolicyError(str(problems[0]), problems) from error
            lines = [*lines[:line], _quote(lines[line]), *lines[line + 1 :]]
        except YAMLError as error:
            problems.append(problem(path, None, f"it is not YAML: {str(error).splitlines()[0]}"))
            raise PolicyError(str(problems[0]), problems) from error
        except RecursionError as error:
            raise _refused(path, None, "it is nested too deeply") from error
    if not isinstance(keys, CommentedMap):
        raise _refused(
            path, 1, "it has no keys; it needs title:, severity:, condition: and message:"
        )
    return Source(path, text, keys, digest, tuple(problems))


def read_text(path: Path) -> str:
    """Raises PolicyError when it cannot be read."""
    try:
        size = path.stat().st_size
        text = path.read_bytes().decode("utf-8-sig") if size <= MAX_BYTES else ""
    except OSError as error:
        raise _refused(path, None, f"it cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _refused(path, None, "it is not UTF-8 text; save it as UTF-8") from error
    if size > MAX_BYTES:
        raise _refused(path, None, f"it has {size:,} bytes; at most {MAX_BYTES:,} are allowed")
    return text


def problem(path: Path, line: int | None, message: str) -> Problem:
    return Problem(str(path), message, line, "InvalidPolicy")


def _refused(path: Path, line: int | None, message: str) -> PolicyError:
    found = problem(path, line, message)
    return PolicyError(str(found), [found])


def _quoted(path: Path, lines: list[str]) -> tuple[list[str], list[Problem]]:
    """The lines with quotes around texts that YAML would read otherwise without a word."""
    problems = []
    for number, line in enumerate(lines):
        match = _SPECIAL.fullmatch(line.rstrip())
        if match is None or match["key"] not in _TEXTS:
            continue
        is_list = match["mark"] in "{[" and match["text"][-1] in "]}"
        if match["mark"] in "!&" or is_list:
            problems.append(problem(path, number + 1, _to_be_quoted(match)))
            lines = [*lines[:number], _quote(line), *lines[number + 1 :]]
    return lines, problems


def _to_be_quoted(match: re.Match[str]) -> str:
    return (
        f"{match['key']}: in YAML, a text that begins with {match['mark']} must be"
        f" quoted: {_quote(match[0])}"
    )


def _quote(line: str) -> str:
    match = _SPECIAL.fullmatch(line.rstrip()) or _WITH_COLON.fullmatch(line.rstrip())
    assert match is not None
    text = match["text"].replace("'", "''")
    return f"{match['before']}'{text}'"


def _problem_of(path: Path, error: MarkedYAMLError, lines: Sequence[str]) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else None
    said = f"it is not YAML: {error.problem}".splitlines()[0]
    to_quote = _to_quote(error, lines)
    if to_quote is not None:
        match = _SPECIAL.fullmatch(lines[to_quote].rstrip())
        if match is not None:
            return problem(path, to_quote + 1, _to_be_quoted(match))
        key = lines[to_quote].partition(":")[0]
        said = f"{key}: a text with a colon in it must be quoted: {_quote(lines[to_quote])}"
        return problem(path, to_quote + 1, said)
    if line is not None and line < len(lines):
        written = lines[line]
        if "\t" in written[: len(written) - len(written.lstrip())]:
            said += "; indent with spaces, not tabs"
        elif (match := _SPECIAL.match(written.lstrip())) and match["mark"] in "|>":
            said += f"; what follows {match['mark']} must begin on the next line"
        elif line and (match := _NO_BLANK.match(lines[line - 1])):
            said += f"; write a space after {match[1]}: in line {line}"
    return problem(path, None if line is None else line + 1, said)


def _to_quote(error: MarkedYAMLError, lines: Sequence[str]) -> int | None:
    """The line of a text whose quotes are missing, if that is what is wrong."""
    marks = [error.problem_mark]
    if (error.context or "").startswith(_BEGUN):
        marks.append(error.context_mark)
    for mark in marks:
        if mark is None or mark.line >= len(lines):
            continue
        written = lines[mark.line].rstrip()
        special = _SPECIAL.fullmatch(written)
        is_meant = special is not None and special["key"] in _TEXTS
        if special and is_meant and not _IN_ORDER.fullmatch(special["text"]):
            return int(mark.line)
        colon = _WITH_COLON.fullmatch(written)
        if colon is not None and colon["key"] in _TEXTS:
            return int(mark.line)
    return None


def _depth(text: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
