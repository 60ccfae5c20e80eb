from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from fastapi.testclient import TestClient

from enricher.__main__ import cli
from enricher.wiring.home import Home
from enricher.wiring.projects import open_project
from tests.enricher.api.clients import connect
from tests.enricher.projects.letters import LABELS, LETTERS, write_letters

LETTER = "Ada 🎈 pays Bob.\r\n"
PROJECT = "/api/projects/letters"
AT = f"{PROJECT}/documents/a/letter 1.txt"


@pytest.fixture
def api(empty_home: Home) -> Iterator[TestClient]:
    with connect(empty_home) as client:
        schema = '[categories.Who]\ntype = "text"\nlearned = true\n'
        client.post("/api/projects", json={"name": "letters", "toml": schema})
        yield client


@pytest.fixture
def letter(api: TestClient) -> TestClient:
    """The API, with one letter in the project."""
    send(api, ("a/letter 1.txt", LETTER.encode()))
    return api


def send(api: TestClient, *files: tuple[str, bytes]) -> Any:
    return api.post(f"{PROJECT}/documents", files=[("files", one) for one in files])


def who(offset: int, length: int = 3, **more: str) -> dict[str, Any]:
    return {"category": "Who", "offset": offset, "length": length, **more}


def put(api: TestClient, labels: list[Any], tag: str = "*", tagged: Any = None) -> Any:
    body = {"labels": labels, "tagged": tagged}
    return api.put(AT, json=body, headers={"If-Match": tag})


def test_documents_are_taken_in_as_texts_without_labels(api: TestClient) -> None:
    word = io.BytesIO()
    document = Document()
    document.add_paragraph("Eve pays Ada.")
    document.save(word)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        writing.writestr("inner/note.txt", "Bob pays Eve.")
    sent = send(
        api,
        ("a/letter 1.txt", LETTER.encode()),
        ("b.docx", word.getvalue()),
        ("c.zip", archive.getvalue()),
        ("broken.pdf", b"%PDF-1.4\nnothing"),
        ("latin.txt", "Müller".encode("latin-1")),
        ("empty.txt", b" \n"),
    )
    assert sent.status_code == 200, sent.text
    assert sent.json()["added"] == ["a/letter 1.txt", "b.docx", "c.zip!/inner/note.txt"]
    failed = {one["name"]: one["error"] for one in sent.json()["failed"]}
    assert set(failed) == {"broken.pdf", "latin.txt", "empty.txt"}
    assert failed["empty.txt"] == "there is no text in it"
    assert "is not UTF-8" in failed["latin.txt"]
    read = api.get(AT).json()
    assert read["text"] == LETTER
    assert (read["labels"], read["dataset"], read["tagged"]) == ([], None, None)
    assert api.get(f"{PROJECT}/documents/b.docx").json()["text"].strip() == "Eve pays Ada."
    assert api.get(f"{PROJECT}/documents/c.zip!/inner/note.txt").json()["text"].startswith("Bob")


def test_the_same_document_again_changes_nothing_and_another_text_is_refused(
    letter: TestClient,
) -> None:
    put(letter, [who(0)])
    assert send(letter, ("a/letter 1.txt", LETTER.encode())).json()["unchanged"]
    other = send(letter, ("b.txt", b"words"), ("a/letter 1.txt", b"another"))
    assert other.status_code == 409
    assert "'a/letter 1.txt' with another text" in other.json()["detail"]
    assert letter.get(f"{PROJECT}/documents").json()["total"] == 1
    assert letter.get(AT).json()["labels"] == [who(0, source="human")]


