"""What the columns of a register are: one names the document, others hold values of a category."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enricher.errors import InputError
from enricher.projects.spreadsheet.files import NamedFiles
from enricher.projects.spreadsheet.sheets import Sheet
from enricher.projects.spreadsheet.types import propose_category
from enricher.schema import CATEGORY_NAME, Category, EntitySchema
from enricher.values import BOOLEAN

_FILE_WORDS = (
    "file filename filepath files document documentname documentfile documentpath path name pdf"
    " datei dateiname dateipfad dokument dokumentname pfad fichier nomdufichier archivo fichero"
    " documento nomefile bestand bestandsnaam link"
)
_FILE_HEADINGS = frozenset(_FILE_WORDS.split())
_NAMES_FILES = 0.5  # share of its cells, from which on a column with another heading names files
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_NUMBER = re.compile(r"[\s_#.-]*\d{1,2}$")
_NO_NAME = re.compile(r"[:$&%*()+~#/?<>=!\"',|.\\]+")


def read_asked(written: str) -> tuple[str, str]:
    """A heading and the category that somebody says its column holds: `Heading=Category`."""
    heading, equals, category = written.rpartition("=")
    if not (heading.strip() and equals and category.strip()):
        raise InputError(f"column {written!r}: expected 'Heading=Category'")
    return heading.strip(), category.strip()


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose cells hold values of a category.

    `proposed` is a category that the schema lacks; `asked` one that somebody named.
    """

    index: int
    heading: str
    category: Category
    proposed: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    file: int
    values: tuple[Column, ...]
    unused: tuple[str, ...]


def choose_columns(
    sheet: Sheet,
    schema: EntitySchema,
    files: NamedFiles,
    asked: Mapping[str, str],
    file_column: str | None = None,
) -> Columns:
    """Tell what the columns are.

    A heading is a category's name, the exact one first, whatever its case, blanks and underscores,
    with a number behind it (`Party 2`), in the plural, or with something in parentheses (`Rent
    (EUR)`). A project without categories is offered all columns. Truth values stand in no text.

    Args:
        asked: heading -> category, by a person; a category that the schema lacks is proposed.
        file_column: heading of the column that names the documents; None finds it.

    Raises:
        InputError: no column names documents or none is a category, or a heading is not there.
    """
    file = _named(sheet, file_column) if file_column else _find_file_column(sheet, files)
    asked_at = {_named(sheet, heading): name for heading, name in asked.items()}
    if file in asked_at:
        raise InputError(
            f"{sheet.path}: column {_shown(sheet, file)!r} names the documents; it cannot be"
            f" {asked_at[file]} too"
        )
    values = []
    for index in range(len(sheet.headings)):
        if index == file or not any(cell.text for cell in sheet.column(index)):
            continue
        if index in asked_at:
            name = asked_at[index]
            alike = [other for other, its in asked_at.items() if _key(its) == _key(name)]
            values.append(_asked_column(sheet, schema, index, name, alike))
        elif (category := _category(schema, sheet.headings[index])) is not None:
            values.append(Column(index, sheet.headings[index], category))
        elif not schema.categories and sheet.headings[index]:
            values.append(_offered_column(sheet, index))
    if not values:
        known = f" ({', '.join(schema.found)})" if schema.found else ""
        raise InputError(
            f"{sheet.path}: no column with values is a category of the project{known}; the columns"
            f" are {_listed(sheet)}; say which is which with --column 'Heading=Category'"
        )
    used = {file, *(column.index for column in values)}
    unused = tuple(
        _shown(sheet, index) for index in range(len(sheet.headings)) if index not in used
    )
    return Columns(file, _with_one_type(values), unused)


