"""Names of months and weekdays in the languages that dates are read in.

A table rather than a library at run time: the detectors need it at start, and CLDR costs 30 ms and
more per process. `tests/enricher/normalize/test_months.py` holds it against CLDR (babel).
"""

from __future__ import annotations

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner jän janvier janv enero ene gennaio gen januari janeiro",
            "february feb februar febr février févr fév febrero febbraio februari fevereiro fev",
            "march mar märz mär mrz mars marzo maart mrt março",
            "april apr avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio",
            "june jun juni juin junio giugno giu junho",
            "july jul juli juillet juil julio luglio lug julho",
            "august aug août aout agosto ago augustus",
            "september sep sept septembre septiembre settembre set setembro",
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

_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur"
    " thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend"
    " sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles"
    " jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato"
    " domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)
WEEKDAYS = frozenset(_WEEKDAYS.split())
