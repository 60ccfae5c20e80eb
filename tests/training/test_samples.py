"""The generator of sample documents, and the files it wrote into enricher/shipped/samples."""

from __future__ import annotations

import email
import email.policy
import io
import itertools
import re
import zipfile
from pathlib import Path

import iscc_tika
import pytest
from PIL import Image

from enricher.expressions.schema_file import load_schema
from enricher.shipped.samples import SampleGold, documents_folder, gold
from enricher.values import normalize_text
from training.corpus.cast.names import party_display
from training.corpus.generator import KINDS, generate, labeled_texts
from training.corpus.layout import wrap
from training.corpus.markup import LEARNED, mark, read_marks
from training.corpus.samples import IGNORED_FILE, read_samples, sample_files

SAMPLES = documents_folder().parent
ENTRIES = read_samples()
SCANS = ("leases/scanned-lease.pdf", "books/statement-april-scan.pdf", "books/receipt.png")
ENCRYPTED = "loans/locked-loan.pdf"
UNBOUND = {"announcement", "memo", "policy", "report", "scrap", "tongues"}
"""Kinds of documents that have no parties, or seldom have."""
LONG = {"supply", "acquisition", "licence", "employment", "guaranty", "construction"}
"""Kinds of contracts that two, three or four parties make."""
PIECES = {"opening", "excerpt"}
"""Kinds that are a part of a contract, which may name any of its parties."""
SHARED_WORDING_MAX = 0.2
"""Share of the shorter text's four-word runs that another text may have, too."""


def test_marks_give_the_text_and_where_the_entities_are() -> None:
    text, golds = read_marks(f"from {mark('Party', 'Corvane, Inc.', 'Corvane Inc.')} to us")
    assert text == "from Corvane, Inc. to us"
    assert [(g.start, g.end, g.category, g.display) for g in golds] == [
        (5, 18, "Party", "Corvane Inc.")
    ]


def test_wrapping_keeps_every_offset() -> None:
    text = "one two three four\nfive six seven eight nine ten"
    wrapped = wrap(text, 10)
    assert wrapped.replace("\n", " ") == text.replace("\n", " ")
    assert max(map(len, wrapped.split("\n"))) <= 10


@pytest.mark.parametrize(
    ("name", "display"),
    [
        ("Ostrand & Co., L.P.", "Ostrand and Co. LP"),
        ("Veltrix Incorporated", "Veltrix Inc."),
        ("LUMORA LIMITED", "LUMORA Ltd."),
        ("Opaline, L.L.C.", "Opaline LLC"),
        ("The Crane Corporation", "The Crane Corporation"),
    ],
)
def test_party_is_displayed_by_the_rules_of_the_nda_set(name: str, display: str) -> None:
    assert party_display(name) == display


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_writes_the_same_document(kind: str) -> None:
    assert generate(kind, 11) == generate(kind, 11)
    assert generate(kind, 11).text != generate(kind, 12).text


@pytest.mark.parametrize("kind", KINDS)
def test_every_mention_of_a_party_is_gold(kind: str) -> None:
    for seed in range(25):
        document = generate(kind, seed)
        text = document.text
        marked = {(gold.start, gold.end) for gold in document.spans}
        names = {text[g.start : g.end] for g in document.spans if g.category == "Party"}
        parties = document.fields().get("Party", [])
        allowed = {2}
        if kind in LONG:
            allowed = {2, 3, 4}
        elif kind in UNBOUND:
            allowed = {0, 2}
        elif kind in PIECES:
            allowed = {0, 1, 2, 3, 4}
        assert len(parties) in allowed
        for name in names:
            found = {match.span() for match in re.finditer(re.escape(name), text, re.IGNORECASE)}
            assert found <= marked, f"{kind} {seed}: {name}"


def test_nothing_of_the_templates_is_left_in_a_text() -> None:
    for kind, seed in itertools.product(KINDS, range(25)):
        text = generate(kind, seed).text
        text = re.sub(r"\[(Signature|Remainder)[a-z ]+\]", "", text)
        # A scrap may be a form with blanks such as "[Name]".
        left = r"[{}\ue000-\uf8ff]" if kind == "scrap" else r"[\[\]{}\ue000-\uf8ff]"
        assert not re.search(left, text), (kind, seed)


def test_labels_cover_whole_words_of_their_category() -> None:
    examples = labeled_texts(len(KINDS) * 12, seed=3)
    assert {category for _, labels in examples for *_, category in labels} == set(LEARNED)
    for text, labels in examples:
        for start, end, category in labels:
            label = text[start:end]
            assert label == label.strip()
            assert not (start and text[start - 1].isalnum() and label[0].isalnum()), label
            if category == "EffectiveDate":
                assert re.search(r"\d", label), label
        for (_, end, _), (start, _, _) in itertools.pairwise(labels):
            assert end <= start


