from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from enricher.__main__ import cli
from enricher.settings import load_settings
from tests.enricher.command_line import json_lines
from tests.enricher.homes import (
    LOAN,
    NDA,
    IngestedHome,
    enricher_command,
    environment,
    make_home,
    write_documents,
)

EXTRACT_KEYS = [
    "file",
    "id",
    "sha256",
    "media_type",
    "language",
    "pages",
    "characters",
    "coverage",
    "model",
    "fields",
    "stated",
    "derived",
    "entities",
    "warnings",
    "error",
    "parents",
    "tables",
]


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
    variables = {"ENRICHER_HOME": None} | (env or {})
    return CliRunner().invoke(cli, [str(one) for one in arguments], env=variables)


def run_json(*arguments: str | Path, exit_code: int = 0) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == exit_code, result.output
    return json.loads(result.stdout)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


def test_the_package_runs_as_a_module() -> None:
    command = (sys.executable, "-m", "enricher", "normalize", "date", "3 May 2020")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2020-05-03"


def test_every_command_of_the_contract_is_there() -> None:
    result = run("--help")
    for command in [
        "demo",
        "doctor",
        "ingest",
        "watch",
        "collections",
        "status",
        "failed",
        "retry",
        "reread",
        "search",
        "show",
        "extract",
        "normalize",
        "serve",
        "settings",
    ]:
        assert f"\n  {command} " in result.stdout
        helped = run(command, "--help")
        assert helped.exit_code == 0
        assert "--home" in helped.stdout
        assert "--json" in helped.stdout


def test_ingest_accounts_for_every_file_and_tells_that_one_failed(
    home: Path, tmp_path: Path
) -> None:
    documents = write_documents(tmp_path / "documents")
    account = run_json("ingest", documents, "--home", home, exit_code=1)
    assert (account["seen"], account["indexed"], account["failed"], account["ignored"]) == (
        6,
        4,
        1,
        1,
    )
    (documents / "broken.pdf").unlink()
    result = run("ingest", documents, "--home", home)
    assert (result.exit_code, result.stdout) == (0, "5 files: 4 indexed, 1 ignored\n")


def test_ingest_of_what_does_not_exist_is_misuse(home: Path, tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "nothing", "--home", home)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert "does not exist" in result.stderr


def test_ingest_of_the_home_itself_is_misuse(home: Path) -> None:
    result = run("--home", home, "ingest", home)
    assert result.exit_code == 2
    assert "is the home, where enricher keeps its own files" in result.stderr


@pytest.mark.parametrize("arguments", [("--home", "", "status"), ("status", "--home", "")])
def test_empty_home_is_misuse_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "leave out --home" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_ingest_puts_files_into_a_collection(home: Path, tmp_path: Path) -> None:
    documents = tmp_path / "loans"
    documents.mkdir()
    (documents / "loan.txt").write_text(LOAN)
    run_json("ingest", documents, "--collection", "loans", "--home", home)
    (collection,) = run_json("collections", "--home", home)
    assert collection == {
        "name": "loans",
        "roots": [str(documents.resolve())],
        "serve": [
            "contracts/production",
            "clauses/production",
            "financial/production=DocumentType:bank statement,invoice,receipt,form",
        ],
        "rows": False,
    }
    found = run_json("search", "--facet", "collection", "--home", home)
    assert found["facets"]["collection"] == [{"value": "loans", "count": 1}]


def test_collections_add_says_which_models_read_it(home: Path, tmp_path: Path) -> None:
    added = run_json(
        "collections", "add", "loans", tmp_path, "--serve", "contracts", "--home", home
    )
    assert added["serve"] == ["contracts/production"]
    result = run("collections", "--home", home)
    assert "loans" in result.stdout
    assert run("collections", "add", "x", tmp_path, "--serve", "no", "--home", home).exit_code == 2


