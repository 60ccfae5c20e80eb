from __future__ import annotations

from pathlib import Path

import pytest

from enricher.errors import LabelError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.formats import LabelSet, write_labels
from tests.enricher.projects.formats.reading import labels_of, read, refused, warnings_of

PARTIES = [("Acme Inc.", "Party"), ("Bolt", "Party"), ("Rome", "Place")]
TOKENS = ("Acme", "Inc.", "Bolt", "meet", "in", "Rome")


@pytest.mark.parametrize(
    ("tags", "warned"),
    [
        ("B-Party I-Party B-Party O O B-Place", False),
        ("I-Party I-Party B-Party O O I-Place", True),
        ("B-Party E-Party S-Party O O S-Place", False),
        ("B-Party L-Party U-Party O O U-Place", False),
    ],
)
@pytest.mark.parametrize("row", ["{0}\t{1}", "{0} {1}", "{0} NNP {1}", "{0}\tNNP\tI-NP\t{1}"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_scheme_is_told_by_the_whole_file(
    tmp_path: Path, tags: str, warned: bool, row: str, end: str
) -> None:
    lines = [row.format(*pair) for pair in zip(TOKENS, tags.split(), strict=True)]
    labels = read(tmp_path, end.join(["-DOCSTART- -X- O O".replace(" ", "\t"), "", *lines, ""]))
    assert labels_of(labels) == {"file-1": PARTIES}
    assert labels.documents[0].text == " ".join(TOKENS)
    assert ["is read as IOB1" in warning for warning in warnings_of(labels)] == [True] * warned


def test_documents_begin_where_the_file_says_so(tmp_path: Path) -> None:
    labels = read(
        tmp_path,
        "-DOCSTART- O\n\nAcme B-Party\n\npays O\n\n-DOCSTART- O\n\nBolt B-Party\n"
        "# newdoc id = c d.txt\nRome B-Place\n",
    )
    assert {document.name: document.text for document in labels.documents} == {
        "file-1": "Acme\npays",
        "file-2": "Bolt",
        "c d.txt": "Rome",
    }


def test_blocks_are_documents_where_the_file_says_nothing(tmp_path: Path) -> None:
    labels = read(tmp_path, "Acme B-Party\npays O\n\nBolt B-Party\n")
    assert [document.text for document in labels.documents] == ["Acme pays", "Bolt"]
    assert "each of its 2 blocks of lines is read as a document" in warnings_of(labels)[0]


def test_comments_of_others_are_passed_over(tmp_path: Path) -> None:
    content = "# sent_id = 5\n# text = Acme pays # 5\nAcme\tB-Party\npays\tO\n#\tO\n5\tO\n"
    labels = read(tmp_path, content)
    assert labels.documents[0].text == "Acme pays # 5"


def test_text_of_the_comment_is_the_text(tmp_path: Path) -> None:
    labels = read(tmp_path, '# text = "Acme,\\r\\n  Inc."\nAcme B-Party\n, I-Party\nInc. I-Party\n')
    assert labels_of(labels) == {"file-1": [("Acme,\r\n  Inc.", "Party")]}


def test_labels_end_with_their_sentence(tmp_path: Path) -> None:
    labels = read(tmp_path, "-DOCSTART- O\nAcme I-Party\n\nBolt I-Party\n")
    assert labels_of(labels) == {"file-1": [("Acme", "Party"), ("Bolt", "Party")]}


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("Acme B-Party\npays I-Party\nBolt I-Place\n", ["3: I-Place follows no B-Place or I-Place"]),
        ("Acme B-Party\nand so on\n, O\n. O\nx O\n", ["2: has 3 columns, while line 1 has 2"]),
        ("a O\nb O\nc O\nd O\ntrailing\n", ["5: expected a token and its tag, in 2 to 4 columns, not 'trailing'"]),
        ("a O\nb O\nc O\nd X-Party\ne O\n", ["4: 'X-Party' is not a tag"]),
        ("a O\nb O\nc O\nd B-\ne O\n", ["4: 'B-' is not a tag"]),
        ("a B-Party\nb O\nc S-Party\n", ["1: B-Party has no E-Party (or L-) that ends it"]),
        ("a I-Party\nb O\nc U-Party\n", ["1: I-Party follows no B-Party"]),
        ("a B-Party\nb E-Place\n", ["1: B-Party has no E-Party", "2: E-Place follows no B-Place"]),
        ("a B-Par|ty\nb O\n", ["1: category 'Par|ty': a name has 1 to 50 characters"]),
        ('# text = "Acme pays"\nAcme B-Party\nsays O\n', ["3: 'says' is not what comes next in the `# text` of line 1: 'pays'"]),
        ("# newdoc id = a\nx O\n# newdoc id = a\ny O\n", ["3: a: two documents of this name"]),
        ("# newdoc id = a\n# enricher = {x}\nx O\n", ["2: the note `enricher` is damaged: it is not JSON"]),
    ],
)  # fmt: skip
def test_wrong_lines_are_refused_with_their_numbers(
    tmp_path: Path, content: str, problems: list[str]
) -> None:
    found = refused(tmp_path, content)
    assert len(found) == len(problems)
    for one, expected in zip(found, problems, strict=True):
        assert one.startswith(expected)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ((Label(0, 4, "A"), Label(2, 9, "B")), r"d\.txt: A \[0, 4\) and B \[2, 9\) overlap, which CoNLL"),
        ((Label(4, 5, "A"),), r"d\.txt: A \[4, 5\) is white space alone"),
    ],
)  # fmt: skip
def test_what_conll_cannot_hold_is_not_written(
    tmp_path: Path, labels: tuple[Label, ...], message: str
) -> None:
    document = LabeledDocument("d.txt", "Acme pays", labels)
    with pytest.raises(LabelError, match=message):
        write_labels(LabelSet((document,), ("A", "B")), tmp_path / "x", "conll")
    assert list(tmp_path.iterdir()) == []


def test_written_file_is_iob2_with_a_line_between_sentences(tmp_path: Path) -> None:
    text = "Acme's pay,\nin Rome\nand Oslo"
    labels = (Label(0, 4, "Loan Party"), Label(15, 23, "Place"))
    document = LabeledDocument("d.txt", text, labels)
    write_labels(LabelSet((document,), ("Loan Party", "Place")), tmp_path / "x", "conll")
    lines = (tmp_path / "x").read_text(encoding="utf-8").split("\n")
    assert lines[0].startswith('# enricher project = {"categories": ["Loan Party", "Place"]')
    assert lines[1:3] == ["# newdoc id = d.txt", '# text = "Acme\'s pay,\\nin Rome\\nand Oslo"']
    rows = "\n".join(lines[4:] if lines[3].startswith("#") else lines[3:])
    assert rows == (
        "Acme\tB-Loan_Party\n'\tO\ns\tO\npay\tO\n,\tO\n\nin\tO\nRome\tB-Place\nand\tI-Place\nOslo\tO\n\n"
    )