def test_of_documents_that_are_sent_one_that_is_too_long_is_left_out(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enricher.projects.documents.MOST_CHARACTERS", 20)
    sent = send(api, ("a.txt", LETTER.encode()), ("long.txt", b"Ada " * 6)).json()
    assert sent["added"] == ["a.txt"]
    ((name, error),) = [(one["name"], one["error"]) for one in sent["failed"]]
    assert name == "long.txt"
    assert error.startswith("it has 24 characters, and a document of a project 20 at most")


def test_labels_of_one_category_that_overlap_are_refused_with_both(letter: TestClient) -> None:
    refused = put(letter, [who(0, 8), who(4, 9)])
    assert refused.status_code == 422
    assert "Who 'Ada 🎈 pa' [0, 8) and Who '🎈 pays Bo' [4, 13)" in refused.json()["detail"]
    assert letter.get(AT).json()["labels"] == []


def test_documents_of_which_none_can_be_read_are_refused(api: TestClient) -> None:
    answer = send(api, ("broken.pdf", b"%PDF-1.4\nnothing"))
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("broken.pdf: ")
    twice = send(api, ("a.txt", b"one"), ("/a.txt", b"two"))
    assert "two files have the name a.txt" in twice.json()["detail"]


@pytest.mark.parametrize("name", ["../../evil.txt", "/evil.txt", "..\\evil.txt", "./evil.txt"])
def test_a_document_stays_in_its_project(api: TestClient, empty_home: Home, name: str) -> None:
    assert send(api, (name, b"words")).json()["added"] == ["evil.txt"]
    assert list(empty_home.path.parent.rglob("evil.txt")) == []


def test_labels_are_put_with_offsets_in_characters(letter: TestClient) -> None:
    before = letter.get(AT)
    labels = [who(11, source="register"), who(0)]
    answer = put(letter, labels, before.headers["etag"], ["Who"])
    assert answer.status_code == 200, answer.text
    assert answer.json()["labels"] == [who(0, source="human"), who(11, source="register")]
    assert answer.json()["tagged"] == ["Who"]
    assert letter.get(AT).json() == answer.json()
    assert letter.get(AT).headers["etag"] == answer.headers["etag"] != before.headers["etag"]
    (line,) = letter.get(f"{PROJECT}/documents").json()["documents"]
    assert line == {
        "name": "a/letter 1.txt",
        "dataset": None,
        "characters": len(LETTER),
        "tagged": True,
        "finished": True,
        "labels": {"Who": 2},
    }


def test_of_two_people_on_one_document_the_second_is_told_what_there_is(
    letter: TestClient,
) -> None:
    tag = letter.get(AT).headers["etag"]
    first = put(letter, [who(0)], tag)
    second = put(letter, [who(11)], tag)
    assert second.status_code == 412
    assert second.headers["content-type"] == "application/problem+json"
    current = second.json()["current"]
    assert current.pop("revision") == first.headers["etag"].strip('"')
    assert current == first.json() == letter.get(AT).json()
    assert put(letter, [who(0), who(11)], first.headers["etag"]).status_code == 200
    blind = letter.put(AT, json={"labels": [], "tagged": None})
    assert blind.status_code == 428


def test_of_many_who_put_at_once_one_wins(letter: TestClient) -> None:
    tag = letter.get(AT).headers["etag"]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda at: put(letter, [who(at)], tag).status_code, range(8)))
    assert sorted(answers) == [200, *[412] * 7]


@pytest.mark.parametrize(
    ("label", "say"),
    [
        (who(15, 9), "ends after the text"),
        (who(-1), "greater than or equal to 0"),
        (who(0, 0), "greater than 0"),
        ({**who(0), "category": "Whom"}, "category 'Whom' is not in the schema"),
        ({**who(0), "start": 1}, "Extra inputs"),
    ],
)
def test_a_wrong_label_is_refused_and_the_others_stay(
    letter: TestClient, label: Any, say: str
) -> None:
    before = put(letter, [who(0)]).json()
    answer = put(letter, [who(11), label])
    assert answer.status_code == 422
    assert say in answer.json()["detail"]
    assert letter.get(AT).json() == before


def test_labels_of_a_category_that_the_schema_lost_can_be_put_back(letter: TestClient) -> None:
    put(letter, [who(0)])
    body = {"categories": [{"name": "Sum", "type": "money", "learned": True}]}
    letter.put(f"{PROJECT}/schema", json=body, headers={"If-Match": "*"})
    assert put(letter, [who(0), {"category": "Sum", "offset": 4, "length": 1}]).status_code == 200
    assert put(letter, []).status_code == 200
    assert put(letter, [who(0)]).status_code == 422


