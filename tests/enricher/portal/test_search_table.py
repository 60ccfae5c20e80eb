from __future__ import annotations

from enricher.portal.search_table import cells, read_table
from enricher.query.nodes import Hit
from enricher.schema import Category, EntitySchema
from enricher.search.address import Asked
from enricher.values import DATE, DURATION, MONEY, PARTY, PASSAGE, TEXT
from enricher.values.marks import Stated

SCHEMA = EntitySchema(
    (
        Category("Title", TEXT, learned=True),
        Category("Party", PARTY, learned=True),
        Category("EffectiveDate", DATE, learned=True),
        Category("Term", DURATION, learned=True),
        Category("Money", MONEY, detectors=("money",)),
        Category("AuditRights", PASSAGE, learned=True),
    )
)
LEASE = Hit(
    "1",
    1.0,
    "Lease",
    ("/a/lease.pdf",),
    {
        "Title": ("Lease",),
        "Party": ("Acme", "Vega", "Orion", "Nova"),
        "Money": ("1500000.00 USD",),
        "AuditRights": ("Landlord may audit.",),
    },
    stated={"EffectiveDate": Stated("ambiguous", (("2019-11-08", "2019-08-11"),))},
)


def names(asked: Asked) -> list[str]:
    return [one.category for one in read_table(asked, [LEASE], SCHEMA).columns]


def test_usual_columns_are_what_documents_have_and_do_not_say_twice() -> None:
    assert names(Asked()) == ["Party", "EffectiveDate"]


def test_what_a_search_speaks_of_has_its_columns() -> None:
    asked = Asked(chosen=(("Term", "2 years"),), sort="Money:desc")
    assert names(asked) == ["Party", "EffectiveDate", "Term", "Money"]


def test_chosen_columns_stand_as_they_were_chosen_and_unknown_ones_go() -> None:
    assert names(Asked(columns=("Money", "Nonsense", "Party"))) == ["Money", "Party"]


def test_a_heading_turns_the_order() -> None:
    (term,) = read_table(Asked(columns=("Term",)), [], SCHEMA).columns
    assert (term.sorted, term.turned) == ("", "Term:desc")
    (term,) = read_table(Asked(columns=("Term",), sort="Term:desc"), [], SCHEMA).columns
    assert (term.sorted, term.turned) == ("descending", "Term:asc")


def test_cells_have_three_values_and_say_how_many_there_are_besides() -> None:
    table = read_table(Asked(columns=("Party", "Money", "EffectiveDate")), [LEASE], SCHEMA)
    party, money, day = cells(LEASE, table, SCHEMA.types)
    assert party == ("Acme", "Vega", "Orion", "+1")
    assert money == ("1,500,000.00 USD",)
    assert day == (LEASE.stated["EffectiveDate"].shown,)
