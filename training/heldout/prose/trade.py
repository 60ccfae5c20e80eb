"""Clauses of work, goods, rights and employment, as this author words them: (heading, text)."""

from training.heldout.prose.general import Clause

SERVICES: tuple[Clause, ...] = (
    (
        "Scope of work",
        "{Ub} shall perform the services described in each work order with the care of a competent professional, using staff named in it, of whom {person} is the lead. Work orders are numbered; the first is dated {on:-5,40}. If a work order and this contract differ, this contract prevails unless the work order says otherwise by reference to this clause.",
    ),
    (
        "Fees and invoicing",
        "{Ua} pays the hourly rates of the rate card, at present {money:90-420} for senior and {money:60-200} for junior staff, capped at {money:20000-900000} a year. Invoices are sent monthly to {email} and are due {span:30,45,60 day} after receipt; an early payment within {span:10 day} earns a discount of {pct:100-300}. Rates may be raised once a year by no more than {pct:200-500}, for the first time on {on:330,400}.",
    ),
    (
        "Expenses",
        "Travel is reimbursed at cost, economy class, if approved beforehand and claimed within {span:30,60 day}; a mileage rate applies to private cars. No single expense over {money:250-2500} is approved by e-mail.",
    ),
    (
        "Acceptance",
        "{Ua} has {span:5,10,15 business day} from delivery to test each deliverable. It is accepted when {a} says so or when that period ends without a list of defects. Defects are corrected within {span:10,20 day}; after a third failure {a} may reject the deliverable and recover what it paid, up to {money:10000-300000}.",
    ),
    (
        "Service levels",
        "Monthly availability shall be at least {pct:9900-9990}. For each {pct:10-100} below, {a} receives a credit of {pct:200-1000} of the monthly charge, at most {pct:1000-2500}. Incidents of the highest severity are answered within {span:1,2,4 hour} and solved within {span:8,12,24 hour}.",
    ),
    (
        "Key personnel",
        "{person} and {person} shall not be withdrawn before {on:100,500} except for illness or resignation. A replacement is proposed within {span:5,10 business day} and works unpaid for the first {span:2,3,4 week}.",
    ),
    (
        "Subcontracting",
        "{Ub} may use {co} and {co} for hosting and testing. Any other subcontractor needs approval, which is taken as given {span:10,15 day} after a request. {Ub} remains liable for them as for its own staff.",
    ),
    (
        "Intellectual property",
        "Rights in the deliverables pass to {a} on payment. Tools that {b} had before, or licensed from {co} under the agreement of {on:-1500,-100}, remain its own; {a} receives a perpetual licence to use them inside the deliverables.",
    ),
    (
        "Non-solicitation",
        "During the contract and for {span:6,12,18 month} after, neither party shall hire staff of the other who worked on the services; a breach costs {pct:2000-5000} of the yearly salary of the person concerned.",
    ),
    (
        "Termination",
        "Either party may end this contract for material breach not cured within {span:15,20,30 day} of notice, at once if the other is insolvent, and {a} also for convenience on {span:30,60,90 day} notice. On such an ending {a} pays for work done and non-cancellable costs up to {money:5000-100000}.",
    ),
    (
        "Change control",
        "A change is requested on the form of the third schedule. {Ub} answers within {span:5,10 business day} with the effect on price and time. Until both have signed the form, work goes on unchanged. Estimates above {money:5000-20000} are charged at {pct:1000-5000} of the usual rate.",
    ),
    (
        "Warranties",
        "{Ub} warrants that the services conform to the work order for {span:60,90,180 day} after acceptance, infringe no right of a third party and contain no open-source code under a licence listed by {co}. All other warranties are excluded so far as the law permits.",
    ),
    (
        "Business continuity",
        "{Ub} keeps a plan by which service resumes within {span:24,48,72 hour} of a disaster at its {town} site, tests it once in every {span:6,12 month} and shares the result. The last test, of {on:-300,-20}, was witnessed by {co}.",
    ),
    (
        "Exit",
        "On expiry {b} helps to move the services to {a} or to {co} for up to {span:3,6 month} at the rates then current, and hands over all data in a usual format within {span:10,30 day}.",
    ),
)

LICENCE: tuple[Clause, ...] = (
    (
        "Grant",
        "{Ua} grants to {b} a non-exclusive, non-transferable licence to install and use the software, release {num:2-9}.{num:0-9}, for up to {num:20-900} named users at its premises in {town} and {town}. Use by {co} or another contractor counts as use by {b}.",
    ),
    (
        "Restrictions",
        "{Ub} shall not copy the software except for backup, decompile it except where the law of its seat allows, rent it or disclose benchmark results. Components of {co} are licensed under their own terms, last changed on {on:-600,-10}.",
    ),
    (
        "Licence fee",
        "The fee is {money:8000-600000} a year, due in advance. Users above the number licensed cost {money:90-900} each. A fee {span:30,45 day} in arrear bears {pct:100-200} a month. Fees may be adjusted on each anniversary by the consumer price index of {place}, but not by more than {pct:300-600}.",
    ),
    (
        "Support",
        "Support is given by telephone on business days and by {email} at all times. A workaround for critical errors is supplied within {span:4,8,24 hour}. Releases are supported for {span:18,24,36 month} after the next one appears; support for release 3 ended on {on:-700,-50}.",
    ),
    (
        "Royalties",
        "{Ub} pays a royalty of {pct:200-1200} of net sales of licensed products, at least {money:10000-200000} a year, within {span:30,45,60 day} after each quarter, with a report that states sales by country. Sales by {co} count as its own.",
    ),
    (
        "Verification",
        "{Ua} may once in {span:12 month} have {co} verify the use. If use exceeds the licence by more than {pct:500-1000}, {b} bears the cost, at most {money:5000-40000}.",
    ),
    (
        "Escrow",
        "The source code is kept with {co} in {place} under the deposit agreement of {on:-800,-30}. It is released if {a} stops support for more than {span:30,60 day}.",
    ),
    (
        "Infringement claims",
        "If a third party claims that the software infringes its rights, {a} shall defend {b} and pay what is finally awarded. The claim of {co}, filed in {place} on {on:-500,-10}, is known to {b} and covered up to {money:100000-2000000}.",
    ),
)

