"""What is dismissed stays so until its words change, whoever asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.errors import NotFoundError, SettingsError
from enricher.projects.check import check, dismiss, restore
from enricher.projects.label_files import import_documents
from enricher.projects.project import Project, create_project
from enricher.projects.quality.dismissals import DISMISSED_FILE
from enricher.wiring.projects import open_project
from tests.enricher.projects.quality.loans import clean, moved


@pytest.fixture
def loans(tmp_path: Path) -> Iterator[Project]:
    """A project with two cities that begin too early, and no cross-validation."""
    documents = [*(moved(one, "City", start=-3) for one in clean()[:2]), *clean()[2:]]
    create_project(tmp_path, "loans")
    with open_project(tmp_path, "loans") as project:
        import_documents(project, documents)
        yield project


def told(project: Project) -> tuple[list[int], list[int]]:
    """How many places the flaws have that are left, and those that are dismissed."""
    checked = check(project)
    return (
        [len(one.passages) for one in checked.flaws],
        [len(one.passages) for one in checked.dismissed],
    )


def test_a_place_is_dismissed_and_the_others_of_its_flaw_stay(loans: Project) -> None:
    edge, note = check(loans).flaws
    assert told(loans) == ([2, 0], [])
    first = edge.passage_id(edge.passages[0])
    dismiss(loans, [first])
    assert told(loans) == ([1, 0], [1])
    dismiss(loans, [check(loans).flaws[0].id, note.id])  # the rest of it, and one without places
    assert told(loans) == ([], [2, 0])
    restore(loans, [first])
    assert told(loans) == ([1], [1, 0])
    restore(loans, [one.id for one in check(loans).dismissed])
    assert told(loans) == ([2, 0], [])


def test_what_is_no_flaw_cannot_be_dismissed_and_nothing_is(loans: Project) -> None:
    edge, _ = check(loans).flaws
    with pytest.raises(NotFoundError, match="no flaw '0000000000'"):
        dismiss(loans, [edge.id, "0000000000"])
    with pytest.raises(NotFoundError, match="no flaw"):
        restore(loans, [edge.id])
    assert told(loans) == ([2, 0], [])


def test_a_place_whose_words_changed_is_a_flaw_again(loans: Project) -> None:
    edge, _ = check(loans).flaws
    dismiss(loans, [edge.id])
    import_documents(loans, [moved(clean()[0], "City", start=-4)])
    assert told(loans) == ([1, 0], [1])


def test_damaged_file_of_what_was_dismissed_stops_and_says_so(loans: Project) -> None:
    (loans.folder / DISMISSED_FILE).write_text("{")
    with pytest.raises(SettingsError, match="restore it from a backup, or remove it"):
        check(loans)


def test_command_line_dismisses_and_restores(loans: Project, tmp_path: Path) -> None:
    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(cli, ["--home", str(tmp_path), "project", *arguments])
        assert result.exit_code == code, result.output
        return result.output

    said = json.loads(run("check", "loans", "--json"))
    place = said["flaws"][0]["passages"][0]
    assert f"{place['id']}  {place['document']} [{place['start']}, " in run("check", "loans")
    assert run("dismiss", "loans", place["id"]) == "loans: 1 warning, 1 note, 1 dismissed\n"
    shown = run("check", "loans")
    assert place["id"] not in shown
    assert shown.endswith("1 warning, 1 note, 1 dismissed; nothing was changed\n")
    assert place["id"] in run("check", "loans", "--all").partition("dismissed\n")[2]
    assert "there is no project" in run("dismiss", "loan", place["id"], code=2)
    assert "--all` shows their ids" in run("dismiss", "loans", "x", code=2)
    again = json.loads(run("restore", "loans", place["id"], "--json"))
    assert again == {**said, "dismissed": []}
