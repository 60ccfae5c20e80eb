"""Names of people: without titles, degrees and roles, the family name last: `John Q. Smith Jr.`."""

from __future__ import annotations

import re
from itertools import takewhile

from enricher.entities import Normalization, Notice, Value
from enricher.values.jurisdiction import parse_jurisdiction
from enricher.values.locales import Habits
from enricher.values.names.person_words import (
    ALIAS,
    ASIDE,
    BARE_DEGREE,
    COMPANY,
    COUPLE,
    DEGREE,
    DESCENT,
    LABEL,
    LEAD,
    NICKNAME,
    NOBODY,
    NOBODY_ABROAD,
    ROLE,
    ROLE_AFTER,
    ROLE_BEFORE,
    ROLE_ONLY,
    SEAT,
    SMALL_PARTICLES,
    SPOUSE,
    SUFFIX,
    TOGETHER,
    between_people,
    is_particle,
    titles,
)
from enricher.values.text import folded, straight
from enricher.values.value_type import ValueType

_GIVEN = re.compile(r"(?:(?![a-z])[^\W\d_][\w'.\u2010-]*)(?:\s+[^\W\d_][\w'.\u2010-]*){0,3}")
# `Mario`, `María José`; not `NY`.
_NAME_AFTER = re.compile(r"(?![a-z])[^\W\d_][^\W\d_A-Z]+(?:\s(?![a-z])[^\W\d_][^\W\d_A-Z]+)?")
_NUMBER = re.compile(r"(?<!\w)\d+(?!\w)")
_JOINS = frozenset({"and", "or", "of", "&", "to", "by"})
_SMALL = "|".join(sorted(SMALL_PARTICLES))
_FULL_NAME = re.compile(
    rf"(?:(?![a-z])[^\W\d_][\w'.\u2010-]*\s+){{1,3}}(?:(?:{_SMALL})\s+){{0,3}}(?![a-z])[^\W\d_][\w'.\u2010-]+"
)
_IBERIAN = re.compile(r"[eéií]z\b|[áéíóúñãõç]")
_CAPITALS_FIRST = re.compile(r"([^\W\d_]{3,})\s+((?:[^\W\d_]+-)?[^\W\d_]+)")


def parse_person(text: str, habits: Habits) -> Normalization:
    """A name without title, degree and role; several people are ambiguous."""
    first, *more = text.strip().splitlines() or [""]
    lines = [first, *takewhile(lambda line: not ROLE.search(line), more)]
    name = LABEL.sub("", straight(" ".join(" ".join(lines).replace("_", " ").split())))
    name = DESCENT.sub("", ASIDE.sub("", LEAD.sub("", _without_nickname(name, habits))))
    name = ROLE_BEFORE.sub("", TOGETHER.sub("", ALIAS.sub("", name.strip(" ,;:"))))
    if _is_nobody(name, habits):
        return Normalization(None, warnings=(Notice("nobody", {"text": name}),))
    if COMPANY.search(name):
        return Normalization(None, warnings=(Notice("company_name", {"text": name}),))
    people = _people(name, habits)
    if len(people) > 1:
        read = [_value(person, habits)[0] for person in people]
        values = tuple(value for value in read if value is not None)
        shown = " and ".join(value.display for value in values)
        return Normalization(None, values, (Notice("several_people", {"shown": shown}),))
    value, warnings = _value(name, habits)
    if value and _NUMBER.search(value.display):
        return Normalization(None, warnings=(Notice("no_name", {"text": name}),))
    if value and COUPLE.match(name):
        warnings = (*warnings, Notice("couple"))
    if value and (other := _two_family_names(name, habits)):
        shown = f"{other.display} or {value.display}"
        return Normalization(None, (other, value), (Notice("read_as", {"shown": shown}),))
    return Normalization(value, warnings=warnings or (() if value else (Notice("empty"),)))


