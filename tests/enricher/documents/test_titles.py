from __future__ import annotations

import pytest

from enricher.documents import ExtractedText
from enricher.documents.document import EnrichedText
from enricher.documents.text import Reading
from enricher.documents.titles import sensible_title
from enricher.entities import Entity, EntitySource, FieldValue, Span, Value
from tests.build import make_document

PROSE = "This is what the two of us have settled on the telephone yesterday.\n"


def title(
    text: str,
    metadata: str = "",
    path: str = "/data/file.pdf",
    media_type: str = "application/pdf",
    heading: str = "",
    **fields: str,
) -> str:
    """Of a document whose fields have these values; `heading` is what a model took for its title."""
    extracted = ExtractedText.of(Reading(media_type, text, metadata), "", "a" * 64, len(text))
    values = fields | ({"Title": heading} if heading else {})
    entities: tuple[Entity, ...] = ()
    if heading:
        start = text.index(heading)
        span = Span(start, start + len(heading), "Title", 0.9, EntitySource.MODEL)
        entities = (Entity(span, heading, Value("text", heading)),)
    found = {name: (FieldValue(Value("text", value), 0.9),) for name, value in values.items()}
    return EnrichedText(extracted, "en", entities=entities, fields=found).title(path)


@pytest.mark.parametrize(
    "metadata",
    [
        *("", "untitled", "Untitled ", "Microsoft Word - lease final2.docx", "lease_v3.doc"),
        *("C:\\Users\\ada\\lease", "9f86d081884c7d65", "file:///tmp/a.html", "12", "Document1"),
        *("PowerPoint Presentation", "Unbenannt", "0e5c1a9e-7b1b-4c59-9d4f-a1c1d53c8a11"),
    ],
)
def test_metadata_of_programs_are_no_title(metadata: str) -> None:
    assert sensible_title(metadata) == ""
    assert title(PROSE, metadata, "/data/lease of the mill.pdf") == "lease of the mill.pdf"
    assert title(f"LEASE AGREEMENT\n{PROSE}", metadata) == "LEASE AGREEMENT"


@pytest.mark.parametrize(
    ("metadata", "named"),
    [
        ("Heads of Terms", "Heads of Terms"),
        ("Microsoft Word - Heads of Terms", "Heads of Terms"),
        ("  Kündigung   2024 ", "Kündigung 2024"),
        ("Supply/Service Contract 3/2024", "Supply/Service Contract 3/2024"),
        ("保密协议", "保密协议"),
    ],
)
def test_metadata_of_people_are_a_title_where_no_heading_is(metadata: str, named: str) -> None:
    assert title(PROSE, metadata) == named
    assert title(PROSE, metadata, heading="the telephone") == "the telephone"


def test_heading_that_a_model_found_is_told_with_the_rest_of_its_line() -> None:
    text = f"Acme Ltd\nSecured Promissory Note\n{PROSE}"
    assert title(text, "untitled", heading="Secured Promissory") == "Secured Promissory Note"
    long = "Services Agreement between Acme Ltd and Nike Inc. of the third of May.\n"
    assert title(long, heading="Services Agreement") == "Services Agreement"
    assert title(f"MASTER SERVICES\nAGREEMENT\n{PROSE}", heading="MASTER SERVICES\nAGREEMENT") == (
        "MASTER SERVICES AGREEMENT"
    )


@pytest.mark.parametrize(
    "text",
    [
        *(
            "SUPPLY AGREEMENT\n",
            "Exhibit 10.3\n\nSUPPLY AGREEMENT\n",
            "EX-10.3\nSUPPLY AGREEMENT\n",
        ),
        *("EXHIBIT 10.3 SUPPLY AGREEMENT\n", "Exhibit h(2) - SUPPLY AGREEMENT\n"),
        *("PRIVATE & CONFIDENTIAL\nSUPPLY AGREEMENT\n", "Page 1 of 3\nSUPPLY AGREEMENT\n"),
        "EXECUTION VERSION\n5 May 2014\n SUPPLY \t AGREEMENT\n",
    ],
)
def test_line_at_the_top_is_the_title(text: str) -> None:
    assert title(text + PROSE, "untitled") == "SUPPLY AGREEMENT"


@pytest.mark.parametrize(
    "text",
    [
        *("PRIVATE & CONFIDENTIAL\n", "Page 1 of 3\n", "EXHIBIT 10.5\n", "Execution Copy\n", ""),
        *("1. Grant of License.\n", "ARTICLE I LICENSE\n", "(ii) Lease\n", "§ 1 Kaufvertrag\n"),
        *("MASTER SERVICES\nAGREEMENT\n", "SUPPLY AND\nLICENSE AGREEMENT\n", "FOR LICENSE AGREEMENT\n"),
        "We send you the Supply Agreement of May 2nd.\n",
        "one\ntwo\nthree\nfour\nfive\nsix\nSUPPLY AGREEMENT\n",
    ],
)  # fmt: skip
def test_line_that_is_no_title_or_half_of_one_gives_none(text: str) -> None:
    assert title(text + PROSE, path="/a/note.txt") == "note.txt"


def test_invoices_and_statements_are_told_apart() -> None:
    invoice = {"DocumentType": "invoice", "InvoiceNumber": "2041", "Vendor": "Hollin Timber Ltd"}
    assert title("Hollin Timber Ltd\nINVOICE\n", "untitled", **invoice) == (
        "Invoice 2041 of Hollin Timber Ltd"
    )
    assert title("Dear customer,\n", "untitled", **invoice) == "Invoice 2041 of Hollin Timber Ltd"
    assert title("RECHNUNG\n", DocumentType="invoice", InvoiceNumber="R-7") == "Rechnung R-7"
    assert title("Invoice for services\n", DocumentType="invoice") == "Invoice for services"
    statement = {"DocumentType": "bank statement", "AccountNumber": "20415577"}
    assert title("Kontoauszug Nr. 3\n", **statement) == "Kontoauszug 20415577"
    days = {"PeriodStart": "2025-03-01", "PeriodEnd": "2025-03-31"}
    assert title("", "Statement", **statement, **days) == (
        "Bank statement 20415577 2025-03-01 to 2025-03-31"
    )
    assert title("Application for a loan\n", "untitled", DocumentType="form") == (
        "Application for a loan"
    )


def test_mail_has_its_subject_for_a_title() -> None:
    text = f"From: Ada\n\nLEASE AGREEMENT\n{PROSE}"
    assert title(text, "The lease", media_type="message/rfc822") == "The lease"


def test_hash_is_a_title_only_where_nothing_else_is() -> None:
    path = "/uploads/9f86d081884c7d659a2feaa0.pdf"
    assert title(PROSE, "", path) == PROSE.strip()
    assert title("", "", path) == "9f86d081884c7d659a2feaa0.pdf"
    assert title(PROSE, "Kündigung", path) == "Kündigung"
    for name in ("20240301.pdf", "20240301_lease_agreement.pdf", "Rahmenvertrag2024.pdf", "a.pdf"):
        assert title(PROSE, "", f"/data/{name}") == name


def test_long_title_is_cut_behind_a_word() -> None:
    assert len(title(PROSE, "word " * 100)) <= 121


def test_words_of_metadata_are_found_beside_the_heading() -> None:
    document = make_document(
        "a", "SUPPLY AGREEMENT\n", title="Project_Falcon", paths=("/b/c_d.pdf",)
    )
    assert document.title == "SUPPLY AGREEMENT"
    assert document.names == ["SUPPLY AGREEMENT", "Project Falcon", "c d"]
