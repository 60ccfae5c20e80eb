from __future__ import annotations

import pytest

from enricher.values import PARTY, normalize_text
from enricher.values.party import party_key
from tests.enricher.values import check

NAMES = [
    ("Nike, Inc.", "Nike Inc."),
    ("NIKE, INC.", "NIKE Inc."),
    ("Nike, Inc", "Nike Inc."),
    ("Leonard Green & Partners, L.P.", "Leonard Green and Partners LP"),
    ("Tyco Healthcare Group LP", "Tyco Healthcare Group LP"),
    ("Acme Limited", "Acme Ltd."),
    ("Acme Incorporated", "Acme Inc."),
    ("Acme, L.L.C.", "Acme LLC"),
    ("Delphi Automotive L.L.P.", "Delphi Automotive LLP"),
    ("Endo International plc", "Endo International PLC"),
    ("Intel Corporation", "Intel Corporation"),
    ("INTEL CORPORATION", "INTEL CORPORATION"),
    ("TXU Corp", "TXU Corp."),
    ("Otsuka Pharmaceutical Co., Ltd.", "Otsuka Pharmaceutical Co. Ltd."),
    ("Eli Lilly and Company", "Eli Lilly and Company"),
    ("Sears, Roebuck & Co.", "Sears Roebuck and Co."),
    ("The Anson\nGroup, LLC", "The Anson Group LLC"),
    ("the Regents of the University of Michigan", "the Regents of the University of Michigan"),
    ("Prosensa Holding N.V.", "Prosensa Holding N.V."),
    ("Linde AG", "Linde AG"),
    ("Müller GmbH & Co. KG", "Müller GmbH and Co. KG"),
    ("AT&T Inc.", "AT and T Inc."),
    ("Thomas W. Mills, Sr.", "Thomas W. Mills Sr."),
    ("Barry G. Pea", "Barry G. Pea"),
    ("J. Crew Group, Inc.", "J. Crew Group Inc."),
    ("Yahoo!", "Yahoo!"),
    ("99¢ Only Stores", "99¢ Only Stores"),
    ("Morton\u2019s Restaurant Group, Inc.", "Morton\u2019s Restaurant Group Inc."),
    ("Sri/Surgical Express, Inc.", "Sri/Surgical Express Inc."),
    ("Build-A-Bear Workshop, Inc.", "Build-A-Bear Workshop Inc."),
    ("Xerox Corporation.", "Xerox Corporation"),
    ("Xerox Corporation,", "Xerox Corporation"),
    ("\u201cXerox Corporation\u201d", "Xerox Corporation"),
    ("Open Joint Stock Company “Vimpel-Communications”",) * 2,
    ('Foo Corp. (the "Company")', "Foo Corp."),
    ("Foo Corporation, a Delaware corporation", "Foo Corporation"),
    ("Foo LLC, a limited liability company organized in Texas", "Foo LLC"),
    ("Foo Inc. and its affiliates", "Foo Inc."),
    ("Limited Brands, Inc.", "Limited Brands Inc."),
    ("W&L Enterprises Ltd", "W and L Enterprises Ltd."),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_have_one_way_of_writing(text: str, expected: str) -> None:
    check(PARTY, text, expected)


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_display_form_is_stable(text: str, expected: str) -> None:
    check(PARTY, expected, expected)


@pytest.mark.parametrize("text", ["", "________", " , ", "\u2014"])
def test_blank_names_have_no_value(text: str) -> None:
    check(PARTY, text, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nike, Inc.", "NIKE INC"),
        ("Acme Limited", "ACME LTD."),
        ("Intel Corporation", "Intel Corp."),
        ("The Hershey Company", "Hershey Co."),
        ("Linde A.G.", "Linde AG"),
        ("Société Générale S.A.", "SOCIETE GENERALE SA"),
        ("Procter & Gamble", "Procter and Gamble"),
        ("Morton\u2019s Group", "Morton's Group"),
    ],
)
def test_writings_of_one_name_share_a_key(one: str, other: str) -> None:
    keys = []
    for text in (one, other):
        value = normalize_text(PARTY, text).value
        assert value is not None
        keys.append(value.detail["key"])
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("one", "other"), [("Nike Inc.", "Nike LLC"), ("Acme North", "Acme South"), ("A B", "AB")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert party_key(one) != party_key(other)
