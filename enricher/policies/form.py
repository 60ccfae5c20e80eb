"""A policy as a form has it, written into the YAML of its file and read back from there.

    text of the file, of the one that ships ──read_form──► PolicyForm
    PolicyForm, text ──write_form──► text, in which only the lines of changed keys are others

So comments, examples and all else that somebody wrote by hand stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString
from ruamel.yaml.tokens import CommentToken

from enricher.errors import InputError
from enricher.expressions.tokens import tokens_of
from enricher.policies.condition_reader import read_conditions
from enricher.policies.conditions import FormCondition, Joined, write_conditions
from enricher.policies.form_scope import FormScope, read_scope, write_scope
from enricher.schema import EntitySchema

_TEXTS = ("title", "severity", "message", "remedy", "description")
_ORDER = (
    "id",
    "title",
    "description",
    "severity",
    "enabled",
    "scope",
    "condition",
    "message",
    "remedy",
)
_WIDTH = 10_000  # a text stays on one line
_BLOCK = re.compile(r":\s+[|>][+-]?\d?[+-]?(\s+(?P<comment>#.*))?\s*$")
TOO_COMPLEX = "The form cannot express this condition; change it in the YAML."
WITH_COMMENTS = "The condition has comments, which the form would lose; change it in the YAML."


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """What a form says of a policy.

    Attributes:
        conditions: None where it cannot say the condition, which then stays as it is.
        unsaid: why it cannot.
    """

    title: str = ""
    severity: str = ""
    message: str = ""
    remedy: str = ""
    description: str = ""
    enabled: bool = True
    scope: FormScope = field(default_factory=FormScope)
    conditions: tuple[FormCondition, ...] | None = ()
    joined: Joined = "all"
    unsaid: str = ""


def read_form(text: str, shipped: str, schema: EntitySchema) -> PolicyForm | None:
    """What a form says of the text of a policy; None of one that is not YAML with keys.

    Args:
        shipped: the text of the policy of the same name that ships, whose keys count where the text
            has none; "" where none ships.
    """
    keys = _keys(text), _keys(shipped)
    if keys[0] is None or keys[1] is None:
        return None
    return _form_of({**keys[1], **keys[0]}, schema)


def write_form(form: PolicyForm, text: str, shipped: str, schema: EntitySchema) -> str:
    """A text that says what the form says, and all else as the text before.

    Raises:
        InputError: a condition is not complete, or the text cannot be changed by a form.
    """
    own, base = _keys(text), _keys(shipped)
    if own is None or base is None:
        raise InputError("the file is not YAML that a form can change; change it as YAML")
    before = _form_of({**base, **own}, schema)
    wanted = _changes(form, before, schema)
    for key, value in wanted.items():
        text = _with_key(text, key, value)
    now = _keys(text)
    if now is None or _plain(now) != _plain({**own, **wanted}):
        raise InputError(
            "the file is written in a way that a form cannot change; change it as YAML"
        )
    return text


def _form_of(keys: Mapping[str, Any], schema: EntitySchema) -> PolicyForm:
    texts = {name: _text(keys.get(name)) for name in _TEXTS}
    condition = _text(keys.get("condition"))
    conditions: tuple[FormCondition, ...] | None = ()
    joined: Joined = "all"
    unsaid = ""
    if condition:
        read = read_conditions(condition, schema)
        if read is None:
            unsaid = TOO_COMPLEX
        elif _has_comment(condition):
            unsaid = WITH_COMMENTS
        conditions, joined = read if read and not unsaid else (None, "all")
    return PolicyForm(
        **texts,
        enabled=keys.get("enabled") is not False,
        scope=read_scope(_text(keys.get("scope"))),
        conditions=conditions,
        joined=joined,
        unsaid=unsaid,
    )


def _changes(form: PolicyForm, before: PolicyForm, schema: EntitySchema) -> dict[str, Any]:
    """The keys that are to be others."""
    wanted: dict[str, Any] = {
        name: " ".join(getattr(form, name).split())
        for name in _TEXTS
        if " ".join(getattr(form, name).split()) != getattr(before, name)
    }
    if form.enabled != before.enabled:
        wanted["enabled"] = form.enabled
    if form.scope != before.scope:
        wanted["scope"] = write_scope(form.scope)
    said = (form.conditions, form.joined)
    if form.conditions is not None and said != (before.conditions, before.joined):
        wanted["condition"] = write_conditions(form.conditions, form.joined, schema)
    return {key: wanted[key] for key in _ORDER if key in wanted}


def _with_key(text: str, key: str, value: object) -> str:
    """A text with other lines for one key."""
    lines = text.splitlines()
    keys = _keys(text)
    if keys is None or key not in keys:
        at = _place_of_new(lines, keys or {}, key)
        return "\n".join([*lines[:at], *_lines(key, value), *lines[at:]]).strip("\n") + "\n"
    first, end = _block(lines, keys, key)
    written = _lines(key, value)
    if comment := _comment(keys, key, lines[first]):
        written[0] += f"  {comment}"
    return "\n".join([*lines[:first], *written, *lines[end:]]) + "\n"


def _block(lines: Sequence[str], keys: CommentedMap, key: str) -> tuple[int, int]:
    """The lines of a key with its value, without blank lines and comments before the next key."""
    first = keys.lc.key(key)[0]
    starts = [keys.lc.key(other)[0] for other in keys]
    end = min((start for start in starts if start > first), default=len(lines))
    while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return first, end


def _place_of_new(lines: Sequence[str], keys: Mapping[str, Any], key: str) -> int:
    """The line before which a key is put: in the usual order, and before the examples."""
    order = [*_ORDER, "examples"]
    later = [name for name in order[order.index(key) + 1 :] if name in keys]
    if not later or not isinstance(keys, CommentedMap):
        return len(lines)
    at = int(keys.lc.key(later[0])[0])
    while at > 0 and lines[at - 1].startswith("#"):
        at -= 1
    return at if at > 0 or not lines[0].startswith("#") else int(keys.lc.key(later[0])[0])


def _lines(key: str, value: object) -> list[str]:
    if isinstance(value, str) and "\n" in value:
        value = LiteralScalarString(value + "\n")
    yaml, out = YAML(), StringIO()
    yaml.width = _WIDTH
    yaml.dump({key: value}, out)
    return out.getvalue().rstrip("\n").split("\n")


def _comment(keys: CommentedMap, key: str, line: str) -> str:
    """What stands behind a value in its first line, which is this one."""
    if block := _BLOCK.search(line):
        return block["comment"] or ""
    for token in keys.ca.items.get(key) or ():
        first = str(token.value).split("\n")[0] if isinstance(token, CommentToken) else ""
        if first.startswith("#"):
            return first
    return ""


def _keys(text: str) -> CommentedMap | None:
    """None where the text is not YAML with keys; one without anything has none."""
    try:
        keys = YAML(typ="rt").load(StringIO(text))
    except (YAMLError, RecursionError, ValueError):
        return None
    if keys is None:
        return CommentedMap()
    return keys if isinstance(keys, CommentedMap) else None


def _plain(keys: Mapping[str, Any]) -> dict[str, Any]:
    """Without the line end of a block."""
    return {key: one.rstrip() if isinstance(one, str) else one for key, one in keys.items()}


def _text(value: object) -> str:
    """As the file's reader has it: folded texts and lines of a block as one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    is_block = isinstance(value, LiteralScalarString)
    return str(value).strip() if is_block else " ".join(str(value).split())


def _has_comment(condition: str) -> bool:
    end = 0
    for token in tokens_of(condition):
        if "//" in condition[end : token.start]:
            return True
        end = token.end
    return "//" in condition[end:]