def test_documents_are_for_something_and_are_listed_by_it(api: TestClient) -> None:
    send(api, *((f"{n}.txt", f"{n} Ada".encode()) for n in range(5)))
    for n in (1, 3):
        set_ = api.patch(f"{PROJECT}/documents/{n}.txt", json={"dataset": "test"})
        assert set_.json()["dataset"] == "test"
    api.patch(f"{PROJECT}/documents/3.txt", json={"dataset": None})

    def listed(**query: Any) -> tuple[int, list[str]]:
        found = api.get(f"{PROJECT}/documents", params=query).json()
        return found["total"], [one["name"] for one in found["documents"]]

    assert listed(dataset="test") == (1, ["1.txt"])
    assert listed(size=2) == (5, ["0.txt", "1.txt"])
    assert listed(size=2, **{"from": 4}) == (5, ["4.txt"])
    assert listed(tagged=True) == (0, [])
    assert api.patch(f"{PROJECT}/documents/1.txt", json={"dataset": "dev"}).status_code == 422


def test_what_a_document_is_for_is_no_matter_to_who_tags_it(letter: TestClient) -> None:
    tag = letter.get(AT).headers["etag"]
    letter.patch(AT, json={"dataset": "test"})
    answer = put(letter, [who(0)], tag)
    assert answer.status_code == 200
    assert answer.json()["dataset"] == "test"


def test_a_document_is_removed_unless_somebody_changed_it(letter: TestClient) -> None:
    tag = letter.get(AT).headers["etag"]
    put(letter, [who(0)])
    assert letter.delete(AT, headers={"If-Match": tag}).status_code == 412
    assert letter.delete(AT).status_code == 204
    for answer in (letter.get(AT), letter.delete(AT), put(letter, [])):
        assert answer.status_code == 404
        assert "no document 'a/letter 1.txt'" in answer.json()["detail"]


def import_(
    api: TestClient, project: str, labels: Path, documents: Path | None, **more: Any
) -> Any:
    files = [("files", (labels.name, labels.read_bytes()))]
    for path in sorted(documents.rglob("*.txt")) if documents else ():
        name = path.relative_to(documents or path).as_posix()
        files.append(("documents", (name, path.read_bytes())))
    return api.post(f"/api/projects/{project}/labels", files=files, data=more)


@pytest.mark.parametrize("dataset", [None, "test"])
def test_an_import_over_http_is_that_of_the_command_line(
    api: TestClient, empty_home: Home, tmp_path: Path, dataset: str | None
) -> None:
    labels, home = write_letters(tmp_path), empty_home.path
    for name in ("sent", "typed"):
        api.post("/api/projects", json={"name": name})
    arguments = ["--home", str(home), "project", "import", "typed", str(labels), "--json"]
    arguments += ["--documents", str(tmp_path / "letters"), *(["--set", "test"] if dataset else [])]
    typed = CliRunner().invoke(cli, arguments)
    more = {"dataset": dataset} if dataset else {}
    sent = import_(api, "sent", labels, tmp_path / "letters", **more)
    assert sent.status_code == 200, sent.text
    assert sent.json() == json.loads(typed.stdout)
    with open_project(home, "sent") as first, open_project(home, "typed") as second:
        assert list(first.store.read()) == list(second.store.read())
        assert first.schema == second.schema
        assert len(first.store.names()) == 2


def test_categories_are_renamed_over_http(api: TestClient, tmp_path: Path) -> None:
    api.post("/api/projects", json={"name": "public"})
    labels = tmp_path / "labels.jsonl"
    labels.write_text('{"text": "The Data Act.", "label": [[4, 12, "LEGISLATION/ACT"]]}\n')
    refused = import_(api, "public", labels, None)
    assert refused.status_code == 422
    assert "LEGISLATION/ACT -> LEGISLATION_ACT" in refused.json()["detail"]
    sent = import_(api, "public", labels, None, fit_names="true")
    assert sent.json()["renamed"] == {"LEGISLATION/ACT": "LEGISLATION_ACT"}
    sent = import_(api, "public", labels, None, rename=["LEGISLATION/ACT=Act"])
    assert [one["name"] for one in sent.json()["categories"]] == ["Act"]


def test_a_labels_file_finds_the_texts_that_the_project_has(
    api: TestClient, tmp_path: Path
) -> None:
    labels = write_letters(tmp_path)
    send(api, *((name, text.encode()) for name, text in LETTERS.items()))
    imported = import_(api, "letters", labels, None)
    assert imported.json()["documents"] == {"added": 0, "replaced": 2, "unchanged": 0}
    read = api.get(f"{PROJECT}/documents/b/c.txt").json()
    assert [read["text"][one["offset"] :][: one["length"]] for one in read["labels"]] == ["Ada"]
    api.delete(f"{PROJECT}/documents/a.txt")
    missing = import_(api, "letters", labels, None)
    assert missing.status_code == 422
    assert "'a.txt' is not a document of project letters" in missing.json()["detail"]


