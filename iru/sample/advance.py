"""The county lives on: night after night new entries, ends, corrections, and its clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg

from iru.progress import progress
from iru.sample.allocation import stream
from iru.sample.living import Living
from iru.sample.night_advocacy import advocacy_day
from iru.sample.night_care import care_day
from iru.sample.night_changes import correct_records
from iru.sample.night_health import health_day
from iru.sample.night_monitoring import monitoring_day
from iru.sample.night_protection import protection_day
from iru.sample.night_service import service_day
from iru.working_days import is_working_day

LONDON = ZoneInfo("Europe/London")
NIGHT = time(2, 0)
# Of one county of the sample's size, per working day; about what its last year saw.
CARE_STARTED, CARE_ENDED, ENQUIRIES, REFERRALS, ESCALATIONS = 1.35, 1.05, 3.6, 2.35, 0.38
ADVOCACY = 2.1
HEALTH_CHECKS, QUESTIONNAIRES = 5.2, 1.7


def extracted_at(today: date) -> datetime:
    """The moment the case system is read: two in the morning, London time, of `today`."""
    return datetime.combine(today, NIGHT, tzinfo=LONDON)


def live(connection: psycopg.Connection, days: int) -> int:
    """Let so many days pass; returns how many rows were new, changed or deleted.

    The day that passes first is the county's today; afterwards its extract status says the
    following morning. The same county and day always bring the same events.
    """
    living = Living(connection)
    today = living.extracted_at.astimezone(LONDON).date()
    for _ in progress(range(days), "Days the county has lived on"):
        one_day(living, today)
        today += timedelta(days=1)
    status = living.table("iru_extract_status")[0]
    living.change("iru_extract_status", status, iext_extracted_at=extracted_at(today))
    count = living.save()
    connection.commit()
    return count


def one_day(living: Living, day: date) -> None:
    """Everything that is entered on `day`."""
    scale = living.scale
    care_day(living, day, CARE_STARTED * scale, CARE_ENDED * scale)
    protection_day(living, day, ENQUIRIES * scale)
    service_day(living, day, REFERRALS * scale, ESCALATIONS * scale)
    advocacy_day(living, day, ADVOCACY * scale)
    monitoring_day(living, day)
    health_day(living, day, HEALTH_CHECKS * scale, QUESTIONNAIRES * scale)
    if is_working_day(day):
        correct_records(living, stream(living.seed, "night", "corrections", day), day)
