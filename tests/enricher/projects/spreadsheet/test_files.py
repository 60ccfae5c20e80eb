"""Cells name documents by path or name, with or without suffix, and never a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.projects.spreadsheet.files import NamedFiles, files_below

NAMES = ["a.pdf", "2019/Lease.PDF", "2020/lease.pdf", "2020/Miete 1.5.docx", "both.pdf", "both.txt"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a.pdf", ["a.pdf"]),
        (" A.PDF ", ["a.pdf"]),
        ("a", ["a.pdf"]),
        ("a.docx", ["a.pdf"]),
        ("./a.pdf", ["a.pdf"]),
        ("2020\\lease.pdf", ["2020/lease.pdf"]),
        ("2020/lease", ["2020/lease.pdf"]),
        ("lease.pdf", ["2019/Lease.PDF", "2020/lease.pdf"]),
        ("miete 1.5", ["2020/Miete 1.5.docx"]),
        ("Miete 1.5.docx", ["2020/Miete 1.5.docx"]),
        ("C:\\Contracts\\2020\\lease.pdf", ["2020/lease.pdf"]),
        ("/home/ada/contracts/a.pdf", ["a.pdf"]),
        ("/home/ada/2021/lease.pdf", []),
        ("2021/lease.pdf", []),
        ("both", ["both.pdf", "both.txt"]),
        ("both.txt", ["both.txt"]),
        ("1.5", []),
        ("b.pdf", []),
        ("", []),
        ("/", []),
        ("..", []),
    ],
)
def test_cell_names_a_document(written: str, found: list[str]) -> None:
    assert NamedFiles(NAMES).find(written) == found


def test_accents_may_be_written_in_two_ways() -> None:
    assert NamedFiles(["Mu\u0308ller.pdf"]).find("MÜLLER.pdf") == ["Mu\u0308ller.pdf"]


def test_files_of_a_folder_are_those_that_are_not_hidden(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt", ".hidden", ".git/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert files_below(tmp_path) == ["a.txt", "b/c.txt"]
