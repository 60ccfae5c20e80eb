"""What takes a policy too long or too much is stopped for that document; all else has answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.documents.records import StoredDocument
from enricher.policies.policy import Verdict
from enricher.policies.subjects import Subject
from enricher.wiring.policies import open_auditor
from tests.enricher.policies.writing import TODAY, load, subject, write_policy

HOSTILE = {
    "quadratic": "entities.all(a, entities.all(b, a.start != -1 && b.start != -1))",
    "doubling": "['x']" + ".map(x, x + x)" * 60 + ".size() > 5",
    "lists": "[[1]]" + ".map(x, x + x + x + x)" * 40 + ".size() > 5",
}
SECONDS, MEGABYTES = 1.0, 300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_policy(tmp_path, "long", 'longer(fields.Term, "5 years")')
    write_policy(tmp_path, "missing", "missing(fields.Party)")
    return tmp_path


def test_hostile_policies_are_stopped_and_the_others_answer(folder: Path) -> None:
    for id, condition in HOSTILE.items():
        write_policy(folder, id, condition)
    entity = {"category": "Party", "text": "x", "value": "x", "confidence": 1.0, "page": 0}
    large = tuple({**entity, "start": at, "end": at + 1} for at in range(20_000))
    documents = [Subject("large", subject(Term=["7 years"]).values, {}, large)]
    with open_auditor(load(folder), SECONDS, MEGABYTES) as auditor:
        ((_, results),) = auditor.audit(documents, TODAY)
        verdicts = {one.policy: one.verdict for one in results}
        assert {id for id, verdict in verdicts.items() if verdict is Verdict.STOPPED} == set(
            HOSTILE
        )
        assert verdicts["long"] is verdicts["missing"] is Verdict.FINDING
        assert results[list(verdicts).index("quadratic")].message == (
            "took more than 1 s and was stopped; simplify the condition of quadratic"
        )
        ((_, again),) = auditor.audit([subject()], TODAY, ["quadratic", "missing"])
        assert [one.verdict for one in again] == [Verdict.FINDING, Verdict.FINDING]
        assert auditor.stopped == {}


def test_large_document_stops_no_policy_for_the_others(folder: Path) -> None:
    write_policy(folder, "quadratic", HOSTILE["quadratic"])
    entity = {"category": "Party", "text": "x", "value": "x", "confidence": 1.0, "page": 0}
    large = tuple({**entity, "start": at, "end": at + 1} for at in range(20_000))
    documents = [
        Subject(f"{number}", subject(Term=["7 years"]).values, {}, large if number == 7 else ())
        for number in range(250)
    ]
    with open_auditor(load(folder), SECONDS, MEGABYTES) as auditor:
        found = list(auditor.audit(documents, TODAY, ["quadratic", "long"]))
        assert auditor.stopped == {}
    assert [one for one, _ in found] == [one.id for one in documents]
    verdicts = [results[0].verdict for _, results in found]
    assert [at for at, one in enumerate(verdicts) if one is Verdict.STOPPED] == [7]
    assert {one for at, one in enumerate(verdicts) if at != 7} == {Verdict.FINDING}
    assert {results[1].verdict for _, results in found} == {Verdict.FINDING}


def test_policy_that_is_stopped_for_one_after_the_other_is_given_up(folder: Path) -> None:
    write_policy(folder, "doubling", HOSTILE["doubling"])
    documents = [subject(f"{number}", Term=["7 years"]) for number in range(50)]
    with open_auditor(load(folder), SECONDS, MEGABYTES, most_stops=2) as auditor:
        found = list(auditor.audit(documents, TODAY, ["doubling", "long"]))
        assert "for 3 documents and is no longer run" in auditor.stopped["doubling"]
    assert {results[0].verdict for _, results in found} == {Verdict.STOPPED}
    assert {results[1].verdict for _, results in found} == {Verdict.FINDING}
    assert found[0][1][0].message != found[49][1][0].message == auditor.stopped["doubling"]


def test_document_whose_body_is_damaged_is_named_and_stops_no_other(folder: Path) -> None:
    damaged = StoredDocument("d1", ("a.txt",), ("c",), (), {}, b"not what was kept")
    with open_auditor(load(folder), SECONDS, MEGABYTES) as auditor:
        found = dict(auditor.audit([damaged, subject("d2", Term=["7 years"])], TODAY, ["long"]))
    assert found["d1"][0].verdict is Verdict.STOPPED
    assert "`enricher retry d1` reads its file again" in found["d1"][0].message
    assert found["d2"][0].verdict is Verdict.FINDING


def test_documents_come_back_in_their_order_with_the_results_of_each(folder: Path) -> None:
    write_policy(folder, "dated", "days_since(fields.EffectiveDate) > 0")
    documents = [
        subject(f"{number}", Term=["7 years" if number % 3 else "1 year"]) for number in range(450)
    ]
    with open_auditor(load(folder)) as auditor:
        found = list(auditor.audit(documents, TODAY, ["long", "dated"]))
    assert [one for one, _ in found] == [one.id for one in documents]
    for number, (_, (long, dated)) in enumerate(found):
        assert long.verdict is (Verdict.FINDING if number % 3 else Verdict.NONE)
        assert (dated.verdict, dated.message) == (Verdict.UNDECIDED, "EffectiveDate is missing")
