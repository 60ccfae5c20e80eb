"""Events in words, as the end of a sentence that begins with who: `merged “Nike” into “Nike, Inc.”`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from enricher.documents.tables import TABLE
from enricher.ledger.events import Act, Event
from enricher.text.excerpts import excerpt

_SHOWN = 3  # names of many; `details` has all


def in_words(event: Event) -> str:
    """What was done."""
    said, subject = event.details, event.subject
    match event.act:
        case Act.TAG | Act.REJECT | Act.NONE | Act.SUPPRESS:
            return _corrected(event.act, said)
        case Act.SET_CELL | Act.REMOVE_ROW | Act.ADD_ROW | Act.SET_FACT | Act.ADD_TABLE:
            return table_corrected(event.act, said["table"], said["text"], said["cells"])
        case Act.UNDO if said["table"]:
            made = table_corrected(Act(said["act"]), said["table"], said["text"], said["cells"])
            return f"undid: {made}"
        case Act.UNDO:
            return f"undid: {_corrected(Act(said['act']), said)}"
        case Act.ACCEPT:
            until = f" until {said['until']}" if said["until"] else ""
            return (
                f"accepted finding {said['finding']} of {said['policy']}{until}: {said['reason']}"
            )
        case Act.REOPEN:
            return f"reopened finding {said['finding']} of {said['policy']}"
        case Act.ASSIGN:
            what = f"finding {said['finding']}" if said["finding"] else "the document"
            before = f" (before: {said['before']})" if said["before"] else ""
            if not said["assignee"]:
                return f"took {what} from {said['before']}"
            return f"assigned {what} to {said['assignee']}{before}"
        case Act.MOVE:
            return f"moved the document from {said['before']} to {said['collection']}"
        case Act.READ_AGAIN:
            return "had the file of the document read again"
        case Act.COMMENT:
            about = f" on finding {said['finding']}" if said["finding"] else ""
            words = f": “{_short(said['text'])}”" if said["text"] else " (deleted)"
            return f"commented{about}{words}"
        case Act.DELETE_COMMENT:
            return f"deleted a comment of {said['author']}"
        case Act.MERGE:
            others = [one for one in said["names"] if one != said["shown"]]
            return f"merged {_quoted(others)} into “{said['shown']}”"
        case Act.SPLIT:
            return f"split {_quoted(said['names'])}"
        case Act.COLLECTION:
            return _collected(subject, said)
        case Act.MAPPING:
            act = "changed" if said["before"] and said["after"] else "wrote"
            act = act if said["after"] else "removed"
            again = _count(said["documents"], "document")
            return f"{act} mapping {subject}, noticed at this time; {again} read again"
        case Act.CONFIRM_REMOVED:
            return f"confirmed the removal of {_count(said['removed'], 'file')} from {subject}"
        case Act.DROP_REMINDER:
            return f"deleted message {said['message']} to {subject}: {said['summary']}"
        case Act.SETTINGS:
            return f"changed the settings {', '.join(said['changed'])}"
        case Act.ALERT:
            return f"turned the alert of the search “{_short(subject)}” {'on' if said['on'] else 'off'}"
        case Act.ADD_PASSWORD | Act.REMOVE_PASSWORD:
            done = "added" if event.act is Act.ADD_PASSWORD else "removed"
            called = f" “{_short(subject)}”" if subject else ""
            return f"{done} password {said['number']}{called}"
        case Act.ADD_USER | Act.CHANGE_USER | Act.REMOVE_USER | Act.ADD_KEY | Act.REMOVE_KEY:
            return _of_user(event)
        case _:
            return _in_project(event)


def _of_user(event: Event) -> str:
    said, user = event.details, f"user {event.subject}"
    match event.act:
        case Act.ADD_USER:
            return f"added {user} as {said['role']}"
        case Act.REMOVE_USER:
            return f"removed {user}"
        case Act.ADD_KEY | Act.REMOVE_KEY:
            done = "made" if event.act is Act.ADD_KEY else "removed"
            purpose = f" “{_short(said['purpose'])}”" if said["purpose"] else ""
            return f"{done} key {said['number']}{purpose} of {user}"
        case _ if "role" in said:
            return f"made {user} {said['role']} (before: {said['before']})"
        case _ if "locked" in said:
            return f"{'locked' if said['locked'] else 'unlocked'} {user}"
        case _:
            return f"set the password of {user}"


def _in_project(event: Event) -> str:
    said, project = event.details, f"project {event.subject}"
    match event.act:
        case Act.CREATE_PROJECT:
            return f"created {project}"
        case Act.DELETE_PROJECT:
            return f"deleted {project}"
        case Act.SCHEMA:
            return f"changed the schema of {project}{_changes(said)}"
        case Act.STANDARD:
            act = "removed" if said.get("removed") else "set"
            return f"{act} the standard wording of {said['category']} in {project}"
        case Act.POLICY:
            return _policy_file(event)
        case Act.CONFIRM_POLICY:
            if said["what"] == "gone":
                return f"confirmed the removal of {said['name']} from {project}"
            had = "" if said["before"] is None else f", {said['before']:,} before"
            return f"confirmed that {said['name']} of {project} has {_count(said['names'], 'name')}{had}"
        case Act.IMPORT:
            return (
                f"imported labels into {project}: {_count(said['added'], 'document')} added,"
                f" {said['replaced']} changed, {_count(said['labels'], 'label')}"
            )
        case Act.LABEL:
            saves = f", saved {said['saves']} times" if said["saves"] > 1 else ""
            return f"tagged {_documents(said)} of {project}{saves}"
        case Act.ASSIGN_TAGGERS:
            return f"gave {_documents(said)} of {project} to {listed(said['taggers'])} to tag"
        case Act.WITHDRAW_TAGGER:
            return f"took {_documents(said)} of {project} from {said['tagger']}"
        case Act.ADJUDICATE if said["disagreements"]:
            settled = _count(said["disagreements"], "disagreement")
            return f"adjudicated {said['document']} of {project}: {settled}"
        case Act.ADJUDICATE:
            return f"adjudicated {said['document']} of {project}: the taggers agree"
        case Act.UNDO_ADJUDICATION:
            return f"undid the adjudication of {said['document']} of {project}"
        case Act.ADD_DOCUMENTS:
            return f"added {_documents(said)} to {project}"
        case Act.REMOVE_DOCUMENT:
            return f"removed {said['document']} from {project}"
        case Act.DATASET:
            purpose = {"train": "for training", "test": "for testing"}
            return (
                f"set {_documents(said)} of {project}"
                f" {purpose.get(said['dataset'], 'for either set')}"
            )
        case Act.TRAIN if "training" in said:
            return f"requested training {said['training']} in {project}{_named(said['model'])}"
        case Act.TRAIN:
            return f"trained model {said['model']} ({said['version'][:8]}) in {project}"
        case Act.CANCEL_TRAINING:
            return f"stopped training {said['training']} in {project}"
        case Act.DELETE_MODEL:
            return f"deleted model {said['model']} ({said['version'][:8]}) of {project}"
        case _:
            served = ", ".join(
                f"{name} with {model} ({version[:8]})"
                for name, (model, version) in sorted(said["serving"].items())
            )
            done = {Act.DEPLOY: "deployed", Act.SWAP: "swapped", Act.ROLLBACK: "went back"}
            return f"{done.get(event.act, event.act)} in {project}: {served}"


def _corrected(act: Act, said: Mapping[str, Any]) -> str:
    words, category = f"“{_short(said['text'])}”", said["category"]
    if act is Act.NONE:
        return f"marked {category} as not stated"
    if act is Act.REJECT:
        return f"rejected {words} as {category}"
    if act is Act.SUPPRESS:
        return f"rejected {words} as {category} in all documents"
    value = f" with the value {said['value']}" if said.get("value") else ""
    instead = f", not {said['instead_of']}" if said.get("instead_of") else ""
    return f"tagged {words} as {category}{value}{instead}"


def table_corrected(act: Act, table: str, words: str, cells: Mapping[str, str | None]) -> str:
    """What was done to a table.

    Args:
        words: of the row.
        cells: what they are now.
    """
    if act is Act.ADD_TABLE:
        named = "a table" if table == TABLE else f"a table of {table}"
        return f"added {named} that begins with “{_short(words)}”"
    row = f"row “{_short(words)}”"
    if act is Act.REMOVE_ROW:
        return f"removed {row} from {table}"
    if act is Act.ADD_ROW:
        return f"added {row} to {table}"
    done = (
        f"set {name} to {value}" if value else f"cleared {name}" for name, value in cells.items()
    )
    where = table if act is Act.SET_FACT else f"{row} of {table}"
    return f"{', '.join(done)} in {where}"


def _policy_file(event: Event) -> str:
    said = event.details
    kind = "list" if said["file"].startswith("lists/") else "policy"
    before, after = (str(said[name] or "")[:8] for name in ("before", "after"))
    ships = ", as it ships" if said["shipped"] else ""
    file = f"{kind} {said['file']} of project {event.subject}{ships}"
    told = ", noticed at this time"
    if "why" in said:
        told = f": {said['why']}" if said["why"] else ""
    if before and after:
        return f"changed {file} ({before} to {after}){told}"
    return f"{'removed' if before else 'wrote'} {file} ({before or after}){told}"


def _collected(collection: str, said: Mapping[str, Any]) -> str:
    if "folder" in said:
        return f"added {said['folder']} to collection {collection}"
    if "rows" in said:
        rows = "searchable" if said["rows"] else "not searchable"
        return f"made the rows of collection {collection} {rows}"
    before = f" (before: {', '.join(said['before'])})" if said.get("before") else ""
    return f"set collection {collection} to be read by {', '.join(said['serve'])}{before}"


def _changes(said: Mapping[str, Any]) -> str:
    told = [f"{kind} {_some(said[kind])}" for kind in ("added", "removed", "changed") if said[kind]]
    return ": " + "; ".join(told) if told else ""


def _documents(said: Mapping[str, Any]) -> str:
    one, count = said["documents"], said["count"]
    return str(one[0]) if count == 1 else _count(count, "document")


def listed(names: Sequence[str]) -> str:
    """`ada`, `ada and bob`, `ada, bob and cy`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _named(model: str | None) -> str:
    return f", of model {model}" if model else ""


def _count(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


def _quoted(names: Iterable[str]) -> str:
    return _some([f"“{one}”" for one in names])


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _short(text: str) -> str:
    return excerpt(text, 80)
