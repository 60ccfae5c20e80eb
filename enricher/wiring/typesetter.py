"""What sets texts as PDF files: in this process, or in one of its own."""

from __future__ import annotations

from connectors.typesetter.process import Typesetter
from connectors.typesetter.sheets import typeset

__all__ = ["Typesetter", "typeset"]
