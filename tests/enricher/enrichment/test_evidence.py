"""What speaks for a field's value is weighed over all the places that name it."""

import math
import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.enrichment.evidence import candidates, features, fitted_features
from enricher.enrichment.fields import resolve
from enricher.entities import Entity, EntitySource, FieldValue, Span, Value
from enricher.expressions.schema_file import parse_schema
from enricher.recognizer.confidence import (
    FEATURES,
    Confidence,
    EntityModel,
    EvidenceModel,
    log_odds,
)
from enricher.values import DURATION, normalize_text

SCHEMA = parse_schema(
    {
        "categories": {
            "Party": {"type": "party", "learned": True},
            "Date": {"type": "date", "cardinality": "one", "learned": True},
        }
    },
    "test",
)
TEXT = "a " * 5_000


def party(name: str, start: int, confidence: float = 0.9, **span: EntitySource) -> Entity:
    value = Value("party", name)
    return Entity(Span(start, start + len(name), "Party", confidence, **span), name, value)


def date(display: str, start: int, confidence: float = 0.9) -> Entity:
    value = Value("date", display, display)
    return Entity(Span(start, start + 10, "Date", confidence), display, value)


def named(*entities: Entity) -> list[dict[str, float]]:
    rows = features(candidates(entities), TEXT)
    return [dict(zip(FEATURES, row, strict=True)) for row in rows]


def fields_of(
    entities: list[Entity], **evidence: EvidenceModel
) -> Mapping[str, tuple[FieldValue, ...]]:
    return resolve(entities, SCHEMA, TEXT, Confidence(evidence=evidence)).fields


def test_features_tell_where_a_value_stands_and_how_often() -> None:
    nike, other = named(party("Nike", 10), party("Acme Bank", 5000, 0.5), party("NIKE", 9500, 0.8))
    assert (nike["opening"], nike["closing"], other["opening"], other["closing"]) == (1, 1, 0, 0)
    assert nike["mass"] > other["mass"]
    assert nike["share"] == pytest.approx(1.7 / 2.2)
    assert nike["best"] == pytest.approx(other["rival"]) == pytest.approx(log_odds(0.9))
    assert other["best"] == 0
    assert (nike["single"], other["single"]) == (1, 0)


def test_features_tell_a_part_of_a_name_from_the_whole() -> None:
    whole, part = named(party("Ann Taylor Stores", 10), party("Ann Taylor", 100))
    assert (whole["holds"], whole["within"]) == (1, 0)
    assert (part["holds"], part["within"]) == (0, 1)


@given(st.lists(st.sets(st.sampled_from("abcde")), max_size=12))
def test_each_name_that_is_a_part_of_another_one_is_told(names: list[set[str]]) -> None:
    of = candidates([party(" ".join(sorted(one)), 9) for one in names if one])
    words = [set(one.value.display.split()) for one in of]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(of, TEXT)]
    assert [row["within"] for row in rows] == [any(one < each for each in words) for one in words]
    assert [row["holds"] for row in rows] == [any(one > each for each in words) for one in words]


def test_features_tell_a_month_from_a_day() -> None:
    month, day = named(date("2010-10", 10), date("2010-10-04", 50))
    assert (month["partial"], day["partial"]) == (1, 0)


def test_features_tell_how_much_values_are_named_beside_each_other() -> None:
    rows = named(
        party("A Inc", 10), party("B Inc", 50, 0.4), party("C Inc", 90), party("A Inc", 99)
    )
    assert [row["rank"] for row in rows] == pytest.approx([0, math.log(3), math.log(2)])
    assert [row["behind"] for row in rows] == pytest.approx([0, math.log(0.4 / 1.8), -math.log(2)])
    assert rows[1]["average"] == pytest.approx(log_odds(0.4))


def test_a_model_that_was_trained_with_two_that_lead_goes_on_as_it_was() -> None:
    model = EvidenceModel(-1.0, {"leading": 2.0}, threshold=0.5)
    entities = [party("A Inc", 10), party("B Inc", 50), party("C Inc", 90, 0.8)]
    assert [one.value.display for one in fields_of(entities, Party=model)["Party"]] == [
        "A Inc",
        "B Inc",
    ]


def test_nothing_new_is_fitted_for_how_many_values_there_are() -> None:
    assert not {"leading", "share", "rank"} & set(fitted_features("many"))
    assert {"share", "rank"} < set(fitted_features("one"))
    assert set(FEATURES) - set(fitted_features("one")) == {"leading"}


