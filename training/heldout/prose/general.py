"""Clauses that end most contracts, as this author words them: (heading, text)."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

Clause = tuple[str, str]

LAW: tuple[Clause, ...] = (
    (
        "Governing law",
        "This <document|instrument|deed|contract> and any non-contractual obligations arising out of it are governed by {laws}.",
    ),
    (
        "Choice of Law; Venue",
        "<The validity, interpretation and performance of|All questions concerning the construction of> this contract shall be controlled by {laws}, without giving effect to its conflicts principles. The parties submit to the courts sitting in {town}, save that {a} may sue in {place} to enforce a judgment.",
    ),
    (
        "Applicable Law",
        "{laws} shall apply to the exclusion of the United Nations Convention on Contracts for the International Sale of Goods. Disputes go to three arbitrators seated in {town} under the rules in force on {on:30,400}.",
    ),
    (
        "Law and jurisdiction",
        "The governing law of this contract is that of {law}. Proceedings may be brought in the courts of {town}; {b} appoints {co} of {town} as its agent for service in {place}.",
    ),
    (
        "Miscellaneous – governing law",
        "Except to the extent that the perfection of a security interest is mandatorily governed by the laws of another place, {laws} <shall govern|will govern> this contract.",
    ),
)

CLAUSES: tuple[Clause, ...] = (
    (
        "Entire Agreement",
        "This contract, its schedules and the fee letter contain everything that the parties have agreed on its subject and replace the heads of terms circulated by {co} on {on:-200,-20} as well as every earlier understanding, whether oral or in writing. Neither party has relied on a statement that is not set out here. Nothing in this clause limits liability for fraud.",
    ),
    (
        "Notices",
        "A notice must be in writing and delivered by hand, by courier or by recorded post to the address at the head of this contract, marked for the attention of {person}, with a copy (which is not notice) to {email}. It is taken to arrive on delivery or, if posted, {span:2,3,5 business day} after posting. A party may change its address on {span:7,10,14 day} notice. Copies for {a} go also to its counsel, {co}, {address}.",
    ),
    (
        "Assignment",
        "{Ub} may not assign, charge or otherwise deal with its rights without the prior written consent of {a}, which may be withheld for any reason. {Ua} may assign to an affiliate, to {bank} as security trustee, or to a buyer of substantially all of its business, on {span:10,15,30 day} notice. A purported assignment in breach of this clause has no effect.",
    ),
    (
        "Severability",
        "If a court finds a provision invalid in any jurisdiction, that does not affect its validity in any other, nor the remaining provisions, and the parties shall within {span:20,30 day} replace it by one that comes as near as the law allows to what they intended.",
    ),
    (
        "Waiver",
        "A failure or delay to exercise a right is no waiver of it. A waiver is good only if given in writing and only for the occasion for which it was given. The waiver granted to {co} on {on:-900,-100} is not a precedent.",
    ),
    (
        "Amendments",
        "No variation binds unless it is in writing and signed by an authorised representative of each party. E-mails do not satisfy this requirement even if they carry a signature.",
    ),
    (
        "Force Majeure",
        "A party is excused from performance for as long as it is prevented by fire, flood, epidemic, war, embargo, act of government or any other event beyond its reasonable control, provided it tells the other within {span:3,5 business day} and takes reasonable steps to resume. If the event lasts more than {span:60,90,120 day} the other party may end this contract on {span:10,14 day} notice. Shortage of money is never such an event.",
    ),
    (
        "Counterparts",
        "This contract may be signed in any number of counterparts, also by electronic signature, each of which is an original and all of which are one instrument. A party that signs electronically shall on request deliver a wet-ink original within {span:7,10 day}.",
    ),
    (
        "Confidentiality",
        "Each party shall keep the other's business information secret, use it only for the purposes of this contract and disclose it only to staff and advisers who need it, for the duration of this contract and {span:2,3,5 year} afterwards; trade secrets are protected for as long as they are such. The restriction does not apply to what is public, was known before or must be disclosed by law or to a stock exchange. On request all copies shall be returned or destroyed within {span:14,30 day}, save for backups.",
    ),
    (
        "Costs",
        "Each party bears its own costs of preparing this contract, except that {b} shall reimburse {a} on demand for the fees of {co} up to {money:3000-45000} plus tax.",
    ),
    (
        "Third party rights",
        "A person who is not a party has no right to enforce any term. {co}, although named in the schedules, is not a party and takes no benefit.",
    ),
    (
        "No partnership",
        "Nothing makes the parties partners, joint venturers or each other's agent, and neither may bind the other. The employees of {co} and of other subcontractors are not employees of {a}.",
    ),
    (
        "Interpretation",
        "Headings are for convenience only. The singular includes the plural. A reference to a statute is to it as amended, and includes the Companies Act as in force on {on:-800,-60}. “Including” means including without limitation. A period expressed in days that ends on a day which is not a business day ends on the next one.",
    ),
    (
        "Anti-bribery",
        "Each party has in place, and shall maintain, procedures to prevent bribery, and represents that no officer has been convicted of an offence of dishonesty in the {span:5,7,10 year} before signature. {Ub} shall report any request for an undue advantage within {span:2,5 business day} to {email}.",
    ),
    (
        "Sanctions",
        "Neither {b} nor, to its knowledge, any of its directors is the target of sanctions administered by {place} or the United States, and no proceeds will be paid to a person who is. A breach of this clause cannot be cured.",
    ),
    (
        "Data Protection",
        "Where {b} handles personal data for {a} it does so on documented instructions only, keeps it within {place} or the European Economic Area, reports a breach within {span:24,48,72 hour}, and engages sub-processors such as {co} only with consent. Records are kept for {span:6,7 year}.",
    ),
    (
        "Records and audit",
        "{Ub} shall keep complete records for {span:3,5,6,7 year} and allow {a} or its accountants, currently {co}, to inspect them on {span:5,10 business day} notice, no more than once in each period of {span:12 month}. If an audit shows an error of more than {pct:200-800}, {b} pays for it.",
    ),
    (
        "Further assurance",
        "Each party shall sign such documents and do such things as the other reasonably asks for to give full effect to this contract, within {span:10,14,21 day} of being asked.",
    ),
    (
        "Limitation of Liability",
        "Neither party is liable for loss of profit or indirect loss. Apart from death, personal injury and fraud, the total liability of either party in a contract year is limited to the greater of {money:50000-2500000} and {pct:10000-15000} of the sums paid in the preceding {span:12 month}. Claims must be notified within {span:6,12,18 month} after the party learned of them.",
    ),
    (
        "Indemnity",
        "{Ub} shall hold {a} harmless against claims of third parties that arise from its breach or negligence, provided {a} gives notice within {span:10,20,30 day}, leaves the defence to {b} and helps at {b}’s cost. {Ub} may not settle for more than {money:5000-80000} without consent. The matter of {co} v. {co}, pending in {place}, is excluded.",
    ),
    (
        "Insurance",
        "{Ub} shall maintain public liability cover of at least {money:1000000-10000000} for any one event and professional indemnity cover of {money:500000-5000000} in the aggregate with {co} or another insurer of good standing, with a deductible of no more than {money:1000-25000}, and produce certificates within {span:5,7,10 day} of request.",
    ),
    (
        "Dispute resolution",
        "A dispute is first put to the chief executives, who shall meet within {span:10,14,15 day}. If they do not settle it within {span:30,45 day}, it goes to mediation in {town} before a mediator named by {co}. Only then may a party start proceedings, other than for an injunction. Each party bears half of the mediator’s fees, up to {money:2000-15000}.",
    ),
    (
        "Publicity",
        "No announcement is made without the other’s consent, except as required by law. The press release of {on:-60,-5} was approved by both.",
    ),
    (
        "Survival",
        "Provisions that by their nature are to last survive the end of this contract; claims for payment become time-barred {span:3,6 year} after they fall due.",
    ),
    (
        "Time of the essence",
        "Time is of the essence for every date and period stated, and for any that replaces it by agreement.",
    ),
    (
        "Language",
        "This contract is made in English. A translation into another language, such as the one prepared by {co} on {on:-40,20}, is for information only.",
    ),
    (
        "Set-off",
        "All sums are paid in full without set-off or deduction, except for tax withheld by law. Sums not paid when due bear interest at {pct:100-1200} above the base rate of {bank}, accruing daily, before and after judgment.",
    ),
    (
        "Taxes",
        "Amounts are stated without value added tax, which is payable in addition against a proper invoice. If tax of more than {pct:500-3000} must be withheld, the payer shall supply receipts within {span:30,45,60 day} and the payee shall use any treaty relief available in {place}.",
    ),
)
