"""What short deeds say: for each sort its roles, openings and clauses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deed:
    """A sort of short deed.

    Attributes:
        keys: what rows before the text call the parties.
        short: what follows such rows.
        first: the operative sentence.
        clauses: sets of wordings, of which some are drawn.
        leads: words that begin each paragraph, as "RESOLVED, that".
        persons: which parties are natural persons, as in `trade_draft`.
        of_a: whether the deed is that of A alone, so that title or head may name A.
        board: whether directors may sign in place of A.
        both: how often B signs.
    """

    titles: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    undated: tuple[str, ...]
    short: tuple[str, ...]
    first: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    things: tuple[str, ...]
    term: tuple[str, ...] = ()
    leads: tuple[str, ...] = ("",)
    persons: str = ""
    of_a: bool = False
    board: bool = False
    both: float = 0.8
    no_law: float = 0.5
    no_term: float = 0.5


_BOARD = Deed(
    titles=("Resolution of the Board", "Board Resolution", "Unanimous Written Consent", "Minutes and Resolutions", "Shareholder Resolution", "Written Resolution", "Certificate of Resolutions"),
    roles=(("the Company", "the Counterparty"), ("the Corporation", "the Appointee")),
    keys=(("Company", "Appointee"), ("Resolved by", "Concerning"), ("Entity", "Counterparty")),
    openings=("At a meeting of [the directors|the members] of {A} held on {date} it was resolved to [appoint|engage|contract with] {B}, as follows.", "The undersigned, being all directors of {A} {Acall}, adopt on {date} these resolutions on [dealings with|the appointment of] {B} {Bcall}.", "WHEREAS {A} wishes to [deal with|take the services of] {B}; the board, meeting in {town} on {date}, with {otherperson} in the chair, resolves:", "The shareholders of {A}, by [consent|vote] effective {date}, [approve|agree to] {thing} of {B}.", "The sole member of {A} [approves|consents to] {thing} of {B}, [effective|on] {date}."),
    undated=("The directors of {A} resolve in writing, without a meeting, to [appoint|retain] {B}.", "It was resolved by {A} that {thing} of {B} be approved."),
    short=("The board, {otherperson} presiding, resolved what follows.", "[A quorum was present|Notice was waived]. Resolved:"),
    first=("{Cthing} of {b} is approved on the terms laid before the meeting.",),
    clauses=(("{otherperson} and {otherperson} are authorised to sign, each alone, up to {othermoney}.",), ("The minutes of {otherdate} are approved.", "The resolution of {otherdate} in favour of {otherco} is revoked."), ("An account shall be opened with {otherco}.", "{otherco} stays auditor for {years}."), ("{otherperson} resigned as director on {otherdate}.", "The option granted to {otherperson} lapses after {months}."), ("A dividend of {othermoney} shall be paid within {days}.", "The guarantee for the debts of {otherco} is refused."), ("All acts done before by officers are ratified.", "The secretary shall file this within {days}.")),
    things=("the [appointment|engagement]", "the [proposal|offer]", "the [purchase of the stock|subscription for shares]"),
    term=("The appointment is for {term}.", "The authority so given lasts {term}[ and may be revoked before|].", "{Cb} [is appointed|shall serve] for a term of {term}."),
    leads=("", "RESOLVED, that", "FURTHER RESOLVED, that", "It was resolved that"),
    of_a=True,
    board=True,
    both=0.15,
    no_law=0.75,
    no_term=0.6,
)  # fmt: skip
_POWER = Deed(
    titles=("Power of Attorney", "General Power of Attorney", "Special Power of Attorney", "Mandate and Proxy", "Proxy", "Letter of Authority"),
    roles=(("the Principal", "the Attorney"), ("the Grantor", "the Agent"), ("the Donor", "the Attorney")),
    keys=(("Principal", "Attorney"), ("Donor", "Donee"), ("Granted by", "Granted to")),
    openings=("KNOW ALL PERSONS by these presents that {Aline} {Acall} [appoints|appoint] on {date} {Bline} {Bcall}, [true and lawful attorney|to act in {town}].", "By this power, given on the {solemn}, {A} {Acall} authorises {B} {Bcall} to [deal with|settle|manage] {thing}.", "{A}, [on {date}|as of {date}], names {B} as attorney with power over {thing}."),
    undated=("{Aline} {Acall} hereby appoints {Bline} {Bcall} as attorney for {thing}.", "I, the undersigned, for {A}, empower {B} to [look after|manage] {thing}."),
    short=("[The attorney|The one so named] may do in the name of the principal what is listed here.", "Powers granted:"),
    first=("{Cb} may [sign|execute] all papers needed for {thing}.",),
    clauses=(("{Cb} may appear before {otherco} and any court in {town}.",), ("Accounts with {otherco} are excepted; {otherperson} alone may draw on them.", "Money above {othermoney} may not be spent."), ("The power of {otherdate} given to {otherperson} is revoked.",), ("A substitute may be named on {days} notice.", "{otherperson} may act if {b} cannot."), ("Accounts are to be rendered every {months}.", "Records are kept for {years}."), ("Persons who deal with {b} need not ask further.",)),
    things=("the [house|land|flat] in {town}", "shares in {otherco}", "the claim against {otherco}", "[tax affairs|customs matters]"),
    term=("This power [is valid|remains valid] for {term}[ from its date|].", "[It|The authority] expires after {term}, unless revoked before on {days} notice.", "Granted for {term}."),
    of_a=True,
    both=0.3,
    no_term=0.4,
)  # fmt: skip
_AFFIDAVIT = Deed(
    titles=("Affidavit", "Statutory Declaration", "Declaration", "Sworn Statement", "Declaration of Trust", "Undertaking", "Acknowledgement of Debt"),
    roles=(("the Declarant", "the Company"), ("the Deponent", "the Beneficiary")),
    keys=(("Declarant", "In favour of"), ("Affiant", "For"), ("Undersigned", "Addressed to")),
    openings=("I, {Aline}, [being duly sworn|of full age], declare on {date} towards {B} as follows.", "On this {solemn} {A} [states|declares under oath] for the benefit of {B} {Bcall}:", "{A} {Acall} makes this {title} on {date}; it is addressed to {B} {Bcall}."),
    undated=("I, {A}, [solemnly declare|state] to {B} {Bcall} what follows.", "This {title} is given by {A} {Acall} to {B} {Bcall}."),
    short=("[I declare|The undersigned declares] what follows.", "The following is true to the best of my knowledge."),
    first=("{Ca} has {thing}.", "{Cb} may rely on each statement here."),
    clauses=(("I have lived in {town} since {otherdate}.", "I worked for {otherco} for {years}."), ("The deed of {otherdate} with {otherco} was lost.", "I have not sued {otherco}."), ("{otherperson} saw the goods on {otherdate}.",), ("A sum of {othermoney} is owed, payable within {months}.", "{othermoney} was lent to {otherperson}."), ("I know that false statements are punished with up to {years} in prison.",), ("The papers were shown to {otherperson} within {days}.",)),
    things=("inspected the [ship|barn|books] of {otherco}", "[never sold|never pledged] the land in {town}", "[read|received] the report of {otherdate}"),
    term=("{Ca} [will|shall] keep secret what was learned for {term}.", "[This undertaking|This declaration] binds {a} for {term}[ from its date|].", "For a period of {term} {a} will not [sell the land|compete with {b}]."),
    leads=("", "That", "I further declare that"),
    persons="A",
    of_a=True,
    both=0.1,
    no_law=0.6,
)  # fmt: skip
_RELEASE = Deed(
    titles=("Release", "General Release", "Waiver and Release", "Settlement Agreement", "Compromise Agreement", "Mutual Release", "Deed of Settlement", "Covenant Not to Sue"),
    roles=(("the Releasor", "the Releasee"), ("the Claimant", "the Respondent"), ("the First Party", "the Second Party")),
    keys=(("Releasor", "Releasee"), ("Between", "and"), ("Claimant", "Respondent")),
    openings=("For good consideration received on {date}, {Aline} {Acall} [releases|discharges] {Bline} {Bcall} from all claims over {thing}.", "This {title} of {date} ends the dispute of {Aline} {Acall} with {Bline} {Bcall} about {thing}.", "{A} {Acall} and {B} {Bcall}, having quarrelled over {thing}, settle on the {solemn} as follows.", "WHEREAS {A} {Acall} sued {B} {Bcall} on {otherdate}; NOW, effective {date}, they agree:"),
    undated=("{Aline} {Acall} and {Bline} {Bcall} settle all claims over {thing}.", "In return for {othermoney}, {A} {Acall} releases {B} {Bcall}."),
    short=("The parties end their dispute over {thing}.", "All claims over {thing} are settled on these terms."),
    first=("{Cb} pays {othermoney} within {days} [to {a}|into the account of {otherco}].", "{Ca} [gives up|releases] each claim over {thing}."),
    clauses=(("The action [No. {ref}|begun on {otherdate}] is withdrawn within {days}.",), ("Claims against {otherco} are not released.", "{otherco}, the insurer, joins in the payment but is no party."), ("Neither side admits a wrong.",), ("Neither will speak ill of the other or of {otherperson}.",), ("Fees of {otherperson} are borne by {b} up to {othermoney}.",), ("A consent may be revoked within {days} of signing.", "{Ca} had {days} to take advice, and took it from {otherco}.")),
    things=("the fire of {otherdate}", "goods delivered by {otherco}", "[unpaid wages|a boundary|a patent]", "the collapse of a wall in {town}"),
    term=("The terms of this {title} are kept secret for {term}.", "[For {term}|During {term}] neither may sue over the matter again.", "The duties of silence last {term}."),
    no_term=0.6,
)  # fmt: skip
_ASSIGNMENT = Deed(
    titles=("Assignment", "Deed of Assignment", "Bill of Sale", "Assignment and Assumption", "Assignment of Claims", "Deed of Gift", "Quitclaim", "Trade Mark Assignment"),
    roles=(("Assignor", "Assignee"), ("the Transferor", "the Transferee"), ("the Seller", "the Buyer")),
    keys=(("Assignor", "Assignee"), ("From", "To"), ("Transferor", "Transferee")),
    openings=("{Aline} {Acall} [assigns|transfers] to {Bline} {Bcall}, with effect from {date}, {thing}.", "FOR VALUE RECEIVED, on {date}, {A} {Acall} sells and assigns to {B} {Bcall} {thing}.", "This {title}, made the {solemn} by {Aline} {Acall} in favour of {Bline} {Bcall}, concerns {thing}.", "On {date} {thing} passed from {A} {Acall} to {B} {Bcall} on these terms."),
    undated=("{A} {Acall} assigns {thing} to {B} {Bcall}.", "By this {title} {Aline} {Acall} makes over {thing} to {Bline} {Bcall}."),
    short=("The former assigns to the latter {thing}.", "The assignor makes over {thing}; the assignee accepts."),
    first=("The price is {othermoney}, payable within {days}.", "{Ca} warrants that {thing} is free of liens, save that of {otherco}."),
    clauses=(("{otherco}, the debtor, was told on {otherdate}.", "Notice will be given to {otherco} within {days}."), ("{Cb} takes over the duties under the contract with {otherco} of {otherdate}.",), ("{Ca} answers for defects for {months}.",), ("Further papers are signed on {days} notice.",), ("The register in {town} shows {otherperson} as former owner.",), ("Costs are borne by {b}; the tax of {othermoney} by {a}.",)),
    things=("the claim against {otherco} of {otherdate}", "the [mark|patent] No. {ref}", "all [shares|bonds] of {otherco} held", "the [horse|yacht|press|crane] No. {code}"),
    term=("{Ca} shall not use the thing assigned for {term}.", "[The right is assigned for|The assignment is limited to] {term}, then it reverts.", "This {title} is good for {term}."),
    both=0.6,
    no_term=0.7,
)  # fmt: skip
_ENDING = Deed(
    titles=("Termination Agreement", "Mutual Termination", "Deed of Surrender", "Cancellation Agreement", "Separation Agreement", "Agreement to Rescind"),
    roles=(("the Company", "the Contractor"), ("the Landlord", "the Tenant"), ("the First Party", "the Second Party")),
    keys=(("Party A", "Party B"), ("Between", "and"), ("First party", "Second party")),
    openings=("{Aline} {Acall} and {Bline} {Bcall} end the contract of {otherdate} as of {date}.", "Effective {date}, the {thing} between {A} {Acall} and {B} {Bcall} is terminated by consent.", "This {title} is [made|entered into] on {date} between {Aline} {Acall} and {Bline} {Bcall}, who made a {thing} on {otherdate} for {years}."),
    undated=("{Aline} {Acall} and {Bline} {Bcall} agree to end their {thing} of {otherdate}.",),
    short=("The parties end the {thing} of {otherdate}.", "The {thing}, made for {years} on {otherdate}, ends by consent."),
    first=("The {thing} ends; rights that arose before stay.",),
    clauses=(("{Cb} gets {othermoney} within {days}.",), ("Stock is handed to {otherco} by {laterdate}.",), ("Notice of {months} under the old contract is waived.",), ("Keys are given to {otherperson}.", "Papers are returned within {weeks}."), ("The sublease with {otherco} goes on.",), ("Neither owes the other more, save for the warranty of {months}.",)),
    things=("[supply contract|lease|agency|joint venture|employment]",),
    term=("The ban on soliciting customers [goes on|lasts] for {term} [from the end|].", "For {term} from now on {b} shall not work for a rival.", "Secrecy lasts {term}."),
    no_term=0.55,
)  # fmt: skip
DEEDS = (_BOARD, _POWER, _AFFIDAVIT, _RELEASE, _ASSIGNMENT, _ENDING)
