"""Times of day, spans of them and zones, as people write them."""

from __future__ import annotations

import re
from datetime import time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def parse_time(text: str) -> time:
    """Read `08:00`.

    Raises:
        ValueError: it is none.
    """
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a time such as 08:00")
    return time(int(match[1]), int(match[2]))


def parse_span(text: str) -> tuple[time, time]:
    """Read `20:00-07:00`.

    Raises:
        ValueError: it is none, or lasts all day.
    """
    begin, mark, end = text.partition("-")
    if not mark:
        raise ValueError(f"{text!r} is not a range such as 20:00-07:00")
    span = parse_time(begin), parse_time(end)
    if span[0] == span[1]:
        raise ValueError(f"{text!r} would be silent never or always")
    return span


def read_zone(name: str) -> tzinfo | None:
    """The zone of a name; None, that of this machine, where it is empty.

    Raises:
        ValueError: there is no zone of that name.
    """
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name!r}; an example is Europe/Berlin") from error
