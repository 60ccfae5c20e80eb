"""Labels of others whose categories have names that no schema can have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from enricher.__main__ import cli
from enricher.errors import InputError
from enricher.projects.category_names import Renaming, new_names, read_renaming
from enricher.projects.formats import FORMATS
from enricher.wiring.projects import open_project
from tests.slow.guides.pages import commands

TEXT = "Under the Data Act, Ada signed on May 3, 2020."
LABELS = [[10, 18, "LEGISLATION/ACT"], [20, 23, "PERSON"], [34, 45, "DATE.OF SIGNING"]]


def write_labels(path: Path, labels: list[list[object]] = LABELS) -> Path:
    path.write_text(json.dumps({"text": TEXT, "label": labels}) + "\n")
    return path


def run(home: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["project", *map(str, arguments), "--home", str(home)])


def categories(home: Path, project: str) -> dict[str, str]:
    with open_project(home, project) as opened:
        (document,) = opened.store.read()
        return {document.text[one.start : one.end]: one.category for one in document.labels}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("public", "copy"):
        assert run(tmp_path / "home", "create", name).exit_code == 0
    return tmp_path / "home"


def test_names_are_refused_with_what_the_rule_would_make_of_them(
    home: Path, tmp_path: Path
) -> None:
    refused = run(home, "import", "public", write_labels(tmp_path / "labels.jsonl"))
    assert refused.exit_code == 2
    assert "2 categories: a name has 1 to 50 characters" in refused.output
    assert "--rename 'LEGISLATION/ACT=NEW'" in refused.output
    assert (
        "LEGISLATION/ACT -> LEGISLATION_ACT, DATE.OF SIGNING -> DATE_OF SIGNING" in refused.output
    )
    with open_project(home, "public") as project:
        assert project.store.names() == []
        assert project.schema.names == ()


def test_names_are_those_asked_for_and_others_follow_the_rule(home: Path, tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "labels.jsonl")
    asked = ("--rename", "LEGISLATION/ACT=Act", "--fit-names")
    done = run(home, "import", "public", labels, *asked)
    assert done.exit_code == 0, done.output
    assert "category LEGISLATION/ACT is called Act" in done.output
    assert "category DATE.OF SIGNING is called DATE_OF SIGNING" in done.output
    expected = {"Data Act": "Act", "Ada": "PERSON", "May 3, 2020": "DATE_OF SIGNING"}
    assert categories(home, "public") == expected
    again = run(home, "import", "public", labels, *asked, "--json")
    answer = json.loads(again.stdout)
    assert answer["documents"] == {"added": 0, "replaced": 0, "unchanged": 1}
    assert answer["renamed"] == {"LEGISLATION/ACT": "Act", "DATE.OF SIGNING": "DATE_OF SIGNING"}


@pytest.mark.parametrize("format", FORMATS)
def test_renamed_labels_go_out_and_come_back_as_they_are(
    home: Path, tmp_path: Path, format: str
) -> None:
    labels = write_labels(tmp_path / "labels.jsonl")
    assert run(home, "import", "public", labels, "--fit-names").exit_code == 0
    assert run(home, "export", "public", tmp_path / "out", "--format", format).exit_code == 0
    texts = tmp_path / "texts"
    texts.mkdir()
    with open_project(home, "public") as project:
        (name,) = project.store.names()
    (texts / name).write_text(TEXT)
    more = ("--documents", texts) if format == "azure" else ()
    back = run(home, "import", "copy", tmp_path / "out", *more)
    assert back.exit_code == 0, back.output
    kept = {one.replace(" ", "_") for one in categories(home, "copy").values()}
    assert kept == {"LEGISLATION_ACT", "PERSON", "DATE_OF_SIGNING"}


@pytest.mark.parametrize(
    ("names", "renaming", "expected"),
    [
        (["A/B"], Renaming({"A/B": "X"}), {"A/B": "X"}),
        (["A/B", "C/D"], Renaming({"A/B": "X", "C/D": "X"}), {"A/B": "X", "C/D": "X"}),
        (["A", "B"], Renaming({"A": "B"}), {"A": "B"}),
        (["A/B", "C"], Renaming(by_rule=True), {"A/B": "A_B"}),
        (["(a) b"], Renaming(by_rule=True), {"(a) b": "a_ b"}),
        (["A/B", "A_B"], Renaming({"A_B": "C"}, by_rule=True), {"A_B": "C", "A/B": "A_B"}),
        (["A/B", "A_B"], Renaming(by_rule=True), "'A_B' and 'A/B' would both become A_B"),
        (["A/B", "a.b"], Renaming(by_rule=True), "'A/B' and 'a.b' would both become a_b"),
        (["///"], Renaming(by_rule=True), "no valid name can be made of category '///'"),
        (["A/" + 60 * "b"], Renaming(by_rule=True), "no valid name can be made"),
        (["A"], Renaming({"B": "C"}), "no category 'B' to rename; there are 'A'"),
        (["A/B"], Renaming(), "category 'A/B': a name has 1 to 50 characters"),
    ],
)
def test_what_becomes_of_names(
    names: list[str], renaming: Renaming, expected: dict[str, str] | str
) -> None:
    if isinstance(expected, dict):
        assert new_names(names, renaming) == expected
        return
    with pytest.raises(InputError) as refused:
        new_names(names, renaming)
    assert expected in str(refused.value)


def test_renaming_is_written_with_one_equals_sign_or_more() -> None:
    assert read_renaming([" a=b = Act "]).asked == {"a=b": "Act"}
    for written, said in (
        (["A"], "write OLD=NEW"),
        (["A="], "write OLD=NEW"),
        (["A=B/C"], "'B/C' is not a valid name of a category"),
        (["A=B", "A=C"], "'A' cannot become both 'B' and 'C'"),
    ):
        with pytest.raises(InputError, match=said):
            read_renaming(written)


def test_commands_of_the_page_rename_as_it_says(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    labels = [[10, 18, "LEGISLATION/ACT"], [20, 23, "CASE/NO"]]
    write_labels(tmp_path / "public.jsonl", labels)
    assert run(home, "create", "acts").exit_code == 0
    said = []
    for line in commands("label-formats.md"):
        program, group, *arguments = line.split()
        assert (program, group) == ("enricher", "project")
        done = run(home, *arguments)
        assert done.exit_code == 0, done.output
        said.append(categories(home, "acts"))
    assert said == [
        {"Data Act": "Act", "Ada": "Case"},
        {"Data Act": "LEGISLATION_ACT", "Ada": "CASE_NO"},
    ]
