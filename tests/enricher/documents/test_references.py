"""A text tells which document it amends, restates or is made under, and what it is called itself."""

from __future__ import annotations

import pytest

from enricher.documents.references import Kind, read_opening

AMENDS, RESTATES, UNDER = Kind.AMENDS, Kind.RESTATES, Kind.UNDER

REFERENCES = [
    (
        "FIRST AMENDMENT TO ORCHARD MANAGEMENT AND MAINTENANCE AGREEMENT\nTHIS FIRST AMENDMENT TO ORCHARD MANAGEMENT"
        ' AND MAINTENANCE AGREEMENT ("Amendment") is entered into as of December 1, 1990 by Orchard Partners and Hill'
        " Management Inc.\nA. The Partnership and Manager entered into that certain Orchard Management and Maintenance"
        ' Agreement, dated as of September 1, 1989 (the "Agreement").',
        (AMENDS, "Orchard Management and Maintenance Agreement", "1989-09-01"),
    ),
    (
        'FIRST AMENDMENT TO SUPPLY AND QUALITY AGREEMENT This First Amendment ("Amendment") to the Supply and Quality'
        ' Agreement dated April 1, 2017 between Lyra Corporation ("Lyra") and Vega Corporation ("Vega") (the'
        ' "Agreement") is made this 22 day of June 2018.',
        (AMENDS, "Supply and Quality Agreement", "2017-04-01"),
    ),
    (
        "AMENDMENT NO. 2 TO MILLER'S HERITAGE FOODS, LLC and ORION LABS CORPORATION MANUFACTURING AGREEMENT\n"
        'This Second Amendment ("Second Amendment"), entered into by and between Miller\'s Heritage Foods, LLC and'
        " Orion Labs Corporation is effective as of October 1, 2018 and amends that certain Manufacturing Agreement"
        ' between Heritage and Orion dated July 1, 2017 ("Agreement").',
        (AMENDS, "Manufacturing Agreement", "2017-07-01"),
    ),
    (
        "SECOND AMENDMENT TO CO-MARKETING AGREEMENT\nTHIS SECOND AMENDMENT TO CO-MARKETING AGREEMENT (this"
        ' "Amendment") is made effective as of the 23rd day of February, 1998, by ORION, INC. and V.L. Vega, Inc.\n'
        "WHEREAS, the parties have executed that certain Co-Marketing Agreement dated October 11, 1996, as amended on"
        ' December 10, 1996 (as so amended, the "Agreement");',
        (AMENDS, "Co-Marketing Agreement", "1996-10-11"),
    ),
    (
        "SECOND AMENDMENT TO SERVICES AGREEMENT This SECOND AMENDMENT TO SERVICES AGREEMENT, dated and effective as"
        ' of March 1, 2016, (this "Second Amendment"), is made between ORION MANAGEMENT COMPANY and VEGA ADVISORY'
        " COMPANY. RECITALS WHEREAS, the Adviser and Vega have entered into that certain Services Agreement dated as of"
        ' January 1, 2004 (as amended, the "Services Agreement")',
        (AMENDS, "Services Agreement", "2004-01-01"),
    ),
    (
        "AMENDMENT NO. 2\nDated as of March 27, 2006\nReference is hereby made to that certain fully executed Mobile"
        " Content License Agreement Number 40317 dated as of December 16, 2004, as amended November 11, 2005,"
        ' ("Agreement"), between Orion Entertainment, Inc. and Vega Mobile, Inc.',
        (AMENDS, "Mobile Content License Agreement", "2004-12-16"),
    ),
    (
        "Amendment n° 01   to the Global Maintenance Agreement ref. AB/C-4031/14 Issue 7 dated March 9t h , 2015\n"
        "BETWEEN\nORION LINHAS AÉREAS S/A",
        (AMENDS, "Global Maintenance Agreement", "2015-03-09"),
    ),
    (
        "EXHIBIT 'B' This Exhibit B is entered into as of the 26th day of March 2020 by Orion, Inc. and The Vega"
        " Press. This Exhibit is hereby incorporated into and made a part of the Master Services Agreement (the"
        ' "Agreement") between the Parties (Effective Date: February 5, 2020).',
        (UNDER, "Master Services Agreement", "2020-02-05"),
    ),
    (
        "SCHEDULE A Product License Schedule This Product License Schedule is issued pursuant to the Software License,"
        ' Hosting and Maintenance Agreement (the "Agreement") by First Bank, N.A. and Orion Labs,',
        (UNDER, "Software License, Hosting and Maintenance Agreement", ""),
    ),
    (
        "AMENDMENT NO. 3\nto the\nMASTER SERVICES AGREEMENT\n\nThis Amendment No. 3 (“Amendment”) is entered into as of"
        " June 1, 2019 by and between Orion Labs Inc. and Vega LLC and amends the Master Services Agreement dated as of"
        " March 1, 2015 between them.",
        (AMENDS, "Master Services Agreement", "2015-03-01"),
    ),
    (
        "First Amendment to Lease\n\nThis First Amendment to Lease is made on 4 May 2021 between Hill Estates Ltd and"
        " Orion Labs Inc. The parties entered into a Lease dated 12 January 2018 of the premises at 4 Mill Road.",
        (AMENDS, "Lease", "2018-01-12"),
    ),
    (
        "ADDENDUM\n\nThis Addendum is attached to and made part of the Employment Agreement dated 2020-02-10 between"
        " Orion Labs Inc. and Ada Miller.",
        (AMENDS, "Employment Agreement", "2020-02-10"),
    ),
    (
        "DEED OF VARIATION\n\nrelating to the Facility Agreement dated 7 July 2014\n\nOrion plc and First Bank plc",
        (AMENDS, "Facility Agreement", "2014-07-07"),
    ),
    (
        "STATEMENT OF WORK NO. 4\n\nThis Statement of Work is issued under and subject to the Master Services Agreement"
        " by and between Orion Labs Inc. (“Client”) and Vega LLC (“Supplier”) dated March 1, 2015 (the “MSA”).",
        (UNDER, "Master Services Agreement", "2015-03-01"),
    ),
    (
        "ORDER FORM\nThis Order Form is governed by the Cloud Services Agreement effective as of 03/04/2019 between the"
        " parties.",
        (UNDER, "Cloud Services Agreement", "2019-03-04 2019-04-03"),
    ),
    (
        "AMENDED AND RESTATED LOAN AGREEMENT\n\nThis Amended and Restated Loan Agreement is made as of May 3, 2018"
        " between Orion Labs Inc. and First Bank N.A. and amends and restates in its entirety that certain Loan"
        " Agreement dated as of June 30, 2014 between the same parties.",
        (RESTATES, "Loan Agreement", "2014-06-30"),
    ),
    (
        "FIRST AMENDMENT TO AMENDED AND RESTATED LOAN AGREEMENT\n\nThis First Amendment amends the Amended and Restated"
        " Loan Agreement dated as of May 3, 2018 between Orion Labs Inc. and First Bank N.A.",
        (AMENDS, "Amended and Restated Loan Agreement", "2018-05-03"),
    ),
    (
        "Nachtrag Nr. 2\nzum Rahmenvertrag vom 1. März 2015\nzwischen der Orion GmbH und der Vega AG",
        (AMENDS, "Rahmenvertrag", "2015-03-01"),
    ),
    (
        "SECOND AMENDMENT TO LEASE AGREEMENT\nThis Second Amendment is made June 5, 2014. WHEREAS, the parties entered"
        " into that certain Lease Agreement dated May 1, 2010, as amended by that First Amendment dated June 2, 2012",
        (AMENDS, "Lease Agreement", "2010-05-01"),
    ),
    (
        "Orion Labs Inc.\nRe: Amendment to Supply Agreement\n\nDear Ms Vega,\nWe refer to the Supply Agreement dated 3"
        " May 2019 between us.",
        (AMENDS, "Supply Agreement", "2019-05-03"),
    ),
    (
        "Lease Extension Agreement\n\nThis Lease Extension Agreement extends the Lease dated January 1, 2015 between"
        " Hill LLC and Orion Labs Inc.",
        (AMENDS, "Lease", "2015-01-01"),
    ),
    (
        "Supplemental Indenture No. 2 dated May 1, 2019 to the Indenture dated as of April 1, 2015 between Orion Labs"
        " Inc. and Vega Trust",
        (AMENDS, "Indenture", "2015-04-01"),
    ),
    (
        "Master Services Agreement\nAmendment 2\nThis is the second amendment of the Master Services Agreement of"
        " 15.01.2017 between Orion GmbH and Vega AG",
        (AMENDS, "Master Services Agreement", "2017-01-15"),
    ),
    (
        "CHANGE ORDER NO. 2\nto the Construction Contract dated March 3, 2020 between Orion Labs Inc. and Vega LLC",
        (UNDER, "Construction Contract", "2020-03-03"),
    ),
    (
        "SCHEDULE NO. 3\nto Master Lease Agreement dated as of May 1, 2016\nbetween Orion Leasing Inc. and Vega LLC",
        (UNDER, "Master Lease Agreement", "2016-05-01"),
    ),
    (
        "WORK ORDER 7\nUnder Master Consulting Agreement, dated February 2, 2019, by and between Orion Labs Inc. and"
        " Vega LLC",
        (UNDER, "Master Consulting Agreement", "2019-02-02"),
    ),
    (
        "ORDER FORM\n\nThis Order Form is entered into under, and is subject to, the Subscription Services Agreement"
        " between Orion Labs Inc. and Vega LLC with an effective date of March 3, 2021.",
        (UNDER, "Subscription Services Agreement", "2021-03-03"),
    ),
    (
        "AMENDED AND RESTATED CREDIT AGREEMENT\ndated as of May 5, 2019\nThe Borrower and the Lender are parties to the"
        ' Credit Agreement dated as of June 1, 2015 (the "Existing Credit Agreement").',
        (RESTATES, "Credit Agreement", "2015-06-01"),
    ),
    (
        "AMENDED AND RESTATED EXECUTIVE EMPLOYMENT AND CONFIDENTIALITY, COMPETITION, AND INVENTION ASSIGNMENT AGREEMENT\n"
        "This Amended and Restated Agreement is made by Orion Labs Inc. and Ada Miller.",
        (
            RESTATES,
            "EXECUTIVE EMPLOYMENT AND CONFIDENTIALITY, COMPETITION, AND INVENTION ASSIGNMENT AGREEMENT",
            "",
        ),
    ),
    (
        "AMENDMENT TO SUPPLY AGREEMENT EXECUTION VERSION April 6, 2014\nOrion Labs Inc.\nDear Ada, we amend it.",
        (AMENDS, "SUPPLY AGREEMENT", ""),
    ),
    (
        "1. Nachtrag\nzum Dienstleistungsvertrag vom 1. April 2019",
        (AMENDS, "Dienstleistungsvertrag", "2019-04-01"),
    ),
    # the recitals name another agreement first
    (
        "AMENDMENT NO. 1 TO SECURITY AGREEMENT\n\nThis Amendment No. 1 is dated May 2, 2019. WHEREAS, the parties are"
        " parties to that certain Credit Agreement dated as of April 1, 2017; WHEREAS, in connection therewith they"
        " entered into that certain Security Agreement dated as of April 2, 2017;",
        (AMENDS, "Security Agreement", "2017-04-02"),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), REFERENCES, ids=[text[:40] for text, _ in REFERENCES])
