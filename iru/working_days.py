"""Dates as the law counts them: working days, calendar months, ages.

Source: catalogue conventions C05 (working days), C06 (months) and C07 (age). A working day is
Monday to Friday, bank holidays of England and Wales excepted; council closure days count.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays

from iru.errors import IruError

FIRST_YEAR, LAST_YEAR = 1985, 2045
_EPOCH = date(FIRST_YEAR, 1, 1).toordinal()
_LAST = date(LAST_YEAR, 12, 31).toordinal()


@lru_cache(maxsize=1)
def _calendar() -> tuple[list[int], list[int]]:
    """The working days as ordinals, and for each day of the calendar how many were up to it."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    days = [
        ordinal
        for ordinal in range(_EPOCH, _LAST + 1)
        if date.fromordinal(ordinal).weekday() < 5 and date.fromordinal(ordinal) not in closed
    ]
    working, upto, count = set(days), [], 0
    for ordinal in range(_EPOCH, _LAST + 1):
        count += ordinal in working
        upto.append(count)
    return days, upto


def _place(day: date) -> int:
    place = day.toordinal() - _EPOCH
    if not 0 <= place <= _LAST - _EPOCH:
        raise IruError(
            f"No bank holidays are known for the year {day.year}.",
            where="working days (C05)",
            mend=f"Dates must lie between {FIRST_YEAR} and {LAST_YEAR}.",
        )
    return place


def wd(start: date, end: date) -> int:
    """Working days d with start < d <= end; negative when end lies before start (C05)."""
    upto = _calendar()[1]
    return upto[_place(end)] - upto[_place(start)]


def add_wd(start: date, number: int) -> date:
    """The earliest date b with wd(start, b) = number; `number` may be negative (C05).

    add_wd(start, 0) is start itself, working day or not.
    """
    if number == 0:
        return start
    days, upto = _calendar()
    position = upto[_place(start)] + number - 1
    if number < 0:
        # Going back, a start that is itself a working day is day 0.
        position = upto[_place(start) - 1] + number
    if not 0 <= position < len(days):
        _place(start + timedelta(days=number * 2))
    return date.fromordinal(days[position])


def is_working_day(day: date) -> bool:
    """True on Monday to Friday, bank holidays excepted."""
    return wd(day - timedelta(days=1), day) == 1


def working_day_on_or_after(day: date) -> date:
    """The first working day that is not before `day`."""
    return add_wd(day - timedelta(days=1), 1)


def working_day_on_or_before(day: date) -> date:
    """The last working day that is not after `day`."""
    days = _calendar()[0]
    _place(day)
    return date.fromordinal(days[bisect_right(days, day.toordinal()) - 1])


def add_months(day: date, number: int) -> date:
    """The same day of the month `number` months later, or that month's last day (C06)."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """The largest m with add_months(start, m) <= end (duration bands, catalogue section 2)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def age(birth: date, day: date) -> int:
    """Completed years; born on 29 February, a year older on 1 March of a common year (C07)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
