"""Which period a report is for, and when its draft is due.

A quarterly report is issued within 20 working days of the quarter's end, so its draft is made
on the 5th: that leaves three weeks for the review. The annual report's draft is made on the
10th working day after 31 March.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from iru.reporting.when import LENGTH, Period
from iru.working_days import add_wd

LONDON = ZoneInfo("Europe/London")
REPORTS = {"quarterly": "quarter", "annual": "year"}  # report type → kind of period
DRAFT_ON_WORKING_DAY = {"quarter": 5, "year": 10}
DRAFT_AT = time(7, 0)  # after the night's refresh, before the office opens


def latest_full(kind: str, last_full_day: date) -> Period:
    """The newest period of that kind that ended on or before `last_full_day`.

    kind: "month", "quarter" or "year"; quarters and years are those of the reporting year
    that begins on 1 April (C01).
    """
    # Month ends, going back, until one ends such a period: twelve at most.
    month = Period(_month_end(last_full_day), "month")
    if month.end > last_full_day:
        month = month.back()
    while (month.end.month - 3) % LENGTH[kind] != 0:
        month = month.back()
    return Period(month.end, kind)


def just_ended(kind: str, today: date) -> Period:
    """The newest period of that kind that was over when `today` began."""
    return latest_full(kind, today - timedelta(days=1))


def draft_times(kind: str, first_year: int, last_year: int) -> list[datetime]:
    """When drafts are made, Europe/London, for the periods that end in those calendar years."""
    period, last = Period(date(first_year, 3, 31), kind), date(last_year, 12, 31)
    times = []
    while period.end <= last:
        day = add_wd(period.end, DRAFT_ON_WORKING_DAY[kind])
        times.append(datetime.combine(day, DRAFT_AT, LONDON))
        period = period.back(-1)
    return times


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