def test_master_that_a_text_names(text: str, wanted: tuple[Kind, str, str]) -> None:
    reference = read_opening(text).reference
    assert reference is not None
    kind, title, days = wanted
    assert (reference.kind, reference.title, " ".join(reference.days)) == (kind, title, days)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MASTER SERVICES AGREEMENT\n\nThis Master Services Agreement is made as of March 1, 2015 between Orion Labs Inc."
        " and Vega LLC. Each Statement of Work is issued under the Agreement. No amendment binds unless in writing.",
        # boilerplate of filings
        "Portions of this exhibit were omitted pursuant to a request under the Securities Exchange Act.\nCO-BRANDING"
        " AGREEMENT\nThis Co-Branding Agreement is made as of this November 14, 2000. WHEREAS, the parties entered into"
        " a certain Purchase Agreement, dated July 4, 2000",
        "SUPPLY AGREEMENT\nWHEREAS, the parties are parties to that certain License Agreement dated May 1, 2019, as"
        " amended by the First Amendment to License Agreement dated May 2, 2019. This Supply Agreement is made today.",
        "GUARANTY\n\nThis Guaranty Agreement secures the Loan Agreement dated as of June 30, 2014.",
        "Dear Ada,\nplease find attached our invoice of March 1, 2015 under the Services Agreement.",
        "This Confirmation will supplement, form a part of, and be subject to a Master Agreement.",
    ],
    ids=lambda text: text[:40],
)
def test_text_without_a_master_names_none(text: str) -> None:
    assert read_opening(text).reference is None


def test_agreement_is_called_by_its_title_and_its_dates() -> None:
    opening = read_opening(
        "Exhibit 10.1\nMASTER SERVICES AGREEMENT\n\nThis Agreement is dated as of March 1, 2015 and begins on 1 April"
        " 2015. The Loan Agreement stays as it is."
    )
    assert opening.titles == ("MASTER SERVICES AGREEMENT",)
    assert opening.days == ("2015-03-01", "2015-04-01")


def test_change_is_not_called_by_the_title_and_the_date_of_its_master() -> None:
    opening = read_opening(
        "AMENDMENT NO. 1\nSERVICES AGREEMENT\n\nThis Amendment of June 1, 2019 amends the Services Agreement dated as of"
        " March 1, 2015."
    )
    assert opening.titles == ()
    assert opening.days == ("2019-06-01",)


def test_opening_that_is_one_long_word_is_read_at_once() -> None:
    assert read_opening("Agreement" * 5_000).reference is None
    assert read_opening("1" * 50_000).days == ()
