"""Where reminders go and when, as the settings say."""

from __future__ import annotations

from datetime import timedelta

from enricher.reminders.messages import Place
from enricher.reminders.times import Timetable, parse_span, parse_time, read_zone
from enricher.settings import Settings, secret_value


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
