"""The one command. What a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from enricher import __version__
from enricher.commands import (
    demonstration,
    elasticsearch,
    extraction,
    ingestion,
    parties,
    projects,
    searching,
    service,
    training,
)
from enricher.commands.options import CommandGroup

_ORDER = (
    demonstration.demo,
    service.doctor,
    ingestion.ingest,
    ingestion.watch,
    ingestion.collections,
    ingestion.status,
    ingestion.failed,
    ingestion.retry,
    searching.search,
    searching.show,
    parties.parties,
    extraction.extract,
    extraction.normalize,
    projects.project,
    training.train,
    training.evaluate,
    projects.models,
    projects.deploy,
    projects.deployments,
    projects.swap,
    projects.rollback,
    service.serve,
    elasticsearch.elasticsearch,
    service.settings,
)


class _OrderedGroup(CommandGroup):
    """Lists the commands in the order in which one meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    epilog="\b\nExample:\n  enricher demo                     see it at work on documents that ship with it\n  enricher ingest ~/contracts       read a folder\n  enricher search --facet Party     find what is in it",
    cls=_OrderedGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where settings, ledger, index and models are kept.  [default: $ENRICHER_HOME, else ./.enricher]",
)
@click.version_option(__version__, prog_name="enricher")
@click.pass_context
def cli(context: click.Context, home: Path | None) -> None:
    """Turn folders of contracts and financial documents into an index of their entities."""
    context.obj = home


for _command in _ORDER:
    cli.add_command(_command)


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal cannot show is no reason to stop.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="enricher")


if __name__ == "__main__":
    main()
