"""Texts of which the model that ships is sure, and of which it is not."""

from __future__ import annotations

import re

SURE = (
    "NON-DISCLOSURE AGREEMENT\n\nThis Agreement is made and entered into as of May 20, 2014 (the"
    ' "Effective Date") by and between Larkspire Networks, Inc., a Delaware corporation, and Ostrand'
    " Biologics LLC.\n\nThis Agreement shall be governed by the laws of the State of New York.\n\n"
    "This Agreement shall terminate three (3) years after the Effective Date.\n"
)
DOUBT = re.compile(r"\d entit(y|ies) below 0\.6, (mostly )?\w+; ")
UNSURE = (
    "This Agreement is between Tallow Labs and the bank, Brook Bank or Quarry Trust. Signed March 3,"
    " 2021, in force April 1, 2021. Texas law. Two years.\n"
)
