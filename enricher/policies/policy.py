"""Policies as values: what is to be found in documents, how bad it is, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from enricher.expressions import Expression
from enricher.policies.severity import Severity

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_SHOWN = 3  # values in a sentence


class Verdict(StrEnum):
    """What a policy says of a document."""

    FINDING = "finding"
    REVIEW = "review"  # a near name: somebody has to look whether it is a finding
    NONE = "none"
    UNDECIDED = "undecided"
    STOPPED = "stopped"  # it took too long or too much for the document


@dataclass(frozen=True, slots=True)
class Example:
    """A made-up document and what the policy is to say of it.

    Attributes:
        fields: by category as a document would write the values.
        confidence: of categories that are not quite sure.
        document: what differs from a document without anything special.
        lists: names that stand on lists here, whatever the files say.
        playbook: standard wordings by category, likewise.
        amounts: of such names, by the list.
        line: of the file where it begins.
    """

    expect: Verdict
    name: str = ""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)
    entities: tuple[Mapping[str, Any], ...] = ()
    rows: tuple[Mapping[str, Any], ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    playbook: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    today: date | None = None
    line: int = 1

    @property
    def shown(self) -> str:
        return self.name or ", ".join(
            f"{category} {'; '.join(values)}" for category, values in self.fields.items()
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy.

    Attributes:
        id: what its file is called.
        scope: a query; the policy looks at what it finds, "" is every document.
        scope_moves: whether what the query finds changes with the day.
        condition: true where there is a finding.
        message: a sentence about a finding, `{Category}` standing for values.
        remedy: what to do about it.
        enabled: one that is not is shown and asks nothing.
        files: the ones that it was read from, the one that overrides the others first.
        digest: another one where the files say anything else.
    """

    id: str
    title: str
    severity: Severity
    condition: Expression
    message: str
    remedy: str = ""
    description: str = ""
    scope: str = ""
    scope_moves: bool = False
    enabled: bool = True
    examples: tuple[Example, ...] = ()
    files: tuple[Path, ...] = ()
    digest: str = ""

    @property
    def is_day_dependent(self) -> bool:
        """Whether a new day alone may change what it says, by its condition or its scope."""
        return self.condition.is_day_dependent or self.scope_moves

    @property
    def named(self) -> set[str]:
        """The categories whose values its condition or its message names."""
        return {*self.condition.categories, *PLACEHOLDER.findall(self.message)}

    @property
    def needs_text(self) -> bool:
        """Whether what the ledger keeps of a document will not do.

        That has no entities and no tables, and of what detectors found the first value only.
        """
        condition = self.condition
        found = (condition.schema[name] for name in condition.names.valued)
        opens = "entities" in condition.variables or "rows" in condition.variables
        return opens or any(one.detectors and one.cardinality == "many" for one in found)


def write_message(message: str, values: Mapping[str, Sequence[str]]) -> str:
    """A policy's sentence with the values in it."""

    def shown(match: re.Match[str]) -> str:
        of = values.get(match[1], ())
        more = f" and {len(of) - _SHOWN} more" if len(of) > _SHOWN else ""
        return "; ".join(of[:_SHOWN]) + more if of else f"no {match[1]}"

    return PLACEHOLDER.sub(shown, message)
