from __future__ import annotations

import pytest

from enricher.search.language.mention import Mention
from enricher.search.language.subject import subject_of
from enricher.search.language.tokens import split_tokens

NAMES = {"Acme", "Vega", "Holdings", "Jane", "K", "Roe"}
KINDS = (
    "MSA",
    "term sheet",
    "supply agreement",
    "joint venture",
    "NDA",
    "consulting contract",
    "lease",
)


def subject(text: str) -> str:
    names = [one for one in split_tokens(text) if one.text in NAMES]
    kinds = [
        Mention(start, start + len(kind), "DocumentType", "")
        for kind in KINDS
        if (start := text.find(kind)) >= 0
    ]
    return subject_of(text, split_tokens(text), names, kinds)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        # beside the question, in any of the ways in which people say it
        (
            "who insures the goods under the contract between Acme and Vega Holdings",
            "who insures the goods",
        ),
        ("who insures the goods under Acme's lease with Vega", "who insures the goods"),
        ("who insures the goods in the Acme Vega deal", "who insures the goods"),
        ("who insures the goods, its agreement with Acme", "who insures the goods"),
        ("who insures the goods, its franchise", "who insures the goods"),
        ("the Acme license: who insures the goods?", "who insures the goods?"),
        ("in the supply agreement with Acme, who insures the goods", "who insures the goods"),
        ("who may see it under the NDA of Jane K. Roe", "who may see it"),
        ("is there insurance in their joint venture", "is there insurance"),
        ("who insures the goods under the Acme MSA", "who insures the goods"),
        ("who insures the goods, Vega's term sheet", "who insures the goods"),
        # as a part of it
        ("does the supply agreement of Acme and Vega cap damages", "does the contract cap damages"),
        (
            "can Acme get out of its deal with Vega without a reason",
            "can get out of the contract without a reason",
        ),
        ("when does the consulting contract with Jane Roe end", "when does the contract end"),
        (
            "who are the parties to the contract between Acme and Vega",
            "who are the parties to the contract",
        ),
        ("when was Acme's agreement with Vega signed", "when was the contract signed"),
        ("what is the term of the Acme lease", "what is the term of the contract"),
        ("who pays under the Acme contract value", "who pays under the contract value"),
        ("between whom is the NDA of Jane Roe", "between whom is the contract"),
        ("when is Acme's lease over", "when is the contract over"),
        # no name tells which document is meant
        ("can the tenant end the lease early", "can the tenant end the lease early"),
        ("is the license exclusive", "is the license exclusive"),
        ("how is the contract price set", "how is the contract price set"),
        ("which agreements cap damages", "which agreements cap damages"),
        ("Acme leases that cap damages", "leases that cap damages"),
        # names of whom it is about
        ("may Acme hire Vega's people", "may hire people"),
        ("does Jane K. Roe keep her office", "does keep her office"),
        # nothing is asked of a document
        ("supply agreement of Acme and Vega", "supply agreement of and"),
        ("Acme Vega", ""),
        ("the Acme contract", ""),
    ],
)
def test_what_tells_documents_is_left_out(text: str, asked: str) -> None:
    assert subject(text) == asked


def test_long_lists_of_names_are_read_in_no_time() -> None:
    text = "who pays, the deal with " + "Acme and Vega, " * 2_000
    assert subject(text).startswith("who pays")
