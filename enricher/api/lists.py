"""Lists that policies compare names with; docs/policies.md tells people."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response, UploadFile
from fastapi import Path as InPath
from pydantic import Field

from enricher.api.bodies.lists import (
    ListBody,
    ListDraftBody,
    ListNames,
    ListTable,
    ListTrial,
    ListVersionBody,
    list_draft,
    list_names,
    list_trial,
)
from enricher.api.lanes import READING, CheckingTurn
from enricher.api.numbers import Offset
from enricher.api.policy_edits import VersionText, WhyDescription
from enricher.api.projects import NeededRevision, set_etag
from enricher.api.requests import Body
from enricher.api.services import Served, Who
from enricher.audit.list_edits import ListFile
from enricher.audit.list_versions import ListVersion
from enricher.audit.trial import SHOWN
from enricher.ledger.days import local_time
from enricher.policies.list_changes import ListChange
from enricher.policies.list_tables import TableList, list_of_table
from enricher.projects.sent_documents import save_parts
from enricher.wiring.audit import build_list_edits, build_trials
from enricher.wiring.policies import read_table_apart

router = APIRouter(prefix="/api/lists", tags=["findings"])

ConfirmedDescription = "That names which policies look for go is meant."


class ChangeOfList(Body):
    """What comes to a list and what goes."""

    add: list[str] = Field([], description="Names that come.", examples=[["Nowhere Trading FZE"]])
    remove: list[str] = Field([], description="Names that go, however they are written.")
    table: str | None = Field(
        None, description="`text` of a file that was read, whose names come instead of all others."
    )
    replaces: bool = Field(True, description="False: names of `table` come beside the others.")
    version: str = Field("", description="SHA-256 of a version to return to first.")

    @property
    def change(self) -> ListChange:
        return ListChange(
            tuple(self.add), tuple(self.remove), self.table, self.replaces, self.version
        )


class ListToTry(ChangeOfList):
    shown: int = Field(
        SHOWN, ge=0, le=1_000, description="The most entries in `opens` and in `closes`."
    )


class ListToSave(ChangeOfList):
    why: str = Field("", description=WhyDescription, examples=["New names of March"])
    confirmed: bool = Field(False, description=ConfirmedDescription)


@router.get("/{project}", response_model=list[ListBody])
def list_lists(served: Served, project: str) -> list[ListFile]:
    """List the lists of a project, and those that its policies use and nobody has written yet."""
    return build_list_edits(served.home).all(project)


@router.get("/{project}/{name}", response_model=ListNames)
def read_list(
    served: Served,
    project: str,
    name: str,
    response: Response,
    q: Annotated[str, Query(description="Letters that a name has in it.")] = "",
    offset: Offset = 0,
    size: Annotated[int, Query(ge=0, le=10_000)] = 100,
) -> ListNames:
    """Get a list and some of its names. The ETag is its revision.

    A list that does not exist yet has no names.
    """
    found = build_list_edits(served.home).read(project, name)
    set_etag(response, found.revision)
    return list_names(found, q, offset, size)


@router.post("/{project}/{name}/table", response_model=ListTable, dependencies=[READING])
def read_file(
    served: Served,
    project: str,
    name: str,
    file: Annotated[
        UploadFile, Form(description="A table in XLSX or CSV, or a .txt with a name per line.")
    ],
    column: Annotated[
        int | None, Form(ge=0, description="The column of names; by default, it is found out.")
    ] = None,
    titled: Annotated[
        bool | None,
        Form(description="Whether the first row has titles; by default, it is found out."),
    ] = None,
) -> TableList:
    """Read a file as a list, without saving it: its columns, its names, and its bad rows."""
    of_laws = build_list_edits(served.home).read(project, name).of_laws
    with tempfile.TemporaryDirectory(prefix="enricher-list-") as folder:
        (saved,) = save_parts([(file.filename or "", file.file)], Path(folder))
        table = read_table_apart(Path(folder) / saved)
    return list_of_table(table, column, titled, of_laws=of_laws)


@router.post("/{project}/{name}/draft", response_model=ListDraftBody)
def check_draft(served: Served, project: str, name: str, body: ChangeOfList) -> ListDraftBody:
    """Show what a change would make of a list, without saving it."""
    return list_draft(build_list_edits(served.home).draft(project, name, body.change))


@router.post("/{project}/{name}/try", response_model=ListTrial)
def try_out(
    served: Served, turn: CheckingTurn, project: str, name: str, body: ListToTry
) -> ListTrial:
    """Show which findings a change of a list would open and close, without saving it."""
    draft = build_list_edits(served.home).draft(project, name, body.change)
    trials = build_trials(served.home)
    return list_trial(
        draft, trials.run_list(project, draft.after, local_time(), body.shown, turn.check)
    )


@router.put("/{project}/{name}", response_model=ListBody)
def save_list(
    served: Served,
    who: Who,
    project: str,
    name: str,
    body: ListToSave,
    revision: NeededRevision,
    response: Response,
) -> ListFile:
    """Change a list. It takes effect at once, for all documents.

    Responds with 412 and the current list if its file has changed, with 422 and a list of the
    mistakes if a name is not valid, and with 409 if most names would go and `confirmed` is not set.
    """
    edits = build_list_edits(served.home)
    saved = edits.save(
        project, name, body.change, revision, who, body.why, confirmed=body.confirmed
    )
    set_etag(response, saved.revision)
    return saved


@router.delete("/{project}/{name}", status_code=204)
def remove_list(
    served: Served,
    who: Who,
    project: str,
    name: str,
    revision: NeededRevision,
    why: Annotated[str, Query(description=WhyDescription)] = "",
    confirmed: Annotated[bool, Query(description=ConfirmedDescription)] = False,
) -> None:
    """Remove your own file of a list. If a list of this name ships, it applies again.

    Responds with 409 if a policy of your own uses it, or one that ships and `confirmed` is not set.
    """
    edits = build_list_edits(served.home)
    edits.remove(project, name, revision, who, why, confirmed=confirmed)


@router.get("/{project}/{name}/versions", response_model=list[ListVersionBody])
def list_versions(served: Served, project: str, name: str) -> list[ListVersion]:
    """List what was saved of a list, or edited by hand: who, when, why and what; latest first."""
    return build_list_edits(served.home).versions(project, name)


@router.get("/{project}/{name}/versions/{sha256}", response_model=VersionText)
def read_version(
    served: Served,
    project: str,
    name: str,
    sha256: Annotated[str, InPath(description="SHA-256 of its content, as the versions have it.")],
) -> VersionText:
    """Get what a version of a list said. To return to it, save it as `version`."""
    return VersionText(text=build_list_edits(served.home).version_text(project, name, sha256))
