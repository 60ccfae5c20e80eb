"""Two taggers, from the documents that they are given to the labels that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from enricher.errors import ConflictError, InputError, NotFoundError, OutdatedError
from enricher.ledger.labels import Label, LabeledDocument
from enricher.projects.adjudication.assignment import assign, withdraw
from enricher.projects.adjudication.opinions import label_own, own_document, summaries_for
from enricher.projects.adjudication.settlement import decide, find_case, reopen, settle
from enricher.projects.adjudication.standings import next_case, read_standings
from enricher.projects.documents import label_document, revision
from enricher.projects.project import Project, create_project_of
from enricher.wiring.projects import open_project

SCHEMA = """
[categories.Lender]
type = "party"
learned = true
[categories.Borrower]
type = "party"
learned = true
"""
TEXT = "Vega LLC lends to Orion Labs, Inc. and to Harbor Trust."
VEGA, ORION = Label(0, 8, "Lender"), Label(18, 34, "Borrower")
SHORT, HARBOR = Label(18, 33, "Borrower"), Label(42, 54, "Borrower")
ALL = ["Lender", "Borrower"]
ABLE = ("ada", "bob", "cy")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    create_project_of(tmp_path, "loans", SCHEMA)
    with open_project(tmp_path, "loans", "root") as opened:
        opened.store.put([LabeledDocument(f"{name}.txt", TEXT) for name in "abc"])
        yield opened


def tag(project: Project, who: str, *labels: Label, name: str = "a.txt") -> None:
    label_own(project, name, who, labels, ALL, "*")


def labels(project: Project, name: str = "a.txt") -> tuple[Label, ...]:
    (found,) = project.store.read([name])
    return found.labels


@pytest.fixture
def torn(project: Project) -> Project:
    """a.txt, of which one thing is agreed, and two are not."""
    assign(project, ["a.txt"], ["ada", "bob"], ABLE)
    tag(project, "ada", VEGA, ORION)
    tag(project, "bob", VEGA, SHORT, HARBOR)
    return project


def test_each_sees_their_own_labels_until_all_are_done(project: Project) -> None:
    assert assign(project, ["a.txt", "b.txt"], ["bob", "ada"], ABLE) == 2
    tag(project, "ada", VEGA)
    assert own_document(project, "a.txt", "ada").labels == (VEGA,)
    assert own_document(project, "a.txt", "bob").labels == ()
    assert labels(project) == ()
    with pytest.raises(ConflictError, match="waits for bob"):
        find_case(project, "a.txt")
    with pytest.raises(NotFoundError, match=r"c\.txt of project loans is not one that ada"):
        own_document(project, "c.txt", "ada")
    (first, _) = read_standings(project).standings
    assert (first.taggers, first.disagreements) == ({"ada": True, "bob": False}, None)


def test_who_tags_sees_what_is_theirs_to_tag(project: Project) -> None:
    assign(project, ["a.txt"], ["ada", "bob"], ABLE)
    tag(project, "ada", VEGA)
    known = project.store.summaries()

    def finished(who: str) -> dict[str, bool]:
        found = summaries_for(project, who, known)
        return {one.name: one.is_finished(ALL) for one in found}

    assert finished("ada") == {"a.txt": True, "b.txt": False, "c.txt": False}
    assert finished("bob") == {"a.txt": False, "b.txt": False, "c.txt": False}
    assert finished("cy") == {"b.txt": False, "c.txt": False}


def test_when_all_agree_their_labels_are_the_documents(project: Project) -> None:
    assign(project, ["a.txt"], ["ada", "bob"], ABLE)
    tag(project, "ada", VEGA, ORION)
    tag(project, "bob", VEGA, ORION)
    assert labels(project) == (VEGA, ORION)
    assert find_case(project, "a.txt").settled_by == "bob"
    assert next_case(project) is None


def test_who_is_not_done_may_go_on_and_who_is_may_until_all_are(project: Project) -> None:
    assign(project, ["a.txt"], ["ada", "bob"], ABLE)
    tag(project, "ada", VEGA)
    tag(project, "ada", ORION)
    label_own(project, "a.txt", "bob", [VEGA], [], "*")
    tag(project, "ada")
    tag(project, "bob", VEGA)
    with pytest.raises(ConflictError, match=r"all taggers of a\.txt are done"):
        tag(project, "ada", VEGA)


def test_two_windows_of_one_tagger_lose_nothing(project: Project) -> None:
    assign(project, ["a.txt"], ["ada", "bob"], ABLE)
    seen = revision(own_document(project, "a.txt", "ada"))
    label_own(project, "a.txt", "ada", [VEGA], [], seen)
    with pytest.raises(OutdatedError, match="another window") as caught:
        label_own(project, "a.txt", "ada", [ORION], [], seen)
    assert caught.value.current.labels == (VEGA,)  # type: ignore[attr-defined]


def test_two_who_are_done_in_the_same_moment_settle_it_once(
    project: Project, tmp_path: Path
) -> None:
    names = [one.name for one in project.store.summaries()]
    assign(project, names, ["ada", "bob"], ABLE)

    def work(who: str) -> None:
        with open_project(tmp_path, "loans", who) as own:
            for name in names:
                label_own(own, name, who, [VEGA, ORION], ALL, "*")

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(work, ["ada", "bob"]))
    for name in names:
        assert labels(project, name) == (VEGA, ORION)
        assert find_case(project, name).settled_by in ("ada", "bob")


def test_own_labels_are_checked_as_those_of_a_document(project: Project) -> None:
    assign(project, ["a.txt"], ["ada", "bob"], ABLE)
    for wrong, why in (
        (Label(0, 8, "Court"), "not in the schema"),
        (Label(50, 99, "Lender"), "ends after the text"),
    ):
        with pytest.raises(InputError, match=why):
            tag(project, "ada", wrong)


def test_disagreements_are_decided_one_by_one_and_settled(torn: Project) -> None:
    case = find_case(torn, "a.txt")
    assert case.agreed == (VEGA,)
    ends, missing = case.disagreements
    assert (ends.kind, missing.kind) == ("ends", "missing")
    decide(torn, "a.txt", {ends.id: ends.readings[0].labels}, "cy")
    with pytest.raises(ConflictError, match="1 disagreements that nobody"):
        settle(torn, "a.txt", "cy")
    assert labels(torn) == ()
    decide(torn, "a.txt", {missing.id: ()}, "ada")
    settle(torn, "a.txt", "cy")
    assert labels(torn) == (VEGA, ORION)
    (document,) = torn.store.read(["a.txt"])
    assert document.is_finished(ALL)
    found = find_case(torn, "a.txt")
    assert (found.settled_by, found.decisions[missing.id].who) == ("cy", "ada")


def test_decision_may_be_something_else_or_be_taken_back(torn: Project) -> None:
    ends, missing = find_case(torn, "a.txt").disagreements
    decide(torn, "a.txt", {ends.id: [Label(18, 28, "Lender")], missing.id: []}, "cy")
    decide(torn, "a.txt", {missing.id: None}, "cy")
    case = find_case(torn, "a.txt")
    assert [one.id for one in case.undecided] == [missing.id]
    assert case.settled.labels == (VEGA, Label(18, 28, "Lender"))


def test_decision_that_cannot_stand_is_refused(torn: Project) -> None:
    ends, _ = find_case(torn, "a.txt").disagreements
    for wrong, why in (
        (Label(2, 20, "Lender"), "cannot overlap"),
        (Label(18, 34, "Court"), "not in the schema"),
        (Label(50, 99, "Lender"), "ends after the text"),
    ):
        with pytest.raises(InputError, match=why):
            decide(torn, "a.txt", {ends.id: [wrong]}, "cy")
    with pytest.raises(NotFoundError, match="no disagreement 'none'"):
        decide(torn, "a.txt", {"none": []}, "cy")


def test_settlement_is_undone_unless_somebody_went_on(torn: Project) -> None:
    label_document(torn, "a.txt", [HARBOR], ["Borrower"], "*")  # by somebody else, before
    case = find_case(torn, "a.txt")
    decide(torn, "a.txt", {one.id: [] for one in case.disagreements}, "cy")
    settle(torn, "a.txt", "cy")
    assert labels(torn) == (VEGA,)
    after = reopen(torn, "a.txt")
    assert labels(torn) == (HARBOR,)
    assert (after.settled_by, len(after.undecided)) == ("", 0)
    settle(torn, "a.txt", "ada")
    label_document(torn, "a.txt", [VEGA, ORION], ALL, "*")
    with pytest.raises(ConflictError, match="changed since it was settled"):
        reopen(torn, "a.txt")
    assert labels(torn) == (VEGA, ORION)


def test_agreement_counts_what_all_are_done_with(torn: Project) -> None:
    assign(torn, ["b.txt", "c.txt"], ["ada", "bob"], ABLE)
    tag(torn, "ada", VEGA, name="b.txt")
    tag(torn, "ada", VEGA, name="c.txt")
    tag(torn, "bob", VEGA, name="c.txt")
    found = read_standings(torn)
    assert [one.document for one in found.standings] == ["a.txt", "b.txt", "c.txt"]
    assert [one.disagreements for one in found.standings] == [2, None, 0]
    assert found.agreement.documents == ("a.txt", "c.txt")
    lender, borrower = found.agreement.categories
    assert (lender.spans.f1, lender.characters.kappa) == (1, 1)
    assert (borrower.spans.tp, borrower.spans.fp, borrower.spans.fn) == (0, 2, 1)
    assert found.agreement.spans.f1 == pytest.approx(4 / 7)
    assert list(found.pairs) == [("ada", "bob")]
    assert found.progress == {"ada": (3, 3), "bob": (2, 3)}


def test_present_labels_may_be_the_opinion_of_who_made_them(project: Project) -> None:
    label_document(project, "a.txt", [VEGA, ORION], ALL, "*")
    assign(project, ["a.txt"], ["ada", "bob"], ABLE, present="ada")
    assert own_document(project, "a.txt", "ada").labels == (VEGA, ORION)
    assert labels(project) == (VEGA, ORION)  # which stay what trains
    tag(project, "bob", VEGA)
    assert read_standings(project).standings[0].undecided == 1


def test_labels_made_elsewhere_are_the_opinion_of_who_made_them(project: Project) -> None:
    for name in ("a.txt", "b.txt"):
        label_document(project, name, [VEGA, ORION], ALL, "*")
    bobs = [LabeledDocument(f"{name}.txt", TEXT, (VEGA, ORION)) for name in "ac"]
    bobs.append(LabeledDocument("b.txt", TEXT, (VEGA,)))
    names, made = ["a.txt", "b.txt"], {"bob": bobs}
    assert assign(project, names, ["ada", "bob"], ABLE, "ada", made, "root") == 2
    torn, agreed = read_standings(project).standings
    assert (torn.document, torn.undecided) == ("b.txt", 1)
    assert (agreed.document, agreed.settled_by) == ("a.txt", "root")
    other = {"bob": [LabeledDocument("c.txt", TEXT + "!", (VEGA,))]}
    with pytest.raises(InputError, match=r"c\.txt has another text where bob labelled it"):
        assign(project, ["c.txt"], ["ada", "bob"], ABLE, made=other)
    unknown = {"bob": [LabeledDocument("c.txt", TEXT, (Label(0, 8, "Court"),))]}
    with pytest.raises(InputError, match="'Court' is not in the schema"):
        assign(project, ["c.txt"], ["ada", "bob"], ABLE, made=unknown)


def test_assignments_that_cannot_be_are_refused(torn: Project) -> None:
    for names, taggers, present, why in (
        (["b.txt"], ["ada"], "", "needs two taggers"),
        (["b.txt"], ["ada", "eve"], "", "'eve' cannot tag"),
        (["b.txt"], ["ada", "bob"], "cy", "labels cannot be those of cy"),
    ):
        with pytest.raises(InputError, match=why):
            assign(torn, names, taggers, ABLE, present)
    with pytest.raises(NotFoundError, match=r"no document 'z\.txt'"):
        assign(torn, ["b.txt", "z.txt"], ["ada", "bob"], ABLE)
    with pytest.raises(ConflictError, match=r"all taggers of a\.txt are done"):
        assign(torn, ["b.txt", "a.txt"], ["ada", "cy"], ABLE)
    assert [one.document for one in torn.opinions.states()] == ["a.txt", "a.txt"]


def test_documents_are_taken_back_and_labels_only_if_somebody_says_so(project: Project) -> None:
    assign(project, ["a.txt", "b.txt"], ["ada", "bob"], ABLE)
    tag(project, "ada", VEGA)
    with pytest.raises(ConflictError, match=r"ada has tagged a\.txt"):
        withdraw(project, ["a.txt", "b.txt"], "ada", "root")
    assert withdraw(project, ["a.txt", "b.txt", "c.txt"], "bob", "root") == 2
    assert labels(project) == (VEGA,)  # the only one left was done with it
    assert withdraw(project, ["b.txt"], "ada", "root") == 1
    assert [one.document for one in project.opinions.states()] == ["a.txt"]


def test_what_a_tagger_is_not_done_with_is_taken_back_at_once(project: Project) -> None:
    assign(project, ["a.txt", "b.txt"], ["ada", "bob"], ABLE)
    tag(project, "ada", VEGA)
    label_own(project, "b.txt", "ada", [ORION], [], "*")
    with pytest.raises(ConflictError, match=r"ada has tagged b\.txt"):
        withdraw(project, None, "ada", "root")
    assert withdraw(project, None, "ada", "root", discard=True) == 1
    assert [one.document for one in project.opinions.states()] == ["a.txt", "a.txt", "b.txt"]


def test_opinions_stay_with_their_text_and_go_with_it(torn: Project) -> None:
    (document,) = torn.store.read(["a.txt"])
    torn.store.put([document])
    assert find_case(torn, "a.txt").disagreements
    torn.store.put([LabeledDocument("a.txt", TEXT + "!")])
    assert torn.opinions.states() == []