def test_home_may_stand_before_or_behind_the_command_or_in_the_environment(
    ingested: IngestedHome,
) -> None:
    home = ingested.home
    behind = run("status", "--home", home)
    before = run("--home", home, "status")
    around = run("status", env={"ENRICHER_HOME": str(home)})
    assert behind.stdout == before.stdout == around.stdout
    assert behind.stdout.startswith("6 files: 4 indexed")
    nested = run("--home", home, "collections", "--json")
    assert len(json.loads(nested.stdout)) == 1


def test_status_adds_up(ingested: IngestedHome) -> None:
    status = run_json("status", "--home", ingested.home)
    assert (
        status["seen"]
        == status["indexed"] + status["failed"] + status["ignored"] + status["pending"]
        == 6
    )
    assert status["documents"] == run_json("search", "--home", ingested.home)["total"] == 5
    assert status["members"] == 1
    said = run("status", "--home", ingested.home).stdout
    assert "searchable: 5 documents, 1 of them inside mails and archives" in said
    assert status["backlog_seconds"] == 0


def test_failed_says_why_and_what_to_do(ingested: IngestedHome) -> None:
    (account,) = run_json("failed", "--home", ingested.home)
    assert account["path"] == str(ingested.documents / "broken.pdf")
    assert account["reason"]
    assert account["next_step"]
    shown = run("failed", "--home", ingested.home)
    assert shown.exit_code == 0
    assert account["id"] in shown.stdout
    (ignored,) = run_json("failed", "--ignored", "--home", ingested.home)
    assert ignored["path"].endswith(".hidden.txt")


