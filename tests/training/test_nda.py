"""Values are found in texts however they are written there."""

import pytest

from training.experiments.nda import (
    Nda,
    find_dates,
    find_governing,
    find_name,
    find_term,
    label,
    share_found,
)


def found(text: str, places: object) -> list[str]:
    return [text[start:end] for start, end in places]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("Nike Inc.", "between NIKE, INC. and", "NIKE, INC."),
        ("Acme and Sons LLC", "by Acme & Sons,\nL.L.C., a", "Acme & Sons,\nL.L.C."),
        ("R. J. Seifert", "for R.J. Seifert.", "R.J. Seifert"),
        ("Altimo Ltd.", "and ALTIMO LIMITED (", "ALTIMO LIMITED"),
        ("Müller GmbH", "die Mu\u0308ller GmbH.", "Mu\u0308ller GmbH"),
        ("99¢ Only Stores", "to 99¢ Only Stores:", "99¢ Only Stores"),
    ],
)
def test_names_are_found_by_their_key(name: str, text: str, wanted: str) -> None:
    assert found(text, find_name(text, name)) == [wanted]


def test_name_inside_of_another_word_is_not_found() -> None:
    assert list(find_name("the Nikeans", "Nike")) == []


def test_name_over_two_paragraphs_is_not_found() -> None:
    assert list(find_name("for Nike\n\nInc. is", "Nike Inc.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "May 5, 2014",
        "May 5th , 2014",
        "5th day of May, 2014",
        "fifth day of May 2014",
        "5 May 2014",
        "05/05/2014",
        "5/5/14",
        "2014-05-05",
        "May\n05,2014",
    ],
)
def test_dates_are_found_by_value(text: str) -> None:
    whole = f"as of {text} by"
    assert (text, "2014-05-05") in [(whole[s:e], iso) for s, e, iso in find_dates(whole)]


def test_state_whose_law_governs_is_told_from_the_same_name_elsewhere() -> None:
    text = (
        "Alpha, organized under the laws of Delaware, agrees. Courts in Delaware decide."
        " This is governed by the laws of the State of Delaware."
    )
    assert find_governing(text, "Delaware") == [(text.rindex("Delaware"), len(text) - 1)]


def test_term_is_told_from_the_same_duration_elsewhere() -> None:
    text = (
        "He worked two years at Beta, in sales. " + "x " * 200 + "\nIt expires after two (2) years."
    )
    assert found(text, find_term(text, "2 years")) == ["two (2) years"]


def test_share_found_and_labels_agree() -> None:
    text = "Nike, Inc. agrees on May 5, 2014."
    nda = Nda(
        "a.pdf",
        text,
        {
            "Party": ("Nike Inc.", "Acme"),
            "EffectiveDate": ("2014-05-05",),
            "Jurisdiction": ("Oregon",),
            "Term": ("2 years",),
        },
    )
    assert share_found([nda]) == {
        "Party": 0.5,
        "EffectiveDate": 1.0,
        "Jurisdiction": 0.0,
        "Term": 0.0,
    }
    labels = label(nda).labels
    assert [text[span.start : span.end] for span in labels] == ["Nike, Inc.", "May 5, 2014"]