def test_a_wrong_labels_file_is_answered_with_each_fault_and_its_line(
    api: TestClient, tmp_path: Path
) -> None:
    labels = write_letters(tmp_path)
    text = json.dumps(LABELS, indent=1).replace('"offset": 20', '"offset": 99')
    labels.write_text(text)
    answer = import_(api, "letters", labels, tmp_path / "letters")
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert problem["file"] == "labels.json"
    assert '"offset": 99' in "".join(text.splitlines()[problem["line"] - 1 :][:4])
    assert answer.json()["detail"].startswith(f"labels.json:{problem['line']}: ")
    assert str(tmp_path.parent) not in answer.text
    assert api.get(f"{PROJECT}/documents").json()["total"] == 0


@pytest.mark.parametrize("format_", ["azure", "brat"])  # a file, and a folder as an archive
def test_what_is_exported_is_imported_as_it_was(
    api: TestClient, empty_home: Home, tmp_path: Path, format_: str
) -> None:
    import_(api, "letters", write_letters(tmp_path), tmp_path / "letters")
    exported = api.get(f"{PROJECT}/export", params={"format": format_})
    assert exported.headers["content-disposition"].startswith("attachment")
    assert exported.headers["x-content-type-options"] == "nosniff"
    files = [("files", ("labels", exported.content))]
    if format_ == "brat":
        with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
            files = [("files", (name, archive.read(name))) for name in archive.namelist()]
    api.post("/api/projects", json={"name": "copy"})
    files += [("documents", (name, text.encode())) for name, text in LETTERS.items()]
    imported = api.post("/api/projects/copy/labels", files=files)
    assert imported.status_code == 200, imported.text
    home = empty_home.path
    with open_project(home, "letters") as first, open_project(home, "copy") as second:
        assert list(second.store.read()) == list(first.store.read())


def test_a_project_without_documents_has_nothing_to_export(api: TestClient) -> None:
    assert api.get(f"{PROJECT}/export").status_code == 422


def test_a_register_over_http_is_that_of_the_command_line(
    api: TestClient, empty_home: Home, tmp_path: Path
) -> None:
    table = tmp_path / "register.csv"
    table.write_text("File,Who,When,Payer\na,Ada,2014-05-03,Bob\nb/c.txt,Eve,2015-01-01,\n")
    write_letters(tmp_path)
    file = {"file": (table.name, table.read_bytes())}
    early = api.post(f"{PROJECT}/register", files=file)
    assert "has no documents; send them first" in early.json()["detail"]
    send(api, *((name, text.encode()) for name, text in LETTERS.items()))
    api.post("/api/projects", json={"name": "typed"})
    api.put(
        "/api/projects/typed/schema",
        json={"toml": api.get(f"{PROJECT}/schema").json()["toml"]},
        headers={"If-Match": "*"},
    )
    sent = [(name, text.encode()) for name, text in LETTERS.items()]
    api.post("/api/projects/typed/documents", files=[("files", one) for one in sent])
    arguments = ["--home", str(empty_home.path), "project", "import", "typed", "--json"]
    arguments += ["--register", str(table), "--column", "Payer=Who", "--set", "train"]
    typed = CliRunner().invoke(cli, arguments)
    assert typed.exit_code == 0, typed.output
    answer = api.post(
        f"{PROJECT}/register", files=file, data={"columns": ["Payer=Who"], "dataset": "train"}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json() == json.loads(typed.stdout)
    assert (answer.json()["values"], answer.json()["found"]) == (3, 3)
    assert answer.json()["columns_unused"] == ["When"]
    home = empty_home.path
    with open_project(home, "letters") as first, open_project(home, "typed") as second:
        assert list(first.store.read()) == list(second.store.read())
    wrong = api.post(f"{PROJECT}/register", files={"file": ("x.csv", b"just words")})
    assert wrong.status_code == 422
    assert "enricher-project-" not in wrong.text
