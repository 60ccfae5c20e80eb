"""Checks of what enricher needs, and what to do if something is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from enricher.api.bodies import Body, TextOrNull


@dataclass(frozen=True, slots=True)
class Check:
    """`broken`: something needed does not work; `warning`: something useful does not."""

    name: str
    state: Literal["ok", "warning", "broken"]
    finding: str
    remedy: str = ""


class CheckBody(Body):
    name: str
    state: Literal["ok", "warning", "broken"]
    finding: str
    remedy: TextOrNull
