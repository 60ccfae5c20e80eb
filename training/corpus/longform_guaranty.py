"""Guarantees, security and deeds: what such documents say besides the common clauses."""

from __future__ import annotations

from training.corpus.clauses import Topic

TITLES = (
    *("Guaranty", "Guarantee", "Parent Company Guarantee", "Deed of Guarantee and Indemnity"),
    *(
        "Security Agreement",
        "Pledge Agreement",
        "Debenture",
        "Deed of Assignment",
        "Deed of Priority",
    ),
    *(
        "Pledge and Security Agreement",
        "Unconditional Guaranty",
        "Limited Guaranty",
        "Keepwell Deed",
    ),
    *(
        "Subordination Deed",
        "Performance Guarantee",
        "Deed of Indemnity",
        "Intercreditor Agreement",
    ),
)
ROLES = (
    ("the Beneficiary", "the Guarantor"),
    ("the Secured Party", "the Grantor"),
    ("the Lender", "the Guarantor"),
    ("the Creditor", "the Surety"),
    ("the Chargee", "the Chargor"),
    ("Pledgee", "Pledgor"),
)
PERIOD = "[Validity|Duration|Guarantee period]"
DEFINITIONS = (
    "“Borrower” means {third_target}, [a company organised under the laws of {otherland}|whose debts are secured hereby].",
    "“Credit Agreement” means the agreement of {otherdate} between {third_target} and {third_lender} for {years}, governed by the laws of {otherland}.",
    "“Collateral” means the goods, accounts and shares in {otherco} described in a schedule.",
    "“Issuing Bank” means {third_agent}.",
    "“Guaranteed Obligations” means all that {third_target} owes now or later, up to {othermoney}.",
    "“Pledged Shares” means {bignumber} shares in {third_sub}, issued on {otherdate}.",
    "“UCC” means the commercial code as enacted in {otherstate}.",
    "“Senior Creditor” means {third_lender}, or whoever takes its place.",
)
RECITALS = (
    "By a loan agreement of {otherdate}, repayable over {years}, {a} [lent|agreed to lend] money to {third_target}.",
    "{Cb} holds {percent} of the shares in {third_target} and gains from the loan.",
    "{third_target} has a contract with {otherco} of {otherdate} for works in {otherland} lasting {months}.",
    "A first guarantee, given by {third_former} on {otherdate}, has been released.",
    "The security ranks behind that of {third_lender}, registered on {otherdate}.",
)
TOPICS = (
    Topic(
        ("Guarantee", "Guaranty", "The guarantee", "Covenant to pay", "Undertaking"),
        (
            "{Cb} guarantees to {a} that {third_target} will pay what it owes when due, and pays itself within {days} of a demand.",
            "It is a guarantee of payment and not of collection; {a} need not first sue {third_target} or {otherco}.",
            "The sum claimed may not exceed {othermoney}, with interest of {percent} since {otherdate}.",
            "As a separate duty {b} indemnifies {a} if the debt of {third_target} proves void under the laws of {otherland}.",
        ),
    ),
    Topic(
        (
            "Grant of security",
            "Charge",
            "Pledge",
            "Security Interest",
            "Assignment by way of security",
        ),
        (
            "{Cb} charges in favour of {a} its plant at {otheraddress}, its accounts with {third_agent} and its shares in {third_sub}.",
            "Rights under the insurance with {third_insurer} and the lease from {third_landlord} are assigned.",
            "After-acquired goods fall under the security within {days} of delivery.",
            "Notice goes to {otherco} as debtor by {otherdate}.",
        ),
    ),
    Topic(
        (
            "Continuing security",
            "Nature of the obligations",
            "Absolute obligations",
            "Reinstatement",
        ),
        (
            "The duty is not lessened by time given to {third_target}, by a change of the Credit Agreement, or by the release of {otherco}.",
            "What is paid and must be given back under the insolvency law of {otherland} within {months} is owed again.",
            "The security continues [despite|notwithstanding] the merger of {third_target} with {otherco}.",
        ),
    ),
    Topic(
        ("Waiver of defences", "Waivers", "Deferral of rights", "Subrogation"),
        (
            "{Cb} waives presentment and notice, and the benefit of statutes of {otherstate} that limit suits to {years}.",
            "Until {a} is paid in full {b} claims nothing from {third_target} or from {third_former} as co-surety.",
            "Sums received against this rule are held on trust and passed on within {days}.",
        ),
    ),
    Topic(
        ("Representations", "Warranties of the Guarantor", "Status"),
        (
            "{Cb} is validly organised; {third_target} is a company existing under the laws of {otherland}.",
            "The accounts of {third_target} at {otherdate}, audited by {third_auditor}, are true. No suit by {otherco} is pending.",
            "In the last {years} its name and seat did not change, save by the merger with {third_former} on {otherdate}.",
        ),
    ),
    Topic(
        ("Covenants", "Undertakings", "Preservation of the Collateral", "Negative pledge"),
        (
            "{Cb} sells nothing of the Collateral, keeps it insured with {third_insurer}, and reports every {months}.",
            "Financial statements reach {a} within {days} of the end of each period of {months}.",
            "No other security is given, except that to {third_lender} of {otherdate}.",
            "The Collateral stays in {otherstate}; a move to {otherland} is notified {days} before.",
        ),
    ),
    Topic(
        ("Enforcement", "Remedies", "Powers of sale", "Receiver"),
        (
            "On default {a} may sell at auction after {days} notice, through {otherco} as auctioneer.",
            "{Ca} may appoint {person1} or another as receiver, who acts as agent of {b}.",
            "Proceeds go first to costs of {firm}, then to {third_lender}, then to {a}.",
            "Statutes of {otherland} that ask for a delay of {months} are excluded.",
        ),
    ),
    Topic(
        ("Perfection", "Registration", "Further assurance", "Filing"),
        (
            "The filing in {otherstate} is made within {days} and renewed every {years}.",
            "The charge is registered under the Companies Act of {otherland} within {days} by {firm}.",
            "Share certificates of {third_sub} are kept by {third_agent} as custodian.",
        ),
    ),
    Topic(
        ("Release", "Discharge", "Return of security", "Reassignment"),
        (
            "When {third_target} has paid all and no further credit may be asked for, {a} gives up the security within {days}.",
            "{Ca} keeps the document for {months} after payment, lest payments be avoided in the insolvency of {third_target}.",
            "A part is released when {otherco} has bought the goods charged.",
        ),
    ),
    Topic(
        ("Ranking", "Subordination", "Priority", "Turnover"),
        (
            "Claims of {third_former} and {otherco} rank behind those of {a}, as they agreed on {otherdate}.",
            "For a standstill of {days} after notice {b} takes no step against {third_target}.",
            "{third_lender} ranks first up to {othermoney}.",
        ),
    ),
    Topic(
        ("Demands", "Certificates", "Currency and payment", "Appropriation"),
        (
            "A certificate of {a} as to what {third_target} owes is proof[ save for error|].",
            "Demands are made in writing and answered within {days}; payments go to the account with {third_agent}.",
            "{Ca} may hold sums in suspense for {months} before it applies them.",
        ),
    ),
)
