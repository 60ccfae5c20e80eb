"""Clauses that only long contracts have, as this author words them: (heading, text)."""

from training.heldout.prose.general import Clause

CLAUSES: tuple[Clause, ...] = (
    (
        "Environmental and social matters",
        "{Ub} shall comply with environmental law, obtain and keep all permits, and tell {a} within {span:3,5 business day} of any claim, spill or investigation. It has commissioned {co} to survey the sites at {town} and {town}; the survey of {on:-700,-60} found costs of {money:10000-400000}, for which a provision was made. Remediation is finished by {on:60,600} and certified by {co}. If costs exceed the provision by more than {pct:1000-3000}, the parties meet within {span:10,15 day} to agree how they are borne. The permit issued in {place} runs for {span:10,15 year} and may be renewed for {span:5 year}.",
    ),
    (
        "Information security",
        "{Ub} maintains a security programme no less strict than that described by {co} in its report of {on:-400,-30}. Access is by two factors; logs are kept for {span:12,18 month}; laptops are encrypted; vulnerabilities rated critical are closed within {span:5,7,14 day} and others within {span:30,60,90 day}. A penetration test is made every {span:6,12 month} by {co} or another firm that {a} accepts. An incident is reported to {email} within {span:24,36,72 hour}, with a full report after {span:10,15 business day}. If an incident is the fault of {b}, it bears the cost of notices to the persons affected and of {span:12,24 month} of credit monitoring, up to {money:50000-900000}.",
    ),
    (
        "Governance",
        "Each party names a manager; those of the first year are {person} and {person}. They meet every {span:2,4 week}, keep minutes, and send them round within {span:3,5 business day}. A steering committee, with {person} as its chair, meets every {span:3 month} in {town} or by video. A matter on which the committee cannot agree for {span:20,30 day} goes to the chief executives. {co} may attend as an observer and has no vote. The committee may allow departures from the schedules that cost no more than {money:5000-60000} or {pct:100-500} of the price.",
    ),
    (
        "Benchmarking",
        "Once after {span:18,24 month} and then every {span:12 month} {a} may have the charges compared with those of {num:3-6} other suppliers by {co}, by {co} or by another firm that is no competitor of {b}. If the report shows charges more than {pct:300-1000} above the upper quartile, {b} lowers them within {span:30,45,60 day}, or {a} may end the part concerned on {span:60,90 day} notice. The cost of the report, estimated at {money:15000-90000}, is shared equally. The report of {on:-900,-200} made under the earlier contract with {co} may not be used.",
    ),
    (
        "Modern slavery and labour standards",
        "{Ub} warrants that neither it nor, to its knowledge, any of its suppliers uses forced or child labour, and that it has paid no less than the lawful minimum wage in {place} in the last {span:3,5 year}. It keeps a register of suppliers of more than {money:10000-90000} a year, trains its buyers every {span:12,24 month}, and lets {co} audit its works in {town} on {span:5,10 day} notice. The audit of {on:-600,-40} found {num:2-9} minor points, closed by {on:-39,-2}. A breach that is not put right within {span:30,60 day} allows {a} to end this contract at once.",
    ),
    (
        "Export control",
        "Goods, software and know-how may not be exported to {place} or to a person on a list of sanctions without a licence. {Ub} classifies all items within {span:20,30 day} and tells {a} the numbers. If a licence is refused or has not been granted after {span:90,120,180 day}, either party may withdraw from the delivery concerned; advances are repaid within {span:10,14 day} with interest at {pct:200-600}. Licences granted to {co} before {on:-300,-30} are of no use for this contract. Records are kept for {span:5,7 year} after the export.",
    ),
    (
        "Insurance claims",
        "If an insured event happens, {b} tells {a} and {co}, the broker, within {span:2,3,5 day}, takes steps to limit the damage, and makes no admission. Claims of more than {money:20000-200000} are settled only with the consent of {a}. Insurance money is paid into the account with {bank} and is used within {span:12,18,24 month} to restore what was lost; what is not so used after {on:500,1300} reduces what {b} owes. The excess of {money:1000-25000} is borne by {b}. Premiums, now {pct:20-150} of the sum insured, are paid {span:30 day} before they fall due.",
    ),
    (
        "Step-in",
        "If {b} is in material breach, or if an authority in {place} so demands, {a} may on {span:2,5 business day} notice perform the part concerned itself or have {co} perform it, for up to {span:90,120,180 day}. {Ub} gives access, staff and data, and bears the cost above the charges saved, up to {pct:11000-15000} of them. Step-in ends when {b} shows that it can resume, at the latest on {on:200,900}. During step-in no service credits are owed. The right was agreed with {co} in the letter of {on:-50,-5}, which is attached for information.",
    ),
    (
        "Taxation in detail",
        "Each payment is made without withholding unless the law demands it; if it does, the payment is increased so that the payee receives what it would have had, except where it could have avoided the withholding of {pct:500-3000} by a form that it failed to supply within {span:30 day} of request. A party that obtains a credit pays over within {span:10,20 day} what leaves it no better and no worse off. Stamp duty of about {money:500-20000} is borne by {b}. The ruling given to {co} in {place} on {on:-1500,-100} is not relied on. Returns are filed within {span:9,12 month} of the year end, and questions go to {person} of {co}.",
    ),
    (
        "Employees on change of supplier",
        "The parties expect that {num:4-60} employees of {co} pass to {b} by law on the start of the services. {Ua} bears their claims for the time before, up to {money:50000-700000}, and {b} those for the time after. A list with ages, pay and notice periods, none longer than {span:6 month}, was handed over on {on:-60,-5}. At the end {b} gives a like list {span:90,180 day} before, makes no rise of pay above {pct:200-400} in the last {span:6 month}, and bears the claims of employees whom it failed to list. Pensions are continued in the plan of {co} for {span:12 month}.",
    ),
    (
        "Improvements",
        "Improvements made by either party in the first {span:24,36 month} are told to the other within {span:30,60 day} and may be used by it without charge; those made later against a royalty of {pct:100-400} of net sales, at most {money:20000-300000} a year. Patents are filed in the name of the party whose staff made the invention. If it does not file within {span:90,180 day}, the other may. The application filed in {place} on {on:-1000,-50} by {co} is prior art for both. Each party bears its own fees; those of {co}, patent attorneys, are shared up to {money:5000-60000}.",
    ),
    (
        "Books of account and certificates",
        "{Ub} keeps books by the standards in force in {place}, has them audited by {co} and delivers within {span:90,120 day} of each year end a certificate that states turnover, the amount of every debt above {money:10000-200000}, the share of turnover made with the largest customer (for the last year {pct:800-3500}), and each lawsuit. A certificate signed on {on:-200,-10} by {person} was delivered before signature. If the certificate is late by more than {span:10,20 day}, {a} may send {co} to draw it up. Books are kept for {span:6,7,10 year} and may be inspected at {address}.",
    ),
    (
        "Remedies",
        "Damages may not be enough for a breach of the clauses on confidentiality and on competition, so that an injunction may be sought without proof of loss in {place} or elsewhere. For each breach a penalty of {money:5000-250000} is due within {span:14 day}, which counts towards damages. The penalty doubles if the breach goes on {span:5,10 day} after a warning. A court may lower it, as one in {town} did in the case of {co} against {co} on {on:-2500,-400}. Rights lapse {span:2,3 year} after the party entitled learned of the breach, and in any case after {span:6,10 year}.",
    ),
    (
        "Access to premises",
        "Staff of {b} who work at {address} follow the rules of the house as issued on {on:-800,-60}, carry badges, and leave when told. Badges not returned within {span:3,5 day} cost {money:50-400}. Work between 8 p.m. and 6 a.m. is announced {span:24,48 hour} ahead to {person} at {email}. The alarm is run by {co}; false alarms beyond {num:2-5} in {span:12 month} are charged at {money:100-900}. Vehicles are parked where {co} directs. Staff who have worked there for more than {span:6,9 month} take part in a fire drill; the last took place on {on:-200,-5}.",
    ),
    (
        "Transition plan",
        "Work passes from {co} to {b} in three stages. The first, a survey, begins {span:5,10 business day} after signature and takes {span:3,4,6 week}. The second, parallel running, lasts {span:2,3 month}; in it {a} pays {pct:5000-7500} of the charges. The third begins on {on:100,300}, when {b} carries the services alone. If the third stage begins more than {span:20,30 day} late, {b} pays {money:1000-20000} for each day, at most {pct:500-1500} of the charges of the first {span:12 month}, and after {span:60,90 day} {a} may withdraw. The manager of the transition is {person}; {co} keeps the register of risks.",
    ),
    (
        "Order of documents",
        "If parts of this contract differ, they prevail in this order: special terms, clauses, schedules, the proposal of {b} dated {on:-150,-10}, the request of {a} dated {on:-300,-151}. Standard terms of {co} or of either party, also those printed on orders and invoices, do not apply even if they were not objected to. The draft prepared by {co} and the minutes of the meetings held in {town} on {on:-100,-20} are no part of it. References to the laws of {place} in the schedules are explained in the glossary and do not choose a law.",
    ),
)