def test_features_tell_a_row_of_names_behind_between() -> None:
    text = f"made among Ann Co, Bo Co and {'Cy ' * 20}Co. {'It goes on. ' * 40}Dee Co signs."
    names = ("Ann Co", "Bo Co", "Cy Co", "Dee Co")
    rows = features(candidates([party(name, text.index(name)) for name in names]), text)
    assert [dict(zip(FEATURES, row, strict=True))["among"] for row in rows] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("before", "is_between"),
    [
        ("made by and between ", 1),
        ("ENTRE :\n1) ", 1),
        ("zwischen der Firma und ", 0),
        ("tussen: (i) ", 1),
        ("made by and between\n  - ", 1),
        ("not inbetween ", 0),
        ("between them, a copy goes to ", 0),
    ],
)
def test_features_tell_what_is_named_right_behind_between(before: str, is_between: int) -> None:
    text = f"This is {before}Nike Inc and ends."
    (row,) = features(candidates([party("Nike Inc", text.index("Nike"))]), text)
    assert dict(zip(FEATURES, row, strict=True))["between"] == is_between


@pytest.mark.parametrize(
    ("behind", "is_defined"),
    [
        (" (the \u201cCompany\u201d)", 1),
        (', a Delaware corporation\n("Nike")', 1),
        (" (nachfolgend \u201eLieferant\u201c genannt)", 1),
        (" agrees with X (the \u201cBank\u201d)", 0),
        (" (NYSE: NKE)", 0),
        (", " + "which made shoes " * 10 + '("Nike")', 0),
    ],
)
def test_features_tell_what_gets_a_short_name(behind: str, is_defined: int) -> None:
    text = f"between Nike Inc{behind} and ends."
    (row,) = features(candidates([party("Nike Inc", text.index("Nike"))]), text)
    assert dict(zip(FEATURES, row, strict=True))["defined"] == is_defined


@pytest.mark.parametrize(
    ("sentence", "lasting", "afterwards"),
    [
        ("This Agreement expires on 2010-10-04 or", 1, 0),
        ("Sec. 5.2 shall remain in effect, as of v1.5, until 2010-10-04.", 1, 0),
        ("It terminates. Notices are sent by 2010-10-04 or", 0, 0),
        ("in determining 2010-10-04", 0, 0),
        ("be kept for 2010-10-04 after the termination of it", 0, 1),
        ("be kept for 2010-10-04 thereafter", 0, 1),
        ("be kept for 2010-10-04. Thereafter", 0, 0),
    ],
)
def test_features_tell_what_lasts_and_what_follows_an_end(
    sentence: str, lasting: int, afterwards: int
) -> None:
    (row,) = features(candidates([date("2010-10-04", sentence.index("2010"))]), sentence)
    told = dict(zip(FEATURES, row, strict=True))
    assert (told["lasting"], told["afterwards"]) == (lasting, afterwards)


def test_features_tell_a_date_above_a_letter_from_one_in_a_sentence() -> None:
    text = "Acme Bank\n 2010-10-04 \r\nas of 2011-11-05, as agreed on\n2012-12-06"
    days = [date(day, text.index(day)) for day in ("2010-10-04", "2011-11-05", "2012-12-06")]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(days), text)]
    assert [row["alone"] for row in rows] == [1, 0, 1]


def test_features_tell_who_is_named_in_the_foot_of_pages_alone() -> None:
    foot = "Source: FILER CORP, 10-K, 3/30/2020"
    pages = [
        f"Clause {'i' * page}. Acme Inc delivers.\nAcme Inc {page}\n{foot}\n" for page in range(5)
    ]
    text = "".join(pages) + "BY\nAnn Co\nANN CO\n"
    names = ("FILER CORP", "Acme Inc", "Ann Co")
    places = [
        party(name, match.start())
        for name in names
        for match in re.finditer(name, text, re.IGNORECASE)
    ]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(places), text)]
    assert [row["running"] for row in rows] == [1, 0, 0]


def test_who_files_a_contract_is_no_measure_for_who_makes_it() -> None:
    foot = "Source: CARD INC, S-1, 1/12/2018\n"
    text = "between Bank Co and Card.\n" + 5 * foot
    places = [party("Bank Co", text.index("Bank")), party("Card", text.index("Card"))]
    filed = [party("CARD INC", match.start()) for match in re.finditer("CARD INC", text)]

    def told(of: list[Entity]) -> list[tuple[float, float, float]]:
        rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(of), text)]
        return [(row["within"], row["behind"], row["rank"]) for row in rows]

    assert told([*places, *filed])[:2] == told(places)


def test_features_tell_who_signs() -> None:
    text = (
        "Acme Inc agrees with Bob Ray, by: mail.\n\nACME INC\nBy: /s/ Ann Lee\nName: Ann Lee\n\n"
        "/s/ Bob Ray\nBob Ray\n\ncopy to:\nThe Law Co\n1 Main Street\n"
    )
    names = ("ACME INC", "Bob Ray\n", "The Law Co")
    places = [party(name.strip(), text.rindex(name)) for name in names]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(places), text)]
    assert [row["signs"] for row in rows] == [1, 1, 0]
    first = [party("Acme Inc", 0), party("Bob Ray", text.index("Bob"))]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(first), text)]
    assert [row["signs"] for row in rows] == [0, 0]