def _without_nickname(name: str, habits: Habits) -> str:
    """Without what stands in brackets or quotes after the first word or the titles of a name.

    What stands there after more words is an aside, `John Smith (Tenant) Jane Roe`.
    """
    nickname = NICKNAME.match(name)
    if nickname is None:
        return name
    before = nickname["before"]
    is_title = titles(habits.language).sub("", f"{before} x") == "x"
    return f"{before} {name[nickname.end() :]}" if " " not in before or is_title else name


def _is_nobody(name: str, habits: Habits) -> bool:
    """Whether a text says what somebody is: `the Borrower`, `Authorized Signatory`, `der Mieter`."""
    if titles(habits.language).match(name):
        return False
    words = re.findall(r"[^\W\d_]+", name.casefold())
    own_article = NOBODY_ABROAD.get(habits.language)
    return bool(
        NOBODY.match(name)
        or (words and ROLE_ONLY.issuperset(words))
        or (own_article and own_article.fullmatch(name))
    )


def _people(name: str, habits: Habits) -> list[str]:
    """The names in a text; those before an `and` may stand between commas.

    One name where what stands around the `and` are roles: `Jane Roe, President and Chief Executive`.
    """
    title = titles(habits.language)
    written = between_people(habits.language).split(title.sub("", name))
    people = [title.sub("", SPOUSE.sub("", person)) for person in written]
    if len(people) == 1 or not all(people):
        return [name]
    if SPOUSE.match(written[-1]) and _GIVEN.fullmatch(people[-1]) and " " not in people[-1]:
        return [*people[:-1], f"{people[-1]} {_family_name(people[0])}"]
    if len(people) == 2 and len(people[0].split()) == 1 and _FULL_NAME.fullmatch(people[1]):
        return [f"{people[0]} {_family_name(people[1])}", people[1]]
    is_pair = len(people) == 2 and habits.language != "es" and "," not in people[0]
    if is_pair and _is_given_name(people[1]) and " " not in people[1]:
        return people  # `Smith & Jones`, `John Smith and Mary`
    if not all(len(person.split()) > 1 for person in people) or not _are_several(people):
        return [name]
    return [one for person in people for one in _listed(person)]


def _family_name(name: str) -> str:
    """The last word of a name and the particles before it."""
    *given, last = name.split()
    particles = list(takewhile(is_particle, reversed(given)))
    return " ".join([*reversed(particles), last])


def _are_several(people: list[str]) -> bool:
    """Whether what stands around an `and` are names and not two roles of one person.

    `Jane Roe, President and John Roe` are two; `Jane Roe, President and Chief Executive` and `Jane
    Roe, Vice President, Strategy and Business Development` are one.
    """
    (_, *roles), (second, *more) = (person.split(",") for person in people[:2])
    if ROLE.search(second):
        return False
    has_role = any(ROLE.search(role) for role in roles)
    return not has_role or bool(more) or bool(ROLE.search(roles[-1]))


def _listed(person: str) -> list[str]:
    """`John Smith, Mary Jones`, from before an `and`; a role stays with the name before it."""
    first, *more = (part.strip() for part in person.split(","))
    people = [first]
    for part in more:
        if _FULL_NAME.fullmatch(part) and not ROLE.search(part):
            people.append(part)
        else:
            people[-1] += f", {part}"
    return people


