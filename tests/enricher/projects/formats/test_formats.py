"""What every format owes: nothing lost on the way out and back, found out by what is in it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enricher.errors import LabelError
from enricher.ledger.labels import Label, LabeledDocument, LabelSource, in_order, overlapping
from enricher.projects.formats import FORMATS, LabelSet, Unit, read_labels, write_labels
from enricher.projects.formats.detection import detect
from tests.checkout import DOCS

CATEGORIES = ("Party", "Loan Amount", "Loan_Amount", "Größe", "a.b", "x-1", "Unused")

LETTERS = "ab1 .,#-'\"\\/\t\n\r\u00a0éß\u0301\u200d\ufeff\u2028\x00\x1c€中😀🇩\U00010000"
TEXTS = st.one_of(
    st.text(alphabet=LETTERS, max_size=40),
    st.lists(
        st.sampled_from(
            ["Acme", "Inc.", " ", "\r\n", "\n", "\n\n", "😀", "e\u0301", "-DOCSTART-", "#", "O"]
        ),
        max_size=12,
    ).map("".join),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "a.txt",
            "a",
            "A",
            "b/c.pdf",
            "b/c",
            "../up",
            "/abs",
            "x y.txt",
            '"q"',
            "ä.txt",
            "a.txt/b",
            " s ",
        ]
    ),
    st.text(alphabet='ab/. "\n\t#é😀', min_size=1, max_size=8),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda one: st.lists(one, max_size=2),
)
EXTRAS = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "meta",
            "text",
            "label",
            "entities",
            "enricher",
            "data",
            "Comments",
            "spans",
            "assets",
        ]
    ),
    VALUES,
    max_size=2,
)


@st.composite
def documents(draw: st.DrawFn, name: str) -> LabeledDocument:
    text = draw(TEXTS)
    labels = []
    if text:
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            source = draw(st.sampled_from(list(LabelSource)))
            labels.append(Label(start, end, draw(st.sampled_from(CATEGORIES[:-1])), source))
    regions: tuple[tuple[int, int], ...] = ()
    if text and draw(st.booleans()):
        first = draw(st.integers(0, len(text) - 1))
        regions = ((first, draw(st.integers(first + 1, len(text)))),)
    return LabeledDocument(
        name=name,
        text=text,
        labels=in_order(labels),
        dataset=draw(st.sampled_from([None, "train", "test"])),
        language=draw(st.sampled_from([None, "en", "en-us"])),
        tagged=draw(st.sampled_from([None, (), ("Party", "a.b")])),
        regions=regions,
    )


@st.composite
def label_sets(draw: st.DrawFn) -> LabelSet:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    texts = tuple(draw(documents(name)) for name in names)
    return LabelSet(
        documents=texts,
        categories=draw(st.permutations(CATEGORIES).map(tuple)),
        project=draw(st.sampled_from(["", "Loan Agreements"])),
        language=draw(st.sampled_from([None, "en"])),
        description=draw(st.sampled_from(["", "Two\nlines"])),
        settings=draw(st.sampled_from([{}, {"multilingual": False, "settings": {"a": 1}}])),
        extras={name: extras for name in names if (extras := draw(EXTRAS))},
    )


def separate(document: LabeledDocument) -> LabeledDocument:
    """The document without labels that overlap others."""
    labels: list[Label] = []
    for label in document.labels:
        if not overlapping([*labels, label]):
            labels.append(label)
    return replace(document, labels=tuple(labels))


def for_azure(document: LabeledDocument) -> LabeledDocument:
    document = separate(document)
    inside = [
        label
        for label in document.labels
        if not document.regions
        or any(start <= label.start and label.end <= end for start, end in document.regions)
    ]
    return replace(document, labels=tuple(inside))


def for_conll(document: LabeledDocument) -> LabeledDocument:
    labels = [one for one in document.labels if document.text[one.start : one.end].strip()]
    return separate(replace(document, labels=tuple(labels)))


def for_brat(document: LabeledDocument) -> LabeledDocument:
    text = document.text.replace("\0", "x").replace("\ufeff", "x")
    labels = [one for one in document.labels if text[one.start : one.end].strip("\r\n")]
    return replace(document, text=text, labels=tuple(labels))


HELD: Mapping[str, Callable[[LabeledDocument], LabeledDocument]] = {
    "azure": for_azure,
    "conll": for_conll,
    "brat": for_brat,
}
"""What of a document a format can hold, where it is not all."""


def through(labels: LabelSet, format: str, found_out: bool = True) -> LabelSet:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels"
        write_labels(labels, path, format)
        texts = {document.name: document.text for document in labels.documents}
        return read_labels(path, texts.__getitem__, None if found_out else format)


@pytest.mark.parametrize("format", list(FORMATS))
def test_what_is_written_is_read_again(format: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(label_sets())
    def check(labels: LabelSet) -> None:
        if format in HELD:
            held = tuple(HELD[format](document) for document in labels.documents)
            labels = replace(labels, documents=held)
        assert through(labels, format) == labels

    check()


DOCUMENT = LabeledDocument(
    "d/1.txt", "Acme 😀\r\npays Bolt", (Label(0, 4, "A"), Label(13, 17, "B"))
)
SET = LabelSet((DOCUMENT,), ("A", "B", "C"), language="en", project="Loans")


@pytest.mark.parametrize("format", list(FORMATS))
def test_damaged_file_is_refused_or_read_and_nothing_else(format: str, tmp_path: Path) -> None:
    path = tmp_path / "labels"
    write_labels(SET, path, format)
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    contents = {file: file.read_bytes() for file in files}

    @settings(max_examples=100, deadline=None)
    @given(
        st.sampled_from(files),
        st.integers(0, 600),
        st.integers(0, 4),
        st.sampled_from(
            [b"", b"9", b"-", b'"', b"{", b"]", b"\n", b"\t", b"\xff", b"\x00", b"null"]
        ),
    )
    def check(file: Path, at: int, length: int, instead: bytes) -> None:
        content = contents[file]
        file.write_bytes(content[:at] + instead + content[at + length :])
        said = str(path)
        try:
            read_labels(path, lambda name: DOCUMENT.text, format)
        except LabelError as error:
            said = str(error)
        finally:
            file.write_bytes(content)
        assert str(path) in said

    check()


SAMPLES = {
    "azure": '{"metadata": {}, "assets": {}}',
    "azure broken": '{"projectFileVersion": "2022-05-01", "metadata": {,',
    "doccano": '{"text": "a", "label": []}',
    "doccano labels": '{"id": 1, "text": "a", "labels": [[0, 1, "A"]]}\n{"id": 2, "text": "b", "labels": []}',
    "doccano entities": '{"text": "a", "entities": [], "relations": []}\n\n',
    "doccano list": '[{"text": "a", "label": []}]',
    "doccano broken": '{"text": "a", "label": [}\n{"text": "b"}',
    "doccano unlabelled": '{"text": "a"}',
    "label-studio": '[{"data": {"text": "a"}, "annotations": []}]',
    "label-studio old": '[{"id": 1, "data": {"text": "a"}, "completions": []}]',
    "label-studio broken": '[{"data": {"text": "a"}, "annotations": []',
    "conll": "Acme B-Party\npays O\n",
    "conll docstart": "-DOCSTART- -X- -X- O\n\nAcme NNP B-NP B-ORG\n",
    "conll bracket": "[ O\nAcme B-Party\n] O\n",
    "conll comments": "# global.columns = FORM TAG\nAcme\tS-Party\n",
    "conll wrong line": "a O\nb O\nc O\nd O\nand so it goes on here\ne O\n",
    "spacy": '[["a", {"entities": []}]]',
    "spacy lines": '["a", {"entities": []}]\n["b", {"entities": []}]\n',
    "spacy annotator": '{"classes": ["A"], "annotations": [null, ["a", {"entities": []}]]}',
    "spacy prodigy": '{"text": "a", "spans": [], "answer": "accept"}\n{"text": "b", "spans": []}',
    "brat": "T1\tParty 0 4\tAcme\n",
    "brat pieces": "T1\tParty 0 4;9 12\tAcme Inc\n",
    "brat relation first": "R1\tPays Arg1:T1 Arg2:T2\nT1\tParty 0 4\tAcme\n",
}


@pytest.mark.parametrize("sample", list(SAMPLES))
@pytest.mark.parametrize("suffix", [".json", ".txt"])
def test_format_is_found_out_by_content(sample: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"labels{suffix}"
    path.write_text(SAMPLES[sample], encoding="utf-8")
    assert detect(path) == sample.split()[0]


@pytest.mark.parametrize("format", list(FORMATS))
def test_own_file_is_found_out(format: str, tmp_path: Path) -> None:
    write_labels(SET, tmp_path / "labels", format)
    assert detect(tmp_path / "labels") == format


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "This agreement is made\nbetween Acme and Bolt.\n",
        "a,b\n1,2\n",
        '"text"',
        "{}",
        "[]",
        "[1, 2]",
        '{"a": 1}',
    ],
)
def test_file_of_no_format_is_refused_with_what_there_is(content: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelError, match="is not in a supported format") as caught:
        read_labels(path)
    assert all(known.looks in str(caught.value) for known in FORMATS.values())


def test_folder_without_labels_is_of_no_format(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("Acme")
    with pytest.raises(LabelError, match="is not in a supported format"):
        read_labels(tmp_path)


def test_latin1_is_refused_and_utf16_with_its_mark_read(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    line = '{"text": "Zürich", "label": [[0, 6, "Place"]]}'
    path.write_bytes(f"\n{line}".encode("latin-1"))
    with pytest.raises(
        LabelError, match=r"labels\.jsonl:2: is not UTF-8 at byte 12; save it as UTF-8"
    ):
        read_labels(path)
    path.write_bytes(line.encode("utf-16-le"))
    with pytest.raises(LabelError, match="seems to be UTF-16 without a byte order mark"):
        read_labels(path)
    path.write_bytes(line.encode("utf-16"))
    assert read_labels(path).documents[0].labels == (Label(0, 6, "Place"),)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"text": ' * 50_000,
        '{"text": "a", "label": [[NaN, 1, "A"]]}',
        '{"text": "a", "label": [[' + "9" * 5000 + ', 1, "A"]]}',
    ],
)
def test_json_that_exhausts_a_parser_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "labels"
    path.write_text(content)
    for format in ("azure", "doccano", "label-studio", "spacy"):
        with pytest.raises(LabelError, match=r"is not JSON|nested too deep|expected"):
            read_labels(path, None, format)


@pytest.mark.parametrize("name", ["A/B", "A:", " A", "A ", "A\nB", "A\tB", "x" * 51])
def test_category_that_no_schema_takes_is_not_written(name: str, tmp_path: Path) -> None:
    labels = LabelSet((LabeledDocument("d", "a"),), (name,))
    with pytest.raises(LabelError, match="a name has 1 to 50 characters"):
        write_labels(labels, tmp_path / "x", "doccano")
    assert list(tmp_path.iterdir()) == []


def test_format_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="no format 'xml'; there are azure, doccano"):
        write_labels(SET, tmp_path / "x", "xml")


def test_unit_is_refused_where_the_file_says_it(tmp_path: Path) -> None:
    write_labels(SET, tmp_path / "x", "azure")
    with pytest.raises(LabelError, match="azure says itself what offsets count"):
        read_labels(tmp_path / "x", unit=Unit.UTF16)


def test_file_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="cannot be written: No such file or directory"):
        write_labels(SET, tmp_path / "no" / "x", "doccano")
    (tmp_path / "folder").mkdir()
    with pytest.raises(LabelError, match="cannot be written: Is a directory"):
        write_labels(SET, tmp_path / "folder", "doccano")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("documents", "categories", "message"),
    [
        ((), (), "at least one document"),
        ((DOCUMENT, DOCUMENT), ("A", "B"), "document 'd/1.txt' is listed 2 times"),
        ((DOCUMENT,), ("A", "A", "B"), "category 'A' is listed 2 times"),
        ((DOCUMENT,), ("A",), "d/1.txt: unknown category 'B'"),
    ],
)
def test_set_that_is_none_cannot_be_made(
    documents: tuple[LabeledDocument, ...], categories: tuple[str, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        LabelSet(documents, categories)


EXAMPLES = re.findall(
    r"```(?:json|text)\n(.*?)```",
    (DOCS / "label-formats.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize("format", list(FORMATS))
def test_example_of_the_documentation_is_read(format: str, tmp_path: Path) -> None:
    path = tmp_path / "01.ann"
    path.write_text(EXAMPLES[list(FORMATS).index(format)], encoding="utf-8")
    assert detect(path) == format
    (document,) = read_labels(path, lambda name: "Dated 6/29/2018").documents
    assert document.text == "Dated 6/29/2018"
    assert document.labels == (Label(6, 15, "Date"),)


@pytest.mark.parametrize("format", ["azure", "conll"])
def test_passages_that_a_format_cannot_hold_come_back_and_are_named(
    format: str, tmp_path: Path
) -> None:
    text = "Acme may renew. " * 50 + "Beta may not assign."
    labels = (
        Label(0, 4, "Party"),
        Label(0, 15, "Renewal"),
        Label(16, 31, "Assignment", LabelSource.REGISTER),
        Label(16, 780, "Renewal", LabelSource.REGISTER),
        Label(800, 820, "Assignment"),
    )
    document = LabeledDocument("a.txt", text, in_order(labels))
    passages = frozenset({"Renewal", "Assignment"})
    given = LabelSet((document,), ("Party", "Renewal", "Assignment"), passages=passages)
    path = tmp_path / "labels"
    (sentence,) = write_labels(given, path, format)
    assert "2 of Renewal are left out" in sentence
    read = read_labels(path, {"a.txt": text}.__getitem__)
    assert read.documents == given.documents


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"azure", "conll"}))
def test_passages_may_overlap_in_other_formats(format: str, tmp_path: Path) -> None:
    document = LabeledDocument(
        "a.txt", "Acme may renew. " * 200, (Label(0, 4, "Party"), Label(0, 3000, "Renewal"))
    )
    given = LabelSet((document,), ("Party", "Renewal"), passages=frozenset({"Renewal"}))
    assert write_labels(given, tmp_path / "labels", format) == ()
    assert read_labels(tmp_path / "labels").documents == given.documents
