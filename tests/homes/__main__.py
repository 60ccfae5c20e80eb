"""Adds a home of this version: `python -m tests.homes`, for each release, before it goes out."""

from __future__ import annotations

from tests.homes.released import add_release

print(f"wrote {add_release()}")  # noqa: T201
