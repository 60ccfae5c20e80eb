from enricher.entities import Span
from training.dataset.extents import joined_passages
from training.dataset.tags import LabeledText

TEXT = "Lender may audit. It bears the costs.\n\n12\n\nIt may copy books. Acme pays."


def _labeled(*passages: tuple[str, str]) -> LabeledText:
    spans = [
        Span(TEXT.index(first), TEXT.index(last) + len(last), "AuditRights")
        for first, last in passages
    ]
    return LabeledText("a", TEXT, tuple(spans))


def test_labels_over_several_sentences_are_joined() -> None:
    whole = _labeled(("Lender", "books."))
    assert joined_passages([whole], ("AuditRights", "Insurance")) == ("AuditRights",)


def test_labels_of_each_sentence_are_not() -> None:
    each = _labeled(("Lender", "audit."), ("It bears", "costs."), ("It may copy", "books."))
    assert joined_passages([each], ("AuditRights",)) == ()
    assert joined_passages([each, _labeled(("Lender", "costs."))], ("AuditRights",)) == ()


def test_one_sentence_among_others_says_nothing() -> None:
    assert joined_passages([_labeled(("Lender", "audit."))] * 3, ("AuditRights",)) == ()
    assert joined_passages([LabeledText("b", TEXT, ())], ("AuditRights",)) == ()
