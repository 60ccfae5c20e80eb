"""Purchases of shares and of assets: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.clauses import Topic

TITLES = (
    *("Share Purchase Agreement", "Stock Purchase Agreement", "Asset Purchase Agreement"),
    *("Sale and Purchase Agreement", "Agreement and Plan of Merger", "Business Transfer Agreement"),
    *(
        "Membership Interest Purchase Agreement",
        "Subscription Agreement",
        "Securities Purchase Agreement",
    ),
    *("Agreement for the Sale of Shares", "Bill of Sale and Assignment", "Contribution Agreement"),
)
ROLES = (
    ("the Seller", "the Buyer"),
    ("the Vendor", "the Purchaser"),
    ("Seller", "Purchaser"),
    ("the Transferor", "the Transferee"),
    ("the Issuer", "the Investor"),
)
PERIOD = "Duration"
DEFINITIONS = (
    "“Company” means {third_target}, [a company incorporated under the laws of {otherland}|registered at {otheraddress} with number {ref}].",
    "“Shares” means {bignumber} [fully paid |]ordinary shares in {third_target}.",
    "“Accounts Date” means {otherdate}; “Accounts” means the statements of {third_target} made up to that day and audited by {third_auditor}.",
    "“Long Stop Date” means {otherdate}, or a day up to {weeks} later that the parties agree.",
    "“Disclosure Letter” means the letter of {otherdate} from {firm} to {otherco}.",
    "“Warranty Claim Period” means {months} for trade and {years} for tax.",
    "“Completion” takes place at the offices of {firm} in {town} on {otherdate}, or {days} after the last condition is met.",
    "“Existing Shareholders” means {person1}, {person2} and {otherco}.",
    "“Key Managers” means {person1} and {person2}, employed by {third_target} since {otherdate}.",
)
RECITALS = (
    "{Ca} [owns|is the holder of] all shares in {third_target}, which it bought on {otherdate} from {third_former}.",
    "{third_target} [carries on|runs] the business of [printing|vehicle hire|cheese making|pipe coating|e-learning] at {otheraddress} and employs {number} people.",
    "{third_target} was formed under the laws of {otherland} and [has one subsidiary|holds a third], {otherco}.",
    "{third_rival} made an offer for {third_target} on {otherdate}, [which was refused|since withdrawn].",
    "The price is [financed|lent] by {third_lender} under a commitment letter of {otherdate}, good for {days}.",
)
TOPICS = (
    Topic(
        ("Sale and Purchase", "Sale of the Shares", "Transfer of assets", "The Transaction"),
        (
            "{Ca} sells, and {b} buys, the Shares in {third_target} free of encumbrances[ and with all rights attached|].",
            "Assets shown in the books of {third_target} at {otherdate} pass at Completion, save for the lease with {third_landlord}.",
            "{Cb} is not obliged to complete unless all of the Shares, also those held by {person1}, are sold at once.",
            "Rights of pre-emption, among them that of {otherco} under the shareholders' agreement of {otherdate}, are waived.",
        ),
    ),
    Topic(
        ("Purchase Price", "Consideration", "Price", "[Price|Payment] and escrow"),
        (
            "The price is {othermoney}; {percent} of it is held by {third_agent} as escrow for {months}.",
            "An earn-out is paid for results in the {years} after Completion, as certified by {third_auditor}.",
            "The locked box date is {otherdate}. Leakage, such as fees paid to {otherco}, is refunded within {days}.",
            "Working capital is compared with that of {otherdate}; objections to the statement are raised within {days}, failing which it is final.",
            "At Completion {b} repays {third_lender} what {third_target} owes it.",
        ),
    ),
    Topic(
        ("Conditions", "Conditions precedent", "Approvals", "Antitrust"),
        (
            "Completion depends on clearance by the authority of {otherland} within {months}, and on the consent of {third_lender}.",
            "If the conditions are not met by {otherdate}, either party may withdraw [on {days} notice|without liability].",
            "{third_landlord} shall have agreed in writing that {third_target} stays in its premises for {years}.",
        ),
    ),
    Topic(
        ("Completion", "Closing", "Closing deliverables", "Actions at Completion"),
        (
            "On {otherdate}, at the offices of {firm}, {a} delivers transfers, minute books and the resignation of {person2}.",
            "{third_agent} releases the funds [once|when] {otherperson} has confirmed that all papers are there.",
            "{third_auditor} resigns as auditor of {third_target}; {otherco} is appointed for {months}.",
        ),
    ),
    Topic(
        ("Conduct before Completion", "Interim period", "Covenants of the Seller"),
        (
            "Until Completion {third_target} does not borrow from anyone other than {third_lender}, nor hire at more than {othermoney}.",
            "{Ca} negotiates with nobody else, {third_rival} included, for {weeks}.",
            "Access is given to {otherco} for its review on {days} notice.",
        ),
    ),
    Topic(
        ("Warranties", "Representations", "Representations and Warranties of Seller", "Title"),
        (
            "{third_target} is duly organised under the laws of {otherland}, and its accounts at {otherdate} give a true view.",
            "No contract of {third_target} has a longer term than {years} or a notice period above {months}, except that with {otherco}.",
            "{Ca} has title to the Shares, acquired from {third_former} by deed of {otherdate}.",
            "No dispute is pending, save that with {otherco} before the courts of {otherland}. Claims of {otherperson} were settled on {otherdate}.",
            "The pension scheme run by {third_insurer} is funded; its members have served {years} on average.",
        ),
    ),
    Topic(
        ("Limits on claims", "Limitations", "Survival", "Survival of Representations"),
        (
            "Warranties survive for {months} after Completion, those on tax for {years}; claims are notified within {days}.",
            "Nothing is owed until claims exceed {othermoney}. Recovery from {third_insurer} under the policy comes first.",
            "The policy bought from {third_insurer} [covers|insures] warranty claims for {years}.",
        ),
    ),
    Topic(
        ("Tax covenant", "Tax matters", "Pre-closing taxes"),
        (
            "Tax of {third_target} for times before {otherdate} is borne by {a}. The assessment period is {years} under the law of {otherland}.",
            "{third_auditor} prepares the returns; {b} comments within {days}.",
            "The fiscal unity with {third_former} ended on {otherdate}.",
        ),
    ),
    Topic(
        (
            "Non-competition",
            "Protection of goodwill",
            "Covenant not to compete",
            "Restrictions on the Seller",
        ),
        (
            "For {years} from Completion {a} shall not engage in a competing business in {otherland}, nor hold shares in {third_rival}.",
            "For a period of {months} {a} does not approach customers such as {otherco} or people such as {person1}.",
            "A holding of up to {percent} in a listed company is allowed. New shares received are held for {months} before they may be sold.",
        ),
    ),
    Topic(
        ("Employees", "Management", "Pensions"),
        (
            "{person1} signs a service contract with {third_target} for {years}, in the form initialled on {otherdate}.",
            "Staff pass over with their years of service; {third_former} paid wages until {otherdate}.",
            "For {months} no one is dismissed. Bonuses are paid as in the {years} before.",
        ),
    ),
    Topic(
        ("Transitional services", "Separation", "Wrong pockets", "Post-Closing Matters"),
        (
            "{affiliate} lets {third_target} use its systems for {months} under a separate contract of {otherdate}.",
            "Sums that reach the wrong side are forwarded within {days}; mail likewise for {months}.",
            "{third_target} gives up the name of the Seller's group within {months}.",
        ),
    ),
)
