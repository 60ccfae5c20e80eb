"""Clauses of loans and security, as this author words them: (heading, text)."""

# ruff: noqa: RUF001 - documents are written with typographic dashes and quotes

from training.heldout.prose.general import Clause

DEFINITIONS: tuple[str, ...] = (
    "“Availability Period” means the period from the date of this document to and including {on:40,400}.",
    "“Base Rate” means the rate published by {bank} on its website at 11.00 a.m. on each business day, and if it is less than zero, zero.",
    "“Business Day” means a day, other than a Saturday or Sunday, on which banks are open in {town} and {town}.",
    "“Change of Control” means that {co} ceases to hold directly at least {pct:5000-7500} of the voting shares of {b}.",
    "“Commitment” means {money:200000-40000000}, to the extent not cancelled or reduced.",
    "“Default Rate” means the rate otherwise payable plus {pct:100-400}.",
    "“Disruption Event” means a material disruption to payment systems which is beyond the control of either party and lasts more than {span:2,3,5 business day}.",
    "“Existing Facility” means the facility dated {on:-1800,-300} between {co} and {bank}.",
    "“Finance Documents” means this document, the security documents, the fee letter dated {on:-20,20} and any other so designated.",
    "“Financial Year” means the period of {span:12 month} ending on 31 December.",
    "“Group” means {b} and its subsidiaries, among them {co} and {co}.",
    "“Interest Period” means each period of {span:1,3,6 month} determined under the clause on interest.",
    "“Leverage” means, for any period of {span:12 month}, the ratio of net debt to EBITDA.",
    "“Margin” means {pct:120-650} per annum.",
    "“Material Adverse Effect” means an effect on the business which in the opinion of {a} is likely to cost more than {money:100000-3000000}.",
    "“Original Financial Statements” means the audited accounts of {b} for the year ended {on:-500,-200}, audited by {co}.",
    "“Permitted Disposal” means a sale on arm’s length terms whose proceeds do not exceed {money:20000-900000} in any financial year.",
    "“Quarter Date” means the last day of each calendar quarter, the first being {on:20,110}.",
    "“Repeating Representations” means those in the clause on representations other than the one about {co}.",
    "“Security” means a mortgage, charge, pledge or lien, including the charge in favour of {bank} registered on {on:-1500,-100}.",
    "“Subordinated Creditor” means {co}, a company incorporated in {place}.",
    "“Termination Date” means {on:700,2600}.",
    "“Unpaid Sum” means any sum due but unpaid for more than {span:3,5 business day}.",
    "“Utilisation” means a drawing of at least {money:10000-500000} under the clause on drawings.",
)

