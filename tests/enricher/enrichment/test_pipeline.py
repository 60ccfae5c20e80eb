from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from enricher.documents import ExtractedText, ModelVersion, Reading, SourceFile
from enricher.documents.notices import in_words
from enricher.documents.records import from_record, to_record
from enricher.enrichment.parts import Parts, ServedModel
from enricher.enrichment.pipeline import enrich, enrich_at_once, enrich_owed, enrich_text
from enricher.entities import EntitySource, Notice, Span
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.project import ProjectRecognizer

SCHEMA = parse_schema(
    {
        "categories": {
            "Money": {"type": "money", "detectors": ["money"]},
            "Date": {"type": "date", "detectors": ["date"]},
            "Number": {"type": "identifier", "patterns": [r"No\. (\d+)"]},
            "Client": {"type": "party", "words": ["Ünïcode & Söhne", "שלום בע״מ"]},
        }
    },
    "test",
)


class Texts:
    """An extractor of given texts."""

    def __init__(self, *texts: ExtractedText) -> None:
        self._texts = list(texts)

    def extract(self, source: SourceFile) -> list[ExtractedText]:
        return self._texts


def parts(*texts: ExtractedText, max_characters: int = 1_000_000) -> Parts:
    served = ServedModel(
        "test/production",
        ModelVersion("test", "rules", "1"),
        SCHEMA,
        ProjectRecognizer(SCHEMA, None),
    )
    return Parts(Texts(*texts), (served,), max_characters)


def extracted(text: str, member: str = "", pages: tuple[int, ...] = ()) -> ExtractedText:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    reading = Reading("text/plain", text, pages=pages)
    return ExtractedText.of(reading, member, sha256, len(text))


def test_file_and_members_come_out_in_order_with_their_fields() -> None:
    texts = extracted("Fee: $100.00"), extracted("Due 2021-05-06, No. 77", "a.txt")
    source = SourceFile(Path("x"), 1, 1, "0" * 64)
    own, member = enrich(source, parts(*texts))
    assert [one.value.display for one in own.fields["Money"]] == ["100.00 USD"]
    assert [one.value.display for one in member.fields["Date"]] == ["2021-05-06"]
    assert [one.value.display for one in member.fields["Number"]] == ["77"]
    assert member.extracted.member == "a.txt"
    assert own.coverage == 1.0


def test_entities_know_their_page() -> None:
    text = "Fee: $100.00\nFee: $200.00"
    found = enrich_text(extracted(text, pages=(0, 13)), parts())
    assert [(one.text, one.page) for one in found.entities] == [("$100.00", 1), ("$200.00", 2)]


def test_text_beyond_the_budget_lowers_coverage_and_says_so() -> None:
    text = "Fee: $100.00 " + "word " * 1000 + "Fee: $200.00"
    found = enrich_text(extracted(text), parts(max_characters=500))
    assert [one.text for one in found.entities] == ["$100.00"]
    assert 0 < found.coverage < 0.2
    assert "max_characters" in in_words(found.warnings[0])
    assert found.extracted.text == text


def test_long_texts_owe_their_entities_and_pay_them_whole() -> None:
    long = replace(
        extracted("Fee: $100.00 " + "word " * 100, "b.txt"), warnings=(Notice("pdf_cut_short"),)
    )
    texts = extracted("Fee: $1.00"), extracted("Fee: $2.00", "a.txt"), long
    source = SourceFile(Path("x"), 1, 1, "0" * 64)
    own, short, owing = enrich_at_once(source, parts(*texts), at_once_characters=25)
    assert not own.owed
    assert short.fields["Money"]
    assert owing.owed
    assert (owing.entities, owing.fields, owing.coverage) == ((), {}, 0.0)
    assert owing.all_warnings == (Notice("pdf_cut_short"), Notice("entities_owed"))
    assert owing.extracted.text == long.text
    kept = from_record(to_record(owing).body)
    assert enrich_owed(kept, parts()) == enrich_text(long, parts())


def test_texts_of_a_file_are_read_at_once_up_to_the_budget_of_the_file() -> None:
    texts = [extracted("x" * 10, f"{number}.txt") for number in range(5)]
    source = SourceFile(Path("x"), 1, 1, "0" * 64)
    found = enrich_at_once(source, parts(*texts), at_once_characters=30)
    assert [one.owed for one in found] == [False, False, False, True, True]