def test_labeled_texts_are_the_same_each_time() -> None:
    assert labeled_texts(40, seed=5) == labeled_texts(40, seed=5)


def test_no_two_samples_share_their_wording() -> None:
    runs = {entry.file: _word_runs(entry.document.text) for entry in ENTRIES}
    for (first, some), (second, others) in itertools.combinations(runs.items(), 2):
        shared = len(some & others) / min(len(some), len(others))
        assert shared <= SHARED_WORDING_MAX, f"{first} and {second} share {shared:.0%}"


def _word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + 4]) for place in range(len(words) - 3)}


def test_committed_files_are_what_the_script_writes() -> None:
    written = sample_files(ENTRIES)
    on_disk = {
        path.relative_to(SAMPLES).as_posix(): path.read_bytes()
        for path in [*documents_folder().rglob("*"), SAMPLES / "gold.jsonl"]
        if path.is_file()
    }
    assert set(on_disk) == set(written)
    different = [name for name in written if _unpacked(written[name]) != _unpacked(on_disk[name])]
    assert not different, "run python -m training.corpus and commit what it writes"
    assert sample_files(ENTRIES) == written


def _unpacked(content: bytes) -> object:
    """What is inside packages and pictures, since builds of zlib pack the same differently."""
    if content.startswith(b"\x89PNG"):
        picture = Image.open(io.BytesIO(content))
        return picture.mode, picture.size, picture.tobytes()
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = [(info.filename, info.date_time) for info in archive.infolist()]
        return infos, [_unpacked(archive.read(name)) for name, _ in infos]


def test_gold_values_are_what_enricher_makes_of_their_texts() -> None:
    schema = load_schema(SAMPLES.parent / "projects" / "contracts" / "schema.toml")
    for entry in ENTRIES:
        document = entry.document
        for span in document.spans:
            text = document.text[span.start : span.end]
            value = normalize_text(schema[span.category].type, text, document.language).value
            assert value is not None, f"{entry.file}: {text}"
            assert value.display.casefold() == span.display.casefold(), entry.file


def test_samples_are_as_many_and_as_small_as_promised() -> None:
    files = [path for path in documents_folder().rglob("*") if path.is_file()]
    assert len(files) == 57
    assert [path.name for path in files].count(IGNORED_FILE) == 1
    assert sum(path.stat().st_size for path in files) < 1_000_000
    assert max(path.stat().st_size for path in files) < 300_000
    suffixes = {path.suffix for path in files}
    assert suffixes >= {".pdf", ".docx", ".xlsx", ".html", ".txt", ".rtf", ".odt", ".eml", ".zip"}
    agreements = [row for row in gold() if row.fields and row.kind not in ("invoice", "statement")]
    assert 5 <= sum("Jurisdiction" not in row.fields for row in agreements) <= 10


def test_gold_has_a_line_for_each_file_and_member() -> None:
    files = {row.file.partition("!/")[0] for row in gold()}
    on_disk = {
        path.relative_to(documents_folder()).as_posix()
        for path in documents_folder().rglob("*")
        if path.is_file() and path.name != IGNORED_FILE
    }
    assert files == on_disk
    assert {entry.file for entry in ENTRIES} <= {row.file for row in gold()}


@pytest.mark.parametrize("row", gold(), ids=lambda row: row.file)
def test_reader_finds_the_gold_in_the_file(row: SampleGold, tmp_path: Path) -> None:
    text = " ".join(_read(_content(row.file), tmp_path / Path(row.file).name).split())
    if row.file in (*SCANS, ENCRYPTED):
        assert text == ""
        return
    assert text or row.kind == "archive"
    for category, entity in row.entities:
        assert " ".join(entity.split()) in text, category
    if row.file.endswith(".docx"):
        first = next(entity for category, entity in row.entities if category == "Party")
        assert text.count(first) >= sum(entity == first for _, entity in row.entities)


def _content(file: str) -> bytes:
    holder, _, member = file.partition("!/")
    path = documents_folder() / holder
    if not member:
        return path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    (attachment,) = mail.iter_attachments()
    assert attachment.get_filename() == member
    content = attachment.get_content()
    assert isinstance(content, bytes)
    return content


def _read(content: bytes, path: Path) -> str:
    path.write_bytes(content)
    office = iscc_tika.OfficeParserConfig().set_include_headers_and_footers(True)
    text, _ = iscc_tika.Extractor().set_office_config(office).extract_file_to_string(str(path))
    assert isinstance(text, str)
    return text
