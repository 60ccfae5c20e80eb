"""Licences of software, patents and marks: what such contracts say besides the common clauses."""

from __future__ import annotations

from training.corpus.clauses import Topic

TITLES = (
    *(
        "Licence Agreement",
        "License Agreement",
        "Software License Agreement",
        "Patent License Agreement",
    ),
    *("Trade Mark Licence", "Technology Transfer Agreement", "Enterprise Software Licence"),
    *(
        "Know-How Licence Agreement",
        "Exclusive License Agreement",
        "Subscription Licence Agreement",
    ),
    *("Research and License Agreement", "Content Licence", "Merchandising License"),
)
ROLES = (
    ("the Licensor", "the Licensee"),
    ("Licensor", "Licensee"),
    ("the Owner", "the User"),
    ("the Vendor", "the Customer"),
    ("the Institute", "the Company"),
)
PERIOD = "[Licence period|License Term|Term of licence|Duration|Subscription term]"
DEFINITIONS = (
    "“Licensed Patents” means the patents filed on {otherdate} by {person1} and assigned to {a} by {third_former}.",
    "“Third-Party Software” means programs of {otherco} and {third_sub}, used under their own terms.",
    "“Escrow Agent” means {third_agent}, with whom the source code has lain since {otherdate}.",
    "“Net Sales” means receipts less returns, as shown in accounts reviewed by {third_auditor}.",
    "“Field” means [oral vaccines|route planning|printed textiles|toys for infants], without uses licensed to {third_rival}.",
    "“Release” means a version issued at intervals of {months}.",
    "“Patent Office” means that of {otherland}.",
)
RECITALS = (
    "{Ca} [owns|controls] patents that run for {years} from their filing, some of them held jointly with {otherco}.",
    "The software was written by {third_former}, whose rights {a} acquired on {otherdate}.",
    "Research at the institute led by {person1} was funded by {otherco} under a grant of {otherdate} lasting {years}.",
    "{Cb} had used an earlier version under a contract with {third_former}, made under the laws of {otherland}.",
)
TOPICS = (
    Topic(
        ("Grant of Licence", "Grant", "Licence", "License Grant", "Scope of use"),
        (
            "{Ca} grants {b} [an exclusive|a non-exclusive|a sole] right to use the licensed matter in {otherland} and {otherstate}[, not in the field given to {third_rival}|].",
            "Use is limited to {number} named users at {otheraddress}; a move is [announced|notified] {days} ahead.",
            "Evaluation copies may be used for {days} and are then deleted.",
            "{affiliate} may use the software as if it were {b}; {otherco} as outsourcer may run it on behalf of {b}.",
        ),
    ),
    Topic(
        ("Sublicences", "Sublicensing", "Transfer of licences"),
        (
            "Sublicences to {otherco} and {third_sub} are approved; others need consent, refused or given within {days}.",
            "A sublicence ends with the main grant, but end users keep their rights for {months}.",
            "{third_rival} may never be a sublicensee.",
        ),
    ),
    Topic(
        ("Royalties", "Fees", "Licence fees", "Milestones and royalties"),
        (
            "{Cb} pays {percent} of Net Sales, reported within {days} of each quarter, and at least {othermoney} in any {months}.",
            "On approval by the authority of {otherland} a milestone of {othermoney} falls due within {days}.",
            "Of the royalty a third goes to {third_former} as agreed with it on {otherdate}.",
            "Fees are paid up to {otherdate}; they rise with an index published in {otherland}.",
        ),
    ),
    Topic(
        ("Delivery and acceptance", "Installation", "Technical assistance"),
        (
            "The media are delivered by {otherdate}; {b} tests for {weeks} and reports faults within {days}.",
            "{person1} trains {number} engineers in {town} over {weeks}. His employer is {otherco}.",
            "Acceptance is presumed when the software was in use for {days}.",
        ),
    ),
    Topic(
        ("Maintenance and support", "Support", "Updates", "Service levels"),
        (
            "Support is given by {third_sub} under its contract with {a} of {otherdate}; old releases are supported for {months}.",
            "Faults of the first rank are answered at once, others within {days}.",
            "Maintenance is bought for {months} at a time and may be dropped on {days} notice.",
        ),
    ),
    Topic(
        ("Warranty", "Warranties", "Disclaimer"),
        (
            "For {days} after delivery the software [does what|performs as] its manual says; otherwise it is given as it is.",
            "{Ca} knows of no right of {third_rival} that is infringed, except the claim made by {otherco} on {otherdate}.",
            "Hardware made by {otherco} has that maker's guarantee of {months}.",
        ),
    ),
    Topic(
        (
            "Infringement",
            "Third-party claims",
            "Enforcement of patents",
            "Indemnity against infringement",
        ),
        (
            "If {otherco} or another sues, {a} defends with the help of {firm}; {b} tells it within {days}.",
            "{Cb} may sue infringers such as {third_rival} if {a} has not done so within {months}.",
            "The settlement with {otherco} of {otherdate}, governed by the laws of {otherland}, is respected.",
        ),
    ),
    Topic(
        ("Prosecution", "Maintenance of patents", "Registration"),
        (
            "{firm} prosecutes the applications in {otherland}; annuities are paid {days} before they fall due.",
            "The licence is recorded with the office of {otherland} within {months}, under number {ref}.",
            "A patent that {a} wishes to drop is offered to {b} {days} before.",
        ),
    ),
    Topic(
        ("Improvements", "Ownership", "Background rights"),
        (
            "Improvements made by {b} within {years} are offered to {a} first.",
            "Rights in the code belong to {a} or to {third_former}; [nothing|no title] passes.",
            "Results of the project with {otherco} begun on {otherdate} are left out.",
        ),
    ),
    Topic(
        ("Source code", "Escrow", "Business continuity"),
        (
            "The source lies with {third_agent}, which releases it if {a} gives no support for {weeks}.",
            "Deposits are renewed every {months}. {third_agent} is paid by {b} and not bound by {agreement}.",
            "The escrow contract of {otherdate} lasts {years} and is subject to the laws of {otherland}.",
        ),
    ),
    Topic(
        ("Quality control", "Samples", "Use of the marks", "Diligence"),
        (
            "Samples are sent {days} before launch and kept for {years}.",
            "{Cb} launches in {otherland} by {otherdate}; if not, the right there is lost after {months}.",
            "Goods are made by {third_sub} only. Sell-off after the end is allowed for {months}.",
        ),
    ),
)
