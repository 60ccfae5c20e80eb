"""A lease of a workshop or an office."""

# ruff: noqa: RUF001 - documents are written with typographic quotes

from tests.planted.prose import Clause, Prose

LEASE = Prose(
    title="COMMERCIAL LEASE",
    openings=(
        "This Lease is made{as_of} between {a}, {of_a} (“Landlord”), and {b}, {of_b} (“Tenant”)."
        " Landlord lets to Tenant the ground floor of the building described below, with the yard"
        " behind it.",
        "This Commercial Lease Agreement{as_of} is entered into by {a}, {of_a}, as landlord, and"
        " {b}, {of_b}, as tenant, for the rooms that are marked on the plan.",
    ),
    as_of=(" as of {start} (the “Commencement Date”)", " and takes effect on {start}"),
    terms=(
        "The term of this Lease is {term}, starting on the Commencement Date, on which the keys are"
        " handed over.",
        "Tenant shall hold the Premises for a term of {term} from the date of this Lease, and then"
        " hands them back clean and empty.",
    ),
    no_term="Tenant holds the Premises from month to month for as long as both parties like.",
    laws=(
        "This Lease shall be governed by and construed in accordance with the laws of {law}.",
        "The laws of {law} apply to this Lease, and the courts there have jurisdiction.",
    ),
    money="On signing Tenant pays a deposit and the first year’s rent, together {fee}, by bank"
    " transfer. The deposit is given back, less what is owed, after the Premises are returned.",
    clauses=(
        Clause(
            "Premises and use",
            "The Premises have a workshop, two offices and a store, and three places for cars in"
            " the yard, as on the plan of 3 May 2019. Tenant uses them to assemble and repair"
            " electrical devices and for the office work that goes with it. Any other use needs Landlord’s consent, which is not"
            " to be refused without a reason.",
        ),
        Clause(
            "Rent",
            "Rent is due in advance on the first day of each month. If it is more than a week"
            " late, a charge of {percent} of the late amount is added. Once a year the rent follows"
            " the index of consumer prices, up or down.",
        ),
        Clause(
            "Utilities",
            "Tenant pays for water, heat, power and the removal of waste, by meters where there"
            " are any and otherwise by area. Landlord pays the tax on the land and the insurance of"
            " the building, and shows the bills when asked.",
        ),
        Clause(
            "Repairs",
            "Landlord keeps roof, walls and mains in good order. Tenant keeps the inside as it got"
            " it, fair wear and tear excepted, and reports leaks and other damage at once. Walls"
            " are not moved and machines not bolted to the floor without consent in writing.",
        ),
        Clause(
            "Entry",
            "Landlord may enter on a day’s notice to inspect, to repair or to show the Premises to"
            " buyers, and without notice where there is danger.",
        ),
        Clause(
            "Insurance",
            "Tenant insures its own goods and carries liability insurance that names Landlord as"
            " also insured. Each party waives claims against the other for damage that its insurer"
            " pays for.",
        ),
        Clause(
            "Assignment",
            "Tenant may not assign this Lease or sublet the Premises without consent. A sale of"
            " all of Tenant’s shares counts as an assignment. Landlord may sell the building, and"
            " the buyer takes over this Lease.",
        ),
        Clause(
            "Default",
            "If rent is not paid within ten days of a reminder, or another duty is broken and not"
            " mended within thirty days, Landlord may take the Premises back, and Tenant is liable"
            " for the rent that is lost until they are let again. Disputes over the state of the"
            " Premises are decided by a surveyor whom both name.",
        ),
    ),
)
