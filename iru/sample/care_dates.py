"""When care began and ended: sibling groups that come together, births, days of start and end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.care import Care
from iru.sample.demography import FIRST_AGES, band_of
from iru.sample.legal import AT_18
from iru.sample.people import Child, Family, Period
from iru.sample.targets import Targets
from iru.working_days import working_day_on_or_after, working_day_on_or_before

TOGETHER = 0.7  # siblings who leave in the same year, leave on the same day


def pick_day(rng: Random, low: date, high: date, working: bool = True) -> date:
    """A day from `low` to `high`; a working day when there is one."""
    day = low + timedelta(days=rng.randrange(max(1, (high - low).days + 1)))
    if not working:
        return day
    before = working_day_on_or_before(day)
    if before >= low:
        return before
    after = working_day_on_or_after(day)
    return after if after <= high else day


def date_care(care: Care, targets: Targets, seed: int) -> list[Family]:
    """Give every period its days and every child a birth and a family; returns the families."""
    families: list[Family] = []
    for march in range(care.first, care.last + 1):
        rng = stream(seed, "care dates", march)
        for group in _groups(rng, care.newcomers[march], march, targets):
            family = Family(children=group)
            families.append(family)
            for child in group:
                child.family = family
            if march == care.first:
                _opening(rng, group, march)
            else:
                _arrive(rng, group, march)
    for number, family in enumerate(families):
        _leave(stream(seed, "care ends", number), family)
    return families


def _constrained(child: Child, march: int) -> bool:
    """True when the birthday must lie on one side of the start."""
    return child.start_band is not None and child.age_in(march) in FIRST_AGES


def _groups(
    rng: Random, newcomers: Sequence[Child], march: int, targets: Targets
) -> list[list[Child]]:
    """Sibling groups: children of different ages, at most one of them held by its birthday."""
    pool = list(newcomers)
    rng.shuffle(pool)
    groups = []
    while pool:
        group = [pool.pop()]
        if not group[0].unaccompanied:
            size = choose(rng, targets.parameters["sibling_group_sizes"])
            for candidate in pool[-12:]:
                if len(group) == size:
                    break
                ages = {child.age_in(march) for child in group}
                held = any(_constrained(child, march) for child in group)
                if (
                    not candidate.unaccompanied
                    and candidate.age_in(march) not in ages
                    and all(abs(candidate.age_in(march) - age) < 10 for age in ages)
                    and not (held and _constrained(candidate, march))
                ):
                    group.append(candidate)
            for child in group[1:]:
                pool.remove(child)
        groups.append(group)
    return groups


def _birth(birth_year: int, birthday: date) -> date:
    """The birth on that day of the calendar, in the twelve months to 31 March of birth_year."""
    year = birth_year if (birthday.month, birthday.day) < (4, 1) else birth_year - 1
    if (birthday.month, birthday.day) == (2, 29) and year % 4:
        return date(year, 2, 28)
    return date(year, birthday.month, birthday.day)


def _spread_births(rng: Random, group: Sequence[Child], first: date, last: date, anchor: date):
    """Birthdays of siblings lie near one another, so that births are most of a year apart."""
    for child in group:
        if child.born is None:
            day = anchor + timedelta(days=rng.randrange(-40, 41))
            child.born = _birth(child.birth_year, min(max(day, first), last))


def _opening(rng: Random, group: Sequence[Child], march: int) -> None:
    """Children already looked after when the record begins: births, then a start in the past."""
    first, last = date(march - 1, 4, 1), date(march, 3, 31)
    _spread_births(rng, group, first, last, pick_day(rng, first, last, working=False))
    youngest = max(child.born for child in group)
    earliest = max(youngest + timedelta(days=2), date(march - 14, 4, 1))
    days = min(int(rng.expovariate(1 / 900)), (last - earliest).days)
    start = max(earliest, working_day_on_or_before(last - timedelta(days=max(0, days))))
    for child in group:
        child.periods[0].start = min(start, last)


def _arrive(rng: Random, group: Sequence[Child], march: int) -> None:
    """The year's newcomers of one family start on one day, before the latest that each allows."""
    first, last = date(march - 1, 4, 1), date(march, 3, 31)
    latest = min(_latest(child, march) for child in group)
    start = pick_day(rng, first, latest, working=rng.random() < 0.85)
    anchor = pick_day(rng, first, last, working=False)
    for child in group:
        if not _constrained(child, march):
            continue
        if child.start_band != band_of(child.age_in(march)):
            anchor = pick_day(rng, start + timedelta(days=2), last, working=False)
        else:
            back = (start - first).days
            anchor = start - timedelta(days=min(back, int(rng.expovariate(1 / 60))))
        child.born = _birth(child.birth_year, anchor)
    _spread_births(rng, group, first, last, anchor)
    for child in group:
        child.periods[0].start = start


def _latest(child: Child, march: int) -> date:
    """The latest day a newcomer may start and still do in the year all that is to happen."""
    if len([p for p in child.periods if p.start_year == march]) == 2:
        return date(march - 1, 11, 30)
    if child.periods[0].end_year == march:
        return date(march, 3, 10)
    return date(march, 3, 26) if _constrained(child, march) else date(march, 3, 31)


def _leave(rng: Random, family: Family) -> None:
    """Days of end; of a second start in the same year, a while after the first end."""
    shared: dict[int, date] = {}
    for child in family.children:
        for place, period in enumerate(child.periods):
            march = period.end_year
            if period.start is None:
                previous = child.periods[place - 1].end
                high = date(period.start_year, 3, 10 if march == period.start_year else 31)
                period.start = pick_day(rng, previous + timedelta(days=3), high)
            if march is None:
                continue
            low = max(date(march - 1, 4, 1), period.start + timedelta(days=4))
            high = date(march, 3, 31)
            low = min(low, high)
            if period.returns_soon:
                high = min(max(low + timedelta(days=100), low), date(march, 2, 10))
                period.end = pick_day(rng, low, high)
                continue
            period.end = _end(rng, period, low, high, shared.get(march))
            shared.setdefault(march, period.end)


def _end(rng: Random, period: Period, low: date, high: date, shared: date | None) -> date:
    """On the eighteenth birthday at the latest; often on the day a sibling leaves."""
    child = period.child
    if child.age_in(high.year) >= 18:
        born = child.born
        leap = (born.month, born.day) == (2, 29) and (born.year + 18) % 4
        birthday = date(born.year + 18, 3, 1) if leap else born.replace(year=born.year + 18)
        if period.reason in AT_18 and (period.reason != "E8" or rng.random() < 0.9):
            return birthday
        return pick_day(rng, min(low, birthday), birthday)
    if shared and low <= shared <= high and rng.random() < TOGETHER:
        return shared
    return pick_day(rng, low, high)
