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
    password: SecretStr = Field(description="The password that opens the files.")
    name: str = Field("", max_length=200, description="A name for your reference.")


@router.get("/api/passwords", response_model=list[PasswordBody])
def list_passwords(served: Served) -> list[KeptPassword]:
    """List the numbers and names of the passwords, never the passwords themselves."""
    return passwords(served.home).all()


@router.post("/api/passwords", status_code=201, response_model=AddedPassword)
def add_password(served: Served, who: Who, body: PasswordToKeep) -> AddedPassword:
    """Add a password, stored encrypted, and retry the files that failed for lack of one.

    Responds with 409 if the password exists already.
    """
    added, again = passwords(served.home).add(body.password.get_secret_value(), body.name, who)
    return AddedPassword(**asdict(added), read_again=again)


@router.delete("/api/passwords/{number}", status_code=204)
def remove_password(served: Served, who: Who, number: Number) -> None:
    """Remove a password. Documents already read with it stay."""
    passwords(served.home).remove(number, who)
