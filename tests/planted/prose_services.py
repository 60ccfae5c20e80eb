"""A contract for the care of somebody's machines and systems."""

# ruff: noqa: RUF001 - documents are written with typographic quotes

from tests.planted.prose import Clause, Prose

SERVICES = Prose(
    title="SERVICE AGREEMENT",
    openings=(
        "This Service Agreement (this “Agreement”) is entered into{as_of} by and between {a},"
        " {of_a} (the “Provider”), and {b}, {of_b} (the “Client”).",
        "This Agreement for maintenance services{as_of} is between {a}, {of_a}, who provides the"
        " services, and {b}, {of_b}, for whom they are provided.",
    ),
    as_of=(" effective {start}", " as of {start}"),
    terms=(
        "This Agreement starts on the date above and runs for an initial term of {term}. After"
        " that the parties may renew it in writing.",
        "The term of this Agreement is {term}, beginning on its date. A party that is in breach"
        " and does not mend it when told to may be given notice at once.",
    ),
    no_term="Either party may end this Agreement by notice in writing to the other, and work that"
    " has begun is then finished and paid.",
    laws=(
        "This Agreement shall be governed by the laws of {law}, excluding its conflict of law"
        " principles.",
        "This Agreement, and any dispute that arises out of it, is governed by and shall be"
        " construed under the laws of {law}.",
    ),
    money="For the services the Client pays the Provider a fee of {fee}, in arrears, against an"
    " invoice that names the hours and the people who worked them.",
    clauses=(
        Clause(
            "Services",
            "The Provider looks after the pumps, controllers and computers that are listed in the"
            " schedule of October 14, 2022. It inspects them at regular visits, replaces worn parts,"
            " installs updates, and answers calls on working days from eight to six. Work outside these"
            " hours is done where a failure would stop the Client’s production.",
        ),
        Clause(
            "Staff",
            "The Provider sends people who are trained for the work and keep the rules of the"
            " site. If the Client has good reason not to want somebody there, the Provider sends"
            " another. Subcontractors need the consent of the Client, and the Provider answers for"
            " them as for its own people.",
        ),
        Clause(
            "What the Client does",
            "The Client gives access to the site and to its systems, names a person who can"
            " decide, and reports faults as soon as it sees them. Where it is late with this, the"
            " times that were agreed on are extended accordingly.",
        ),
        Clause(
            "Invoices",
            "Invoices are sent monthly and are due thirty days after they are received. Sums that"
            " are disputed in good faith may be held back, the rest is paid. Taxes are added at"
            " the rate in force. An amount that is late bears interest at {percent} a year.",
        ),
        Clause(
            "Warranty",
            "Services are done with the care that a specialist takes. What was done badly is done"
            " again at no charge if the Client complains within ninety days; parts carry the"
            " warranty of whoever made them. There are no other warranties.",
        ),
        Clause(
            "Liability",
            "Neither party is liable for lost profit or for damage that could not be foreseen. The"
            " liability of the Provider for one year is limited to what it was paid in that year."
            " Nothing here limits liability for injury or for intent.",
        ),
        Clause(
            "Data",
            "Each party keeps secret what it learns about the business of the other. The Provider"
            " reads personal data only so far as a repair demands it, and deletes its copies when"
            " the repair is done.",
        ),
        Clause(
            "General",
            "The Provider works on its own account and is not an employee or agent of the Client."
            " Neither party answers for delays by fire, flood, strike or acts of government. The"
            " schedules are part of this Agreement, and where they differ its text prevails.",
        ),
    ),
)