def _find_file_column(sheet: Sheet, files: NamedFiles) -> int:
    shares = [_share_of_files(sheet, index, files) for index in range(len(sheet.headings))]
    headed = [
        index for index, heading in enumerate(sheet.headings) if _key(heading) in _FILE_HEADINGS
    ]
    best = max(headed, key=lambda index: shares[index], default=None)
    if best is None or not shares[best]:
        likely = max(range(len(shares)), key=lambda index: shares[index])
        if shares[likely] >= _NAMES_FILES:
            return likely
    if best is None:
        raise InputError(
            f"{sheet.path}: no column names documents; say which with --file-column (the columns"
            f" are {_listed(sheet)})"
        )
    return best


def _share_of_files(sheet: Sheet, index: int, files: NamedFiles) -> float:
    names = [cell.text for cell in sheet.column(index) if cell.text]
    return sum(bool(files.find(name)) for name in names) / len(names) if names else 0.0


def _named(sheet: Sheet, heading: str) -> int:
    found = [n for n, one in enumerate(sheet.headings) if one == " ".join(heading.split())]
    found = found or [n for n, one in enumerate(sheet.headings) if _key(one) == _key(heading)]
    if not found or not _key(heading):
        raise InputError(
            f"{sheet.path} has no column {heading!r}; the columns are {_listed(sheet)}"
        )
    if len(found) > 1:
        raise InputError(f"{sheet.path} has {len(found)} columns {heading!r}; rename one")
    return found[0]


def _asked_column(
    sheet: Sheet, schema: EntitySchema, index: int, name: str, alike: Sequence[int]
) -> Column:
    heading = sheet.headings[index]
    category = schema[name] if name in schema else _by_key(schema, _key(name))
    if category is not None and not category.is_found:
        raise InputError(
            f"{sheet.path}: {category.name} is derived ({category.derived}) and is not in the"
            f" text of documents; leave out --column {heading!r}"
        )
    if category is not None:
        return Column(index, heading, category, asked=True)
    if not CATEGORY_NAME.fullmatch(name):
        raise InputError(f"category {name!r}: a name has 1 to 50 characters, letters and digits")
    return Column(index, heading, propose_category(sheet, alike, name), True, True)


def _offered_column(sheet: Sheet, index: int) -> Column:
    """A new category under the heading's name, less what is no part of one."""
    heading = sheet.headings[index]
    numbered = _NUMBER.sub("", heading)
    alike = [n for n, one in enumerate(sheet.headings) if _NUMBER.sub("", one) == numbered]
    written = numbered if len(alike) > 1 and numbered else _ASIDE.sub("", heading)
    name = " ".join(_NO_NAME.sub(" ", written).split())[:50] or f"Column{index + 1}"
    return Column(index, heading, propose_category(sheet, alike, name), True)


def _with_one_type(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of one proposed category take it as the first of them has it."""
    known: dict[str, Category] = {}
    return tuple(
        Column(
            column.index,
            column.heading,
            known.setdefault(column.category.name, column.category),
            column.proposed,
            column.asked,
        )
        for column in columns
    )


def _category(schema: EntitySchema, heading: str) -> Category | None:
    plain = _ASIDE.sub("", heading)
    if heading in schema and _is_labelled(schema[heading]):
        return schema[heading]
    for written in (heading, plain, _NUMBER.sub("", heading), _NUMBER.sub("", plain)):
        if key := _key(written):
            for singular in (key, key.removesuffix("s"), re.sub("ies$", "y", key)):
                if (category := _by_key(schema, singular)) is not None:
                    return category
    return None


def _by_key(schema: EntitySchema, key: str) -> Category | None:
    found = [
        category
        for category in schema.categories
        if _key(category.name) == key and _is_labelled(category)
    ]
    return found[0] if len(found) == 1 else None


def _is_labelled(category: Category) -> bool:
    """Whether its values stand in texts."""
    return category.type is not BOOLEAN and category.is_found


def _key(name: str) -> str:
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def _shown(sheet: Sheet, index: int) -> str:
    return sheet.headings[index] or f"column {index + 1}"


def _listed(sheet: Sheet) -> str:
    return ", ".join(_shown(sheet, index) for index in range(len(sheet.headings)))