def test_features_tell_by_the_words_beside_it_what_a_value_is_for() -> None:
    text = (
        "Dated 2010-10-04, and effective as of 2011-11-05. It lasts and is renewed for 2 years unless"
        " 60 days' written notice is given. Date: 2012-12-06"
    )
    days = [date(day, text.index(day)) for day in ("2010-10-04", "2011-11-05", "2012-12-06")]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(days), text)]
    assert [row["effective"] for row in rows] == [0, 1, 0]
    assert [row["signed"] for row in rows] == [0, 0, 1]
    lengths = [
        Entity(
            Span(start := text.index(words), start + len(words), "Term", 0.9),
            words,
            normalize_text(DURATION, words).value,
        )
        for words in ("2 years", "60 days")
    ]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(lengths), text)]
    assert [row["noticed"] for row in rows] == [0, 1]
    assert rows[0]["renewed"] == 1
    names = [party("Sykes", 0), party("Ann", text.index("notice") - 8)]
    rows = [dict(zip(FEATURES, row, strict=True)) for row in features(candidates(names), text)]
    assert [row["noticed"] + row["renewed"] + row["effective"] for row in rows] == [0, 0]


def test_lone_value_has_no_rival() -> None:
    [lone] = named(party("Nike", 10, 1.0))
    assert lone["rival"] == -lone["best"]
    assert lone["rivals"] == 0


def test_improbable_values_are_left_out_and_the_rest_say_how_probable() -> None:
    model = EvidenceModel(-1.0, {"opening": 3.0}, threshold=0.5)
    entities = [party("Nike", 10), party("Acme Bank", 5000)]
    [nike] = fields_of(entities, Party=model)["Party"]
    assert nike.value.display == "Nike"
    assert nike.confidence == pytest.approx(1 / (1 + 2.718281828**-2))


def test_category_whose_values_are_all_improbable_has_no_field() -> None:
    model = EvidenceModel(-5.0, {}, threshold=0.5)
    assert fields_of([party("Nike", 10)], Party=model) == {}


def test_one_value_is_the_most_probable() -> None:
    model = EvidenceModel(0.0, {"partial": -2.0}, threshold=0.0)
    entities = [date("2010-10", 10, 0.99), date("2010-10-04", 50, 0.6)]
    [found] = fields_of(entities, Date=model)["Date"]
    assert found.value.display == "2010-10-04"


@pytest.mark.parametrize("source", [EntitySource.HUMAN, EntitySource.LIST])
def test_no_evidence_counts_against_what_a_person_or_a_rule_found(source: EntitySource) -> None:
    model = EvidenceModel(-5.0, {}, threshold=0.5)
    [found] = fields_of([party("Nike", 10, 1.0, source=source)], Party=model)["Party"]
    assert found.confidence == 1.0


def test_entity_stays_when_it_is_sure_or_its_value_is_in_the_field() -> None:
    entities = [
        party("Nike", 10, 0.9),
        party("Acme Bank", 5000, 0.2),
        party("NIKE", 9000, 0.1),
        party("Listed Ltd.", 9500, 0.1, source=EntitySource.LIST),
    ]
    model = EvidenceModel(-1.0, {"opening": 3.0}, threshold=0.5)
    confidence = Confidence(evidence={"Party": model}, thresholds={"Party": 0.5})
    kept = resolve(entities, SCHEMA, TEXT, confidence).entities
    assert [entity.text for entity in kept] == ["Nike", "NIKE", "Listed Ltd."]


def test_entity_is_surer_when_its_value_is_probable() -> None:
    entities = [party("Nike", 10, 0.9), party("Acme", 50, 0.6), party("Bar", 5000, 0.6)]
    entities.append(party("Listed Ltd.", 9500, 0.7, source=EntitySource.LIST))
    confidence = Confidence(
        evidence={"Party": EvidenceModel(-1.0, {"opening": 3.0}, threshold=0.5)},
        entities={"Party": EntityModel(0.0, 0.5, 0.5)},
    )
    nike, acme, bar, listed = resolve(entities, SCHEMA, TEXT, confidence).entities
    assert nike.span.confidence > acme.span.confidence > 0.6 > 0.5 > bar.span.confidence
    assert listed.span.confidence == 0.7


def test_unknown_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="weather"):
        EvidenceModel(0.0, {"weather": 1.0}, threshold=0.5)


def test_calibration_keeps_the_order() -> None:
    spans = [Span(0, 1, "Party", confidence) for confidence in (0.2, 0.6, 0.99)]
    confidence = Confidence(calibration={"Party": (0.8, -1.0)})
    calibrated = [confidence.calibrate(span).confidence for span in spans]
    assert calibrated == sorted(calibrated)
    assert calibrated[1] < 0.6
    assert Confidence().calibrate(spans[1]) == spans[1]
