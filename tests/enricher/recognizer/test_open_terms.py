"""Where an agreement says that its term has no length, and what only looks like it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from enricher.enrichment.fields import resolve
from enricher.entities import Entity, EntitySource, Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.detectors import SURENESS
from enricher.recognizer.open_terms import find_open_terms
from enricher.recognizer.project import ProjectRecognizer
from enricher.values import DURATION, normalize_spans, normalize_text

FOUND = [
    ("This Agreement shall continue in perpetuity.", "perpetual"),
    ("The term of this Agreement shall be perpetual, unless the parties agree.", "perpetual"),
    ("The term of this Agreement begins today and continues indefinitely.", "perpetual"),
    ("This Agreement shall remain in effect until terminated by either party.", "until terminated"),
    ("This Agreement is valid for an indefinite period.", "until terminated"),
    (
        "This Agreement begins on May 1, 2020 and shall continue until it is terminated upon thirty"
        " (30) days' written notice.",
        "until terminated",
    ),
    ("This Agreement shall continue indefinitely until terminated.", "until terminated"),
    ("This Agreement shall continue indefinitely unless sooner terminated.", "until terminated"),
    (
        "This\u00a0Agreement\u00a0shall\u00a0continue\u00a0until\u00a0terminated.",
        "until terminated",
    ),
    ("This Agreement will remain in force for perpetuity.", "perpetual"),
    ("This Agreement will continue until termination as provided below.", "until terminated"),
    (
        "This Agreement and the license granted herein shall remain effective and continue until terminated.",
        "until terminated",
    ),
    (
        "\u201cTerm\u201d means the period commencing on the Effective Date and continuing indefinitely"
        " until terminated.",
        "until terminated",
    ),
    ("The Executive's employment shall continue until terminated by either.", "until terminated"),
    (
        "This Agreement shall remain in force, unless terminated as set forth in Section 6.",
        "until terminated",
    ),
    (
        "This Agreement shall continue in effect until either Party informs the other of its end.",
        "until terminated",
    ),
]
OTHERS = [
    "The obligations of confidentiality shall survive indefinitely.",
    "The obligations imposed by this Agreement shall continue in perpetuity.",
    "The provisions of Sections 3 and 4 of this Agreement shall survive in perpetuity.",
    "This Agreement shall continue for a term of two years and thereafter until terminated.",
    "It ends on May 1, 2020. Thereafter, this Agreement shall continue until terminated.",
    "This Agreement continues after the Initial Term from year to year until terminated.",
    "This Agreement shall continue until completion of the work or until terminated.",
    "This Agreement shall remain in force until terminated or until December 31, 2030.",
    "This Agreement shall not continue in perpetuity.",
    "This Agreement shall continue, unless terminated earlier, for the Service Period.",
    "Under this Agreement Licensor grants a perpetual licence.",
    "This Agreement grants a right that is perpetual and irrevocable.",
    "The Fund is of perpetual duration.",
]
SCHEMA = parse_schema(
    {
        "categories": {
            "Term": {
                "type": "duration",
                "cardinality": "one",
                "patterns": [r"term of (\w+ years)"],
                "detectors": ["open_term"],
            }
        }
    },
    "schema",
)


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_term_of_the_agreement_is_found_and_read(text: str, value: str) -> None:
    ((start, end),) = find_open_terms(text, "en")
    read = normalize_text(DURATION, text[start:end]).value
    assert read is not None
    assert read.display == value


@pytest.mark.parametrize("text", OTHERS)
def test_what_else_lasts_is_no_term(text: str) -> None:
    assert list(find_open_terms(text, "en")) == []


def term_of(text: str) -> tuple[str, float]:
    spans = ProjectRecognizer(SCHEMA, None).recognize(text, len(text)).spans
    resolved = resolve(normalize_spans(spans, text, SCHEMA.types), SCHEMA)
    (found,) = resolved.fields["Term"]
    return found.value.display, found.confidence


def test_a_length_goes_before_an_open_end() -> None:
    open_ = "This Agreement shall remain in effect until terminated. "
    assert term_of(open_) == ("until terminated", SURENESS["open_term"])
    assert term_of(open_ * 3 + "There is a term of two years.")[0] == "2 years"


def test_an_open_end_leaves_what_a_person_said(tmp_path: Path) -> None:
    text = "This Agreement shall remain in effect until terminated."
    span = Span(0, 4, "Term", 1.0, EntitySource.HUMAN)
    said = Entity(span, "This", normalize_text(DURATION, "3 years").value)
    spans = ProjectRecognizer(SCHEMA, None).recognize(text, len(text)).spans
    resolved = resolve([said, *normalize_spans(spans, text, SCHEMA.types)], SCHEMA)
    assert [one.value.display for one in resolved.fields["Term"]] == ["3 years"]


def test_contracts_that_others_annotated_agree(test_data: Path) -> None:
    """The floors are what was measured; of the two that are not in labels both say it too."""
    lines = (test_data / "cuad" / "labels.jsonl").read_text().splitlines()
    labels = {one["id"]: one["labels"] for one in map(json.loads, lines)}
    found = agreed = 0
    for path in sorted((test_data / "cuad" / "texts").iterdir()):
        for start, _ in find_open_terms(path.read_text(errors="replace"), "en"):
            found += 1
            agreed += any(
                first <= start <= last
                for first, last, category in labels.get(path.stem, ())
                if category == "Expiration Date"
            )
    assert found >= 25
    assert agreed >= 23
    assert found - agreed <= 2
