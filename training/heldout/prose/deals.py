"""Clauses of leases and purchases, as this author words them: (heading, text)."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from training.heldout.prose.general import Clause

COMMERCIAL: tuple[Clause, ...] = (
    (
        "Demise",
        "{Ua} lets to {b} the premises on the {num:2-9}th floor of the building at {address}, about {num:200-900} square metres, as shown on the plan prepared by {co} and dated {on:-300,-10}, with the right to use the common parts and {num:2-30} parking spaces.",
    ),
    (
        "Rent",
        "The rent is {money:24000-900000} a year, payable by equal instalments in advance on the usual quarter days. No rent is payable for the first {span:3,6 month}. It rises by {pct:200-400} on each anniversary and is reviewed to the open market on {on:1100,1900}, the valuer being appointed by {co} if the parties do not agree within {span:30,60 day}.",
    ),
    (
        "Service charge",
        "{Ub} pays {pct:400-2600} of the cost of running the building, in the current year estimated at {money:4000-90000}. {Ua} sends a certified account within {span:90,120,180 day} after the year ends; an increase of more than {pct:500-1000} must be explained.",
    ),
    (
        "Deposit",
        "On signing {b} deposits {money:8000-200000} with {bank}, to be returned without interest within {span:30,45,60 day} after it has left. In its place a guarantee of {co} or {bank} may be given. The deposit falls by {pct:2000-5000} if no instalment was late in the first {span:24,36 month}.",
    ),
    (
        "Use",
        "The premises are used as offices and, on the ground floor, as a showroom for the goods of {co}. Hours of access are 7 a.m. to 9 p.m.; access outside costs {money:50-400} an hour.",
    ),
    (
        "Repairs and alterations",
        "{Ub} keeps the interior in repair and decorates it in every {span:3,5 year} and in the last {span:3,6 month}. Structural work needs consent and is supervised by {co} at a fee of {pct:200-500} of its cost. Works under the licence of {on:-900,-60} given to the former tenant, {co}, need not be removed.",
    ),
    (
        "Insurance of the building",
        "{Ua} insures the building with {co} for its full value, now {money:900000-40000000}, and loss of rent for {span:3 year}. If the premises are unfit for use for more than {span:6,12 month}, either party may end the lease on {span:30 day} notice.",
    ),
    (
        "Alienation",
        "{Ub} shall not assign part only. It may assign the whole or underlet to a tenant of good standing with consent, and must give {span:21,28 day} notice with the accounts of the last {span:2,3 year}. The underlease to {co} of {on:-700,-30} may continue.",
    ),
    (
        "Break right",
        "{Ub} may end the lease on {on:900,1800} by not less than {span:6,9,12 month} notice, if the rent is paid and a sum equal to {span:3 month} of rent is paid in addition.",
    ),
    (
        "Re-entry",
        "{Ua} may re-enter if rent is unpaid for {span:14,21 day}, whether demanded or not, if a covenant is not performed within {span:28,30 day} of notice, or if {b} becomes insolvent.",
    ),
    (
        "Holding over",
        "If {b} stays after the end it pays {pct:12500-20000} of the last rent for each month begun, and either party may give {span:30 day} notice.",
    ),
    (
        "Signs",
        "One sign of the standard kind may be fixed at the entrance. The sign of {co} on the roof stays until {on:50,900}.",
    ),
    (
        "Environmental matters",
        "{Ub} shall not bring hazardous substances to the premises. The survey of {co} dated {on:-400,-20} is agreed to show their state, and {a} bears the cost of removing what it lists, about {money:5000-90000}.",
    ),
    (
        "Broker",
        "{Ua} pays the commission of {co} of {pct:200-600}; no other broker was involved, and {co} has confirmed by letter of {on:-60,-2} that it claims nothing.",
    ),
)

RESIDENTIAL: tuple[Clause, ...] = (
    (
        "The property",
        "The flat at {address}, with the furniture in the inventory taken by {person} on {on:-10,0}. At most {num:2-5} persons may live there, and no business may be run.",
    ),
    (
        "Rent",
        "The rent is {money:650-4200} per month, due on the 1st by standing order to {bank}. If it is more than {span:5,7,10 day} late a charge of {money:25-75} is added. Council tax and utilities, now supplied by {co}, are extra.",
    ),
    (
        "Deposit",
        "A deposit of {money:800-6000} was received on {on:-20,-1} and is protected by {co} within {span:14,30 day}. It is returned within {span:10,14,21 day} of the end less the cost of damage beyond fair wear.",
    ),
    (
        "Care of the property",
        "{Ub} keeps the property clean, airs it, tests smoke alarms every {span:1 month} and reports defects within {span:2,3 day} to the agent, {co}. No holes may be drilled. Pets need consent; the cat registered by {person} is permitted.",
    ),
    (
        "Access",
        "{Ua} may enter on {span:24,48 hour} notice to inspect or repair, and in the last {span:2 month} to show the property to others. In an emergency, no notice is needed.",
    ),
    (
        "Ending early",
        "After {span:6 month} either party may give {span:1,2 month} notice. If {b} leaves before, rent is owed until a new tenant pays, and a fee of {money:100-600}.",
    ),
    (
        "Safety",
        "The gas certificate of {on:-300,-5} issued by {co} has been handed over, and the energy certificate is valid for {span:10 year}.",
    ),
    (
        "Neighbours",
        "No noise between 10 p.m. and 7 a.m. The rules of the building, made by {co} on {on:-2000,-200}, apply. Fines of {money:50-250} imposed under them are paid by {b}.",
    ),
    (
        "Joint tenants",
        "All tenants are liable together and each for the whole. If one, such as {person}, moves out, {span:1 month} notice is needed and the others remain bound.",
    ),
)

PURCHASE: tuple[Clause, ...] = (
    (
        "Sale and purchase",
        "{Ua} sells with full title guarantee and {b} buys the shares, {pct:6000-10000} of the issued capital of {co} (the “Target”), free from any charge, with all rights attaching to them at or after completion. The pre-emption rights under the shareholders’ agreement of {on:-2500,-300} are waived.",
    ),
    (
        "Price",
        "The price is {money:900000-90000000}, of which {money:100000-800000} was paid into escrow with {bank} on {on:-40,-3}, subject to adjustment by the completion accounts. {pct:500-1500} is retained for {span:12,18,24 month} against claims.",
    ),
    (
        "Earn-out",
        "If EBITDA of the Target for the period of {span:12 month} ending on {on:350,700} exceeds {money:500000-5000000}, {b} pays a further {pct:1000-3000} of the excess, at most {money:250000-4000000}, within {span:20,30 business day} of agreement of the accounts.",
    ),
    (
        "Conditions",
        "Completion is conditional on clearance by the competition authority of {place}, the consent of {bank} under the facility of {on:-1800,-200}, and no material adverse change. If a condition is not met by {on:60,200}, either party may end this contract on {span:5,10 day} notice.",
    ),
    (
        "Completion",
        "Completion takes place at the offices of {co} in {town} on the {num:3-9}th business day after the last condition is met, or on {on:30,120} if earlier. The seller delivers transfers, the books, and the resignations of {person} and {person}.",
    ),
    (
        "Conduct before completion",
        "Until completion the seller procures that the Target carries on business as usual, makes no commitment above {money:20000-400000}, gives no pay rise of more than {pct:200-500}, and does not amend its lease with {co}.",
    ),
    (
        "Warranties of the seller",
        "The seller warrants that the accounts to {on:-400,-90} give a true and fair view, that since then there has been no dividend, that taxes of {money:20000-900000} are provided for, that no customer accounts for more than {pct:1000-2500} of turnover save for {co}, and that the Target is no party to litigation in {place} or elsewhere.",
    ),
    (
        "Limits on claims",
        "The seller is liable only if a claim exceeds {money:5000-80000} and all claims together exceed {pct:50-150} of the price, and not beyond {pct:2000-10000} of it. Notice must be given within {span:18,24 month} of completion, or {span:6,7 year} for tax.",
    ),
    (
        "Tax covenant",
        "The seller pays on demand an amount equal to any tax of the Target for periods before completion, including the assessment of {on:-500,-30} for {money:10000-600000}, within {span:5,10 business day}.",
    ),
    (
        "Restriction of competition",
        "For {span:2,3 year} after completion the seller shall not in {place} carry on a business like that of the Target nor hold more than {pct:300-500} of the shares of a competitor such as {co}.",
    ),
    (
        "Leakage",
        "No payment was made to the seller since {on:-200,-60} other than a dividend of {money:50000-600000} and a fee of {money:5000-50000} to {co}; any other is repaid within {span:5 business day}.",
    ),
    (
        "Employees",
        "The {num:20-400} employees go over with their rights. {Ua} bears pay up to completion and an amount of {money:10000-250000} for holidays not taken. The plan administered by {co} is closed with effect from {on:10,90}.",
    ),
)
