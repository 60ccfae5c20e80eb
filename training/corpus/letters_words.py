"""What letters say. Sentences use "shall" and "may" so that they suit "we" and "you" as well."""

from __future__ import annotations

from dataclasses import dataclass

Terms = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A sort of letter.

    Attributes:
        named: openings that name the sender in full.
        openings_we: openings in the first person; `openings` speak of both in the third.
        effects: sentences by which the letter takes effect on its date.
        countersigned: how often the addressee signs, too.
    """

    roles: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    named: tuple[str, ...]
    openings_we: tuple[str, ...]
    openings: tuple[str, ...]
    terms: Terms
    term: tuple[str, ...]
    effects: tuple[str, ...] = (
        "[This letter|It] takes effect on its date.",
        "It binds from today.",
    )
    countersigned: float = 0.7
    no_law: float = 0.45
    no_term: float = 0.35


FACILITY = Letter(
    roles=(("the Bank", "the Borrower"), ("the Lender", "the Company")),
    subjects=("[Facility Letter|Credit facility|Overdraft facility|Banking facilities] No. {code}", "[Revolving credit|Working capital line|Invoice discounting] of {othermoney}", "Offer of a loan, your application of {otherdate}"),
    named=("{A} [is pleased to offer|offers] [you|your company] a facility of up to {othermoney} on the terms below.", "On behalf of {A}, we [confirm|advise you of] the facility approved by our committee on {otherdate}."),
    openings_we=("We are [pleased|glad] to [make available|grant] to you a line of {othermoney}.", "Following your request of {otherdate}, we offer you the facility described here."),
    openings=("{Ca} shall make available to {b} a line of {othermoney} as set out below.", "Further to the meeting with {otherperson}, {a} can offer {b} what follows."),
    terms=(
        ("Interest", ("Interest accrues at {percent} over the rate of {otherco}.", "The margin of {percent} may be reviewed every {months}.")),
        ("Drawing", ("Drawings need {days} notice and may not be less than {othermoney}.", "The first drawing must be made by {laterdate}.")),
        ("Security", ("A charge over the shares in {otherco} shall be given first.", "{otherperson} will guarantee the debt up to {othermoney}.", "The mortgage of {otherdate} in favour of {otherco} ranks behind.")),
        ("Reports", ("Accounts audited by {otherco} shall reach {ao} within {months} of each year's end.", "{Cb} shall hand in figures within {days} after each quarter.")),
        ("Default", ("Sums unpaid for {days} bear a further {percent}.", "A demand by {otherco} for more than {othermoney} shall be an event of default.")),
        ("Fees", ("An arrangement fee of {othermoney} falls due on signing.", "{Cb} shall pay the bills of {otherco}, our surveyors.")),
        ("Earlier line", ("The letter of {otherdate} is replaced.", "Nothing is drawn any more under the line of {otherco}.")),
    ),
    term=("The facility is [available|committed] for {term}[ from the date of this letter|], subject to review.", "[Term|Availability]: {term}.", "All drawings shall be repaid at the end of {term}; earlier repayment needs {days} notice.", "This is a {termlong} facility, repayable on demand in case of default."),
)  # fmt: skip
OFFER = Letter(
    roles=(("the Company", "the Employee"), ("the Employer", "the Executive"), ("the Firm", "the Candidate")),
    subjects=("[Offer of Employment|Your appointment|Job offer]", "[Position of|Appointment as] [Plant Manager|Controller|Lecturer|Head Chef|Data Engineer]", "Terms of your [employment|secondment to {otherco}]"),
    named=("{A} [is delighted to offer|hereby offers] you the post of [controller|site manager|research fellow].", "I am [pleased|happy] to invite you, on behalf of {A}, to join our team in {town}."),
    openings_we=("We are [delighted|pleased] to offer you the [post|position] of [night editor|plant manager|registrar].", "After your interview with {otherperson} on {otherdate} we would like to engage you as [buyer|auditor|nurse]."),
    openings=("{Ca} offers {b} the position discussed with {otherperson} on {otherdate}.",),
    terms=(
        ("Pay", ("The salary shall be {othermoney}, reviewed after {months}.", "A signing bonus of {othermoney} must be paid back if {b} should leave within {months}.")),
        ("Probation", ("The first {months} shall be a trial, with notice of {weeks}.", "During probation of {months} either side may end the employment within {days}.")),
        ("Leave", ("{number} days of leave a year; leave untaken lapses after {months}.", "Sick pay may be drawn for {weeks}.")),
        ("Earlier employer", ("{Cb} shall not use secrets of {otherco}, the former employer.", "References will be asked of {otherco} and {otherperson}.")),
        ("Reporting", ("{Cb} will report to {otherperson} and shall attend training in {town} on {laterdate}.", "Clients such as {otherco} shall be looked after first.")),
        ("Restrictions", ("For {months} after leaving {b} shall not work for {otherco} or another rival.", "Secrets shall be kept for {years} after the end.")),
        ("Benefits", ("The pension plan of {otherco} may be joined after {months}.", "Shares vest over {years}, the first after {months}.")),
    ),
    term=("[The appointment|Your employment] is for a fixed term of {term}.", "[Employment|The contract] will last {term}[ and end without notice|, after which we shall talk of an extension].", "This is a {termlong} [appointment|contract].", "The engagement is limited to {term}; either side may end it on {weeks} notice."),
    countersigned=0.75,
    no_term=0.55,
)  # fmt: skip
MANDATE = Letter(
    roles=(("the Firm", "the Client"), ("the Adviser", "the Company"), ("the Agent", "the Principal")),
    subjects=("[Engagement Letter|Letter of engagement|Terms of Engagement]", "[Audit|Advice on the sale of {otherco}|Tax returns|Valuation of land at {town}]", "Our appointment as [auditor|adviser|broker|architect]"),
    named=("This letter confirms the terms on which {A} will [act for|advise] [you|your organisation].", "Thank you for choosing {A} [to act on the sale of {otherco}|as advisers]. Our terms are these."),
    openings_we=("We [thank you|are obliged to you] for instructing us in the matter of {otherco}.", "You have asked us to [act|advise] in connection with [the purchase of {otherco}|the audit]; we accept."),
    openings=("{Cb} engages {a} on the terms of this letter.", "{Ca} shall advise {b} in the affair of {otherco}, as discussed on {otherdate}."),
    terms=(
        ("Scope", ("The work covers [accounts|negotiations with {otherco}|a report due by {laterdate}].", "Advice on foreign law must be sought from {otherco}.")),
        ("Fees", ("A fee of {othermoney} shall be paid on success, and {othermoney} a month before.", "Bills fall due within {days}; interest of {percent} may be charged.")),
        ("Tail", ("If a deal with {otherco} closes within {months} after the end, the fee shall still be due.", "No fee is owed for buyers met before {otherdate}.")),
        ("Liability", ("No one but {b} may rely on the report, in particular not {otherco}.", "Claims must be made within {years}. Cover: {othermoney}, insured with {otherco}.")),
        ("Files", ("Papers will be kept for {years}, then destroyed.", "The file was received from {otherco} on {otherdate}.")),
        ("Team", ("{otherperson} will lead, helped by {otherperson}.", "Staff shall not be hired away for {months}.")),
        ("Ending", ("Either side may end the engagement on {days} [written |]notice.", "Work stops if bills stay unpaid for {weeks}.")),
    ),
    term=("[This engagement|The mandate|Our appointment] [runs|lasts] for {term}[ from the date above|], unless ended earlier.", "The term of the engagement [is|shall be] {term}.", "The mandate is exclusive for {term}[ and goes on afterwards until ended on {days} notice|].", "For a period of {term} no other adviser may be retained."),
)  # fmt: skip
INTENT = Letter(
    roles=(("the Purchaser", "the Seller"), ("the Investor", "the Company"), ("Buyer", "Owner")),
    subjects=("[Letter of Intent|Expression of interest|Non-binding proposal|LOI]", "[Proposed purchase of|Offer for the shares in] {otherco}", "Project [Heron|Quartz|Almond|Tundra]"),
    named=("{A} [would like|proposes] to buy [the business|the plant at {town}|all shares in {otherco}] on these lines.", "This letter sets out the intentions of {A} regarding [your|the] land in {town}."),
    openings_we=("We [write|are writing] to set out how we would acquire [{otherco}|the site in {town}] from you.", "Following talks with {otherperson} we submit this proposal, which replaces ours of {otherdate}."),
    openings=("{Ca} intends to acquire {otherco} from {b}.", "This letter records what {a} and {b} have in mind for [{otherco}|the works at {town}]."),
    terms=(
        ("Price", ("The price would be {othermoney}, {percent} of it held by {otherco} as escrow agent for {months}.", "{othermoney} shall be paid at closing, the rest {months} later.")),
        ("Review", ("{otherco} will review the books within {weeks}.", "{Cb} shall open the data room by {laterdate}.")),
        ("Closing", ("A contract should be signed by {laterdate} and closed within {days}.", "Closing needs the consent of {otherco}, the bank.")),
        ("Staff", ("{otherperson} will be kept on for {years}.", "Managers must not compete for {years}.")),
        ("Costs", ("Each side shall bear its own costs; {otherco} gets {othermoney} as broker.",)),
        ("Conditions", ("The lease with {otherco} has to be renewed for {years}.", "The claim of {otherco}, filed on {otherdate}, must be settled.")),
        ("Effect", ("Save for secrecy and exclusivity, nothing here shall bind.", "No duty to buy arises from this letter.")),
    ),
    term=("This letter [stays|remains] in force for {term}[ from its date|], unless a contract is signed before.", "[Its|The] term is {term}; it may be extended in writing.", "The duties under this letter end after {term}.", "Exclusivity and secrecy under this letter last {term}."),
)  # fmt: skip
TERMINATION = Letter(
    roles=(("the Customer", "the Contractor"), ("the Landlord", "the Tenant"), ("the Company", "the Agent")),
    subjects=("[Notice of termination|Cancellation|Termination of contract] No. {code}", "[Lease|Supply contract|Agency agreement] of {otherdate}", "NOTICE TO [QUIT|END THE CONTRACT]"),
    named=("{A} [hereby gives|gives] notice to end the contract of {otherdate} [with you|No. {code}].", "Please take this letter as notice by {A} that the [lease|agreement] of {otherdate} is terminated."),
    openings_we=("We [hereby |]give you notice that the [agreement|contract] of {otherdate} will end after {days}.", "We regret to have to [cancel|terminate] the order {code} of {otherdate}."),
    openings=("{Ca} terminates the contract made with {b} on {otherdate}, on notice of {days}.",),
    terms=(
        ("Reason", ("The breach named in the letter of {otherdate} was not cured within {days}.", "Deliveries by {otherco} were late for {weeks}.", "The contract, made for {years} in the first place, was renewed only once.")),
        ("Return", ("Keys, papers and stock must be given to {otherco} within {days}.", "{Cb} shall clear the site in {town} by {laterdate}.")),
        ("Sums", ("The balance of {othermoney} shall be paid within {days}.", "The deposit of {othermoney} held by {otherco} will be set off.")),
        ("Duties that stay", ("Secrecy shall be kept for {years}.", "The warranty of {months} stays in place.")),
        ("Successor", ("{otherco} will take over the work.", "Customers shall be sent to {otherco} for {months}.")),
        ("Rights", ("No right is waived; {otherco}, our counsel, may sue.",)),
    ),
    term=(),
    effects=(),
    countersigned=0.25,
    no_term=1.0,
)  # fmt: skip
SIDE = Letter(
    roles=(("the Company", "the Investor"), ("the Supplier", "the Buyer"), ("the Issuer", "the Holder")),
    subjects=("[Side Letter|Letter agreement|Comfort letter|Waiver]", "[Share purchase agreement|Subscription] of {otherdate}", "[Rebates|Standstill|Information rights|Use of the name {otherco}]"),
    named=("In connection with the contract of {otherdate}, {A} [agrees|undertakes] with you as follows.", "{A} refers to [your|the] subscription of {otherdate} and grants you the rights below."),
    openings_we=("We refer to the agreement which we made with you and {otherco} on {otherdate}.", "To induce you to sign the contract of {otherdate}, we [promise|undertake] the following."),
    openings=("This letter adds to the agreement between {a} and {b} of {otherdate}.", "{Ca} and {b} settle here what the contract with {otherco} leaves open."),
    terms=(
        ("Standstill", ("{Cb} shall not buy shares in {otherco} or talk to {otherperson}.", "No step shall be taken against {otherco} before {laterdate}.")),
        ("Rebate", ("A rebate of {percent} shall be paid within {days} after each year's end.", "Fees above {othermoney} will be refunded.")),
        ("Information", ("Reports may be asked for every {months}, accounts within {weeks}.", "{otherperson} may sit in on meetings.")),
        ("Most favoured", ("Terms given to {otherco} shall be offered to {b} within {days}.",)),
        ("Secrecy", ("This letter shall not be shown to {otherco}.", "The terms must be kept secret for {years}.")),
        ("Waiver", ("The delay of {weeks} before {otherdate} is forgiven.", "Clause {number} shall not apply until {laterdate}.")),
        ("Rank", ("If this letter and the contract differ, this letter shall prevail.",)),
    ),
    term=("This letter [is valid|holds] for {term}[ from its date|].", "The undertakings [above|in this letter] last {term}.", "After {term} this letter lapses [without notice|of itself].", "The {termlong} period of these undertakings begins today."),
)  # fmt: skip
