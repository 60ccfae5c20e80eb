"""Numbers in addresses: the same bounds wherever one comes in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from enricher.ledger.names import LARGEST_NUMBER

Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
"""Names a finding, a correction, a search, a reminder, a training, a page."""

Offset = Annotated[int, Query(alias="from", ge=0, le=LARGEST_NUMBER)]
"""How many of a list are passed over."""

PageNumber = Annotated[int, Query(alias="page", ge=1, le=LARGEST_NUMBER)]
"""Which page of a list is shown."""

Start = Annotated[int, Query(ge=0, le=LARGEST_NUMBER)]
End = Annotated[int, Query(ge=1, le=LARGEST_NUMBER)]