SUPPLY: tuple[Clause, ...] = (
    (
        "Appointment",
        "{Ua} appoints {b} as its distributor for the products in {place} and {place}. The appointment of {co} for {place} is not affected. {Ub} buys and sells in its own name and shall not open a branch or seek customers elsewhere.",
    ),
    (
        "Orders and delivery",
        "Orders are placed by e-mail to {email} at least {span:4,6,8 week} ahead and bind when confirmed. Delivery is FCA {town}. If delivery is late by more than {span:10,14 day}, {b} is owed {pct:50-100} of the price for each full week, up to {pct:500-1000}.",
    ),
    (
        "Prices",
        "Prices are those of the list of {on:-90,-1} less {pct:1500-4000}. {Ua} may change the list on {span:60,90 day} notice; orders confirmed before keep the old price. The minimum order is {money:1000-40000}.",
    ),
    (
        "Minimum purchases",
        "{Ub} shall buy products for not less than {money:100000-3000000} in each contract year. If it buys less than {pct:7000-9000} of that, {a} may appoint {co} beside it.",
    ),
    (
        "Title and risk",
        "Risk passes on delivery to the carrier, title when the price is paid in full. {Ub} stores unpaid products apart and insures them with {co} for {money:50000-900000}.",
    ),
    (
        "Product warranty",
        "Products are free from defects for {span:12,18,24 month} from delivery. Claims are made within {span:8,10,14 day} of discovery. {Ua} repairs or replaces; it does not pay for the recall ordered in {place} on {on:-400,-20}.",
    ),
    (
        "Inspection",
        "The buyer may inspect the goods at the works of {co} in {town} on {span:3,5 day} notice, and shall report visible defects within {span:5,7,10 day} of arrival. A sample of {pct:200-1000} of each lot is decisive.",
    ),
    (
        "Payment",
        "Invoices are payable {span:30,45,60 day} from their date by transfer to {bank}. Orders above {money:50000-300000} need a letter of credit confirmed by {bank}, valid for {span:90,120 day}.",
    ),
)

EMPLOYMENT: tuple[Clause, ...] = (
    (
        "Position and duties",
        "{Ub} is employed as {role}, reports to {person}, and works at the {town} office. {Ua} may ask {b} to work at {town} or to travel to {place} for up to {span:4,6,8 week} a year. Earlier service with {co}, from {on:-2500,-900}, counts for the length of service.",
    ),
    (
        "Remuneration",
        "The gross salary is {money:38000-240000} a year, paid monthly in arrear, with a discretionary bonus of up to {pct:1000-4000} of salary. A signing payment of {money:2000-30000} is repayable if {b} leaves within {span:12,18 month}. Salary was last compared with the survey of {co} on {on:-400,-30}.",
    ),
    (
        "Probation",
        "The first {span:3,6 month} are a probationary period in which either side may give {span:1,2 week} notice.",
    ),
    (
        "Holidays",
        "{Ub} is entitled to {span:22,25,28 business day} of paid leave in a calendar year in addition to public holidays. Up to {span:5 day} may be carried over and must be taken by {on:300,460}.",
    ),
    (
        "Sickness",
        "Absence is reported on the first day; after {span:3,7 day} a certificate is needed. Salary is paid in full for {span:4,6,13 week} in any period of {span:12 month} and then at {pct:5000-8000}.",
    ),
    (
        "Pension and benefits",
        "{Ua} contributes {pct:300-900} of salary to the plan run by {co}, provided {b} pays {pct:200-500}. Private medical cover with {co} starts after {span:3 month}.",
    ),
    (
        "Restrictive covenants",
        "For {span:6,9,12 month} after the employment ends {b} shall not work for {co}, {co} or another competitor in {place}, nor approach a customer dealt with in the last {span:12,24 month}. A payment of {pct:5000-10000} of salary is made for that time.",
    ),
    (
        "Inventions",
        "Inventions made in the course of the employment belong to {a}. Those listed by {b} on {on:-40,-1}, made for {co}, are excluded.",
    ),
    (
        "Notice",
        "After probation the employment may be ended by {span:1,2,3 month} written notice. {Ua} may pay salary instead. It ends without notice at the age of retirement or for gross misconduct.",
    ),
    (
        "Equity",
        "Subject to approval of the board, {b} will be granted options over {num:1-90},000 shares, vesting over {span:4 year} with a cliff of {span:12 month}, at a price of {money:2-40} a share.",
    ),
    (
        "Company property",
        "The laptop and telephone, together worth about {money:900-4000}, are returned on the last day. {Ub} acknowledges the handbook as issued on {on:-500,-10}.",
    ),
)
