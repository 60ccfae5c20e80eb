"""The commands of the quickstart and of the pages around it work, on documents written here."""

from __future__ import annotations

import csv
import re
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from enricher.expressions.schema_file import parse_schema
from enricher.models.scores import Scores
from enricher.recognizer.windows import CHUNK_CHARACTERS, COLUMN_BLANKS
from enricher.settings import Settings
from enricher.values import VALUE_TYPES
from tests.build import value_of
from tests.checkout import ROOT
from tests.slow.guides.pages import (
    blocks,
    commands,
    files_to_write,
    read_page,
    reader_environment,
    run,
)
from tests.tiny_model import tiny_texts
from training.dataset.split import HELD_BACK_FROM
from training.evaluation.scores import Evaluation
from training.loop.config import TrainingConfig

DOCUMENTS = 20
CALLED = {"Party": "Borrower", "EffectiveDate": "Signed", "Jurisdiction": "Law", "Term": "Runs"}
# A reader leaves the number of epochs to the data; so few are enough for texts as plain as these.
QUICK_EPOCHS = {"quickstart.md": 6, "improving.md": 1}
AFTER_THE_QUICKSTART = ["schema.md", "tagging.md", "long-documents.md", "values.md"]
AFTER_THE_QUICKSTART += ["learning.md", "improving.md"]


@dataclass(frozen=True)
class Reader:
    """Someone with twenty loans and a table of them, who has followed the quickstart."""

    home: Path
    environment: dict[str, str]
    evaluated: set[str] = field(default_factory=set)

    def follow(self, name: str) -> dict[str, str]:
        """Do all that a page says; what each command printed."""
        for file, content in files_to_write(name).items():
            (self.home / file).write_text(content, encoding="utf-8")
        printed = {}
        for command in commands(name):
            if command.startswith("make "):
                dry = [*command.split(), "--dry-run", "--always-make"]
                subprocess.run(dry, cwd=ROOT, capture_output=True, check=True)
                continue
            if command in self.evaluated:
                continue  # starts torch to print the same again
            if command.startswith("enricher evaluate "):
                self.evaluated.add(command)
            said = command
            if command.startswith("enricher train "):
                said += f" --epochs {QUICK_EPOCHS[name]}"
            printed[command] = run(said, self.home, self.environment)
        return printed


def write_loans(home: Path) -> None:
    (home / "loans").mkdir()
    (home / "more").mkdir()
    for text in tiny_texts(3, seed=5):
        (home / "more" / f"{text.name}.txt").write_bytes(text.text.encode())
    with (home / "register.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.DictWriter(stream, ["File", *CALLED.values()])
        table.writeheader()
        for text in tiny_texts(DOCUMENTS):
            (home / "loans" / f"{text.name}.txt").write_bytes(text.text.encode())
            values: dict[str, dict[str, None]] = {}
            for label in text.labels:
                column = values.setdefault(CALLED[label.category], {})
                column[text.text[label.start : label.end]] = None
            table.writerow({"File": text.name} | {k: "; ".join(v) for k, v in values.items()})


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    home = tmp_path_factory.mktemp("reader")
    write_loans(home)
    return Reader(home, reader_environment(home))


@pytest.fixture(scope="module")
def quickstart(reader: Reader) -> dict[str, str]:
    """What its commands printed."""
    return reader.follow("quickstart.md")


def test_quickstart_ends_with_documents_that_are_searched_by_own_categories(
    quickstart: dict[str, str],
) -> None:
    table = next(shown for command, shown in quickstart.items() if "--register" in command)
    for category in CALLED.values():
        ((values, found),) = re.findall(rf"^{category} +\S+ +(\d+) +(\d+) +\d+", table, re.M)
        assert values == found, table
    faceted = next(shown for command, shown in quickstart.items() if "--facet Borrower" in command)
    borrowers = faceted.partition("\nBorrower\n")[2]
    named = {
        text.text[label.start : label.end].split(",")[0]
        for text in tiny_texts(DOCUMENTS)
        for label in text.labels
        if label.category == "Party"
    }
    assert sum(name in borrowers for name in named) >= 10, borrowers
    filtered = next(shown for command, shown in quickstart.items() if "--where" in command)
    assert re.match(r"[1-9]\d* documents", filtered), filtered


@pytest.mark.usefixtures("quickstart")
@pytest.mark.parametrize("name", AFTER_THE_QUICKSTART)
def test_commands_of_the_page_work_after_the_quickstart(reader: Reader, name: str) -> None:
    assert reader.follow(name)


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in (ROOT / "docs").glob("*.md") if "```toml" in path.read_text()),
)
def test_schemas_and_settings_that_a_page_shows_are_such(name: str) -> None:
    for block in blocks(read_page(name), "toml"):
        said = tomllib.loads(block)
        if "categories" in said:
            assert parse_schema(said, name).categories
        else:
            assert said.keys() <= Settings.model_fields.keys()


def test_values_of_the_page_are_what_the_normalizers_say() -> None:
    rows = re.findall(r"^\| (\w+) \| ([^`|]+) \| `([^`]+)` \|$", read_page("values.md"), re.M)
    assert len(rows) >= 8
    for type_, text, value in rows:
        assert value_of(VALUE_TYPES[type_], text).display == value


def test_scores_of_the_example_are_those_of_its_counts() -> None:
    page = read_page("metrics.md")
    rows = re.findall(r"^\| (Person|City|all, micro) \| (.*) \|$", page, re.MULTILINE)
    counted = {}
    for name, cells in rows:
        tp, fp, fn, *shown = cells.split(" | ")
        scores = Scores(int(tp), int(fp), int(fn))
        assert [f"{one:.2f}" for one in (scores.precision, scores.recall, scores.f1)] == shown
        counted[name] = scores
    evaluation = Evaluation({name: counted[name] for name in ("Person", "City")})
    assert evaluation.micro == counted["all, micro"]
    assert f"scores, here {evaluation.macro[2]:.2f}," in page.replace("\n", " ")


def test_sizes_on_the_pages_are_those_of_the_code() -> None:
    config, settings = TrainingConfig(), Settings()
    windows, learning = (
        " ".join(read_page(name).split()) for name in ("long-documents.md", "learning.md")
    )
    assert f"sees {config.window_tokens} tokens" in windows
    assert f"at least {config.overlap_tokens} tokens" in windows
    assert f"{CHUNK_CHARACTERS:,}" in windows
    assert COLUMN_BLANKS == 3
    assert "three blanks" in windows
    assert f"first {settings.max_characters:,} characters" in windows
    assert f"more than {settings.at_once_characters:,} characters" in windows
    assert HELD_BACK_FROM == 20
    assert "twenty documents and more" in learning
    assert "`--split 80`" in learning
