"""What people are told about an answer that a language model wrote."""

from __future__ import annotations

from enricher.search.citations import WrittenAnswer


def why_none(written: WrittenAnswer) -> str:
    """A sentence; "" where there is an answer."""
    passages = sent_passages(written)
    match written.state:
        case "answered":
            return ""
        case "not_stated":
            return f"{written.model} finds no answer in the {passages} that it was sent."
        case "uncited":
            return (
                f"{written.model} wrote an answer without a passage behind it, which is not shown; it was"
                f" sent {passages}."
            )
        case "without_passages":
            return f"Nothing was found that {written.model} could answer from; it was sent nothing."
        case "unavailable":
            return f"{written.model} wrote no answer: {written.failure}."


def sent_passages(written: WrittenAnswer) -> str:
    """How many passages the model was sent: `1 passage`."""
    count = len(written.sent)
    return f"{count} passage{'' if count == 1 else 's'}"
