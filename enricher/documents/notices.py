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
    "entities_owed": "its entities are still being looked for; they follow by themselves",
    "entities_cut_off": "entities were looked for in the first {read:,} of {characters:,} characters"
    " (setting max_characters)",
    "members_unread": "it holds {count} other documents, in which no entities were looked for",
    "corrections_unmet": "{count} corrections are not in force;"
    " `enricher corrections list --lost` says why",
    # of what does not add up
    "sum_closing_balance": "it does not add up: opening balance and movements make {computed}, while the"
    " closing balance is {stated}",
    "sum_balance": "it does not add up: the movements make {computed} in row {row}, while its balance is"
    " {stated}",
    "sum_net_amount": "it does not add up: the lines make {computed}, while the net amount is {stated}",
    "sum_total_amount": "it does not add up: net amount and tax make {computed}, while the total is"
    " {stated}",
    # of several invoices
    "invoices_several": "it holds {count} invoices: {numbers}; its fields are those of the first, and each"
    " line says which invoice it is of",
    # of its reading
    "object_unread": "an object embedded in the document could not be read: {why}",
    "part_unread": "a part of the document could not be read: {why}",
    "pdf_cut_short": "the PDF breaks off before its end, so text may be missing",
    "file_cut_short": "the file breaks off before its end, so text may be missing",
    "characters_unread": "{count} characters could not be read",
    "pages_unread": "text may be missing on pages {places}; {why}",
    "pictures_unread": "text may be missing on pictures {places}; {why}",
    # of a file of records
    "mapping_unmet": "it was read as any other file, because it is not as {mapping} says: {why};"
    " `enricher mappings try` shows what a mapping finds",
    "mapping_wrong": "the mapping that is for it cannot be used: {why}; `enricher mappings check` lists"
    " all that is wrong, and the file is read again once that is mended",
    "record_unread": "{place} could not be read; it stands at the end of the text",
    "markup_damaged": "the file is damaged in line {line}: {why}; what stands before that was read",
    "control_total_wrong": "the control total in {place} is not that of the records before it",
    "line_without_amount": "line {place} of the invoice has no amount that can be read",
    "page_differs": "no page shows the {label} {value}, which {name} in the file has",
    "encoding_guessed": "the file does not say how its letters are written; it was read as"
    " {encoding}",
    "signs_turned": "what the card paid for stands without a sign, and was read as paid",
    "date_order_unsure": "its dates can be read in two ways; the {first} was read first",
    "tables_unread": "its tables could not be read ({why}); its text was",
    "figures_mended": "the figures in rows {places} are not those that OCR read, but those that the"
    " balances beside them prove",
    "signs_mended": "the amounts in rows {places} have the signs that the balances beside them prove",
    "movements_unbooked": "{count} movements are not booked yet, and stand in no table",
    # why there is no text
    "file_empty": "the file is empty",
    "file_encrypted": "the file is protected by a password; `enricher passwords add` keeps the"
    " password and reads the file again",
    "file_locked": "the file is protected by a password, and none of the {count} that are kept opens"
    " it; `enricher passwords add` adds another",
    "file_unread": "Tika could not read the file: {why}; " + _SAVE_AGAIN,
    "file_damaged": "no text was found, and {why}; " + _SAVE_AGAIN,
    "file_unknown": "no reader knows this kind of file; convert it to PDF or text",
    "recording": "a recording holds no text to read",
    "pages_empty": "the pages are empty: there is no text on them",
    "pictures_alone": "the file holds pictures and no text; to read them, " + _TURN_OCR_ON,
    "pictures_illegible": "the file holds pictures in which OCR found no text",
    "pictures_illegible_for": "the file holds pictures in which OCR found no text; {reasons}",
    "no_text": "no text was found in the file; if it shows some, save it as PDF",
    "garbled": "{unread:,} characters are unreadable, while the whole text has {characters:,}; "
    + _SAVE_AGAIN,
    "garbled_by_fonts": "{unread:,} characters are unreadable because the PDF's fonts do not name"
    " them, while the whole text has {characters:,}; print it to a new PDF, or to pictures and read"
    " those by OCR",
    "mail_too_deep": "its parts lie deeper inside each other than those of any mail that a program"
    " wrote; save what is needed of it as files of their own",
    "archive_empty": "the archive is empty",
    "archive_unread": "{reasons}",
    "archive_skipped": "{reasons}",
    "compressed_damaged": "the compressed file is damaged: {why}",
    "member_damaged": "the member is damaged: {why}",
    "member_encrypted": "the member is protected by a password; `enricher passwords add` keeps the"
    " password and reads the archive again",
    "member_locked": "the member is protected by a password, and none of the {count} that are kept"
    " opens it; `enricher passwords add` adds another",
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
    "page_hidden": "its fonts do not say which letters they show, nor can it be drawn",
    "picture_closed": "it cannot be opened: {why}",
    "picture_too_large": "it is too large to be opened",
    "no_letters": "no letters were recognized",
    "hard_to_read": "it is hard to read (confidence {percent} %)",
    "document_time_over": "no time was left for it (setting file_seconds)",
    "page_time_over": "reading it took more than {seconds} s (setting ocr_page_seconds)",
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
    "row_gone": "its row is not in the table any more, or not to be told from others",
    "row_removed": "a person removed its row",
    "row_read": "the row that a person added is read by now",
    "column_gone": "the table has no column {column} any more",
    "category_gone": "there is no category {category} any more",
    "category_derived": "its category is derived now: it follows what it comes from",
    "project_gone": "project {project}, which read the document, is not there any more",
    # of a value
    "address_elsewhere": "{text!r} says where the address stands",
    "no_address": "{text!r} is no address",
    "no_boolean": "{text!r} is neither yes nor no",
    "date_relative": "{text!r} counts from a date and names none",
    "date_of_week": "{text!r} names a week and no day",
    "no_date": "{text!r} is not a date",
    "read_as": "the text can be read as {shown}",
    "date_short_year": "the year has two digits and was read as {year}",
    "date_blank": "the text leaves a blank in the date",
    "date_mended": "a slip of scanning inside the date was mended",
    "date_weekday": "{date} was another day of the week than the text says",
    "date_fiscal": "a fiscal year need not be the calendar year",
    "date_part": "the text speaks of a part of the month or year and names no day",
    "date_no_half": "a year has no half number {number}",
    "date_year": "{year:04d} is not the year of a document",
    "date_month": "{year:04d}-{month:02d} is no month of the calendar",
    "date_no_months": "neither {first} nor {second} is a month",
    "date_no_month": "{month} is not a month",
    "date_day": "{month} {year} has no day {day}",
    "date_day_or_year": "{text!r} is {date}, or day {day} of that month in a year"
    " that is not named",
    "duration_without_sum": "{text!r} adds lengths up and states no sum",
    "no_duration": "{text!r} is not a duration",
    "empty": "the text is empty",
    "no_identifier": "{text!r} is no identifier",
    "ein_prefix": "no EIN begins with {prefix}",
    "number_form": "{number} has not the form of a {kind}",
    "check_digits": "{number} looks like {kind} and its check digits are wrong",
    "iban_length": "{number} looks like an IBAN and has {characters}"
    " characters; one of {country} has {expected}",
    "company_name": "{text!r} is the name of a company",
    "no_jurisdiction": "{text!r} names no state or country that is known",
    "several_places": "the text names more than one place: {shown}",
    "place_georgia": "Georgia was read as the state of the United States; it is also a country",
    "place_named_after": "{text!r} is named after {place} and may lie elsewhere",
    "place_code": "{code} was read as {place}; it is also the code of {other}",
    "no_money": "{text!r} is not an amount of money",
    "several_currencies": "the text names more than one currency: {shown}",
    "no_currency": "{text!r} names no currency that is known",
    "amounts_disagree": "the two statements of the amount disagree: {shown}",
    "figures_left_out": "{digits!r} is no number and was left out",
    "amount_read_as": "the amount can be read as {shown}",
    "side_of_account": "{mark!r} after the amount was not read as a sign",
    "too_long": "the text is longer than {most} characters",
    "says_none": "{text!r} says that there is none",
    "letters_as_digits": "letters among figures were read as digits",
    "date_as_others": "the {first} was read first, as in the document's other dates",
    "date_by_law": "the {first} was read first: the agreement is governed by the law of {law}",
    "date_by_addresses": "the {first} was read first: the addresses are in the {country}",
    "yen_as_elsewhere": "¥ was read as {yen}, which the document names elsewhere",
    "no_number": "{text!r} is not a number",
    "words_and_figures": "the words and the figures disagree: {shown}",
    "several_values": "the text names more than one value: {shown}",
    "name_blank": "the text leaves the name blank",
    "no_percent": "{text!r} is not a percentage",
    "nobody": "{text!r} says what somebody is and names nobody",
    "several_people": "the text names more than one person: {shown}",
    "no_name": "{text!r} is no name",
    "couple": "the text names a couple by one name",
    "family_name_first": "the family name stood first and was put last",
    "left_out": "what stands after the comma was left out: {text!r}",
    "given_value": "the value {text!r} that a person gave is no {type}",
    "place_korea": "Korea was read as South Korea; North Korea is also called so",
    "place_congo": "Congo was read as the Republic of the Congo; the Democratic Republic of the"
    " Congo is also called so",
}
_OF_ONE: Mapping[str, str] = {
    "file_locked": "the file is protected by a password, and the one that is kept does not open it;"
    " `enricher passwords add` adds another",
    "member_locked": "the member is protected by a password, and the one that is kept does not open"
    " it; `enricher passwords add` adds another",
    "movements_unbooked": "1 movement is not booked yet, and stands in no table",
    "corrections_unmet": "1 correction is not in force;"
    " `enricher corrections list --lost` says why",
    "figures_mended": "the figures in row {places} are not those that OCR read, but those that the"
    " balances beside them prove",
    "signs_mended": "the amount in row {places} has the sign that the balances beside it prove",
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
