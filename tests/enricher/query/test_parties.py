from __future__ import annotations

from enricher.query.nodes import And, Condition, Not, Or, Words
from enricher.query.parties import ask_for_shown
from enricher.values import PARTY, TEXT
from enricher.values.names.identities import read_name


def test_question_for_a_party_asks_for_the_name_that_is_shown() -> None:
    node = And(
        (
            Words(("Nike",)),
            Or((Condition("Buyer", "=", "Nike"), Condition("Buyer", "=", "Orion"))),
            Not(Condition("Buyer", "!=", "Nike")),
            Condition("Buyer", "present"),
            Condition("Note", "=", "Nike"),
        )
    )
    types = {"Buyer": PARTY, "Note": TEXT}
    asked = ask_for_shown(node, types, {read_name("Nike")[1]: "Nike Inc."}.get)
    assert asked == And(
        (
            Words(("Nike",)),
            Or((Condition("Buyer", "=", "Nike Inc."), Condition("Buyer", "=", "Orion"))),
            Not(Condition("Buyer", "!=", "Nike Inc.")),
            Condition("Buyer", "present"),
            Condition("Note", "=", "Nike"),
        )
    )
