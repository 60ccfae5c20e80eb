"""The shipped model finds the entities of texts of any kind and length, always the same."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import enricher
from enricher.entities import EntitySource, Span
from enricher.errors import ModelError
from enricher.expressions.schema_file import load_schema
from enricher.recognizer.bundle import ModelDescription, open_bundle, write_bundle
from enricher.recognizer.onnx import OnnxTagger

CONTRACTS = Path(enricher.__file__).parent / "shipped" / "projects" / "contracts"
ALL = 10_000_000

AGREEMENT = (
    "NON-DISCLOSURE AGREEMENT\n\n"
    "This Agreement is made as of May 20, 2014 by and between Larkspire Networks, Inc., a Delaware"
    " corporation, and Ostrand Biologics LLC.\n\n"
    "This Agreement shall be governed by the laws of the State of New York, without regard to its"
    " conflict of laws principles.\n\n"
    "This Agreement shall terminate three (3) years after the date first written above.\n\n"
)
DATED = {("May 20, 2014", "AgreementDate"), ("May 20, 2014", "EffectiveDate")}
"""Of one date that an agreement names a model may say either: the other follows."""
STATED = {
    ("NON-DISCLOSURE AGREEMENT", "Title"),
    ("Larkspire Networks, Inc.", "Party"),
    ("Ostrand Biologics LLC", "Party"),
    ("New York", "Jurisdiction"),
    ("three (3) years", "Term"),
}


PASSAGES = set(open_bundle(CONTRACTS / "model").description.passages)


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    return OnnxTagger.open(CONTRACTS / "model")


def found(text: str, spans: list[Span]) -> set[tuple[str, str]]:
    """The words of entities; passages are statements, however unsure."""
    return {
        (text[span.start : span.end], span.category)
        for span in spans
        if span.category not in PASSAGES
    }


def test_categories_are_those_that_the_schemas_want_learned(tagger: OnnxTagger) -> None:
    fields, clauses = (
        set(load_schema(CONTRACTS.with_name(one) / "schema.toml").learned)
        for one in ("contracts", "clauses")
    )
    assert not fields & clauses
    assert set(tagger.categories) == fields | clauses
    assert tagger.version.project == "contracts"


def test_shipped_model_is_small() -> None:
    assert open_bundle(CONTRACTS / "model").model_path.stat().st_size <= 30 * 1024 * 1024


def test_agreement_gives_its_entities(tagger: OnnxTagger) -> None:
    spans = tagger.tag(AGREEMENT, ALL)
    entities = found(AGREEMENT, spans)
    assert entities - DATED == STATED
    assert entities & DATED
    assert all(span.source is EntitySource.MODEL for span in spans)
    assert spans == sorted(spans, key=lambda span: span.start)


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "\ufeff{}",
        "🙂👩‍👩‍👧 {} 👍🏽",
        "Cafe\u0301 \u00a0 {}",
        "هذا العقد سري. {} שלום",
        "東京都 {}",
    ],
    ids=["plain", "byte order mark", "emoji", "combining mark", "right to left", "ideographs"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_offsets_are_characters_of_the_text(tagger: OnnxTagger, around: str, line_end: str) -> None:
    text = around.format(AGREEMENT.replace("\n", line_end))
    spans = tagger.tag(text, ALL)
    # Script that the backbone hardly knows makes it miss one, or take a word of it for a name; what
    # it finds in the agreement is whole.
    begin = text.index(AGREEMENT[:10])
    end = begin + len(AGREEMENT.replace("\n", line_end))
    inside = found(text, [span for span in spans if begin <= span.start < end])
    assert inside <= STATED | DATED
    assert len(inside) >= 4
    for span in spans:
        covered = text[span.start : span.end]
        assert covered == covered.strip()


def test_entity_at_every_place_of_a_window_is_found(tagger: OnnxTagger) -> None:
    filler = "The recipient keeps the information secret. "
    for count in range(18, 30):  # 9 tokens each: the sentence moves over the first seam
        text = filler * count + AGREEMENT
        assert ("New York", "Jurisdiction") in found(text, tagger.tag(text, ALL))


def test_text_alone_and_beside_others_gives_the_same(tagger: OnnxTagger) -> None:
    texts = [AGREEMENT, AGREEMENT.upper(), "word " * 700 + AGREEMENT, "x", AGREEMENT * 3]
    alone = [OnnxTagger.open(CONTRACTS / "model").tag(text, ALL) for text in texts]
    assert [tagger.tag(text, ALL) for text in reversed(texts)] == alone[::-1]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: tagger.tag(text, ALL), texts * 3)) == alone * 3


def test_threads_do_not_change_the_spans(tagger: OnnxTagger) -> None:
    two = OnnxTagger.open(CONTRACTS / "model", threads=2)
    assert [(s.start, s.end, s.category) for s in two.tag(AGREEMENT, ALL)] == [
        (s.start, s.end, s.category) for s in tagger.tag(AGREEMENT, ALL)
    ]


def test_progress_is_told_at_each_window() -> None:
    told: list[bool] = []
    bundle = open_bundle(CONTRACTS / "model")
    tagger = OnnxTagger(bundle, on_window=lambda: told.append(True))
    tagger.tag(AGREEMENT, ALL)
    once = len(told)
    tagger.tag(AGREEMENT * 30, ALL)
    assert len(told) > 5 * once >= 5


def test_nothing_behind_the_budget_is_read(tagger: OnnxTagger) -> None:
    budget = AGREEMENT.index("This Agreement shall be governed")
    categories = {span.category for span in tagger.tag(AGREEMENT, budget)}
    assert categories - PASSAGES - {category for _, category in DATED} == {"Title", "Party"}


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "x" * 50_000, "\x00\x01"])
def test_text_without_words_gives_nothing_and_no_error(tagger: OnnxTagger, text: str) -> None:
    assert tagger.tag(text, ALL) == []


def test_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    description = ModelDescription("contracts", "broken", ("Party",), 64, 16)
    bundle = write_bundle(tmp_path / "broken", description, b"no model", "{}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        OnnxTagger(bundle)


def test_model_with_other_categories_than_its_manifest_is_refused(tmp_path: Path) -> None:
    shipped = open_bundle(CONTRACTS / "model")
    description = ModelDescription("contracts", "other", ("Party", "Term"), 256, 64)
    bundle = write_bundle(
        tmp_path / "other",
        description,
        shipped.model_path.read_bytes(),
        shipped.tokenizer_path.read_text(encoding="utf-8"),
    )
    width = shipped.description.outputs.width
    with pytest.raises(ModelError, match=f"{width} numbers a word, its 2 categories need 5"):
        OnnxTagger(bundle)