CLAUSES: tuple[Clause, ...] = (
    (
        "The Facility",
        "Subject to the terms of this document {a} makes available to {b} a term loan facility in an aggregate amount of {money:250000-60000000}. {Ub} shall apply all amounts borrowed towards the acquisition of {co}, the refinancing of debt owed to {bank}, and its general corporate purposes. {Ua} is not bound to monitor the use of any amount.",
    ),
    (
        "Conditions of Utilisation",
        "{Ub} may not deliver a request for a drawing unless {a} has received the documents listed in the first schedule in form and substance satisfactory to it, among them a legal opinion of {co}, counsel in {place}, certified copies of the board resolutions passed on {on:-20,5}, and evidence that fees of {money:5000-250000} have been paid. {Ua} shall confirm receipt within {span:2,3,5 business day}.",
    ),
    (
        "Drawings",
        "A drawing is requested by a completed request, irrevocable once given, received no later than {span:3,5 business day} before the proposed date. No more than {num:3-10} drawings may be outstanding. Each shall be a minimum of {money:50000-1000000} or, if less, the balance. The commitment is cancelled automatically at close of business on {on:100,500}.",
    ),
    (
        "Repayment",
        "{Ub} shall repay the loan in instalments of {money:10000-1500000} on each Quarter Date, starting on {on:90,300}, and the balance on the Termination Date. An amount repaid may not be drawn again. If a repayment date is not a business day, payment is made on the preceding one.",
    ),
    (
        "Prepayment",
        "{Ub} may on {span:5,10 business day} notice prepay the whole or a part (being at least {money:50000-500000}) together with accrued interest and, within the first {span:12,18,24 month}, a fee of {pct:50-300} of the amount prepaid. On a Change of Control, or the sale of {co}, all sums become due {span:10,15,30 day} after a demand.",
    ),
    (
        "Interest",
        "Interest accrues at the aggregate of the Margin and the Base Rate, presently {pct:150-700} in all, and is payable on the last day of each Interest Period. If Leverage falls below the level set in the second schedule, the Margin is reduced by {pct:20-75} from the next Interest Period. Interest is calculated on the days elapsed and a year of {span:360,365 day}.",
    ),
    (
        "Default interest",
        "If {b} fails to pay an amount on its due date, interest accrues on the Unpaid Sum at {pct:100-500} above the rate which would otherwise apply, compounds at the end of each period of {span:1,3 month} chosen by {a}, and is payable on demand.",
    ),
    (
        "Fees",
        "{Ub} shall pay an arrangement fee of {pct:50-250} of the Commitment on signing, an agency fee of {money:5000-90000} a year in advance, and on the undrawn part of the Commitment a fee of {pct:20-120} per annum, accruing daily and payable quarterly in arrear. Fees once paid are not refunded.",
    ),
    (
        "Increased costs",
        "{Ub} shall within {span:3,5,10 business day} of a demand pay the amount of any increased costs incurred by {a} as a result of a change in law made after {on:-30,0}. A demand shall give reasonable details and be made within {span:90,180 day} after {a} became aware of the cost.",
    ),
    (
        "Representations",
        "{Ub} represents that it is duly incorporated and validly existing, has the power to own its assets and carry on its business, and that its obligations are legal, valid and enforceable; that no Default is continuing; that its Original Financial Statements give a true and fair view; that no litigation is pending save for the claim of {co} for {money:20000-700000}; and that it has not traded in {place} since {on:-1500,-200}.",
    ),
    (
        "Information undertakings",
        "{Ub} shall supply its audited accounts within {span:90,120,180 day} after the end of each Financial Year, management accounts within {span:30,45 day} after each quarter, a compliance certificate signed by two directors with each, and, promptly, details of any claim above {money:25000-500000}. It shall not change its auditors, {co}, without notice.",
    ),
    (
        "Financial covenants",
        "{Ub} shall ensure that Leverage does not exceed 3.50:1 for any Relevant Period, that cash flow cover is not less than {pct:10500-13000} of debt service, that tangible net worth is at no time below {money:500000-20000000}, and that capital expenditure in a year stays within {pct:10000-12000} of the budget. A shortfall may be cured by new equity within {span:15,20 business day}.",
    ),
    (
        "Negative pledge",
        "{Ub} shall not create or permit to subsist any Security over its assets, other than liens arising by operation of law, the Security of {bank} to be released by {on:5,60}, and Security for debts which together do not exceed {money:25000-750000}.",
    ),
    (
        "Disposals and acquisitions",
        "No member of the Group shall dispose of assets, other than stock in the ordinary course or a Permitted Disposal, or buy a business for more than {money:100000-4000000}. The purchase of {co} under the offer letter of {on:-90,-5} is permitted if it completes within {span:60,90,120 day}.",
    ),
    (
        "Events of Default",
        "Each of the following is an Event of Default: {b} does not pay on the due date, unless the failure is technical and remedied within {span:2,3,5 business day}; a financial covenant is not met; another obligation is breached and the breach is not remedied within {span:10,15,20 business day} of notice; a representation proves to have been misleading; debt above {money:50000-1000000} owed to {bank} or another creditor is accelerated; {b} or {co} is insolvent or suspends payments.",
    ),
    (
        "Acceleration",
        "While an Event of Default is continuing {a} may by notice cancel the Commitment, declare that all or part of the loan with accrued interest is immediately due and payable, or payable on demand, and enforce any Security. It need not first proceed against {co} or any other guarantor.",
    ),
    (
        "Application of payments",
        "If a payment is less than what is due, {a} applies it first to costs, secondly to fees and interest, thirdly to principal and lastly to other sums. {Ub} may not direct otherwise. Payments go to {bank}, account {ref}, by noon on the due date.",
    ),
    (
        "Currency of account",
        "A sum is payable in the currency in which it is denominated. If a judgment is given in another currency, {b} shall as a separate obligation make good any shortfall within {span:3,5 business day}, at the spot rate of {bank}.",
    ),
    (
        "Transfers by the lender",
        "{Ua} may transfer its rights to another bank or to a fund with the consent of {b}, not to be unreasonably withheld and taken as given {span:5,10 business day} after it is sought. No consent is needed while an Event of Default is continuing or for a transfer to {co}. The transferee pays a fee of {money:1500-5000}.",
    ),
    (
        "Intercreditor",
        "The liabilities owed to {co} as Subordinated Creditor rank behind those under this document. Until all sums are paid, no payment on the note of {on:-1200,-60} for {money:50000-900000} shall be made or accepted, and the Subordinated Creditor shall hold on trust whatever it receives.",
    ),
    (
        "Property undertakings",
        "{Ub} shall keep the property at {address} in good repair, insure it for its full reinstatement value of not less than {money:300000-9000000}, and not grant a lease longer than {span:1,2,3 year}. {Ua} may on {span:3,7 day} notice inspect it. A valuation by {co} shall be obtained every {span:12,24,36 month}.",
    ),
    (
        "Guarantee and indemnity",
        "The Guarantor guarantees punctual performance and undertakes that whenever {b} does not pay an amount when due, it shall on demand pay it as if it were the principal obligor. The guarantee is continuing and extends to the ultimate balance, but shall not exceed {money:100000-8000000} in aggregate plus interest at {pct:200-900}. A demand may be made until {on:800,2500}.",
    ),
    (
        "Calculations",
        "Any certificate by {a} of a rate or amount is, in the absence of manifest error, conclusive. Accruing sums are computed on the basis of the actual number of days and a year of {span:365 day}.",
    ),
    (
        "Hedging",
        "{Ub} shall within {span:30,60,90 day} of the first drawing enter into hedging with {bank} or {co} for not less than {pct:5000-8000} of the loan and keep it in place for {span:24,36 month}.",
    ),
)

CONDITIONS: tuple[str, ...] = (
    "A copy of the constitutional documents of {b}, certified by {person}.",
    "A specimen of the signature of each person authorised by the resolution passed on {on:-15,0}.",
    "Evidence that {co} has been paid {money:10000-400000} and has released its charge of {on:-1900,-200}.",
    "A valuation of the property at {address} addressed to {a} and dated no earlier than {span:30,60,90 day} before drawing.",
    "An opinion of {co}, legal advisers to {a} in {place}.",
    "Insurance policies in the names of {b} and {co} for {money:500000-8000000}.",
    "The fee letter, and evidence that a fee of {pct:50-200} has been paid.",
    "Know-your-customer documents for {person}, {person} and each holder of more than {pct:1000-2500} of the shares.",
    "A certificate that borrowing the Commitment would not cause any limit to be exceeded.",
)
