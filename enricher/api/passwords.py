"""Passwords by which protected files are opened; none is ever answered."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import Field, SecretStr

from enricher.api.bodies.passwords import AddedPassword, PasswordBody
from enricher.api.numbers import Number
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.ledger.passwords import KeptPassword
from enricher.wiring.passwords import passwords

router = APIRouter(tags=["ingestion"])


class PasswordToKeep(Body):
    password: SecretStr = Field(description="As one types it to open the file.")
    name: str = Field("", max_length=200, description="What people call it.")


@router.get("/api/passwords", response_model=list[PasswordBody])
def list_passwords(served: Served) -> list[KeptPassword]:
    """List what passwords are kept, without the passwords themselves."""
    return passwords(served.home).all()


@router.post("/api/passwords", status_code=201, response_model=AddedPassword)
def add_password(served: Served, who: Who, body: PasswordToKeep) -> AddedPassword:
    """Keep a password, encrypted, and read again what failed for want of one.

    Answers 409 where it is kept already.
    """
    added, again = passwords(served.home).add(body.password.get_secret_value(), body.name, who)
    return AddedPassword(**asdict(added), read_again=again)


@router.delete("/api/passwords/{number}", status_code=204)
def remove_password(served: Served, who: Who, number: Number) -> None:
    """Forget a password; documents that it has opened stay as they were read."""
    passwords(served.home).remove(number, who)
