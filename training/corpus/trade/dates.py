"""The styles in which commercial papers write dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from training.corpus.cast import facts


def date_style(rng: Random, country: str) -> Callable[[date], str]:
    """Many papers keep to one style of date, often one that prose does not use."""
    us = country == "us"
    if rng.random() < 0.55:
        return lambda day: facts.write_date(rng, day, country)

    def write_long(day: date) -> str:
        month = facts.month_name(day)
        return f"{month} {day.day}, {day.year}" if us else f"{day.day} {month} {day.year}"

    styles: list[Callable[[date], str]] = [
        lambda day: f"{day.day}-{facts.month_name(day)[:3]}-{day.year}",
        lambda day: f"{day.day:02} {facts.month_name(day)[:3].upper()} {day.year}",
        lambda day: f"{facts.month_name(day)[:3]} {day.day}, {day.year}",
        lambda day: f"{day:%m/%d/%Y}" if us else f"{day:%d/%m/%Y}",
        lambda day: f"{day:%d.%m.%Y}",
        lambda day: f"{day:%Y/%m/%d}",
        lambda day: (
            f"{facts.month_name(day)[:3]}. {day.day}, {day.year}"
            if day.month != 5
            else write_long(day)
        ),
        lambda day: f"{_WEEKDAYS[day.weekday()]}, {write_long(day)}",
        lambda day: write_long(day).upper(),
    ]
    return rng.choice(styles)


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
