"""What helps whoever tags: which document is next, and what the model would label in it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from enricher.api.bodies.page_words import WordSheetBody
from enricher.api.bodies.projects import SuggestionsBody
from enricher.api.lanes import SuggestingTurn
from enricher.api.project_requests import NextAnswer
from enricher.api.projects import Opened
from enricher.api.services import Served
from enricher.projects.documents import find_document
from enricher.projects.tagging.queue import next_name
from enricher.projects.tagging.suggestions import Suggestions, suggest
from enricher.projects.tagging.word_sheets import WordSheet, word_sheets

router = APIRouter(prefix="/api/projects/{project}", tags=["project documents"])


@router.get("/suggestions/{name:path}", response_model=SuggestionsBody)
def read_suggestions(
    served: Served, turn: SuggestingTurn, opened: Opened, name: str
) -> Suggestions:
    """What the model in production, else the latest, would label in a document.

    Nothing is stored: a suggestion is a label once somebody puts it among the document's labels.
    A text is read once by each model, 100,000 characters in some 2.4 s.
    """
    return suggest(opened, find_document(opened, name).text, served.reader, turn.check)


@router.get("/pages/{name:path}", response_model=list[WordSheetBody])
def read_pages(opened: Opened, name: str) -> tuple[WordSheet, ...]:
    """Where the words of a document stand on its pages; empty where that is not known.

    It is known of PDFs and scans of a few pages, once their file was sent.
    """
    text = find_document(opened, name).text
    return word_sheets(opened.store.boxes([text]).get(text))


@router.get("/next", response_model=NextAnswer)
def read_next(
    served: Served,
    opened: Opened,
    after: Annotated[str, Query(description="The document that was tagged or skipped.")] = "",
) -> dict[str, Any]:
    """The document to tag next, as `enricher project next` orders them.

    The answer comes at once. The order is made aside, which takes as long as the model reads; until
    it is known, documents come by name (`state` is `names`), and while it is made anew the one
    before holds (`computing`).
    """
    summaries = opened.store.summaries()
    order = served.queue.look(opened, summaries)
    learned = opened.schema.learned
    name = next_name(summaries, learned, order.candidates, after)
    return {
        "state": order.state,
        "unfinished": sum(not one.is_finished(learned) for one in summaries),
        "document": name,
        "reason": order.reason_of(name),
    }
