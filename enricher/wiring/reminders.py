"""Reminders of a home: where they go and when, as the settings say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

from pydantic import ValidationError

from enricher.errors import SettingsError
from enricher.ingestion.repetition import Repetition
from enricher.ledger.messages import Place
from enricher.reminders.choices import ReminderChoices, with_chosen
from enricher.reminders.service import Reminding
from enricher.reminders.timetable import Timetable
from enricher.settings import CHOSEN_FILE, Settings, read_chosen, secret_value
from enricher.text.times import parse_span, parse_time, read_zone
from enricher.wiring.home import Home
from enricher.wiring.search import search_alerts, search_looks

_PAUSE_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 300.0


def build_choices(home: Home) -> ReminderChoices:
    return ReminderChoices(home.path, home.settings, home.ledger.history)


def reminder_settings(home: Home) -> Settings:
    """The settings of a home, with what was chosen in the browser by now.

    Raises:
        SettingsError: what was chosen cannot be read, or does not go with the others.
    """
    try:
        return with_chosen(home.settings, read_chosen(home.path))
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{message} ({home.path / CHOSEN_FILE})") from error


def build_places(settings: Settings) -> list[Place]:
    """Every place that is to be reminded; none where nobody is.

    Raises:
        SettingsError: a secret or the way to the mail server is wrong.
    """
    places: list[Place] = []
    if address := secret_value(settings.reminder_webhook):
        from connectors.messages.webhook import Webhook

        places.append(Webhook(address, secret_value(settings.reminder_webhook_secret)))
    if settings.reminder_mail_to:
        from connectors.messages.smtp import Mail, MailServer

        server = MailServer(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_security,
            settings.smtp_user,
            secret_value(settings.smtp_password),
            settings.smtp_ca,
        )
        places += [
            Mail(server, settings.smtp_from, address, settings.portal_url)
            for address in dict.fromkeys(settings.reminder_mail_to)
        ]
    return places


def build_timetable(settings: Settings) -> Timetable:
    return Timetable(
        read_zone(settings.time_zone),
        timedelta(minutes=settings.reminder_minutes),
        parse_time(settings.reminder_digest) if settings.reminder_digest else None,
        parse_span(settings.silent_hours) if settings.silent_hours else None,
    )


def build_reminding(home: Home) -> Reminding:
    """What reminds people.

    Raises:
        SettingsError: a place or a time of the settings is wrong.
    """
    settings = reminder_settings(home)
    looks = search_looks(home)

    def look_for_matches(now: datetime) -> None:
        if home.ledger.alerts.all():
            search_alerts(home).look(now)
        looks.note_all(now)

    return Reminding(
        home.ledger.reminders,
        home.ledger.deadlines,
        build_places(settings),
        build_timetable(settings),
        severities=settings.reminder_severities,
        fields=settings.deadline_fields,
        days_ahead=settings.deadline_days,
        look_for_matches=look_for_matches,
    )


def reminder_thread(
    home: Home, clock: Callable[[], datetime], pause_seconds: float = _PAUSE_SECONDS
) -> AbstractContextManager[object]:
    """Reminds people beside reading and indexing, by the settings as they are at each turn."""

    @contextmanager
    def begin(is_stopped: Callable[[], bool]) -> Iterator[Callable[[], object]]:
        reminding, built_by = build_reminding(home), reminder_settings(home)

        def step() -> object:
            nonlocal reminding, built_by
            settings = reminder_settings(home)
            if settings != built_by:
                reminding, built_by = build_reminding(home), settings
            return reminding.run(clock, is_stopped)

        yield step

    return Repetition(
        "reminders", "nobody is reminded", begin, pause_seconds, _LONGEST_PAUSE_SECONDS
    )


def deadline_calendar(home: Home, now: datetime) -> bytes:
    """The nearest deadlines of all documents, those of the last thirty days among them."""
    from enricher.reminders.calendar import since, write_calendar

    settings = reminder_settings(home)
    first = since(build_timetable(settings).local(now).date())
    deadlines = home.ledger.deadlines.all(settings.deadline_fields, first)
    return write_calendar(deadlines, settings.deadline_days, settings.portal_url, now)
