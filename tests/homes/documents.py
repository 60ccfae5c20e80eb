"""What the homes of released versions are made of."""

from __future__ import annotations

from tests.enricher.homes import LOAN, MEMO, NDA

TEXTS = {
    "loan": LOAN,
    "memo": MEMO,
    "nda": NDA + "Notices go to the borrower.\n",
    "lease": "LEASE\n\nMade as of May 2, 2021 between Vega LLC and Harbour Inc. The rent is $900.00.\n",
}

POLICIES = {
    "large": """
title: An amount above a million
severity: high
condition: fields.Money.exists(m, above(m, "1000000 USD"))
message: '{Money} is above a million.'
""",
    "no-law": """
title: No law is named
severity: medium
scope: Party:present
condition: missing(fields.Jurisdiction)
message: No law is named.
""",
}

LABELS = [
    {
        "text": "Made between Orion Inc. and Vega LLC.",
        "label": [[13, 23, "Party"], [28, 36, "Party"]],
    }
]
