"""What helps whoever tags: which document is next, and what the model would label in it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from enricher.api.bodies.page_words import WordSheetBody
from enricher.api.bodies.projects import SuggestionsBody
from enricher.api.lanes import SuggestingTurn
from enricher.api.project_requests import NextAnswer
from enricher.api.projects import Opened
from enricher.api.services import Served, Who
from enricher.projects.adjudication.opinions import due_for, summaries_for
from enricher.projects.documents import find_document
from enricher.projects.tagging.queue import next_name
from enricher.projects.tagging.suggestions import Suggestions, suggest
from enricher.projects.tagging.word_sheets import WordSheet, word_sheets

router = APIRouter(prefix="/api/projects/{project}", tags=["project documents"])


@router.get("/suggestions/{name:path}", response_model=SuggestionsBody)
def read_suggestions(
    served: Served, turn: SuggestingTurn, opened: Opened, name: str
) -> Suggestions:
    """Get the labels that the model in production, else the latest model, suggests for a document.

    Nothing is stored: a suggestion becomes a label when somebody saves it with the document's
    labels. Each model reads a text only once, at about 2.4 s per 100,000 characters.
    """
    return suggest(opened, find_document(opened, name).text, served.reader, turn.check)


@router.get("/pages/{name:path}", response_model=list[WordSheetBody])
def read_pages(opened: Opened, name: str) -> tuple[WordSheet, ...]:
    """Get the words of a document with their places on its pages.

    The places are known for PDFs and scans of a few pages whose files were uploaded; for others,
    the list is empty.
    """
    text = find_document(opened, name).text
    return word_sheets(opened.store.boxes([text]).get(text))


@router.get("/next", response_model=NextAnswer)
def read_next(
    served: Served,
    opened: Opened,
    who: Who,
    after: Annotated[str, Query(description="The document that was tagged or skipped last.")] = "",
) -> dict[str, Any]:
    """Get the document to tag next, in the order of `enricher project next`.

    The response comes at once. The order is computed in the background, which takes as long as the
    model reads: until it is known, documents come by name (`state` is `names`); while it is
    computed again, the previous order applies (`computing`). Documents that were given to others, to
    tag beside each other, are left out; those that were given to you come first, and count by your
    labels.
    """
    known = opened.store.summaries()
    order = served.queue.look(opened, known)
    summaries = summaries_for(opened, who, known)
    learned = opened.schema.learned
    due = due_for(opened, who, summaries)
    name = next_name(due, learned, order.candidates, after) if due else None
    name = name or next_name(summaries, learned, order.candidates, after)
    return {
        "state": order.state,
        "unfinished": sum(not one.is_finished(learned) for one in summaries),
        "document": name,
        "reason": order.reason_of(name),
    }
