"""Employment, consulting and separation: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.clauses import Topic

TITLES = (
    *("Employment Agreement", "Executive Employment Agreement", "Contract of Employment"),
    *("Service Agreement", "Managing Director's Service Contract", "Consulting Agreement"),
    *("Consultancy Agreement", "Separation Agreement", "Separation Agreement and General Release"),
    *(
        "Settlement Agreement",
        "Secondment Agreement",
        "Retention Agreement",
        "Change in Control Agreement",
    ),
)
ROLES = (
    ("the Company", "the Executive"),
    ("the Employer", "the Employee"),
    ("Company", "Consultant"),
    ("the Company", "the Consultant"),
    ("the Bank", "the Officer"),
)
PERIOD = "[Duration|Term|Employment term|Fixed term|Engagement period]"
DEFINITIONS = (
    "“Board” means the directors of {a}, at present {otherperson}, {otherperson} and {person1}.",
    "“Plan” means the share plan of {affiliate}, adopted on {otherdate}, under which awards vest over {years}.",
    "“Competing Business” means that of {third_rival}, {otherco} or any like firm.",
    "“Prior Employer” means {third_former}, whose covenant binds {b} until {otherdate}.",
    "“Garden Leave” means up to {months} of paid release from work.",
    "“Trustee” means {third_insurer}, trustee of the pension plan.",
)
RECITALS = (
    "{Cb} worked for {third_former} for {years} and left it on {otherdate}.",
    "{Ca} [acquired|merged with] {third_target} on {otherdate}, and {b} was among its managers.",
    "{Cb} has been [employed|engaged] since {otherdate} under a contract that {agreement} replaces.",
    "{Cb} was recommended by {otherco}, a recruiter, which is paid by {a}.",
)
TOPICS = (
    Topic(
        ("Position", "Duties", "Position and duties", "Engagement", "Services"),
        (
            "{Cb} reports to {person1} and works in {town}[, at times in {otherland}|]; until {otherdate} the post was held by {person2}.",
            "{Cb} may sit on the board of {otherco} and advise {third_target} for no more than {days} a year.",
            "A probation of {months} applies, during which notice is {days}.",
            "{Cb} looks after the accounts of {otherco} and {otherco} in the first place.",
        ),
    ),
    Topic(
        ("Salary", "Remuneration", "Base Salary and Bonus", "Fees", "Compensation"),
        (
            "Pay is {othermoney} a month, reviewed every {months} with the help of {otherco}.",
            "The bonus for the year to {otherdate} is {percent}; it is repaid if {b} leaves within {months}.",
            "A sign-on sum of {othermoney} makes up for awards lost at {third_former}.",
            "Fees are invoiced monthly by {b} and paid within {days}.",
        ),
    ),
    Topic(
        ("Equity", "Stock options", "Long-term incentive", "Share awards"),
        (
            "Options over {bignumber} shares of {affiliate} vest in equal parts over {years}, none in the first {months}.",
            "Vested options may be used for {days} after leaving, on death for {months}. {third_agent} administers them.",
            "Shares are held for {years}. The plan is governed by the laws of {otherstate}.",
        ),
    ),
    Topic(
        ("Benefits", "Pension and insurance", "Expenses", "Company car"),
        (
            "{Cb} joins the pension plan run by {third_insurer} after {months}, and health cover with {otherco} at once.",
            "A car leased from {otherco} for {years} may be driven in private.",
            "Expenses are repaid within {days} of the claim; removal costs up to {othermoney} once, within {months}.",
        ),
    ),
    Topic(
        ("Holiday", "Working time", "Sickness", "Leave", "Sabbatical"),
        (
            "Leave is {days} a year; what is not taken lapses after {months}.",
            "In sickness pay continues for {weeks}, then {third_insurer} pays for {months}.",
            "A sabbatical of {months} may be taken after {years} of service.",
        ),
    ),
    Topic(
        ("Severance", "Payments on leaving", "Separation payments", "Garden leave"),
        (
            "If {a} ends the employment without cause, it pays salary for {months} and keeps health cover for {months}.",
            "The sum of {othermoney} is paid within {days} after {b} has signed a release, which may be revoked for {days}.",
            "During notice {b} may be sent home for up to {months}, and may not work for {third_rival}.",
            "On a sale to {otherco} or another acquirer, pay for {months} becomes due if {b} is dismissed within {years}.",
        ),
    ),
    Topic(
        ("Non-competition", "Restrictive covenants", "Covenants after leaving", "Competition"),
        (
            "For {months} after leaving {b} shall not work for {third_rival}, {otherco} or their affiliates in {otherland}.",
            "For a period of {years} {b} solicits neither clients met in the last {months} nor {person2}.",
            "A covenant given to {third_former} for {years} is no bar to the new work.",
            "{Ca} pays half of the salary for each month of the {months} covenant; the courts of {otherland} have upheld such terms.",
        ),
    ),
    Topic(
        ("Inventions", "Work product", "Intellectual property", "Prior inventions"),
        (
            "Inventions belong to {a}; those made before {otherdate} with {otherco} are excepted.",
            "{Cb} helps with filings for {years} after leaving, at a daily rate of {othermoney}.",
            "The employee invention act of {otherland} is [respected|reserved].",
        ),
    ),
    Topic(
        ("Release", "Waiver of claims", "General release", "Settlement"),
        (
            "{Cb} releases {a}, {affiliate} and {otherperson} from claims under the statutes of {otherstate} and {otherland}.",
            "{Cb} had {days} to consider and was advised by {firm}; claims before the tribunal No. {ref} are withdrawn.",
            "Claims for pension and those arising after {otherdate} are kept.",
        ),
    ),
    Topic(
        ("Return of property", "Handover", "Reference", "Cooperation after leaving"),
        (
            "Papers and keys are given to {otherperson} within {days}; mailboxes stay open for {weeks}.",
            "A reference in the agreed form goes to {otherco} on request.",
            "{Cb} assists in the case against {otherco} for {months}, against payment by the hour.",
        ),
    ),
    Topic(
        ("Secondment", "Immigration", "Work permit", "Independent status"),
        (
            "{Cb} is lent to {affiliate} for {months}; no employment with that company arises.",
            "The permit issued by {otherland} on {otherdate} is good for {years} and renewed {weeks} before its end.",
            "{Cb} may work for others, not however for {third_rival}.",
        ),
    ),
)
