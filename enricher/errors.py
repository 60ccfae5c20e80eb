"""The one tree of errors.

Connectors translate the exceptions of libraries into these at their edge; the worker turns the
class into retry or failed, the API into a status, the command line into a line and an exit code.
A message says what happened, to which thing, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class EnricherError(Exception):
    """Everything this package raises on purpose."""


class SettingsError(EnricherError):
    """Start-up stops; the message names the setting and where it came from."""


class DocumentError(EnricherError):
    """This file, as it is, will never work: no retry before it changes or a person asks."""


class UnsupportedFormatError(DocumentError):
    """No reader for this kind of file."""


class EncryptedError(DocumentError):
    """The file is protected by a password."""


class ScanError(DocumentError):
    """The file holds pictures of text and no text; it needs OCR, which is off or not installed."""


class ExtractionError(DocumentError):
    """The reader failed, crashed, hung or outgrew its limits on this file."""


class StoppedError(ExtractionError):
    """The process that worked on a file crashed, or was ended at a limit.

    Attributes:
        what: it did, as the end of a sentence about it.
    """

    def __init__(self, message: str, what: str) -> None:
        super().__init__(message, what)
        self.what = what

    def __str__(self) -> str:
        return str(self.args[0])


class ChangedError(EnricherError):
    """The file is not what it was when it was hashed: look at it again first."""


class ModelError(EnricherError):
    """A model bundle is missing, damaged, or its categories differ from the schema."""


class DamagedError(EnricherError):
    """What is kept of a document can no longer be read; its file can be read again."""


class InputError(EnricherError):
    """A request is wrong."""


class QueryError(InputError):
    """A query or filter cannot be read; `position` is the 0-based character of the fault."""

    def __init__(self, message: str, text: str = "", position: int | None = None) -> None:
        super().__init__(message)
        self.text = text
        self.position = position


class ExpressionError(InputError):
    """An expression cannot be understood; line and column count from 1, inside the expression.

    Attributes:
        others: what else is wrong with it.
    """

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.others: tuple[ExpressionError, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, or worth a word, at a place of a file of labels.

    Attributes:
        line: 1-based; None means the file as a whole.
        code: a word for programs, where the format's own service has one (`LabelOutOfRange`).
        target: the place in JSON, `assets.documents[4].location`; empty elsewhere.
    """

    file: str
    message: str
    line: int | None = None
    code: str = "InvalidLabels"
    target: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


class LabelError(InputError):
    """Labels cannot be read or written; `problems` are all that is wrong, 50 at most."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class PolicyError(InputError):
    """Policies or lists cannot be read; `problems` are all that is wrong, each with its place."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class NotFoundError(InputError):
    """The thing that a request names does not exist."""


class ForbiddenError(InputError):
    """Somebody else may do this."""


class ConflictError(InputError):
    """What there is stands against it: a name that is taken, a training that runs, a new version."""


class OutdatedError(ConflictError):
    """Somebody else has changed the thing; `current` is what there is now, of another revision."""

    def __init__(self, message: str, current: object, revision: str) -> None:
        super().__init__(message)
        self.current = current
        self.revision = revision


class BusyError(EnricherError):
    """Others ask for the same already, as many as there is room for: try again later."""


class AbandonedError(EnricherError):
    """Whoever asked for it does not wait for it any more."""


class UnavailableError(EnricherError):
    """An outside system did not answer: try again later."""


class DiskFullError(UnavailableError):
    """There is no room left to write; what was there before is whole."""


class IndexBusyError(UnavailableError):
    """Another process of this home is the index's writer; it writes for all."""
