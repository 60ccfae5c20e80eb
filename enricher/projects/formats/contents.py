"""Reading files of labels and of texts, and writing them whole or not at all."""

from __future__ import annotations

import codecs
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from enricher.errors import LabelError
from enricher.files.content import open_regular
from enricher.projects.formats.label_set import Texts
from enricher.projects.formats.problems import Place, Problems

# Values of JSON, or lines: 400,000 labels. Each takes up to 350 bytes of memory when it is read.
MOST_PARTS = 2_000_000
PLAIN_SUFFIXES = frozenset({".txt", ".text", ""})  # whose offsets count what stands in the file
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)  # one that does not end is one too


def read_content(path: Path, problems: Problems) -> str:
    """The text of a file, its line breaks as they are and without a byte order mark.

    Raises:
        LabelError: it cannot be read, is neither UTF-8 nor UTF-16 with its mark, or holds more than
            fits into memory, once it is read.
    """
    try:
        with open_regular(path) as stream:
            content = decode(stream.read())
        if not _has_more_parts(content, MOST_PARTS):
            return content
        problems.add(
            f"holds more than {MOST_PARTS:,} values or lines; split it into several files",
            Place(file=path),
        )
    except OSError as error:
        problems.add(f"cannot be read: {error.strerror or error}", Place(file=path))
    except ValueError as error:
        message, line = error.args
        problems.add(message, Place(line, file=path), "InvalidDocument")
    raise problems.error()


def _has_more_parts(content: str, most: int) -> bool:
    """Whether a text has so many lines, or as JSON so many values, without reading it as that."""
    if not content.lstrip().startswith(("{", "[")):
        return content.count("\n") > most
    parts = end = 0
    for string in _STRING.finditer(content):
        # Strings hold commas too, which are no values.
        parts += 1 + _count_values(content, end, string.start())
        end = string.end()
        if parts > most:
            return True
    return parts + _count_values(content, end, len(content)) > most


def _count_values(content: str, start: int, end: int) -> int:
    return sum(content.count(mark, start, end) for mark in "[{,:")


def decode(content: bytes) -> str:
    """Text of UTF-8, or of UTF-16 that says so in its first two bytes.

    Raises:
        ValueError: it is neither; its arguments are what is wrong and the line.
    """
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0\0" in (content[0:4:2], content[1:4:2]):
        raise ValueError("seems to be UTF-16 without a byte order mark; save it as UTF-8", 1)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"is not {error.encoding.upper()} at byte {error.start}; save it as UTF-8", line
        ) from error


def folder_texts(folder: Path) -> Texts:
    """Texts of the files of a folder, UTF-8 each, named by their paths below it.

    Offsets then count every character after the byte order mark, CR and LF among them, as Azure's
    do.
    """
    root = folder.resolve()

    def read(name: str) -> str:
        pure = PurePosixPath(name)
        path = root / pure
        if pure.is_absolute() or ".." in pure.parts or "\\" in name or "\0" in name:
            raise LabelError(f"{name!r} is not the name of a file in {folder}")
        if not path.resolve().is_relative_to(root):
            raise LabelError(f"{name!r} is outside {folder}")
        try:
            return decode(path.read_bytes())
        except FileNotFoundError as error:
            raise LabelError(f"{name!r} is not in {folder}") from error
        except OSError as error:
            raise LabelError(f"{path} cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            message, line = error.args
            raise LabelError(f"{path}:{line}: {message}") from error

    return read


def parse_json(content: str, problems: Problems, line: int = 1) -> object:
    """A JSON text, its numbers finite.

    Args:
        line: where it begins in its file; messages count from there.

    Raises:
        LabelError: it is not JSON; the message names line and column.
    """
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = Place(line + error.lineno - 1)
        problems.add(f"is not JSON: {error.msg} at column {error.colno}", place, "InvalidRequest")
    except RecursionError:
        problems.add("is not read: its JSON is nested too deep", Place(line), "InvalidRequest")
    except ValueError as error:  # a number of thousands of digits, NaN
        problems.add(f"is not JSON: {error}", Place(line), "InvalidRequest")
    raise problems.error()


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


def write_content(path: Path, content: str) -> None:
    """Write a file that is there whole or not at all; one that was there is replaced."""

    def fill(unfinished: Path) -> None:
        unfinished.write_bytes(content.encode("utf-8"))

    _write(path, fill, Path.unlink)


def write_folder(path: Path, contents: dict[str, str]) -> None:
    """Write a folder of files that is there whole or not at all; one with files is left alone."""

    def fill(unfinished: Path) -> None:
        unfinished.mkdir()
        for name, content in contents.items():
            file = unfinished / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("utf-8"))

    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise LabelError(f"{path} already exists and is not empty; name another folder")
    _write(path, fill, shutil.rmtree)


def _write(path: Path, fill: Callable[[Path], None], remove: Callable[[Path], None]) -> None:
    with _translated(path):
        unfinished = path.with_name(f".{path.name[:100]}-{os.getpid()}.unfinished")
        try:
            fill(unfinished)
            os.replace(unfinished, path)  # noqa: PTH105  onto an empty folder too
        except BaseException:
            if unfinished.exists():
                remove(unfinished)
            raise


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LabelError(f"{path} cannot be written: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise LabelError(f"{path} cannot be written: half of a surrogate pair in it") from error


def texts_of_folder(folder: Path, read_file: Callable[[Path], str]) -> Texts:
    """The texts of the documents of a folder: plain ones as they are, so that offsets fit them.

    Args:
        read_file: reads the others.
    """
    plain = folder_texts(folder)

    def read(name: str) -> str:
        path = folder / name
        try:
            is_there = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
        except (OSError, ValueError):  # too long for a name, or no name at all
            is_there = False
        if not is_there or path.suffix.lower() in PLAIN_SUFFIXES:
            return plain(name)  # which says what is wrong
        return read_file(path)

    return read
