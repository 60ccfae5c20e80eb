"""A loan from one firm to another, paid back in instalments."""

# ruff: noqa: RUF001 - documents are written with typographic quotes

from tests.planted.prose import Clause, Prose

LOAN = Prose(
    title="TERM LOAN AGREEMENT",
    openings=(
        "This Term Loan Agreement is made{as_of} between {a}, {of_a} (the “Lender”), and {b},"
        " {of_b} (the “Borrower”).",
        "This Loan Agreement{as_of} sets out the terms on which {a}, {of_a}, as lender, lends"
        " money to {b}, {of_b}, as borrower.",
    ),
    as_of=(" as of {start} (the “Closing Date”)", " and effective as of {start}"),
    terms=(
        "The loan has a term of {term}, counted from the date of this Agreement. At the end of it"
        " whatever is still owed falls due, with all interest.",
        "The Borrower shall have the use of the loan for a period of {term} from the date of this"
        " Agreement, and shall pay back the balance when that period is over.",
    ),
    no_term="The Lender may call the loan in whole or in part by notice in writing, and the"
    " Borrower then pays without delay.",
    laws=(
        "This Agreement and the note shall be governed by, and construed in accordance with, the"
        " laws of {law}.",
        "The laws of {law} govern this Agreement, and the Borrower submits to the courts there.",
    ),
    money="Subject to the conditions below, the Lender lends the Borrower the principal sum of"
    " {fee}, to be paid out in one amount within a few days of signing.",
    clauses=(
        Clause(
            "Use of the money",
            "The Borrower uses the loan to buy machines and stock for its plant and for nothing"
            " else. It keeps the invoices, and shows them to the Lender when it is asked to.",
        ),
        Clause(
            "Interest",
            "The unpaid balance bears interest at a fixed rate of {percent} a year, worked out on"
            " the days that have really passed and a year of 360 days. Interest is paid with each"
            " instalment. A sum that is late bears two percentage points more until it is paid.",
        ),
        Clause(
            "Repayment",
            "The Borrower pays back the loan in equal quarterly instalments. It may pay the whole"
            " or a part of it early on ten business days’ notice, at no charge, and what is paid"
            " early is counted against the last instalments first.",
        ),
        Clause(
            "Representations",
            "The Borrower is duly organised and in good standing, and has taken all steps that it"
            " needs to sign this Agreement. Its audited accounts as of December"
            " 31, 2023 show its position truly. No lawsuit"
            " is pending that could make it unable to pay, and it has paid its taxes as they fell"
            " due.",
        ),
        Clause(
            "Covenants",
            "Until the loan is paid back, the Borrower keeps its assets insured, sends its yearly"
            " accounts to the Lender as soon as they are audited, does not give others a charge"
            " over its plant, and does not merge or sell its business without consent.",
        ),
        Clause(
            "Security",
            "To secure what it owes, the Borrower grants the Lender a first charge over the"
            " machines that are bought with the loan, and signs whatever has to be filed under the"
            " law of the place where"
            " they stand.",
        ),
        Clause(
            "Events of default",
            "The Lender may demand everything at once if an instalment is late and not paid within"
            " a week of a reminder, if a representation proves wrong in an important point, if a"
            " covenant is broken and not mended, or if the Borrower stops its payments, asks for"
            " protection from its creditors or is wound up.",
        ),
        Clause(
            "Costs",
            "The Borrower bears the reasonable costs of preparing and enforcing this Agreement,"
            " including lawyers’ fees, on receipt of an account. A delay in using a right is no"
            " waiver of it. No change binds unless it is in writing and signed by both sides.",
        ),
    ),
)
