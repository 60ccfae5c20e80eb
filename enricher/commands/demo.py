"""The command that shows what enricher does.

A home of its own, the documents that ship, and what can be asked of them.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enricher.commands.answers import print_facet
from enricher.commands.ingestion import progress_bar
from enricher.errors import InputError
from enricher.shipped.samples import documents_folder
from enricher.terminal.interruption import interruptible
from enricher.terminal.options import home_option, json_option, start_logging
from enricher.terminal.printing import dim, heading, print_json, printable
from enricher.text.addresses import shown_url

if TYPE_CHECKING:
    from enricher.ingestion.progress import OnProgress
    from enricher.ledger.accounts import Status
    from enricher.query.nodes import SearchPage
    from enricher.wiring.home import Home

DEMO_HOME = Path(".enricher-demo")
_MARK = "this-home-is-made-anew-by-enricher-demo"
_SETTINGS = """# The demonstration leaves scans unread, to show what becomes of them.
ocr = "off"
"""
_BY_DEMO = "# written by enricher demo --elasticsearch"
_URL, _INDEX = "elasticsearch_url", "elasticsearch_index"
_INDEX_NAME = "enricher-demo"


@dataclass(frozen=True, slots=True)
class Question:
    """Something one asks of an index, in words and as arguments of `enricher search`.

    `shown` are the categories worth showing of what is found.
    """

    words: str
    shown: tuple[str, ...]
    query: str = ""
    where: tuple[str, ...] = ()
    sort: str = "relevance"
    size: int = 3

    def command(self, home: Path) -> str:
        """The line to type for the same answer."""
        arguments = ["search", *([self.query] if self.query else [])]
        for one in self.where:
            arguments += ["--where", one]
        if self.sort != "relevance":
            arguments += ["--sort", self.sort]
        return command_line(home, *arguments)


QUESTIONS = (
    Question("Who promised to keep what secret?", ("Party", "Term"), '"confidential information"'),
    Question(
        "Loans and notes that bear interest, but no leases",
        ("Party", "Jurisdiction"),
        "interest (loan OR note) -lease",
    ),
    Question(
        "A million dollars or more, however the amount was written",
        ("Money", "EffectiveDate"),
        where=("Money>=1000000 USD",),
        sort="Money:desc",
        size=4,
    ),
    Question(
        "For the auditor: which documents name no governing law?",
        ("Party", "EffectiveDate"),
        where=("Jurisdiction:missing",),
        sort="date",
    ),
    Question(
        "Invoices over 5,000, the largest first",
        ("InvoiceNumber", "TotalAmount", "Currency"),
        where=("InvoiceNumber:present and TotalAmount>5000",),
        sort="TotalAmount:desc",
    ),
    Question(
        "An order, and the invoice that charges more",
        ("Money", "PurchaseOrder"),
        '"PO-118"',
    ),
)
"""Two searches, ranges over normalized values, a question that auditors ask, and papers of one order."""

FACETS = ("Jurisdiction", "Term", "language")
_FACET_SIZE = 6
_VALUES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Answer:
    question: Question
    page: SearchPage


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was shown; `next_commands` are lines to type, each with what it does."""

    home: Path
    seconds: float
    status: Status
    facets: SearchPage
    answers: tuple[Answer, ...]
    next_commands: tuple[tuple[str, str], ...]


@click.command(epilog="\b\nExample:\n  enricher demo --elasticsearch http://localhost:9200")
@click.option(
    "--elasticsearch",
    metavar="URL",
    default="",
    help="Keep the index on this server, under the name enricher-demo. Keys and certificates come"
    " from the environment.",
)
@home_option(default=None)
@json_option
def demo(elasticsearch: str, home: Path | None, as_json: bool) -> None:
    """Ingest the sample documents that ship with enricher, and show what you can search for.

    Creates a home of its own: ./.enricher-demo, unless --home names another.
    """
    start_logging("WARNING")
    with interruptible() as interruption:
        with progress_bar() as on_progress:
            found = run_demo(
                home or DEMO_HOME,
                elasticsearch=elasticsearch,
                on_progress=on_progress,
                stop=interruption.stop,
            )
        if interruption.signal is not None:
            sys.exit(interruption.exit_code)
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found)


def _print(found: Demonstration) -> None:
    click.echo()
    click.echo(heading(found.status.sentence()) + dim(f"  in {found.seconds:.0f} s"))
    members = found.status.members
    click.echo(dim(f"and {members} documents from inside mails and archives"))
    for category, values in found.facets.facets.items():
        click.echo()
        print_facet(category, values)
    for answer in found.answers:
        click.echo()
        _print_answer(answer, found.home)
    click.echo()
    click.echo(heading("What to type next"))
    for command, does in found.next_commands:
        click.echo(f"  {click.style(command, fg='green')}")
        click.echo(f"      {dim(does)}")


def _print_answer(answer: Answer, home: Path) -> None:
    page = answer.page
    click.echo(f"{heading(answer.question.words)}  {dim(f'{page.total} found')}")
    click.echo(f"  {click.style('$ ' + answer.question.command(home), fg='green')}")
    shown = answer.question.shown
    for hit in page.hits:
        click.echo(f"  {printable(hit.title)}  {dim(hit.paths[0].rpartition('/documents/')[2])}")
        values = [
            f"{click.style(category, fg='cyan')} {printable('; '.join(hit.fields[category][:_VALUES_SHOWN]))}"
            for category in shown
            if hit.fields.get(category)
        ]
        if values:
            click.echo("      " + "   ".join(values))


