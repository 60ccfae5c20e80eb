"""Write the shipped sample documents: `python -m training.corpus`."""

from __future__ import annotations

from pathlib import Path

import click

import enricher.shipped.samples
from training.corpus.samples import write_samples


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(enricher.shipped.samples.__file__).parent,
    help="Folder for documents/ and gold.jsonl.  [default: enricher/shipped/samples]",
)
def main(out: Path) -> None:
    """Write the sample documents and their gold, the same bytes on each run."""
    paths = write_samples(out)
    size_kb = sum(path.stat().st_size for path in paths) // 1024
    click.echo(f"{len(paths)} files, {size_kb} KB in {out}")


if __name__ == "__main__":
    main()
