"""Names of categories as names of index fields, by one rule for every index.

Letters, digits and underscores of ASCII stay; every other character becomes `_u`, its code point
in hexadecimal, and `_`. An underscore before a `u` is written like that too, so that no two names
share a field: `New York` is `New_u20_York`, `list_us` is `list_u5f_us`.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[^A-Za-z0-9_]|_(?=u)")


def encode_name(name: str) -> str:
    return _SPECIAL.sub(lambda match: f"_u{ord(match[0]):x}_", name)


def name_readings(name: str) -> str:
    """The field of what a category can be where it is ambiguous; no category has it."""
    return f"{encode_name(name)}-readings"