def _value(name: str, habits: Habits) -> tuple[Value | None, tuple[Notice, ...]]:
    untitled = titles(habits.language).sub("", name)
    if untitled != name:
        untitled = untitled.partition(": ")[0]  # `Mr. Smith: You have asked us`
    first, *more = [part.strip() for part in ROLE_BEFORE.sub("", untitled).split(",")]
    first = _before_sentence(first, shortest=1 if untitled != name else 2)
    before_role = ROLE_AFTER.sub("", first)
    first = before_role if " " in before_role else first
    kept, inverted = [first], False
    left_out: tuple[Notice, ...] = ()
    for part in more:
        words = part.split()
        while words and DEGREE.fullmatch(words[-1]) and not SUFFIX.fullmatch(words[-1]):
            words.pop()
        part = titles(habits.language).sub("", " ".join(words))
        part = ROLE_AFTER.sub("", part) if SUFFIX.match(part) else part
        if not part:
            continue
        if SUFFIX.fullmatch(part):
            kept.append(part)
        elif not inverted and _is_given_name(part) and _is_family_name(first, part):
            first, *own = re.split(rf"\s+(?={SUFFIX.pattern}$)", first, flags=re.IGNORECASE)
            given, *suffix = re.split(r"\s+(?=(?:Jr|Sr)\b|I{2,3}$|IV$)", part)
            kept[:1] = [given, first, *own, *suffix]
            inverted = True
        else:  # a role or a place: `John Smith, Chief Executive Officer`
            is_name = _NAME_AFTER.fullmatch(part) and not inverted and not ROLE.search(part)
            left_out = (Notice("left_out", {"text": part}),) if is_name else ()
            break
    shown = _without_degrees(" ".join(kept))
    seat = SEAT.search(shown)
    if seat and " " in shown[: seat.start()]:
        shown = shown[: seat.start()]
    capitals = _CAPITALS_FIRST.fullmatch(shown)
    if capitals and capitals[1].isupper() and capitals[2].istitle():  # `DUPONT Marie`
        shown, inverted = f"{capitals[2]} {capitals[1]}", True
    warnings = (Notice("family_name_first"),) if inverted else ()
    return folded("person", shown).value, (*warnings, *left_out)


def _before_sentence(name: str, shortest: int) -> str:
    """Without the small words that follow a name in a sentence: `John Smith with an address at`.

    Args:
        name: up to its first comma, without titles.
        shortest: how many words it has at least; one after a title, `Mr. Smith agrees that`.
    """
    owner, possessive, _ = name.partition("'s ")
    words = owner.split()
    if not words or not words[0][0].isupper():
        return name
    last = len(words) if possessive or shortest == 1 else len(words) - 1
    for index, word in enumerate(words):
        is_small = word[0].islower() and word.isalpha() and not is_particle(word)
        if is_small and shortest <= index < last:
            while index and (is_particle(words[index - 1]) or words[index - 1] in _JOINS):
                index -= 1
            return " ".join(words[:index])
    return owner


def _without_degrees(name: str) -> str:
    """Without the degrees in points after a name: `John Smith M.D.`, but not `Ma`."""
    words = name.split()
    while len(words) > 2 and DEGREE.fullmatch(words[-1]) and BARE_DEGREE.search(words[-1]):
        words.pop()
    return " ".join(words)


def _is_family_name(text: str, given: str) -> bool:
    """Whether what stands before the comma is all family name: one word beside its particles.

    More words are where they are in capitals and the given name is not, or joined by `y`.
    """
    own = [word for word in text.split() if not SUFFIX.fullmatch(word)]
    words = [word for word in own if not is_particle(word)]
    if len(words) == 1:
        return True
    in_capitals = text.isupper() and "." not in text and _NAME_AFTER.fullmatch(given)
    return 0 < len(words) <= 3 and (bool(in_capitals) or "y" in own[1:-1])


def _is_given_name(text: str) -> bool:
    return bool(_GIVEN.fullmatch(text)) and not ROLE.search(text)


def _two_family_names(name: str, habits: Habits) -> Value | None:
    """The reading of `García Márquez, Gabriel` as two family names before a given one.

    The comma may as well begin a place or a role that is not known; so it is one reading of two,
    and none where nothing in the name or the language is Spanish or Portuguese.
    """
    families, comma, given = (part.strip() for part in name.partition(","))
    words = families.split()
    is_iberian = habits.language in {"es", "pt"} or _IBERIAN.search(families)
    if not comma or len(words) != 2 or not is_iberian or is_particle(words[0]):
        return None
    if not _NAME_AFTER.fullmatch(given) or ROLE.search(given):
        return None
    if titles(habits.language).match(families) or parse_jurisdiction(given).value is not None:
        return None
    return folded("person", f"{given} {families}").value


PERSON = ValueType("person", "a name of somebody", parse_person, is_by_language=True, is_name=True)
