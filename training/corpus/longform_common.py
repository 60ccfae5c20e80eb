"""Clauses and definitions of long contracts of every kind, full of strangers and other periods."""

from __future__ import annotations

from training.corpus.clauses import Topic

DEFINITIONS = (
    "“Affiliate” means, [for|in relation to] a party, any person controlling or controlled by it[, but not {otherco}|; {affiliate} counts as an affiliate of {a}|].",
    "“Agent Bank” means {third_agent}[, acting through its office at {otheraddress}|, a bank organised under the laws of {otherland}|].",
    "“Auditors” means {third_auditor} or [any firm|such other accountants as are] appointed in its place within {months}.",
    "“Business Day” means a day on which banks are open in {town} and {otherseat}.",
    "“Escrow Agent” means {third_agent}, and “Escrow Agreement” the agreement with it dated {otherdate}.",
    "“Lender” means {third_lender}; “Facility Agreement” means the agreement of {otherdate} between it and {otherco}, [repayable over {years}|governed by the laws of {otherland}].",
    "“Companies Act” means the Companies Act of {otherland} as [amended|in force on {otherdate}].",
    "“Competitor” means {third_rival}, {otherco} and any [other person|company] engaged in a like trade.",
    "“Encumbrance” means a mortgage, charge, pledge, lien or other [right|interest] of a third person.",
    "“Expert” means {person1}, [a partner of {third_auditor}|or failing him {person2}].",
    "“Predecessor” means {third_former}, [which was dissolved on {otherdate}|a company formerly registered in {otherland}].",
    "“Insurer” means {third_insurer}, and “Policy” its policy No. {ref} [valid for {years}|of {otherdate}].",
    "“Claims Period” means {months} from the day on which the claim became known.",
    "“Restricted Period” means the {years} after [completion|the end of {agreement}].",
    "“Group” means {a}, {affiliate} and [every|each] subsidiary undertaking of either from time to time.",
    "“Landlord” means {third_landlord}, from whom {a} holds the premises at {otheraddress} under a lease of {otherdate} for {years}.",
    "“Losses” means damages, costs and expenses[, lost profit excepted|].",
    "“Relevant Authority” means any ministry or court of {otherland} or {otherstate} having power over {b}.",
    "“Code” means the [tax|civil|commercial] code of {otherland}.",
    "“Ultimate Owner” means {person2}, residing at {otheraddress}.",
)
_SECRECY = Topic(
    ("Confidentiality", "Secrecy", "Confidential [Information|Matters]", "Non-Disclosure"),
    (
        "Each party keeps secret what it learns of the other's affairs and discloses it to no one but its advisers, {firm} and {third_auditor} among them. The duty [survives|outlasts] the end of {agreement} by {years}.",
        "The confidentiality agreement signed by {third_former} on {otherdate}, [which has a term of {years}|governed by the laws of {otherstate}], is not affected.",
        "Information that was public, or that {otherco} was free to give, is not protected.",
        "On request papers are [destroyed|returned] within {days}; one copy may be [kept|held on file] for {years} where the law demands it.",
    ),
)
_RECORDS = Topic(
    ("Records and Audit", "Books and records", "Audit[ Rights|]", "Inspection of accounts"),
    (
        "{Cb} keeps full books for {years} after the transaction to which they relate, and lets {a} or {third_auditor} see them on {days} notice.",
        "No audit may look back further than {years}, and not more than one is made in {months}.",
        "An error above {percent} in {a}'s disfavour is [made good|paid] within {days} together with the cost of the audit.",
        "The financial statements of {b} as at {otherdate} were [examined|certified] by {third_auditor} of {otheraddress}.",
    ),
)
_INSURANCE = Topic(
    ("Insurance", "Insurance cover", "Risk and Insurance"),
    (
        "{Cb} insures its liability with {third_insurer} [or an insurer of like standing |]for at least {othermoney}, and keeps that cover for {years} after [completion|the end of {agreement}].",
        "The policy, taken out on {otherdate} for {months}, [names {third_lender} as loss payee|extends to {affiliate}].",
        "Evidence of renewal is shown to {a} within {days} of each anniversary; cancellation needs {days} warning.",
    ),
)
_PAYMENT = Topic(
    ("Payment", "Terms of payment", "Invoicing and payment", "Interest and set-off"),
    (
        "Invoices are payable within {days} to the account of {a} with {third_lender}, No. {bignumber}. Late sums bear {percent}.",
        "{Ca} may assign its receivables to {otherco} as factor; {b} [then pays there|has been told of this on {otherdate}].",
        "A credit line of {othermoney} is open to {b} for {months} and [is reviewed|lapses] on {otherdate}.",
        "No set-off is allowed, except for claims that are [admitted|final]. Objections to an invoice are made within {days}.",
    ),
)
_TAX = Topic(
    ("Taxes", "Tax", "Withholding; value added tax"),
    (
        "All sums are net of value added tax. If the tax law of {otherland} obliges {b} to withhold, it [grosses up|obtains a certificate within {months}].",
        "Each party bears its own income tax. Returns for the years before {otherdate} are filed by {third_auditor}.",
        "The treaty with {otherland} is relied on; {b} is resident there [for tax purposes|since {otherdate}]. Tax claims prescribe after {years}.",
    ),
)
_CONDUCT = Topic(
    ("Compliance", "Anti-bribery", "Sanctions[ and export control|]", "Ethical conduct"),
    (
        "{Cb} does not deal with persons listed under the sanctions of {otherland}, and confirms that {otherco} and {person2} hold no interest in it.",
        "The anti-bribery statutes of {otherstate} and {otherland} are observed. Training is repeated every {months}.",
        "Gifts above {othermoney} are declared; breaches are reported within {days} to {otherperson}.",
    ),
)
_NO_POACHING = Topic(
    ("Non-Solicitation", "No poaching", "Restrictive covenants", "Protective covenants"),
    (
        "During {agreement} and for {months} afterwards neither side hires the other's people, [{person1} in particular|those named in a schedule above all].",
        "For {years} from {otherdate}, {third_former} is bound not to compete; {a} assigns the benefit of that promise to {b}.",
        "{Cb} will not, within {years} after the end, [solicit customers of|place orders with] {third_rival}, {otherco} or whoever owns them.",
    ),
)
_LIABILITY = Topic(
    ("Liability", "Limitation of liability", "Indemnity", "Time limits for claims"),
    (
        "Claims [are barred|lapse] unless notified within {months}; for title the time is {years}. The statute of {otherland} on limitation is [waived|left aside].",
        "The total owed by {a} is capped at {othermoney}. Fraud, death and injury are [uncapped|not subject to the cap].",
        "{Cb} indemnifies {a} against claims of {otherco} and {third_former} that arose before {otherdate}.",
        "Neither party is answerable for loss of profit. A cure period of {days} precedes any claim.",
    ),
)
_NOTICES = Topic(
    ("Notices", "Communications", "Addresses for service"),
    (
        "Notices are served in writing: to {A}, {Aaddress}, with a copy to {firm}; to {B}, {Baddress}, attention {otherperson}. They count as received after {days}.",
        "If to {a}: {A}, {Aaddress}, e-mail followed by post. If to {b}: {B}, [c/o {otherco}, {otheraddress}|{Baddress}]. A copy to {firm}, {otheraddress}, is not notice.",
        "Process may be served on {b} through {otherco} of {otheraddress}, its agent in {otherland}, until {months} after the end of {agreement}.",
        "Letters are taken as delivered {days} after posting[, in {otherland} after {weeks}|].",
    ),
)
_ASSIGN = Topic(
    ("Assignment", "Change of control", "[Transfer|Assignment] and subcontracting", "Novation"),
    (
        "Neither party assigns without consent, save to {third_lender} by way of security[ under the laws of {otherland}|].",
        "A sale of more than half of {b} to {third_rival} or {otherco} lets {a} end {agreement} on {days} notice, given within {months}.",
        "{Ca} may novate {agreement} to {affiliate}; until then that company is no party to it.",
        "Work may be passed to {third_sub} under a subcontract of its own, dated {otherdate} and running for {years}.",
    ),
)
_GENERAL = Topic(
    ("General", "Miscellaneous", "Final provisions", "[Other|Further] terms", "Boilerplate"),
    (
        "{agreement} is all that was agreed; the [letter|offer] of {otherdate} from {third_former} is superseded.",
        "No one who is not a party, {affiliate} and {third_sub} included, may enforce any of its terms.",
        "Changes are made in writing. A waiver given on {otherdate} in favour of {otherco} [is no precedent|does not extend to {b}].",
        "If a provision is void it is replaced by one that comes nearest to it. Clauses meant to survive do so, [for {years}|without limit in time].",
        "Nothing in {agreement} makes {A} a partner of {B}. [Third persons, {otherco} among them, cannot rely on it.|]",
        "Originals are kept by {B} and by {A}. A copy is with {firm}.",
        "{agreement} may be signed in counterparts, which {firm} will [hold|release] on {otherdate}.",
        "Headings do not affect meaning; days are counted in {town}.",
    ),
)
_FORCE = Topic(
    ("Force Majeure", "Hardship", "Unforeseen events", "Suspension"),
    (
        "Flood, war, embargo and the closing of ports excuse delay while they last. If that is more than {months}, [either party|{a}] may withdraw.",
        "A failure of {third_sub} or of the carrier {otherco} is not by itself an excuse.",
        "Notice of the event is given within {days}. Emergency laws of {otherland} count as such an event.",
    ),
)
_PUBLICITY = Topic(
    ("Announcements", "Publicity", "Use of names"),
    (
        "A press notice is issued by {a} alone, on [or after|a day not before] {otherdate}; {third_rival} is not to be mentioned.",
        "Neither uses the other's name in advertising for {months} after the end. {otherco} advises on media.",
        "Stock exchange rules of {otherland} [prevail|are complied with], after {person1} has been heard.",
    ),
)
_COSTS = Topic(
    ("Costs", "Fees and expenses", "Brokers", "Stamp duty"),
    (
        "Each side pays its advisers, {a} {firm} and {b} {otherco}.",
        "The finder's fee of {othermoney} due to {otherco} is borne by {a} and paid in instalments over {months}.",
        "Stamp duty under the laws of {otherland} falls on {b}.",
    ),
)
_DATA = Topic(
    ("Data Protection", "Personal data", "Information security"),
    (
        "Personal data are hosted by {otherco} in {otherland} and erased {months} after they are no longer needed.",
        "Incidents are reported within {days}. {person2} is the data protection officer of {a}.",
        "The regulation on data protection and the privacy act of {otherstate} are observed[, log files being kept for {months}|].",
    ),
)
_SURVIVAL = Topic(
    ("Survival", "Continuing [duties|obligations]", "Effect of Termination"),
    (
        "The clauses on secrecy, records and liability [survive|outlast] {agreement}, the first of them for {years}, the others for {months}.",
        "Whatever the reason for the end of {agreement}, {b} remains bound to secrecy for {years} from it.",
        "For {months} after {agreement} has ended, {b} answers questions of {otherco} and hands over files within {days}.",
        "Obligations under the deed of {otherdate} continue for a period of {years}, even if {agreement} ends before.",
    ),
)
COMMON = (
    _SURVIVAL,
    *(_SECRECY, _RECORDS, _INSURANCE, _PAYMENT, _TAX, _CONDUCT, _NO_POACHING, _LIABILITY),
    *(_NOTICES, _ASSIGN, _GENERAL, _FORCE, _PUBLICITY, _COSTS, _DATA),
)
