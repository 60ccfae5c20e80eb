"""Passages of one reading of a document, found in another."""

from __future__ import annotations

from training.experiments.alignment import Letters, align

PUBLISHED = "Term. This Agreement shall continue for three (3) years. Notices. Each by mail."
READ = "Term.\nThis Agree-\nment shall continue for three ( 3 ) years.\n\nNotices.  Each by mail."
FOOT = "\nACME SUPPLY AGREEMENT  page 7\n"


def aligned(passage: str, other: str, published: str = PUBLISHED) -> str | None:
    start = published.index(passage)
    place = align(Letters.of(published), start, start + len(passage), Letters.of(other))
    return None if place is None else other[slice(*place)]


def test_blanks_hyphens_and_line_ends_part_nothing() -> None:
    passage = "This Agreement shall continue for three (3) years"
    found = aligned(passage, READ)
    assert found == "This Agree-\nment shall continue for three ( 3 ) years"


def test_of_several_places_that_where_it_should_stand_is_taken() -> None:
    published = "Acme sells. " + "Terms apply here. " * 20 + "Acme signs."
    start = published.rindex("Acme")
    place = align(Letters.of(published), start, start + 4, Letters.of(published.upper()))
    assert place == (start, start + 4)


def test_long_passage_is_found_across_the_foot_of_a_page() -> None:
    passage = (
        "This Agreement shall commence on the Effective Date and shall continue in full force and"
        " effect for an initial term of five years from that date on"
    )
    parted = passage.replace("in full force", FOOT + "in full force")
    assert aligned(passage, "Preamble. " + parted + ". More.", "Preamble. " + passage) == parted


def test_passage_that_was_not_read_has_no_place() -> None:
    assert aligned("Each by mail", READ.replace("mail", "post")) is None
    assert align(Letters.of("____"), 0, 4, Letters.of(READ)) is None