def test_unreadable_characters_lower_coverage() -> None:
    reading = Reading("application/pdf", "abcd", characters_unreadable=4)
    half = ExtractedText.of(reading, "", "0", 4)
    assert enrich_text(half, parts()).coverage == 0.5


PIECES = st.sampled_from(
    [
        "$1,234.50",
        "5 May 2014",
        "No. 12",
        "Ünïcode & Söhne",
        "שלום בע״מ",
        "\r\n",
        "\ufeff",
        "🤝🏽",
        "e\u0301",
        "\u202bعقد\u202c",
        "\u2028",
        " ",
        "a",
        "\x00",
    ]
)


@given(st.lists(PIECES).map(" ".join))
def test_offsets_always_give_the_entity(text: str) -> None:
    for entity in enrich_text(extracted(text), parts()).entities:
        assert text[entity.span.start : entity.span.end] == entity.text
        assert entity.text.strip() == entity.text != ""


def test_all_that_a_model_saw_is_kept_beside_what_came_of_it() -> None:
    found = enrich_text(extracted("Fee: $100.00, No. 77"), parts())
    (spans,) = found.spans
    assert [(one.category, one.start) for one in spans] == [("Money", 5), ("Number", 18)]
    assert from_record(to_record(found).body) == found


def test_a_text_that_has_its_entities_is_read_again_as_if_for_the_first_time() -> None:
    some = parts(max_characters=12)
    once = enrich_text(extracted("Fee: $100.00, No. 77"), some)
    assert once.warnings
    assert enrich_owed(once, some) == once


STATED = parse_schema(
    {
        "categories": {
            "IBAN": {"type": "identifier", "stated": True, "detectors": ["iban"]},
            "Opening": {"type": "number", "cardinality": "one", "stated": True},
            "Kind": {"type": "choice", "cardinality": "one", "choices": ["statement", "invoice"]},
        }
    },
    "test",
)
STATEMENT = (
    "Account GB69 PENN 2044 8155 1200 98\nOpening balance 1977.40\nTo DE92700999997712004488\n"
)


def said(words: str, category: str, choice: str = "") -> Span:
    start = STATEMENT.index(words)
    return Span(start, start + len(words), category, 1.0, EntitySource.FILE, choice)


def test_a_file_is_taken_at_its_word() -> None:
    own = said("GB69 PENN 2044 8155 1200 98", "IBAN")
    stated = own, said("1977.40", "Opening"), said("Opening", "Elsewhere")
    served = ServedModel(
        "test/production",
        ModelVersion("test", "rules", "1"),
        STATED,
        ProjectRecognizer(STATED, None),
    )
    text = replace(extracted(STATEMENT), stated=stated)
    found = enrich_text(text, Parts(Texts(), (served,), 1_000))
    values = {name: [one.value.display for one in of] for name, of in found.fields.items()}
    assert values == {"IBAN": ["GB69PENN20448155120098"], "Opening": ["1977.4"]}
    assert [one.span for one in found.entities] == list(stated[:2])
    unstated = enrich_text(extracted(STATEMENT), Parts(Texts(), (served,), 1_000))
    assert len(unstated.fields["IBAN"]) == 2, "its detector finds that of somebody else, too"


def test_a_file_names_choices_of_the_schema_alone() -> None:
    served = ServedModel(
        "test/production",
        ModelVersion("test", "rules", "1"),
        STATED,
        ProjectRecognizer(STATED, None),
    )
    stated = said("Account", "Kind", "statement"), said("To", "Kind", "receipt")
    found = enrich_text(
        replace(extracted(STATEMENT), stated=stated), Parts(Texts(), (served,), 1_000)
    )
    assert [one.value.display for one in found.fields["Kind"]] == ["statement"]


def test_plain_writing_of_what_a_file_states_is_its_value() -> None:
    schema = parse_schema({"categories": {"End": {"type": "date", "stated": True}}}, "test")
    served = ServedModel(
        "test/production",
        ModelVersion("test", "rules", "1"),
        schema,
        ProjectRecognizer(schema, None),
    )
    end = Span(11, 17, "End", 1.0, EntitySource.FILE, "2025-12-31")
    text = replace(extracted("1 Dec until 31 Dec"), stated=(end,))

    found = enrich_text(text, Parts(Texts(), (served,), 1_000))

    assert [one.value.display for one in found.fields["End"]] == ["2025-12-31"]
