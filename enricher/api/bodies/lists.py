"""Lists of policies: what stands on them, what a change would make of them, and their versions."""

from __future__ import annotations

from pydantic import Field

from enricher.api.bodies import Body, Count, Moment, attribute
from enricher.api.bodies.policies import PathText, PolicyTrial
from enricher.audit.list_edits import ListFile, to_confirm
from enricher.audit.trial import Trial
from enricher.policies.list_changes import ListDraft, ReadLaw
from enricher.policies.list_tables import BadRow

_SHOWN = 200  # names that come, or go


class ListUser(Body):
    """A policy that uses a list."""

    name: str = attribute("id")
    title: str
    enabled: bool


class ListBody(Body):
    """A list as its file says it."""

    project: str
    name: str = Field(examples=["blocked-parties"])
    names: Count = Field(description="How many names it has.")
    of_laws: bool = Field(description="Its names are governing laws.")
    revision: str = Field(description="`none` if there is no file of your own.")
    file: PathText = Field(description="Your own file; it need not exist.")
    ships: bool = Field(description="Whether a list of this name comes with enricher.")
    policies: list[ListUser] = Field(description="The policies that use it.")
    fault: str = Field(description="Why the file cannot be read; it has no names then.")


class ListNames(ListBody):
    """A list with some of its names."""

    total: int = Field(description="How many names match.")
    some: list[str] = Field(description="Those that were asked for, in the order of the file.")


class InvalidName(Body):
    """A name that cannot stand on a list."""

    line: int | None = Field(description="Counted from 1, among the names to add.")
    message: str


class ListDraftBody(Body):
    """A list as a change would make it; nothing is changed."""

    names: int = Field(description="How many names it would have.")
    before: int = Field(description="How many names it has now.")
    new: int = Field(description="How many names would come.")
    gone: int = Field(description="How many names would go.")
    some_new: list[str] = Field(description="The first of those that would come.")
    some_gone: list[str] = Field(description="The first of those that would go.")
    known: list[str] = Field(description="Names to add that are on the list already.")
    laws: list[ReadLaw] = Field(description="Laws to add that documents have another name for.")
    problems: list[InvalidName] = Field(description="Names to add that cannot stand on the list.")
    to_confirm: str = Field(
        description="Why the change is only saved with `confirmed`; empty if it needs none."
    )


class ListTrial(Body):
    """What a change of a list would do; nothing is changed."""

    draft: ListDraftBody
    trials: list[PolicyTrial] = Field(description="One for each enabled policy that uses the list.")


class ListTable(Body):
    """A file, read as a list. Nothing is saved."""

    headings: list[str]
    column: int = Field(description="The column of names, counted from 0.")
    found: bool = attribute(
        "is_found", description="Whether its title says that it has names; otherwise it is a guess."
    )
    titled: bool = attribute("is_titled", description="Whether the first row has titles.")
    rows: int
    names: Count = Field(description="How many names it has.")
    repeated: int = Field(description="Rows whose name is in an earlier row.")
    bad: list[BadRow] = Field(description="Rows without a usable name, which are left out.")
    laws: list[ReadLaw] = Field(description="Laws that documents have another name for.")
    sample: list[list[str]] = Field(description="The first rows.")
    text: str = Field(description="The list as CSV, to try or save as `table`.")


class ListVersionBody(Body):
    """What somebody made of your own file of a list."""

    at: Moment
    who: str
    sha256: str | None = Field(description="Of the file's content; null if the file was removed.")
    why: str | None = Field(description="Null if the file was edited by hand.")
    kept: bool = attribute("is_kept", description="Whether it can be returned to.")
    new: int | None = Field(description="How many names came; null if unknown.")
    gone: int | None = Field(description="How many names went; null if unknown.")
    some_new: list[str]
    some_gone: list[str]


def list_names(found: ListFile, q: str, offset: int, size: int) -> ListNames:
    """A list with those of its names that have some letters in them."""
    wanted = q.casefold()
    names = [one for one in found.names.names.values() if wanted in one.casefold()]
    return ListNames.of(found, total=len(names), some=names[offset : offset + size])


def list_draft(draft: ListDraft) -> ListDraftBody:
    return ListDraftBody.of(
        draft,
        new=len(draft.new),
        gone=len(draft.gone),
        some_new=list(draft.new[:_SHOWN]),
        some_gone=list(draft.gone[:_SHOWN]),
        to_confirm=to_confirm(draft),
    )


def list_trial(draft: ListDraft, trials: list[Trial]) -> ListTrial:
    return ListTrial(draft=list_draft(draft), trials=list(map(PolicyTrial.of, trials)))
