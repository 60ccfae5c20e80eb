"""Texts of which the model that ships is sure, and of which it is not."""

from __future__ import annotations

import re

SURE = (
    "NON-DISCLOSURE AGREEMENT\n\nThis Agreement is made as of May 20, 2014 by and between Larkspire"
    " Networks, Inc., a Delaware corporation, and Ostrand Biologics LLC.\n\nThis Agreement shall be"
    " governed by the laws of the State of New York.\n\nThis Agreement shall terminate three (3)"
    " years after the date first written above.\n"
)
DOUBT = re.compile(r"\d entit(y|ies) below 0\.6, (mostly )?(Party|Term); ")
UNSURE = (
    "Letter to Tallow Labs. Quarry Trust agreed with Brook Bank on March 3, 2021 that Texas law may"
    " apply, and that it lasts two years or 18 months.\n"
)
