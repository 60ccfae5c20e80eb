"""What notices say in words: the one place where they become sentences; and of what kind failures are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from enricher.entities import Notice

_SHOWN = 20  # pages or pictures of a sentence

_SAVE_AGAIN = "open it in the program that made it and save it again"
_TURN_OCR_ON = (
    'install Tesseract and set ocr = "auto" (`enricher doctor` shows what is missing), then retry'
)

_WORDS: Mapping[str, str] = {
    # of a document's entities
    "entities_owed": "its entities are still being extracted and will appear by themselves",
    "entities_cut_off": "entities were extracted from only the first {read:,} of {characters:,}"
    " characters (setting max_characters)",
    "members_unread": "it contains {count} other documents, from which no entities were extracted",
    "corrections_unmet": "{count} corrections do not apply;"
    " `enricher corrections list --lost` shows why",
    # of what does not add up
    "sum_closing_balance": "it does not add up: opening balance and transactions give {computed}, but"
    " the closing balance is {stated}",
    "sum_balance": "it does not add up: the transactions give {computed} in row {row}, but the balance"
    " there is {stated}",
    "sum_net_amount": "it does not add up: the lines give {computed}, but the net amount is"
    " {stated}",
    "sum_total_amount": "it does not add up: net amount and tax give {computed}, but the total is"
    " {stated}",
    # of several invoices
    "invoices_several": "it holds {count} invoices: {numbers}; its fields are those of the first, and each"
    " line says which invoice it is of",
    # of its reading
    "object_unread": "an object embedded in the document could not be read: {why}",
    "part_unread": "a part of the document could not be read: {why}",
    "pdf_cut_short": "the PDF is cut off, so text may be missing",
    "file_cut_short": "the file is cut off, so text may be missing",
    "characters_unread": "{count} characters could not be read",
    "pages_unread": "text may be missing on pages {places}; {why}",
    "pictures_unread": "text may be missing on pictures {places}; {why}",
    # of a file of records
    "mapping_unmet": "the mapping {mapping} does not fit it, so it was read without one: {why};"
    " `enricher mappings try` shows what a mapping finds",
    "mapping_wrong": "its mapping is invalid: {why}; `enricher mappings check` lists all mistakes,"
    " and the file is read again once they are fixed",
    "record_unread": "{place} could not be read; it is at the end of the text",
    "markup_damaged": "the file is damaged in line {line}: {why}; the part before that was read",
    "control_total_wrong": "the control total in {place} does not match the records before it",
    "line_without_amount": "line {place} of the invoice has no readable amount",
    "page_differs": "no page shows the {label} {value}, which {name} in the file has",
    "encoding_guessed": "the file does not state its encoding; it was read as {encoding}",
    "signs_turned": "card purchases have no sign; they were read as outgoing",
    "date_order_unsure": "its dates can be read in two ways; they were read {first} first",
    "tables_unread": "its text was read, but not its tables ({why})",
    "figures_mended": "the figures in rows {places} were corrected: OCR misread them, as the"
    " balances beside them show",
    "signs_mended": "the amounts in rows {places} have the signs that follow from the balances"
    " beside them",
    "movements_unbooked": "{count} pending transactions were left out of the tables",
    # why there is no text
    "file_empty": "the file is empty",
    "file_encrypted": "the file is password-protected; add its password with `enricher passwords"
    " add`, and the file is read again",
    "file_locked": "the file is password-protected, and none of the {count} stored passwords opens"
    " it; add its password with `enricher passwords add`",
    "file_unread": "Tika could not read the file: {why}; " + _SAVE_AGAIN,
    "file_damaged": "no text was found, and {why}; " + _SAVE_AGAIN,
    "file_unknown": "this type of file is not supported; convert it to PDF or text",
    "recording": "audio and video have no text to read",
    "pages_empty": "the pages are empty",
    "pictures_alone": "the file contains pictures and no text; to read them, " + _TURN_OCR_ON,
    "pictures_illegible": "the file contains pictures in which OCR found no text",
    "pictures_illegible_for": "the file contains pictures in which OCR found no text; {reasons}",
    "no_text": "no text was found in the file; if you see text in it, save it as PDF",
    "garbled": "{unread:,} characters are unreadable (the text has {characters:,}); " + _SAVE_AGAIN,
    "garbled_by_fonts": "{unread:,} characters are unreadable because the PDF's fonts do not"
    " identify them (the text has {characters:,}); print it to a new PDF, or convert it to pictures"
    " for OCR",
    "mail_too_deep": "its parts are nested too deep; save the attachments you need as separate"
    " files",
    "archive_empty": "the archive is empty",
    "archive_unread": "{reasons}",
    "archive_skipped": "{reasons}",
    "compressed_damaged": "the compressed file is damaged: {why}",
    "member_damaged": "the member is damaged: {why}",
    "member_encrypted": "the member is password-protected; add its password with `enricher"
    " passwords add`, and the archive is read again",
    "member_locked": "the member is password-protected, and none of the {count} stored passwords"
    " opens it; add its password with `enricher passwords add`",
    "member_packed": "the member cannot be unpacked: {why}",
    "member_bounded": "the member was not unpacked: {why}",
    "too_many_members": "the file has more than {most} members (setting member_count)",
    "members_too_large": "the members unpack to more than {megabytes} MB (setting"
    " member_megabytes)",
    **dict.fromkeys(
        ("failed", "encrypted", "scan", "unsupported", "unreadable", "unavailable"), "{why}"
    ),
    # why a page or a picture is not read
    "ocr_off": "to read pictures, " + _TURN_OCR_ON,
    "ocr_failed": "{why}",
    "page_undrawn": "it cannot be drawn",
    "page_hidden": "its fonts do not identify their letters, and it cannot be drawn",
    "picture_closed": "it cannot be opened: {why}",
    "picture_too_large": "it is too large to be opened",
    "no_letters": "no letters were recognized",
    "hard_to_read": "it is hard to read (confidence {percent} %)",
    "document_time_over": "no time was left for it (setting file_seconds)",
    "page_time_over": "reading it took longer than {seconds} s (setting ocr_page_seconds)",
    "language_data_missing": "Tesseract's data for {languages} is not installed: {remedy}",
    "archive_damaged": "the archive is damaged and cannot be opened: {why}",
    "archive_damaged_after": "the archive is damaged after {count} members: {why}",
    "members_bounded": "not all members were read: {why}",
    "members_too_deep": "its members were not read: it is nested in more than {depth} archives"
    " or mails (setting member_depth)",
    "members_skipped": "not read: {kinds}",
    # why a correction is not in force
    "waiting": "the entities of the document are still being extracted",
    "document_unread": "its document cannot be read",
    "document_gone": "its document no longer exists",
    "document_unserved": "no deployment reads its document",
    "words_gone": "its words are no longer in the document, or in other sentences",
    "row_gone": "its row is no longer in the table, or cannot be told from others",
    "table_gone": "its table is no longer in the document, or says something else",
    "table_read": "the table that a person added has since been read from the document",
    "row_removed": "a person removed its row",
    "row_read": "the row that a person added has since been read from the document",
    "column_gone": "the table no longer has a column {column}",
    "category_gone": "the category {category} no longer exists",
    "category_derived": "its category is now derived: correct the values that it comes from",
    "project_gone": "project {project}, which read the document, no longer exists",
    # of a value
    "address_elsewhere": "{text!r} refers to an address elsewhere",
    "no_address": "{text!r} is not an address",
    "no_boolean": "{text!r} is neither yes nor no",
    "date_relative": "{text!r} is relative to a date that it does not name",
    "date_of_week": "{text!r} names a week, not a day",
    "no_date": "{text!r} is not a date",
    "read_as": "the text can be read as {shown}",
    "date_short_year": "the year has two digits and was read as {year}",
    "date_blank": "the date has a blank",
    "date_mended": "a scanning error in the date was corrected",
    "date_weekday": "{date} does not fall on the day of the week that the text states",
    "date_fiscal": "a fiscal year may differ from the calendar year",
    "date_part": "the text names part of a month or year, not a day",
    "date_no_half": "a year has no half {number}",
    "date_year": "{year:04d} is not a plausible year",
    "date_month": "{year:04d}-{month:02d} is not a month of the calendar",
    "date_no_months": "neither {first} nor {second} is a month",
    "date_no_month": "{month} is not a month",
    "date_day": "{month} {year} has no day {day}",
    "date_day_or_year": "{text!r} is {date}, or day {day} of that month in an unnamed year",
    "duration_without_sum": "{text!r} adds up durations without stating their sum",
    "no_duration": "{text!r} is not a duration",
    "empty": "the text is empty",
    "no_identifier": "{text!r} is not an identifier",
    "ein_prefix": "no EIN begins with {prefix}",
    "number_form": "{number} does not have the format of a {kind}",
    "check_digits": "{number} looks like {kind}, but its check digits are wrong",
    "iban_length": "{number} looks like an IBAN, but has {characters}"
    " characters; an IBAN of {country} has {expected}",
    "company_name": "{text!r} is the name of a company",
    "no_jurisdiction": "{text!r} does not name a known state or country",
    "several_places": "the text names more than one place: {shown}",
    "place_georgia": "Georgia was read as the state of the United States; it is also a country",
    "place_named_after": "{text!r} is named after {place} and may lie elsewhere",
    "place_code": "{code} was read as {place}; it is also the code of {other}",
    "no_money": "{text!r} is not an amount of money",
    "several_currencies": "the text names more than one currency: {shown}",
    "no_currency": "{text!r} does not name a known currency",
    "amounts_disagree": "the two statements of the amount disagree: {shown}",
    "figures_left_out": "{digits!r} is not a number and was left out",
    "amount_read_as": "the amount can be read as {shown}",
    "side_of_account": "{mark!r} after the amount was not read as a sign",
    "too_long": "the text is longer than {most} characters",
    "says_none": "{text!r} states that there is none",
    "letters_as_digits": "letters among digits were read as digits",
    "date_as_others": "it was read {first} first, as in the document's other dates",
    "date_by_law": "it was read {first} first: the agreement is governed by the law of {law}",
    "date_by_addresses": "it was read {first} first: the addresses are in the {country}",
    "yen_as_elsewhere": "¥ was read as {yen}, which the document names elsewhere",
    "no_number": "{text!r} is not a number",
    "words_and_figures": "the words and the figures disagree: {shown}",
    "several_values": "the text names more than one value: {shown}",
    "name_blank": "the name is blank",
    "no_percent": "{text!r} is not a percentage",
    "nobody": "{text!r} describes a person without naming one",
    "several_people": "the text names more than one person: {shown}",
    "no_name": "{text!r} is not a name",
    "couple": "the text names two people by one name",
    "family_name_first": "the family name came first and was moved to the end",
    "left_out": "the text after the comma was left out: {text!r}",
    "given_value": "the value {text!r}, set by a person, is not a valid {type}",
    "place_korea": "Korea was read as South Korea; it can also mean North Korea",
    "place_congo": "Congo was read as the Republic of the Congo; it can also mean the"
    " Democratic Republic of the Congo",
}
_OF_ONE: Mapping[str, str] = {
    "file_locked": "the file is password-protected, and the stored password does not open it;"
    " add its password with `enricher passwords add`",
    "member_locked": "the member is password-protected, and the stored password does not open"
    " it; add its password with `enricher passwords add`",
    "movements_unbooked": "1 pending transaction was left out of the tables",
    "corrections_unmet": "1 correction does not apply;"
    " `enricher corrections list --lost` shows why",
    "figures_mended": "the figures in row {places} were corrected: OCR misread them, as the"
    " balances beside them show",
    "signs_mended": "the amount in row {places} has the sign that follows from the balances beside"
    " it",
    "pages_unread": "text may be missing on page {places}; {why}",
    "pictures_unread": "text may be missing on picture {places}; {why}",
}

_KINDS: Mapping[str, str] = {
    code: kind
    for kind, codes in {
        "encrypted": (
            *("encrypted", "file_encrypted", "file_locked", "member_encrypted", "member_locked"),
        ),
        # nobody looked for text in its pictures
        "scan": ("scan", "pictures_alone", "garbled_by_fonts"),
        # OCR looked, and found none
        "illegible": ("pictures_illegible", "pictures_illegible_for"),
        "unsupported": (
            *("unsupported", "file_empty", "file_unknown", "recording", "pages_empty", "no_text"),
            *("archive_empty", "archive_skipped", "member_packed"),
        ),
        "unreadable": ("unreadable",),
        "unavailable": ("unavailable",),
    }.items()
    for code in codes
}
"""By the code of a failure; that of any other is `failed`."""


def in_words(notice: Notice) -> str:
    """The sentence that a notice is shown as."""
    facts = {name: _fact_in_words(fact) for name, fact in notice.facts.items()}
    count = facts.get("count")
    if isinstance(places := facts.get("places"), list):
        count = len(places)
        facts["places"] = ", ".join(map(str, places[:_SHOWN])) + ", …" * (count > _SHOWN)
    words = _OF_ONE.get(notice.code) if count == 1 else None
    return (words or _WORDS[notice.code]).format_map(facts)


def _fact_in_words(fact: object) -> Any:
    if isinstance(fact, Notice):
        return in_words(fact)
    if isinstance(fact, Sequence) and fact and all(isinstance(one, Notice) for one in fact):
        return "; ".join(map(in_words, fact))
    return fact


def kind_of(failure: Notice) -> str:
    """Of what kind a failure is: what can be done about it depends on that alone."""
    return _KINDS.get(failure.code, "failed")


def all_in_words(notices: Iterable[Notice]) -> list[str]:
    return [in_words(notice) for notice in notices]
