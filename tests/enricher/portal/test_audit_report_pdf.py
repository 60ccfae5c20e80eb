"""Reports as PDF, read back by another library than the one that sets them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from enricher.audit.report import Entry, Report, Tally
from enricher.errors import Problem
from enricher.policies.finding_log import Decision, Step, Unsaid
from enricher.policies.findings import Finding, Proof, State
from enricher.portal.audit_report_pdf import Typeset, report_pdf
from enricher.wiring.typesetter import typeset

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
WORDS = "Łódź Ωμέγα Жуков Nguyễn £5 №7 #let x = 1 *b* `c` $d$ \\u{41} <b>"
UNSHOWN = "\U000f0000\x07"  # neither of them has a picture in any font


def entry(number: int, said: str = "The lender lends $1,500,000.00 at once.") -> Entry:
    start = said.index("$1")
    place = {
        "category": "Money",
        "value": "1500000 USD",
        "text": "$1,500,000.00",
        "offset": 100 + start,
        "length": 13,
        "page": 3,
        "confidence": 0.9,
        "sentence": {"start": 100, "text": said},
    }
    proof = Proof(({"category": "Term", "value": f"{number} years", "confidence": 0.9},), (place,))
    message = f"Message of finding {number}."
    finding = Finding(
        number, f"doc{number}", f"/contracts/loan {number}.pdf", "contracts", "large", "finding",
        State.OPEN, "high", message, 0.9, "f", proof, "v1", "s", "m", NOW, NOW,
    )  # fmt: skip
    step = Step(number, NOW, None, State.OPEN, "finding", "high", message, proof, "v1", "ab" * 32)
    decision = Decision(number, NOW, "accept", "ada", f"minutes {number}", date(2027, 1, 1))
    return Entry(finding, None, step, (step,), (decision,))


def set_report(*entries: Entry, unsaid: tuple[Unsaid, ...] = (), url: str = "") -> Typeset:
    tallies = {"large": Tally(1234, 2, 3, 4, 5, 6)}
    report = Report(
        date(2026, 1, 1), date(2026, 3, 31), NOW, entries, tallies, {}, {"large": "Above a million"},
        unsaid, {"slow": 3}, {}, {}, (Problem("wrong.yaml", "no field Typo", 4),), 2,
    )  # fmt: skip
    return report_pdf(report, typeset, url)


def read(made: Typeset) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(made.content))
    return reader, joined(pages_of(reader))


def pages_of(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def joined(pages: list[str]) -> str:
    """Their words in one line; where a long word may break is no part of it."""
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def test_many_findings_are_all_there_on_numbered_pages() -> None:
    unsaid = tuple(Unsaid("contracts", "large", f"Reason {n}", n) for n in range(90))
    made = set_report(*map(entry, range(1, 151)), unsaid=unsaid)
    pages = pages_of(PdfReader(BytesIO(made.content)))
    text = joined(pages)
    for number in range(1, 151):
        assert f"{number}. Message of finding {number}. high, open · large" in text
        assert f"accepted by ada until 2027-01-01: “minutes {number}”" in text
    assert 25 < len(pages) < 80
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert number == 1 or "2026-01-01 to 2026-03-31" in page
    assert sum("Why" in page for page in pages) >= 2  # heads are repeated
    assert "1,234" in text
    assert "wrong.yaml:4" in text
    assert text.count("$1,500,000.00") == 150


def test_the_file_says_what_it_is_and_links_to_the_words() -> None:
    made = set_report(entry(1), url="https://enricher.example.org/")
    reader, _ = read(made)
    assert reader.metadata is not None
    assert reader.metadata.title == "Audit report, 2026-01-01 to 2026-03-31"
    assert reader.metadata.creation_date == NOW
    assert reader.root_object["/Lang"] == "en"
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfaid" in root["/Metadata"].get_object().get_data()
    targets = {
        str(link.get_object()["/A"]["/URI"])
        for page in reader.pages
        for link in page.get("/Annots", [])
        if "/URI" in link.get_object().get("/A", {})
    }
    address = "https://enricher.example.org/documents/doc1"
    assert targets == {address, f"{address}#at=117,130"}
    titles = [str(one["/Title"]) for one in reader.outline if isinstance(one, dict)]
    assert titles[0] == "Summary"


def test_words_of_documents_are_words_and_never_commands() -> None:
    made = set_report(entry(1, f"{WORDS} $1,500,000.00 {'W' * 300}"))
    _, text = read(made)
    assert made.missing == ()
    assert WORDS in text
    assert "W" * 300 in text.replace(" ", "")
    assert "not shown" not in text


def test_characters_without_a_picture_are_named() -> None:
    made = set_report(entry(1, f"before {UNSHOWN} after $1,500,000.00."))
    _, text = read(made)
    assert set(made.missing) == set(UNSHOWN)
    assert "before [U+F0000 U+0007] after" in text
    assert "Characters that are not shown" in text


def test_a_period_without_findings_says_so() -> None:
    _, text = read(set_report())
    assert "No finding was open at the end of this period" in text
    assert "Page 1 of 1" in text
