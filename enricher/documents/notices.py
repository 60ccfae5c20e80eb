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
    # why a page or a picture is not read
    "ocr_off": "to read pictures, {remedy}",
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
    "corrections_unmet": "1 correction is not in force;"
    " `enricher corrections list --lost` says why",
    "pages_unread": "text may be missing on page {places}; {why}",
    "pictures_unread": "text may be missing on picture {places}; {why}",
}


def in_words(notice: Notice) -> str:
    """The sentence that a notice is shown as."""
    facts: dict[str, object] = {
        name: in_words(fact) if isinstance(fact, Notice) else fact
        for name, fact in notice.facts.items()
    }
    count = facts.get("count")
    if isinstance(places := facts.get("places"), list):
        count = len(places)
        facts["places"] = ", ".join(map(str, places[:_SHOWN])) + ", …" * (count > _SHOWN)
    words = _OF_ONE.get(notice.code) if count == 1 else None
    return (words or _WORDS[notice.code]).format_map(facts)


def all_in_words(notices: Iterable[Notice]) -> list[str]:
    return [in_words(notice) for notice in notices]
