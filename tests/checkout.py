"""Where the files of the checkout are that tests read: the documentation, what ships."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
