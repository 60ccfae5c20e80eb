"""Names are joined, parted, completed and trimmed where the text around them shows what is meant."""

import re

import pytest

from enricher.entities import Span
from enricher.recognizer.names import whole_names


def names_in(marked: str, category: str = "Party") -> list[str]:
    """The names that come of a text in which those of the model stand in brackets."""
    text = re.sub(r"[\[\]]", "", marked)
    spans = []
    for number, match in enumerate(re.finditer(r"\[([^\]]*)\]", marked)):
        start = match.start() - 2 * number
        spans.append(Span(start, start + len(match[1]), category, 0.9 - number / 10))
    return [text[span.start : span.end] for span in whole_names(spans, {"Party"}, text)]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("by and between [AVI]\n[BioPharma, Inc.], an Oregon", "AVI\nBioPharma, Inc."),
        ("zwischen [Muster]\n  [Handels GmbH] und anderen", "Muster\n  Handels GmbH"),
        ("made by [North American Galvanizing]\n\n& [Coating, Inc.]", None),
        ("of [Vandermeer] & [Castellano, Inc.]; to", "Vandermeer & Castellano, Inc."),
    ],
)
def test_name_that_goes_on_is_one(marked: str, name: str | None) -> None:
    assert names_in(marked) == [name or "North American Galvanizing\n\n& Coating, Inc."]


@pytest.mark.parametrize(
    "marked",
    [
        "between\n[Omnicare]\n[Nectarine Acquisition Corp.], both",  # below each other
        "between [Omnicare, Inc.]\n[Nectarine Corp.], both",
        "signed by [Andrew Milstein]\n[Andrew Milstein]\n",  # ends its line
        "By: /s/ [Giles Hathersage]\n[PKET Limited] of London",
        "between [Omnicare]\n\n[Nectarine Corp.], both",  # another paragraph
        "of [Ann Roe] & [Bob Doe], who",
        "of [Roe, Inc.] & [Doe, Inc.]; to",
        "between [Roe] and\n[Doe Inc.], both",
        "BETWEEN\n[ROE UNIVERSITY]\n&\n[DOE, INC.]\n",
    ],
)
def test_names_that_stand_beside_or_below_each_other_stay_apart(marked: str) -> None:
    assert names_in(marked) == re.findall(r"\[([^\]]*)\]", marked)


def test_joined_name_is_as_sure_as_its_less_sure_part() -> None:
    text = "between AVI\nBioPharma, Inc., an Oregon corporation"
    spans = [Span(8, 11, "Party", 0.9), Span(12, 27, "Party", 0.7)]
    assert whole_names(spans, {"Party"}, text) == [Span(8, 27, "Party", 0.7)]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("confirm to Keefe, [Roe &\nDoe, Inc.] that", "Keefe, Roe &\nDoe, Inc."),
        ("\nKEEFE, [ROE & DOE LLP]\nBankers", "KEEFE, ROE & DOE LLP"),
        ("paid. However, [Roe & Doe LLP] may", "Roe & Doe LLP"),
        ("\nHowever, [Roe & Doe LLP] may", "Roe & Doe LLP"),
        ("between Keefe, [Roe, Inc.] and", "Roe, Inc."),
    ],
)
def test_name_of_several_people_has_the_first_of_them(marked: str, name: str) -> None:
    assert names_in(marked) == [name]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("between [Acme, Inc.,] an", "Acme, Inc."),
        ("signed for [Acme, Inc..]", "Acme, Inc."),
        ("[Doe Ltd.;\n]and", "Doe Ltd."),
        ("between [Omnicare]\n[Nectarine Corp.,] both", "Omnicare\nNectarine Corp."),
        ("[.]", "."),
    ],
)
def test_marks_behind_a_name_are_none_of_it(marked: str, name: str) -> None:
    assert names_in(marked) == [name]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[Kim Mines, Inc. Sho Mining Company] (", ["Kim Mines, Inc.", "Sho Mining Company"]),
        ("[PITNEY INC. BORDERFREE, INC.]", ["PITNEY INC.", "BORDERFREE, INC."]),
        ("[A Ltd.\tB GmbH  C LLC]", ["A Ltd.", "B GmbH", "C LLC"]),
        ("[Interclick, Inc. Inc.]", ["Interclick, Inc. Inc."]),
        ("[Haier (Group) Co. Ltd.]", ["Haier (Group) Co. Ltd."]),
        ("[Advance Corp. of America]", ["Advance Corp. of America"]),
        ("[Sun Corp. Retirement Trust]", ["Sun Corp. Retirement Trust"]),
        ("[KBC Bank N.V., London Branch]", ["KBC Bank N.V., London Branch"]),
    ],
)
def test_names_side_by_side_are_parted_behind_their_legal_forms(
    marked: str, names: list[str]
) -> None:
    assert names_in(marked) == names


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Mark G.] Morrison\nVice President", "Mark G. Morrison"),
        ("WITH\n[JACK D]. CRUSA\n", "JACK D. CRUSA"),
        ("[Sean P.] O'Neill, an", "Sean P. O'Neill"),
        ("    [J]. PATRICK MULCAHY\n", "J. PATRICK MULCAHY"),
        ("[Mark G.]\nVice President", "Mark G."),
        ("each of [Group A]. The parties", "Group A"),
        ("[Legion Partners, L.P.] II", "Legion Partners, L.P."),
        ("[Torware S.A.] Third persons", "Torware S.A."),
        ("[Series A] Holders", "Series A"),
        ("[Mark G.] of London", "Mark G."),
    ],
)
def test_name_that_ends_with_an_initial_gets_its_surname(marked: str, name: str) -> None:
    assert names_in(marked) == [name]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("BETWEEN\n[THE COLLEGE\n&\nVIRTUOSO, INC.]\n", ["THE COLLEGE", "VIRTUOSO, INC."]),
        ("between\n[Purolator\n   - and -\nParcelway Ltd.]", ["Purolator", "Parcelway Ltd."]),
        ("BETWEEN\n[T-COM B.V.\n&]\nElephant", ["T-COM B.V."]),
        ("between [Ann Taylor and] others", ["Ann Taylor"]),
        ("[Johnson & Johnson]", ["Johnson & Johnson"]),
    ],
)
def test_conjunction_on_a_line_of_its_own_parts_two_names(marked: str, names: list[str]) -> None:
    assert names_in(marked) == names


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Baidu Technology] (Beijing) Co., Ltd. signs", "Baidu Technology (Beijing) Co., Ltd."),
        ("between [Fonterra] (USA) Inc., a", "Fonterra (USA) Inc."),
        ("between [Neoforma.com], Inc. and", "Neoforma.com, Inc."),
        ('[Cerus Corporation] ("Cerus") Inc.', "Cerus Corporation"),
        ("[PLAN_B MEDIA AG\n   Schaafenstr]. 25", "PLAN_B MEDIA AG"),
        ("[Acme Corp.\nof America]", "Acme Corp.\nof America"),
    ],
)
def test_name_ends_with_its_legal_form(marked: str, name: str) -> None:
    assert names_in(marked) == [name]


def test_other_categories_stay_as_they_are() -> None:
    marked = "between [AVI]\n[BioPharma, Inc.], an"
    assert names_in(marked, "Product") == ["AVI", "BioPharma, Inc."]
