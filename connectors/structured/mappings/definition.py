"""Files that say where in JSON, CSV and workbooks of some program the movements of an account, or an invoice, stand.

YAML -> keys, checked with the place of whatever is wrong -> Mapping
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from connectors.structured.mappings.paths import parse_path
from enricher.errors import InputError
from enricher.files.yaml_text import line_of

SUFFIXES = (".yaml", ".yml")
MAX_BYTES = 64_000
Kind = Literal["statement", "invoice"]

_COLUMNS: MappingOf[str, tuple[str, ...]] = {
    "statement": ("date", "value_date", "description", "amount", "debit", "credit", "side", "balance",
                  "currency", "reference", "counterparty_account", "account"),
    "invoice": ("description", "quantity", "unit_price", "amount", "unit", "item_number"),
}  # fmt: skip
_FIELDS: MappingOf[str, tuple[str, ...]] = {
    "statement": ("Bank", "AccountHolder", "AccountNumber", "IBAN", "Currency", "PeriodStart",
                  "PeriodEnd", "OpeningBalance", "ClosingBalance"),
    "invoice": ("InvoiceNumber", "InvoiceDate", "DueDate", "PurchaseOrder", "Currency", "Vendor",
                "VendorAddress", "VatNumber", "Customer", "IBAN", "NetAmount", "TaxAmount",
                "TotalAmount"),
}  # fmt: skip
AMOUNTS = ("amount", "debit", "credit")


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _as_written(value: object) -> object:
    """YAML makes a number of a column that is named by one."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Text = Annotated[str, BeforeValidator(_as_written), Field(min_length=1, max_length=500)]
_Texts = Annotated[list[_Text], BeforeValidator(_several), Field(min_length=1, max_length=20)]


