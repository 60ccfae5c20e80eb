"""Passwords of files, without the passwords themselves."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from enricher.api.bodies import Body


class PasswordBody(Body):
    number: int
    name: str = Field(
        description="A name for people's reference; may be empty.", examples=["statements 2024"]
    )
    added_at: datetime
    added_by: str


class AddedPassword(PasswordBody):
    read_again: int = Field(
        description="Files and members that failed for lack of a password and are read again."
    )
