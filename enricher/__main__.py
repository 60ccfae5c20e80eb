"""The one command, `enricher` or `python -m enricher`.

What a command needs is imported when it runs, so that help comes at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

from enricher.commands import (
    agreement,
    assignments,
    audit,
    clauses,
    comments,
    corrections,
    demo,
    elasticsearch,
    extraction,
    found_documents,
    history,
    ingestion,
    installation,
    labels,
    mappings,
    models,
    parties,
    passwords,
    playbook,
    policies,
    projects,
    reenrichment,
    reminders,
    review,
    rows,
    saved_searches,
    search,
    taggers,
    trainings,
    users,
)
from enricher.files.versions import __version__
from enricher.terminal.options import HOME, CommandGroup

_ORDER = (
    demo.demo,
    installation.doctor,
    ingestion.ingest,
    ingestion.watch,
    ingestion.collections,
    ingestion.status,
    ingestion.failed,
    ingestion.retry,
    ingestion.reread,
    passwords.passwords,
    search.search,
    search.similar,
    search.show,
    saved_searches.searches,
    rows.rows,
    clauses.clauses,
    playbook.playbook,
    parties.parties,
    corrections.corrections,
    review.review,
    policies.policies,
    audit.audit,
    assignments.assignments,
    comments.comments,
    reminders.reminders,
    history.history,
    mappings.mappings,
    extraction.extract,
    extraction.normalize,
    projects.project,
    models.models,
    models.deploy,
    models.deployments,
    models.swap,
    models.rollback,
    models.delete_model,
    reenrichment.reenrich,
    installation.serve,
    users.users,
    trainings.trainings,
    elasticsearch.elasticsearch,
    installation.settings,
)


_OF_TRAINING = (
    "train",
    "evaluate",
    "compare",
    "convert-encoder",
)  # of `training.commands`, listed behind this one:
_BEFORE_TRAINING = "project"


class _OrderedGroup(CommandGroup):
    """Lists the commands in the order in which one meets them; finds those of training by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = list(self.commands)
        after = names.index(_BEFORE_TRAINING) + 1
        return [*names[:after], *_OF_TRAINING, *names[after:]]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _OF_TRAINING:
            # By name: training knows this package, and not the other way round.
            command: click.Command = getattr(
                import_module("training.commands"), cmd_name.replace("-", "_")
            )
            return command
        return super().get_command(ctx, cmd_name)


@click.group(
    epilog="\b\nExample:\n  enricher demo                     try it on sample documents\n  enricher ingest ~/contracts       read a folder\n  enricher search --facet Party     search it",
    cls=_OrderedGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--home",
    type=HOME,
    metavar="DIR",
    help="Where settings, ledger, index and models are kept.  [default: $ENRICHER_HOME, else"
    " ./.enricher]",
)
@click.version_option(__version__, prog_name="enricher")
@click.pass_context
def cli(context: click.Context, home: Path | None) -> None:
    """Turn folders of contracts and financial documents into a searchable index."""
    context.obj = home


for _command in (
    found_documents.add,
    agreement.agreement,
    taggers.assign,
    taggers.withdraw,
    labels.check,
    labels.dismiss,
    labels.restore,
    labels.next_,
):
    projects.project.add_command(_command)
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
