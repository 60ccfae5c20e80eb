"""What goes over the wire about flaws, and about what to tag next."""

from __future__ import annotations

from pydantic import Field

from enricher.api.schemas import Body


class FlawsBody(Body):
    ids: list[str] = Field(
        min_length=1, description="Of flaws, or of places of them.", examples=[["5f2ac81d04"]]
    )
