"""Within a period of care: how the legal status moved, and where the child was placed.

Both are lists of (first day, code); the first entry of each is the day care began. The legal
status on every 31 March is the one that was allotted (`iru.sample.legal`).
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose
from iru.sample.legal import ADOPTED
from iru.sample.people import Period
from iru.working_days import age

Path = list[tuple[date, str]]

FOSTERING = {"U6": 46, "U4": 22, "U5": 3, "U3": 9, "U1": 6, "U2": 2}
# What lies between two statuses: proceedings start with an interim order.
BETWEEN = {("V2", "C2"): ["C1"], ("V2", "E1"): ["C1"], ("J1", "C2"): ["C1"], ("J1", "E1"): ["C1"]}
PARENTAL = ("C1", "C2")
DAY = timedelta(days=1)


def legal_path(rng: Random, period: Period) -> Path:
    """The period's legal statuses with the day each began."""
    years = sorted(period.statuses)
    goal = period.statuses[years[0]] if years else _passing(rng, period)
    first = goal
    if goal in ("C1", "C2", "E1") and rng.random() < (0.55 if goal == "C1" else 0.3):
        first = "V2"
    elif goal in ("C2", "E1"):
        first = "C1"
    path: Path = [(period.start, first)]
    for march in years:
        low = max(date(march - 1, 4, 1), path[-1][0] + DAY, period.start + DAY)
        _move(rng, path, period.statuses[march], low, date(march, 3, 31))
    if period.end is None:
        return path
    goal = "E1" if period.reason in ADOPTED else goal
    if not years or period.reason in ADOPTED:
        last_march = date(years[-1], 3, 31) if years else period.start
        low, high = max(last_march, path[-1][0]) + DAY, period.end - DAY
        if period.reason in ADOPTED:
            # Leave time to be placed with the adopters.
            high = max(low, low + (high - low) / 3)
        _move(rng, path, goal, low, high)
    return path


def _passing(rng: Random, period: Period) -> str:
    """The status of a stay that touches no 31 March."""
    if period.reason in ADOPTED:
        return "E1"
    if period.child.unaccompanied or period.reason in ("E4A", "E4B"):
        return "V2"
    return choose(rng, {"V2": 60, "C1": 30, "C2": 10})


def _move(rng: Random, path: Path, status: str, low: date, high: date) -> None:
    """Go from the path's last status to `status` on days from low to high."""
    last = path[-1][1]
    if last == status:
        return
    steps = [*BETWEEN.get((last, status), []), status]
    room = (high - low).days + 1
    if room <= 0:
        # No day is left for a change: it was so from the beginning of the last status.
        path[-1] = (path[-1][0], status)
        return
    steps = steps[-room:]
    offsets = sorted(rng.sample(range(room), len(steps)))
    path += [(low + timedelta(days=n), step) for n, step in zip(offsets, steps, strict=True)]


def placement_path(rng: Random, period: Period, legal: Path, horizon: date) -> Path:
    """The period's placements (SSDA903 PLACE) with the day each began."""
    until = period.end or horizon
    adopted_from = None
    if period.end and period.reason in ADOPTED:
        order = legal[-1][0]
        room = (period.end - order).days
        adopted_from = order + timedelta(days=max(1, min(room - 1, room // 2)))
        if (period.end - adopted_from).days > 300:
            adopted_from = period.end - timedelta(days=rng.randrange(150, 300))
    path: Path = [(period.start, _kind(rng, period, period.start, legal, first=True))]
    day, mean = period.start, 150.0
    while True:
        day = day + timedelta(days=max(2, int(rng.expovariate(1 / mean))))
        mean = 560.0
        if day >= until or (adopted_from and day >= adopted_from):
            break
        path.append((day, _kind(rng, period, day, legal)))
    if adopted_from and period.start < adopted_from < period.end:
        path.append((adopted_from, rng.choice(("A3", "A5", "A5", "A6"))))
    return path


def status_on(legal: Path, day: date) -> str:
    """The legal status open on the day."""
    return [status for start, status in legal if start <= day][-1]


def _kind(rng: Random, period: Period, day: date, legal: Path, first: bool = False) -> str:
    years = age(period.child.born, day)
    coming = [status_on(legal, day)] + [status for start, status in legal if start > day]
    if period.child.age_in(2017) >= 18 and period.end is None:
        return "K2"
    if "J1" in coming:
        return "K2"
    if years >= 16 and rng.random() < (0.5 if period.child.unaccompanied else 0.3):
        return rng.choice(("H5", "P2", "P2"))
    if years >= 10 and rng.random() < 0.16:
        return "K2"
    if not first and rng.random() < 0.08 and all(status in PARENTAL for status in coming):
        return "P1"
    return choose(rng, FOSTERING)
