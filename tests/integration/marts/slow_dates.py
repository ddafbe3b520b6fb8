"""Dates as the catalogue words them (C05 to C07), worked out the slow way: day by day.

Shares no code with iru or with the SQL, nor the package the bank holidays came from: they are
worked out here from the rules of gov.uk and the days that were moved or given once.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
MOVED = {  # the usual day → where it went
    date(1995, 5, 1): date(1995, 5, 8),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2002, 5, 27): date(2002, 6, 4),
    date(2012, 5, 28): date(2012, 6, 4),
    date(2022, 5, 30): date(2022, 6, 2),
}
GIVEN = {
    date(1999, 12, 31),  # the millennium
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
}


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays of England and Wales in a year from 1995."""
    easter = easter_sunday(year)
    usual = [easter - 2 * DAY, easter + DAY]
    usual += [monday(year, 5, 1), last_monday(year, 5), last_monday(year, 8)]
    days = {MOVED.get(day, day) for day in usual} | {day for day in GIVEN if day.year == year}
    # On a weekend, the next weekday that is free gets a substitute.
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while day.weekday() >= 5 or day in days:
            day += DAY
        days.add(day)
    return frozenset(days)


def easter_sunday(year: int) -> date:
    """The anonymous Gregorian algorithm, as published in Nature in 1876."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    line = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * line) // 451
    month, day = divmod(h + line - 7 * m + 114, 31)
    return date(year, month, day + 1)


def monday(year: int, month: int, number: int) -> date:
    """The first, second, … Monday of a month."""
    first = date(year, month, 1)
    return first + ((7 - first.weekday()) % 7 + 7 * (number - 1)) * DAY


def last_monday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - last.weekday() * DAY


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days(start: date, end: date) -> int:
    """Working days d with start < d <= end; negative when end lies before start (C05)."""
    if end < start:
        return -working_days(end, start)
    return sum(is_working_day(start + n * DAY) for n in range(1, (end - start).days + 1))


def add_working_days(start: date, number: int) -> date:
    """The earliest date with so many working days after the start (C05); `number` from 1."""
    day = start
    while number:
        day += DAY
        number -= is_working_day(day)
    return day


def add_months(day: date, number: int) -> date:
    """The same day of the month, months later; its last day where there is none (C06)."""
    month = 12 * day.year + day.month - 1 + number
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError


def whole_months(start: date, end: date) -> int:
    """The largest m with add_months(start, m) <= end (C06)."""
    months = 0
    while add_months(start, months + 1) <= end:
        months += 1
    return months


def age(born: date, day: date) -> int:
    """Completed years: birthdays counted; of 29 February, 1 March in a common year (C07)."""
    years = 0
    while birthday(born, years + 1) <= day:
        years += 1
    return years


def birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def band(value: int, bands: dict[int, str]) -> str:
    """The name of the last band that begins at or below the value."""
    return [name for first, name in bands.items() if first <= value][-1]
