"""Which categories of passages a model finds so badly that nobody should rely on it alone."""

from __future__ import annotations

from enricher.recognizer.bundle import ModelDescription

WEAK = 0.5  # F1, below which about every second answer is wrong or missing


def weak_passages(description: ModelDescription) -> dict[str, float]:
    """The categories of passages whose F1 is below `WEAK` in documents that the model left out, with it.

    It is that of saying whether a document has such a passage, where that was measured; else that of
    the passages themselves. What was not measured is not here.
    """
    found = {}
    for name in description.passages:
        for measured in (f"present.{name}.f1", f"unseen.entities.{name}.f1"):
            if (f1 := description.metrics.get(measured)) is not None:
                if f1 < WEAK:
                    found[name] = f1
                break
    return found