class _MappingFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    files: _Texts
    kind: Kind
    each: _Text = "$"
    rows: _Text = "$"
    sheet: _Text | None = None
    header: Annotated[int, Field(ge=1, le=1_000)] | Literal["none", "find"] = "find"
    delimiter: Literal[",", ";", "|", "tab"] | None = None
    encoding: _Text | None = None
    columns: dict[str, _Texts] = Field(default_factory=dict)
    fields: dict[str, _Text] = Field(default_factory=dict)
    values: dict[str, _Text] = Field(default_factory=dict)
    decimal: Literal[".", ","] | None = None
    dates: Literal["day-first", "month-first", "epoch"] | None = None
    amounts: Literal["units", "cents"] = "units"
    sign: Literal["holder", "reversed"] = "holder"
    debits: _Texts = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where in the files of some program what stands.

    Attributes:
        name: of its file.
        digest: of its file.
        files: patterns; with a slash in them of the end of a path, else of a name.
        each: a JSON path to what is a statement of its own.
        rows: a JSON path from there to the rows.
        sheet: the name of a workbook's sheet; None is the first that has the columns.
        header: the line of a CSV file, or row of a sheet, on which the names of its columns stand.
        columns: by what it is the paths or names of what makes up a cell.
        fields: by category a path, or in CSV a column or a cell such as `B2`.
        values: by category what holds for all files.
        debits: marks in the column `side` of what leaves the account.
    """

    name: str
    digest: str
    files: tuple[str, ...]
    kind: Kind
    each: str
    rows: str
    sheet: str | None
    header: int | Literal["none", "find"]
    delimiter: str | None
    encoding: str | None
    columns: MappingOf[str, tuple[str, ...]]
    fields: MappingOf[str, str]
    values: MappingOf[str, str]
    decimal: str | None
    dates: str | None
    is_in_cents: bool
    is_reversed: bool
    debits: frozenset[str]


def load_mapping(path: Path) -> Mapping:
    """Read a mapping.

    Raises:
        InputError: what is wrong with it, a line for each fault with the place and the remedy.
    """
    text = _read(path)
    try:
        keys = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            _at(path, mark.line + 1 if mark else None, f"it is not YAML: {error.problem}")
        ) from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise InputError(_at(path, None, "it is not YAML")) from error
    if not isinstance(keys, CommentedMap):
        raise InputError(_at(path, 1, "it has no keys; write files:, kind: and columns:"))
    try:
        file = _MappingFile.model_validate(keys)
    except ValidationError as error:
        problems = [_problem(path, keys, one) for one in error.errors()]
        raise InputError("\n".join(dict.fromkeys(problems))) from error
    problems = [
        _at(path, line_of(keys, place), f"{'.'.join(place)}: {message}")
        for place, message in _faults(file)
    ]
    if problems:
        raise InputError("\n".join(problems))
    return _mapping(path, file, hashlib.sha256(text.encode()).hexdigest())


def _mapping(path: Path, file: _MappingFile, digest: str) -> Mapping:
    return Mapping(
        name=path.name,
        digest=digest,
        files=tuple(file.files),
        kind=file.kind,
        each=file.each,
        rows=file.rows,
        sheet=file.sheet,
        header=file.header,
        delimiter="\t" if file.delimiter == "tab" else file.delimiter,
        encoding=file.encoding,
        columns={name: tuple(places) for name, places in file.columns.items()},
        fields=dict(file.fields),
        values=dict(file.values),
        decimal=file.decimal,
        dates=file.dates,
        is_in_cents=file.amounts == "cents",
        is_reversed=file.sign == "reversed",
        debits=frozenset(one.casefold() for one in file.debits),
    )


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(_at(path, None, f"it has more than {MAX_BYTES:,} bytes"))
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(_at(path, None, f"it cannot be read: {error.strerror}")) from error
    except UnicodeDecodeError as error:
        raise InputError(_at(path, None, "it is not UTF-8 text; save it as UTF-8")) from error


def _faults(file: _MappingFile) -> list[tuple[tuple[str, ...], str]]:
    """(place, what is wrong there and what to write) of what the keys say together."""
    faults: list[tuple[tuple[str, ...], str]] = []
    for key, names, known in (
        ("columns", file.columns, _COLUMNS[file.kind]),
        ("fields", file.fields, _FIELDS[file.kind]),
        ("values", file.values, _FIELDS[file.kind]),
    ):
        for name in names:
            if name not in known:
                faults.append(((key, name), _unknown(name, known, f"{file.kind}s have")))
    twice = sorted(set(file.fields) & set(file.values))
    faults += [(("values", one), f"{one} stands in fields as well; keep one") for one in twice]
    has = set(file.columns)
    if file.kind == "statement":
        if "date" not in has:
            faults.append((("columns",), "there is no date; name what holds the day of a row"))
        if not has & set(AMOUNTS):
            faults.append((("columns",), "there is no amount; name amount, or debit and credit"))
        if "amount" in has and has & {"debit", "credit"}:
            faults.append(
                (("columns", "amount"), "name either amount, or debit and credit, not both")
            )
    elif not file.fields and not has:
        faults.append((("kind",), "an invoice needs fields, columns, or both"))
    for place, text in (("each",), file.each), (("rows",), file.rows):
        if fault := _path_fault(text):
            faults.append((place, fault))
    if file.debits and "side" not in has:
        faults.append((("debits",), "they are marks in a column side; name that in columns"))
    return faults


def _path_fault(text: str) -> str:
    try:
        parse_path(text)
    except ValueError as error:
        return str(error)
    return ""


def _problem(path: Path, keys: CommentedMap, error: Any) -> str:
    place = [one for one in error["loc"] if one in keys or error["loc"].index(one)]
    key = ".".join(str(one) for one in place if not str(one).startswith(("literal", "constrained")))
    if error["type"] == "extra_forbidden":
        message = _unknown(str(place[-1]), tuple(_MappingFile.model_fields), "a mapping has")
    elif error["type"] == "missing":
        return _at(path, 1, f"{error['loc'][0]}: the key is missing; write {error['loc'][0]}: …")
    else:
        message = error["msg"]
    return _at(path, line_of(keys, place), f"{key}: {message}")


def _unknown(name: str, known: Sequence[str], who: str) -> str:
    by_letters = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), by_letters, 1, 0.6)
    meant = f"write {by_letters[near[0]]}" if near else f"{who} {', '.join(known)}"
    return f"{name} is not known; {meant}"


def _at(path: Path, line: int | None, message: str) -> str:
    return f"{path}:{line}: {message}" if line else f"{path}: {message}"
