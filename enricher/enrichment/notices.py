"""What notices say in words: the one place where they become sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from enricher.entities import Notice

_SHOWN = 20  # pages or pictures of a sentence

_WORDS: Mapping[str, str] = {
    # of a document's entities
    "entities_owed": "its entities are still being looked for; they follow by themselves",
    "entities_cut_off": "entities were looked for in the first {read:,} of {characters:,} characters"
    " (setting max_characters)",
    "members_unread": "it holds {count} other documents, in which no entities were looked for",
    "corrections_unmet": "{count} corrections are not in force;"
    " `enricher corrections list --lost` says why",
    # of its reading
    "object_unread": "an object embedded in the document could not be read: {why}",
    "part_unread": "a part of the document could not be read: {why}",
    "pdf_cut_short": "the PDF breaks off before its end, so text may be missing",
    "file_cut_short": "the file breaks off before its end, so text may be missing",
    "characters_unread": "{count} characters could not be read",
    "pages_unread": "text may be missing on pages {places}; {why}",
    "pictures_unread": "text may be missing on pictures {places}; {why}",
    "language_data_missing": "Tesseract's data for {languages} is not installed: {remedy}",
    "archive_damaged": "the archive is damaged and cannot be opened: {why}",
    "archive_damaged_after": "the archive is damaged after {count} members: {why}",
    "members_bounded": "not all members were read: {why}",
    "members_too_deep": "its members were not read: it lies deeper than {depth} archives or mails"
    " inside each other (setting member_depth)",
    "members_skipped": "not read: {kinds}",
    # why a correction is not in force
    "waiting": "the entities of the document are still being looked for",
    "document_unread": "its document cannot be read",
    "document_gone": "its document is not there any more",
    "document_unserved": "no deployment reads its document",
    "words_gone": "its words are not in the document any more, or in other sentences",
    "category_gone": "there is no category {category} any more",
    "category_derived": "its category is derived now: it follows what it comes from",
    "project_gone": "project {project}, which read the document, is not there any more",
}
_OF_ONE: Mapping[str, str] = {
    "corrections_unmet": "1 correction is not in force;"
    " `enricher corrections list --lost` says why",
    "pages_unread": "text may be missing on page {places}; {why}",
    "pictures_unread": "text may be missing on picture {places}; {why}",
}


def in_words(notice: Notice) -> str:
    """The sentence that a notice is shown as."""
    facts = dict(notice.facts)
    count = facts.get("count")
    if isinstance(places := facts.get("places"), list):
        count = len(places)
        facts["places"] = ", ".join(map(str, places[:_SHOWN])) + ", …" * (count > _SHOWN)
    words = _OF_ONE.get(notice.code) if count == 1 else None
    return (words or _WORDS[notice.code]).format_map(facts)


def all_in_words(notices: Iterable[Notice]) -> list[str]:
    return [in_words(notice) for notice in notices]