def _as_json(found: Demonstration) -> dict[str, Any]:
    from enricher.api.bodies import to_json
    from enricher.api.bodies.ingestion import StatusBody
    from enricher.api.bodies.search import SearchBody

    return {
        "home": str(found.home),
        "seconds": round(found.seconds, 1),
        "accounting": found.status.sentence(),
        "status": to_json(found.status, StatusBody),
        "facets": to_json(found.facets, SearchBody)["facets"],
        "answers": [
            {
                "question": one.question.words,
                "command": one.question.command(found.home),
                **to_json(one.page, SearchBody),
            }
            for one in found.answers
        ],
        "next": [{"command": command, "does": does} for command, does in found.next_commands],
    }


def run_demo(
    home: Path,
    *,
    elasticsearch: str = "",
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Demonstration:
    """Make the demonstration's home anew, ingest the samples and ask the questions.

    Args:
        elasticsearch: the URL of a server for the index, under an alias of its own; the home's
            settings name both from then on, so that the commands that are shown find it.

    Raises:
        InputError: the home holds something else than a former demonstration, or the environment
            names another server.
        UnavailableError: the server does not answer, or another home fills the alias.
    """
    from enricher.settings import SETTINGS_FILE, load_settings
    from enricher.wiring.home import open_home
    from enricher.wiring.ingestion import folders
    from enricher.wiring.search import search

    started = time.monotonic()
    _check_environment(elasticsearch)
    _make_fresh(home)
    _write_settings(home / SETTINGS_FILE, elasticsearch)
    with open_home(home, load_settings(home)) as opened:
        _empty(opened)
        status = folders(opened).ingest([documents_folder()], on_progress=on_progress, stop=stop)
        seconds = time.monotonic() - started
        facets = search(opened).page(facets=FACETS, facet_size=_FACET_SIZE, size=0)
        answers = tuple(
            Answer(
                one, search(opened).page(one.query, where=one.where, sort=one.sort, size=one.size)
            )
            for one in QUESTIONS
        )
    return Demonstration(home, seconds, status, facets, answers, _next_commands(home, answers))


def command_line(home: Path, *arguments: str) -> str:
    """A line that can be typed where one stands, whether or not `enricher` is on the path."""
    return shlex.join([_program(), *arguments, "--home", str(home)])


def _program() -> str:
    started_as = Path(sys.argv[0])
    if started_as.name != "enricher":
        return "enricher"
    found = shutil.which("enricher")
    if found and Path(found).resolve() == started_as.resolve():
        return "enricher"
    try:
        return str(started_as.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(started_as)


def _make_fresh(home: Path) -> None:
    if (home / "ledger.db").exists() and not (home / _MARK).exists():
        raise InputError(
            f"{home} holds documents that are not the demonstration's; name another --home"
        )
    for path in home.glob("ledger.db*"):
        path.unlink()
    shutil.rmtree(home / "index", ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    (home / _MARK).touch()


def _check_environment(elasticsearch: str) -> None:
    """The environment wins over a home's settings, so that it has to agree with what was asked."""
    variable = f"ENRICHER_{_URL.upper()}"
    named = os.environ.get(variable)
    if elasticsearch and named is not None and named != elasticsearch:
        raise InputError(
            f"the environment variable {variable} names {shown_url(named) or 'no server'!r}, and"
            f" --elasticsearch {shown_url(elasticsearch)!r}; unset it, or name the same"
        )


def _write_settings(path: Path, elasticsearch: str) -> None:
    """Write the settings where there are none, and into them where the index is."""
    before = path.read_text(encoding="utf-8") if path.exists() else _SETTINGS
    lines = [line for line in before.splitlines() if not line.endswith(_BY_DEMO)]
    if elasticsearch:
        lines = [line for line in lines if line.split("=")[0].strip() not in (_URL, _INDEX)]
        for name, value in ((_URL, elasticsearch), (_INDEX, _INDEX_NAME)):
            lines.append(f"{name} = {json.dumps(value)}  {_BY_DEMO}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _empty(home: Home) -> None:
    """A server keeps what a former demonstration wrote; the folder of the home is gone by now."""
    if home.settings.uses_elasticsearch:
        writer = home.index.open_writer()
        try:
            writer.clear()
        finally:
            writer.close()


def _next_commands(home: Path, answers: Sequence[Answer]) -> tuple[tuple[str, str], ...]:
    first = next((hit for one in answers for hit in one.page.hits), None)
    commands = [(command_line(home, "failed"), "see why four files are not in the index")]
    if first is not None:
        commands.append(
            (command_line(home, "show", first.id[:8]), "see everything about a document")
        )
    commands += [
        (
            command_line(home, "audit", "list", "--severity", "high"),
            "see what policies find: an invoice paid twice, cash over 10,000, a wrong sum",
        ),
        (
            command_line(home, "extract", str(documents_folder()), "--xlsx", "register.xlsx"),
            "write a workbook: a row for each document, a column for each category",
        ),
        (command_line(home, "serve"), "serve the portal and the API, described at /docs"),
        (shlex.join([_program(), "ingest", "FOLDER"]), "read your own documents, into ./.enricher"),
    ]
    return tuple(commands)