def test_retry_puts_what_failed_in_line(home: Path, tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    run("ingest", documents, "--home", home)
    assert run_json("retry", "--all", "--home", home) == {"retried": 1}
    assert run_json("status", "--home", home)["pending"] == 1
    assert run("retry", "--home", home).exit_code == 2
    assert run("retry", "nonsense", "--home", home).exit_code == 2


def test_reread_puts_healthy_documents_in_line(home: Path, tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    run("ingest", documents, "--home", home)
    indexed = run_json("status", "--home", home)["indexed"]
    (first, *_) = run_json("search", "--home", home)["hits"]
    assert run_json("reread", first["id"], first["paths"][0], "--home", home) == {"queued": 1}
    assert run_json("status", "--home", home)["pending"] == 1
    said = run("reread", documents, "--home", home)
    assert said.stdout.endswith(" queued for a running watch or serve, or the next ingest\n")
    run("ingest", documents, "--home", home)
    assert run_json("status", "--home", home)["indexed"] == indexed
    gone = run("reread", documents / "nothing.pdf", "--home", home)
    assert (gone.exit_code, gone.stdout) == (2, "")


def test_search_prints_the_page_as_agreed(ingested: IngestedHome) -> None:
    page = run_json(
        "search", "governed", "--facet", "Jurisdiction", "--sort", "date", "--home", ingested.home
    )
    assert set(page) == {
        "total",
        "took_ms",
        "hits",
        "facets",
        "mode",
        "question",
        "answers",
        "written",
    }
    assert page["total"] == 2
    names = ["id", "score", "title", "paths", "fields", "stated", "snippets", "warnings"]
    of_questions = ["passages", "meets", "words", "topics", "copy_of"]
    assert list(page["hits"][0]) == names + of_questions
    assert page["hits"][0]["fields"]["Party"] == ["Vega LLC", "Harbor Bank Inc."]
    assert {one["value"]: one["count"] for one in page["facets"]["Jurisdiction"]} == {
        "Delaware": 1,
        "New York": 1,
    }
    second = run_json(
        "search", "governed", "--sort", "date", "--size", "1", "--from", "1", "--home",
        ingested.home,
    )  # fmt: skip
    assert second["total"] == 2
    assert [hit["id"] for hit in second["hits"]] == [page["hits"][1]["id"]]


def test_search_shows_hits_and_facets_to_people(ingested: IngestedHome) -> None:
    result = run("search", "confidential", "--facet", "Party", "--home", ingested.home)
    assert "1 document, 1 to 1 shown" in result.stdout
    assert "EffectiveDate  2014-05-20" in result.stdout
    assert "Orion Labs Inc.      1  ████" in result.stdout
    assert "\x1b" not in result.stdout


def test_malformed_query_gets_a_caret_under_its_fault(ingested: IngestedHome) -> None:
    result = run("search", "--where", "Money>=", "--home", ingested.home)
    assert result.exit_code == 2
    message, query, caret = result.stderr.splitlines()
    assert message.startswith("error: ")
    assert query == "  Money>="
    assert caret == "         ^"


def test_show_prints_a_document_and_its_text(ingested: IngestedHome) -> None:
    (hit,) = run_json("search", "Jurisdiction:Delaware", "--home", ingested.home)["hits"]
    document = run_json("show", hit["id"][:12], "--text", "--home", ingested.home)
    assert document["text"] == NDA
    assert document["state"] == "indexed"
    for entity in document["entities"]:
        end = entity["offset"] + entity["length"]
        assert NDA[entity["offset"] : end] == entity["text"]
    shown = run("show", hit["id"], "--text", "--home", ingested.home)
    assert "EffectiveDate" in shown.stdout
    assert "NON-DISCLOSURE AGREEMENT" in shown.stdout
    assert run("show", "zzz", "--home", ingested.home).exit_code == 2


def test_show_says_why_an_entity_has_no_value(home: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The agreement has a term of two (3) years.")
    run("ingest", tmp_path / "note.txt", "--home", home)
    (hit,) = run_json("search", "agreement", "--home", home)["hits"]
    shown = run("show", hit["id"], "--home", home).stdout
    assert "two (3) years → 2 years or 3 years" in shown
    assert "the words and the figures disagree: 2 years and 3 years" in shown


def test_extract_prints_a_line_per_document_in_order(home: Path, tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    result = run("extract", documents / "nda.txt", documents, "--json", "--home", home)
    assert result.exit_code == 1
    lines = json_lines(result)
    names = [line["file"].removeprefix(f"{documents}/") for line in lines]
    assert names == [
        "nda.txt",
        "annexes.zip",
        "annexes.zip!/inner/annex.txt",
        "broken.pdf",
        "loan.txt",
        "memo.txt",
        "nda.txt",
    ]
    assert all(list(line) == EXTRACT_KEYS for line in lines)
    nda = lines[0]
    assert nda["fields"] == {
        "Party": ["Orion Labs Inc.", "Vega LLC"],
        "EffectiveDate": ["2014-05-20"],
        "Jurisdiction": ["Delaware"],
    }
    assert nda["model"][0]["project"] == "contracts"
    assert lines[2]["parents"] == [lines[1]["id"]]
    assert lines[3]["error"]
    assert [line["error"] for line in lines if line is not lines[3]] == [None] * 6


def test_extract_prints_candidates_where_they_are_asked_for(home: Path, tmp_path: Path) -> None:
    text = "This Agreement is made as of May 20, 2014 by Orion Labs Inc. and Acme Corporation."
    (tmp_path / "nda.txt").write_text(text)
    [line] = json_lines(
        run("extract", tmp_path / "nda.txt", "--json", "--candidates", "--home", home)
    )
    candidates = {(one["category"], one["offset"], one["text"]) for one in line["candidates"]}
    assert {(one["category"], one["offset"], one["text"]) for one in line["entities"]} <= candidates
    assert all(
        text[one["offset"] : one["offset"] + one["length"]] == one["text"]
        for one in line["candidates"]
    )
    [plain] = json_lines(run("extract", tmp_path / "nda.txt", "--json", "--home", home))
    assert plain == {key: value for key, value in line.items() if key != "candidates"}
    misused = run("extract", tmp_path / "nda.txt", "--candidates", "--home", home)
    assert (misused.exit_code, "--json" in misused.stderr) == (2, True)


def test_extract_gives_the_ids_that_ingest_gives(
    ingested: IngestedHome, ingested_home: Any
) -> None:
    lines = json_lines(run("extract", ingested.documents, "--json", "--home", ingested.home))
    for line in lines:
        if line["error"] is None:
            assert ingested_home.ledger.documents.read(line["id"]) is not None


def test_extract_leaves_no_home_behind(tmp_path: Path) -> None:
    (tmp_path / "nda.txt").write_text(NDA)
    home = make_home(tmp_path / "home")
    before = sorted(path.name for path in home.rglob("*"))
    run("extract", tmp_path / "nda.txt", "--home", home)
    assert sorted(path.name for path in home.rglob("*")) == before


def test_extract_goes_on_after_a_file_that_is_not_there(home: Path, tmp_path: Path) -> None:
    (tmp_path / "nda.txt").write_text(NDA)
    result = run("extract", tmp_path / "no.txt", tmp_path / "nda.txt", "--json", "--home", home)
    assert result.exit_code == 1
    missing, read = json_lines(result)
    assert "No such file" in missing["error"]
    assert read["error"] is None


def test_extract_takes_names_that_are_not_utf_8(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as stream:  # noqa: PTH123
        stream.write(NDA)
    lines = json_lines(run("extract", folder, "--json", "--home", home))
    assert [line["file"] for line in lines] == [f"{folder}/caf�.txt"]
    assert run("extract", folder, "--home", home).exit_code == 0


def test_extract_by_an_unknown_project_is_misuse(home: Path, tmp_path: Path) -> None:
    result = run("extract", tmp_path, "--project", "nothing", "--home", home)
    assert result.exit_code == 2
    assert "there are: " in result.stderr


def test_normalize_prints_a_line_per_text_in_order() -> None:
    texts = ["US$1.5 million", "nothing", "EUR 20"]
    result = run("normalize", "money", *texts, "--json")
    assert result.exit_code == 0
    lines = json_lines(result)
    assert [line["normalized"] for line in lines] == ["1500000.00 USD", None, "20.00 EUR"]
    for line in lines:
        assert list(line) == ["normalized", "value", "ambiguous", "warnings"]
    assert lines[1]["warnings"]


def test_normalize_answers_any_text() -> None:
    texts = ["", "-$50", "--", "$5" * 1000, "\udc80\x01\udcff", "-", "\u200b", "1.234 EUR"]
    result = run("normalize", "money", "--json", "--", *texts)
    assert result.exit_code == 0
    lines = json_lines(result)
    assert [line["normalized"] for line in lines] == [None, "-50.00 USD", *[None] * 6]
    assert all(line["warnings"] for line in lines if line["normalized"] is None)
    assert lines[-1]["ambiguous"]
    assert "1234.00 EUR" in lines[-1]["warnings"][0]


def test_normalize_takes_a_text_with_a_leading_dash() -> None:
    assert run("normalize", "money", "-$50.00").stdout == "-50.00 USD\n"
    assert run("normalize", "number", "-5", "--json").stdout.startswith('{"normalized": "-5"')


def test_normalize_takes_a_locale_and_tells_of_ambiguity() -> None:
    assert run("normalize", "date", "03/04/2021", "--locale", "en-GB").stdout == "2021-04-03\n"
    ambiguous = run("normalize", "date", "03/04/2021")
    assert "2021-03-04" in ambiguous.stdout
    assert "2021-04-03" in ambiguous.stdout
    assert run("normalize", "colour", "red").exit_code == 2


def test_settings_are_printed_as_a_file_that_is_read_again(tmp_path: Path) -> None:
    printed = run("settings", "--home", tmp_path).stdout
    written = run("settings", "--write", "--home", tmp_path)
    assert (written.exit_code, written.stdout) == (0, f"wrote {tmp_path / 'enricher.toml'}\n")
    assert (tmp_path / "enricher.toml").read_text() == printed
    assert load_settings(tmp_path) == load_settings(tmp_path / "none")
    again = run("settings", "--write", "--home", tmp_path)
    assert (again.exit_code, "exists and was not changed" in again.stderr) == (2, True)
    assert run_json("settings", "--home", tmp_path)["ocr"] == "auto"


def test_keys_are_never_printed(tmp_path: Path) -> None:
    for arguments in (("settings",), ("settings", "--json"), ("doctor",)):
        result = run(*arguments, "--home", tmp_path, env={"ENRICHER_API_KEY": "s3cret-key"})
        assert "s3cret" not in result.output


def test_wrong_setting_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "enricher.toml").write_text("workers = -1\n")
    result = run("status", "--home", tmp_path)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "workers" in result.stderr


def test_serve_to_the_network_without_a_key_is_refused(home: Path) -> None:
    result = run("serve", "--host", "0.0.0.0", "--home", home)
    assert result.exit_code == 1
    assert "ENRICHER_API_KEY" in result.stderr


def test_names_with_control_characters_do_not_steer_the_terminal(
    home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a\x1b[31mred\n.txt").write_text(NDA)
    run("ingest", folder, "--home", home)
    for result in (run("search", "--home", home), run("extract", folder, "--home", home)):
        assert "\x1b" not in result.stdout
        assert "[31mred" in result.stdout


@contextmanager
def running(*arguments: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    # Tests that a shell runs in the background ignore Ctrl-C, which what they start would inherit.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        enricher_command(*arguments),
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for(is_so: Any, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_watch_takes_new_files_and_ends_on_a_signal(
    home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "nda.txt").write_text(NDA)
    with running("watch", str(documents), "--home", str(home), cwd=tmp_path) as process:
        wait_for(lambda: run_json("status", "--home", home)["indexed"] == 1)
        (documents / "loan.txt").write_text(LOAN)
        wait_for(lambda: run_json("status", "--home", home)["indexed"] == 2)
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 0, stderr
    assert "stopping" in stderr
    assert "2 files: 2 indexed" in stdout


def test_help_comes_without_loading_what_commands_need() -> None:
    code = (
        "import sys, enricher.__main__;"
        "heavy = {'torch', 'numpy', 'pydantic', 'fastapi', 'onnxruntime', 'tantivy', 'rich',"
        " 'openpyxl', 'iscc_tika', 'watchdog'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment())
    assert done.returncode == 0


def test_status_does_not_load_what_reads_and_watches(ingested: IngestedHome) -> None:
    code = (
        "import sys; from enricher.__main__ import cli;"
        f"cli(['status', '--home', {str(ingested.home)!r}], standalone_mode=False);"
        "heavy = {'torch', 'numpy', 'fastapi', 'onnxruntime', 'rich', 'openpyxl', 'iscc_tika',"
        " 'watchdog', 'py3langid'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment())
    assert done.returncode == 0


def test_a_closed_pipe_ends_quietly(ingested: IngestedHome) -> None:
    head = shutil.which("true")
    command = " ".join(enricher_command("search", "--home", str(ingested.home)))
    result = subprocess.run(
        ["bash", "-c", f"{command} | {head}"], env=environment(), capture_output=True, text=True
    )
    assert "Traceback" not in result.stderr


def test_extract_ends_at_once_on_ctrl_c(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6_000):
        (folder / f"{number:04}.txt").write_text(f"{number} {NDA}")
    arguments = ("extract", str(folder), "--json", "--home", str(home))
    with running(*arguments, cwd=tmp_path) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["error"] is None
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=15)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr


def test_extract_reads_no_pipes(home: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = run("extract", tmp_path / "pipe", "--json", "--home", home)
    (line,) = json_lines(result)
    assert line["error"] == "it cannot be read: not a regular file"


def test_ingest_hands_back_what_it_has_when_it_is_stopped(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3_000):
        (folder / f"{number:04}.txt").write_text(f"{number} {NDA}")
    with running("ingest", str(folder), "--home", str(home), cwd=tmp_path) as process:
        wait_for(lambda: run_json("status", "--home", home)["indexed"] > 0)
        process.send_signal(signal.SIGTERM)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM, stderr
    assert "pending" in stdout
    status = run_json("status", "--home", home)
    assert status["pending"] > 0
    assert status["failed"] == 0
