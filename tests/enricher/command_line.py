"""The command line in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from enricher.__main__ import cli


def run(home: Path, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["--home", str(home), *arguments])
    assert result.exit_code == code, result.output
    return result


def run_json(home: Path, *arguments: str) -> Any:
    return json.loads(run(home, *arguments, "--json").stdout)


def json_lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]
