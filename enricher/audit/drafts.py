"""A policy as somebody is writing it: read over the files of a home, which stay as they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from enricher.errors import InputError, PolicyError, Problem
from enricher.policies.definition import ID, read_policy
from enricher.policies.files import SUFFIX
from enricher.policies.lint import lint
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet


@dataclass(frozen=True, slots=True)
class Draft:
    """What there is to say of a policy before it is saved.

    Attributes:
        policy: None where it cannot be read.
        problems: why it cannot be read, by line.
        advice: what is worth a word about one that can.
    """

    policy: Policy | None
    problems: tuple[Problem, ...] = ()
    advice: tuple[str, ...] = ()


def check_draft(policies: PolicySet, id: str, text: str, folders: Sequence[Path]) -> Draft:
    """Read a draft as `with_draft`, and tell what is wrong with it instead of raising it."""
    try:
        drafted = with_draft(policies, id, text, folders)
    except PolicyError as error:
        return Draft(None, error.problems)
    policy = drafted.policies[id]
    smells = lint(replace(drafted, policies={id: policy}))
    return Draft(policy, (), tuple(one.message for one in smells))


def with_draft(policies: PolicySet, id: str, draft: str, folders: Sequence[Path]) -> PolicySet:
    """The policies as if the home's own file of one of them said something else.

    Raises:
        InputError: no policy can be called so.
        PolicyError: the draft cannot be read; with all that is wrong.
    """
    check_id(id)
    own, *others = [folder / f"{id}{SUFFIX}" for folder in folders]
    with tempfile.TemporaryDirectory(prefix="enricher-") as folder:
        path = Path(folder) / own.name
        path.write_text(draft, encoding="utf-8")
        files = [path, *(one for one in others if one.exists())]
        try:
            policy = read_policy(files, policies.schema, policies.searched)
        except PolicyError as error:
            raise refused(
                replace(one, file=str(own)) if one.file == str(path) else one
                for one in error.problems
            ) from error
    problems = tuple(one for one in policies.problems if one.file != str(own))
    return replace(policies, policies={**policies.policies, id: policy}, problems=problems)


MAX_ID_CHARACTERS = 100
"""With what is added to it, the name of a file of any system."""


def check_id(id: str) -> None:
    """Raises InputError where no policy can be called so."""
    if not ID.fullmatch(id) or len(id) > MAX_ID_CHARACTERS:
        raise InputError(
            f"{id[:MAX_ID_CHARACTERS]!r} is not a valid name of a policy: use lower-case letters,"
            f" digits and hyphens, {MAX_ID_CHARACTERS} at most"
        )


def refused(problems: Iterable[Problem]) -> PolicyError:
    told = list(problems)
    return PolicyError("\n".join(str(one) for one in told), told)
