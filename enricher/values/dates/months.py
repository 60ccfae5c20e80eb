"""Names of months and weekdays in the languages that dates are read in.

A table rather than a library at run time: the detectors need it at start, and CLDR costs 30 ms and
more per process. `tests/enricher/values/test_months.py` holds it against CLDR (babel).
"""

from __future__ import annotations

import unicodedata

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner jaenner jän janvier janv enero ene gennaio gen januari janeiro",
            "february feb februar feber febr février févr fév febrero febbraio februari fevereiro fev",
            "march mar märz maerz mär mrz mars marzo maart mrt março",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil juill julio luglio lug julho",
            "august aug août aout agosto ago augustus",
            "september sep sept septembre septiembre setiembre settembre set sett setembro",
            "october oct oktober okt octobre octubre ottobre ott outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
"""Case-folded names and their abbreviations, without the abbreviation's point."""

_ENGLISH = "January February March April May June July August September October November December"
ENGLISH_MONTHS = _ENGLISH.split()

_WEEKS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)
WEEKDAY_NUMBERS: dict[str, int] = {
    **{name: number for week in _WEEKS for number, name in enumerate(week.split())},
    **{"tues": 1, "weds": 2, "thur": 3, "thurs": 3, "sonnabend": 5},
}
"""Case-folded names of the days of the week; Monday is 0."""

WEEKDAYS = frozenset(WEEKDAY_NUMBERS)


def month_of(word: str) -> int | None:
    """The number of the month that a word names, with or without its accents."""
    name = word.casefold()
    return MONTHS.get(name) or _UNACCENTED.get(without_accents(name))


def without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(character for character in letters if not unicodedata.combining(character))


_UNACCENTED = {without_accents(name): number for name, number in MONTHS.items()}
