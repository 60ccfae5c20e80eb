"""The fields of a fillable PDF, with what was filled in, as pdfium has them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pypdfium2.raw as pdfium

from connectors.files.pdf_words import turned
from enricher.documents.layout import FormField

_MOST_FIELDS = 2_000  # of one page
_MOST_OPTIONS = 1_000
_BYTES = 1 << 16  # of a text that is filled in
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_KINDS: dict[int, Literal["text", "list", "check", "radio"]] = {
    pdfium.FPDF_FORMFIELD_TEXTFIELD: "text",
    pdfium.FPDF_FORMFIELD_COMBOBOX: "list",
    pdfium.FPDF_FORMFIELD_LISTBOX: "list",
    pdfium.FPDF_FORMFIELD_CHECKBOX: "check",
    pdfium.FPDF_FORMFIELD_RADIOBUTTON: "radio",
}


def fields_of(page: Any, forms: Any, turn: int) -> Iterator[FormField]:
    """The fields of a page that can be seen, in the file's order.

    Args:
        forms: what pdfium keeps of the document's forms.
        turn: how the page's words are turned, in quarters.
    """
    across, down = page.get_mediabox()[2:]
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
                continue
            if pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                continue
            kind = _KINDS.get(pdfium.FPDFAnnot_GetFormFieldType(forms, annotation))
            rectangle = pdfium.FS_RECTF()
            if kind is None or not pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
                continue
            box = turned(
                (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom),
                turn,
                across,
                down,
            )
            yield FormField(
                kind,
                _text(pdfium.FPDFAnnot_GetFormFieldName, forms, annotation),
                _text(pdfium.FPDFAnnot_GetFormFieldAlternateName, forms, annotation),
                _value(kind, forms, annotation),
                kind in ("check", "radio") and bool(pdfium.FPDFAnnot_IsChecked(forms, annotation)),
                *box,
            )
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _value(kind: str, forms: Any, annotation: Any) -> str:
    if kind == "text":
        return _text(pdfium.FPDFAnnot_GetFormFieldValue, forms, annotation)
    if kind != "list":
        return ""
    count = min(pdfium.FPDFAnnot_GetOptionCount(forms, annotation), _MOST_OPTIONS)
    chosen = [
        _text(
            lambda *given, at=at: pdfium.FPDFAnnot_GetOptionLabel(*given[:2], at, *given[2:]),
            forms,
            annotation,
        )
        for at in range(count)
        if pdfium.FPDFAnnot_IsOptionSelected(forms, annotation, at)
    ]
    if chosen:
        return "; ".join(chosen)
    return _text(pdfium.FPDFAnnot_GetFormFieldValue, forms, annotation)


def _text(get: Callable[..., int], forms: Any, annotation: Any) -> str:
    size = get(forms, annotation, None, 0)
    if not 2 < size <= _BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    get(forms, annotation, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    text = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
