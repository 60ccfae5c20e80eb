"""Labels and values of forms as a table: fillable ones by their fields, flat ones by their layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from connectors.layout.alignment import Alignment
from connectors.layout.forms.answers import Answer, Answers, answers_of
from connectors.layout.forms.furniture import without_furniture
from connectors.layout.forms.likeness import is_form, may_be_form
from connectors.layout.forms.phrases import Phrase
from enricher.documents import Reading
from enricher.documents.document_type import FORM as FORM_TYPE
from enricher.documents.layout import WordPage
from enricher.documents.tables import FORM, Cell, Column, Table

_COLUMNS = (Column("label"), Column("value"), Column("section"))


class FormReader:
    """Satisfies `enricher.documents.table_reader.TableReader`; its pages have shapes and fields."""

    document_type = FORM_TYPE

    def looks_right(self, reading: Reading) -> bool:
        """Whether a text has many words of labels, or its file has fields."""
        return may_be_form(reading)

    def read(self, pages: Iterable[WordPage], reading: Reading) -> Reading:
        """See `enricher.documents.table_reader.TableReader`."""
        alignment = Alignment(reading.text, reading.pages)
        found: list[Answers] = []
        for page in pages:
            alignment.add(page)
            found.append(answers_of(page, found[-1].section if found else None))
        found = without_furniture(found)
        if not is_form(found, reading.text, reading.pages):
            return reading
        writer = _Writer(reading.text, alignment)
        rows = tuple(writer.row(answer) for one in found for answer in one.answers)
        table = Table(FORM, _COLUMNS, rows)
        return replace(reading, text=writer.text, tables=(*reading.tables, table))


class _Writer:
    """Cells with their places in a text, which gets what it lacks at its end."""

    def __init__(self, text: str, alignment: Alignment) -> None:
        self.text = text
        self._alignment = alignment

    def row(self, one: Answer) -> tuple[Cell | None, ...]:
        label = Cell(one.label, *self._place(one.labels))
        start, end = self._place(one.printed)
        if one.field:
            start, end = self._field(one)
        section = None
        if one.section is not None:
            section = Cell(one.section.text, *self._place([one.section]))
        return label, Cell(one.value, start, end), section

    def _place(self, phrases: Sequence[Phrase]) -> tuple[int, int]:
        words = [word for one in phrases for word in one.words]
        return self._alignment.place(words) or (0, 0)

    def _field(self, one: Answer) -> tuple[int, int]:
        """Where the text has a field's value: behind the field's name, or now at its end."""
        name = r"[\W_]".join(map(re.escape, re.split(r"[\W_]", one.field)))
        value = r"\s+".join(map(re.escape, one.value.split()))
        found = list(re.finditer(rf"^{name}: \[?({value})", self.text, re.MULTILINE))
        if found:
            return found[-1].span(1)
        if self.text and not self.text.endswith("\n"):
            self.text += "\n"
        start = len(self.text) + len(one.label) + 2
        self.text += f"{one.label}: {one.value}\n"
        return start, start + len(one.value)
