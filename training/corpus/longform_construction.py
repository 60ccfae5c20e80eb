"""Works, engineering and energy: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.clauses import Topic
from training.corpus.facts import Duration

TITLES = (
    *(
        "Construction Contract",
        "Building Contract",
        "Engineering, Procurement and Construction Contract",
    ),
    *(
        "Works Contract",
        "Design and Build Agreement",
        "Power Purchase Agreement",
        "Connection Agreement",
    ),
    *("Operation and Maintenance Agreement", "Energy Services Agreement", "Concession Agreement"),
    *(
        "Consulting Engineer's Appointment",
        "Turbine Supply and Installation Contract",
        "Gas Storage Agreement",
    ),
)
ROLES = (
    ("the Employer", "the Contractor"),
    ("the Owner", "the Contractor"),
    ("the Client", "the Engineer"),
    ("the Offtaker", "the Generator"),
    ("the Authority", "the Concessionaire"),
    ("Owner", "Operator"),
)
PERIOD = "[Contract duration|Term|Operating period|Duration|Delivery term]"
LONG_TERMS = tuple(Duration(count, "year") for count in (8, 10, 12, 15, 20, 20, 25, 30, 40))
DEFINITIONS = (
    "“Architect” means {otherco}, or [{person1} of that firm|whoever replaces it].",
    "“Contract Administrator” means {person1} of {third_agent}.",
    "“Defects Period” means {months} from taking over.",
    "“Funder” means {third_lender}, whose loan of {otherdate} has a term of {years}.",
    "“Site” means the land at {otheraddress}, held by {a} from {third_landlord} for {years}.",
    "“Longstop Date” means {otherdate}.",
    "“Grid Company” means {third_target}.",
    "“Planning Permission” means permit No. {ref} of {otherdate}, good for {years}.",
    "“Named Subcontractors” means {third_sub}, {otherco} and {otherco}.",
    "“Turbine Supplier” means {otherco}, a company existing under the laws of {otherland}.",
)
RECITALS = (
    "{Ca} wishes to [build|extend|renew] [a school|a wind farm|a pumping station|a cold store|a car park] at {otheraddress} on land bought from {third_former}.",
    "The first contractor, {third_former}, [left|was removed from] the site on {otherdate} after {months}.",
    "Plans were drawn by {otherco} and permitted by the authority of {otherstate} on {otherdate}.",
    "{third_target} runs the grid to which the plant is connected under an agreement of {otherdate} lasting {years}.",
)
TOPICS = (
    Topic(
        ("The Works", "Scope", "Contractor's obligations", "Services"),
        (
            "{Cb} designs, builds and tests the Works as drawn by {otherco} on {otherdate}.",
            "Work on the foundation was begun by {third_former}; {b} takes it over as it stands after an inspection within {days}.",
            "{Cb} works with the other contractors on site, {third_sub} and {otherco}, who have contracts of their own with {a}.",
            "Standards in force in {otherland} apply to materials.",
        ),
    ),
    Topic(
        ("Time for completion", "Programme", "Commencement and completion", "Milestones"),
        (
            "Work starts within {days} of access and the sections are finished by {otherdate} and {otherdate}.",
            "Extensions are asked for within {days} of the cause and decided by {person1} within {weeks}.",
            "For delay {b} pays {percent} of the price a week, for no more than {weeks}.",
            "The programme is revised every {months}.",
        ),
    ),
    Topic(
        ("Contract Price", "Price", "Valuation and payment", "Retention", "Tariff"),
        (
            "The price is {othermoney}, paid on certificates of {third_agent} within {days}.",
            "A retention of {percent} is kept, half of it until {months} after taking over.",
            "The tariff is fixed for {years} and then follows an index; metering is done by {otherco}.",
            "An advance is paid against a bond of {third_lender} valid for {months}.",
        ),
    ),
    Topic(
        ("Variations", "Changes", "Change orders"),
        (
            "Changes are ordered by {person1} in writing and priced within {days}.",
            "Change No. {number} of {otherdate}, agreed with {third_former}, forms part of the Works.",
            "A change in the laws of {otherland} after {otherdate} is a variation.",
        ),
    ),
    Topic(
        ("Taking over", "Completion and tests", "Commissioning", "Handover"),
        (
            "Tests run for {days} without a stop under the eyes of {otherco} as independent engineer.",
            "{Ca} takes the Works over within {days} after they passed; the snag list is cleared within {weeks}.",
            "Energy from tests is sold to {third_target} at its tariff of {otherdate}.",
        ),
    ),
    Topic(
        ("Defects", "Defects liability", "Warranty", "Performance guarantees"),
        (
            "{Cb} makes good what shows within {months} after taking over, hidden defects within {years}.",
            "The turbines carry a guarantee of {years} from {otherco}, which is handed on.",
            "Roof and cladding are warranted by {third_sub} for {years}. A repaired part is covered for a further {months}.",
        ),
    ),
    Topic(
        ("Security for performance", "Bonds", "Parent guarantee", "Collateral warranties"),
        (
            "A bond of {third_insurer} for {percent} of the price is given within {days} and stays valid until {months} after taking over.",
            "Warranties in favour of {third_lender} and {otherco} as tenant are signed by {b} and {third_sub}.",
            "The parent of {b}, {otherco}, gives a guarantee in separate form, governed by the laws of {otherland}.",
        ),
    ),
    Topic(
        ("Site", "Access and possession", "Ground conditions", "Permits"),
        (
            "Access is given on {otherdate}; {third_landlord} keeps a right of way for {years}.",
            "Borings by {otherco} of {otherdate} are for information only.",
            "Permits of the authority in {otherstate} last {years} and are renewed by {a}, {months} before they end.",
        ),
    ),
    Topic(
        ("Subcontractors", "Key personnel", "Nominated subcontractors"),
        (
            "{third_sub} lays the cables and {otherco} does the steel; either may be replaced after {days} notice.",
            "{person2} leads the team and is not withdrawn within the first {months}.",
            "Pay-when-paid terms are void. {third_sub} is paid within {days} of its invoice.",
        ),
    ),
    Topic(
        ("Health and safety", "Environment", "Labour"),
        (
            "{otherco} is safety coordinator; accidents are reported within {days} and files kept for {years}.",
            "The labour law of {otherland} applies to workers sent from there.",
            "Waste is taken by {otherco} under its permit of {otherdate}.",
        ),
    ),
    Topic(
        ("Operation", "Availability", "Metering", "Fuel supply", "Outages"),
        (
            "The plant is available for {percent} less than the full hours in each period of {months}; repairs are planned {weeks} ahead.",
            "Meters are read by {third_target} and tested every {years}.",
            "Fuel comes from {otherco} under a contract of {otherdate} that lasts {years}; {b} bears the risk of its price.",
        ),
    ),
    Topic(
        ("Adjudication", "Expert determination", "Dispute board"),
        (
            "A board of {person1}, {person2} and {otherperson} decides within {weeks}; its decision binds unless contested within {days}.",
            "The adjudicator is named by {otherco}. His fee is shared.",
            "Disputes with {third_sub} may be joined if raised within {months}.",
        ),
    ),
)
