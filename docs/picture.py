"""Draws docs/demo.svg from a real run of the demonstration: `python docs/picture.py`."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from click.testing import CliRunner
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from enricher.__main__ import cli

PICTURE = Path(__file__).with_name("demo.svg")
WIDTH = 96

THEME = TerminalTheme(
    (13, 17, 23),
    (201, 209, 217),
    [
        (72, 79, 88), (255, 123, 114), (86, 211, 100), (227, 179, 65),
        (121, 192, 255), (210, 168, 255), (86, 212, 221), (201, 209, 217),
    ],
)  # fmt: skip


def draw() -> str:
    with tempfile.TemporaryDirectory() as folder:
        run = CliRunner().invoke(cli, ["demo", "--home", f"{folder}/demo"], color=True)
    if run.exit_code:
        raise SystemExit(run.output)
    shown = run.stdout.replace(f" --home {folder}/demo", "").partition("\n\x1b[1mWhat to type")[0]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ make demo", style="bold green"))
    console.print(Text.from_ansi(shown.strip("\n")))
    svg = console.export_svg(title="enricher", theme=THEME, unique_id="demo")
    # The template names fonts of a CDN; what is installed will do.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
