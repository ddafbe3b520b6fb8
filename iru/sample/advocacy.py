"""Referrals to advocacy: for which child, what for, by whom, and what became of them.

The children are those of the county's plans and of its care; an advocate is offered from five.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.care import Care
from iru.sample.care_dates import pick_day
from iru.sample.episodes import person_key
from iru.sample.people import Child
from iru.sample.protection import Protection
from iru.sample.records import Records
from iru.sample.targets import Targets
from iru.working_days import working_day_on_or_after

DAY, YEAR = timedelta(days=1), 365.25
PROVIDER = "Youth advocacy provider"
REFERRERS = {"IRU": 62, "SW": 22, "SELF": 6, "FOSTER": 4, "PARENT": 3, "OTHER": 3}
UNSUPPORTED = {"DECLINED": 40, "WITHDRAWN": 25, "NO_CAPACITY": 35}
YOUNGEST = {"SUPPORT": 7, "TRANSITION": 15, "COMPLAINT": 10, "SECURE": 12, "CARE_LEAVER": 16}
Window = tuple[Child, date, date]


def write_advocacy(
    records: Records,
    care: Care,
    protection: Protection,
    targets: Targets,
    seed: int,
    horizon: date,
) -> None:
    """Cases begun exactly as the targets say, and what is referred besides."""
    children = [child for family in protection.families for child in family.children]
    everyone = list(dict.fromkeys([*(period.child for period in care.periods), *children]))
    for year, counts in targets.values["adv_cases"].items():
        rng = stream(seed, "advocacy", year)
        first = date(int(year[:4]), 4, 1)
        last = date(first.year + 1, 3, 31)
        for purpose, number in counts.items():
            able = [w for child in everyone if (w := _window(child, purpose, first, last))]
            rng.shuffle(able)
            more = round(number * targets.parameters["advocacy_not_begun"])
            for window in able[:number]:
                _case(records, rng, purpose, window, horizon)
            for child, low, high in able[number : number + more]:
                _not_begun(records, rng, purpose, child, pick_day(rng, low, high), horizon)


def _window(child: Child, purpose: str, first: date, last: date) -> Window | None:
    """When in the year the child could have begun with an advocate for the purpose."""
    grown = child.born + timedelta(days=round(YOUNGEST.get(purpose, 5) * YEAR) + 1)
    for start, end in SPELLS[purpose](child):
        low, high = max(start, first, grown), min(end or last, last)
        if high - low > timedelta(days=20):
            return child, low, high
    return None


def _plans(child: Child) -> Iterator[tuple[date, date | None]]:
    return ((plan.start - 10 * DAY, plan.end) for plan in child.plans)


def _care(child: Child) -> Iterator[tuple[date, date | None]]:
    return ((period.start + 10 * DAY, period.end) for period in child.periods)


def _left_care(child: Child) -> Iterator[tuple[date, date | None]]:
    until = child.born + timedelta(days=round(21 * YEAR))
    old = child.born + timedelta(days=round(16 * YEAR))
    return ((p.end, until) for p in child.periods[-1:] if p.end and p.end > old)


SPELLS: dict[str, Callable[[Child], Iterator[tuple[date, date | None]]]] = {
    "CP_CONF": _plans,
    "LAC_REVIEW": _care,
    "TRANSITION": _care,
    "SUPPORT": lambda child: iter([*_plans(child), *_care(child)]),
    "CARE_LEAVER": _left_care,
    "COMPLAINT": _care,
    "SECURE": _care,
}


def _case(records: Records, rng: Random, purpose: str, window: Window, horizon: date) -> None:
    """A case the advocate took up; some children are referred again while it lasts or later."""
    child, low, high = window
    begun = pick_day(rng, low, high)
    # Demand was greatest while plans were most: in the first half of the year.
    if begun.month in (10, 11, 12, 1, 2, 3) and rng.random() < 0.3:
        begun = pick_day(rng, low, begun)
    referred = before(rng, begun)
    ended = begun + rng.randrange(20, 120) * DAY
    _add(records, rng, child, purpose, referred, begun, ended if ended <= horizon else None)
    chance = rng.random()
    if chance < 0.03:
        again = working_day_on_or_after(referred + rng.randrange(2, 22) * DAY)
        _not_begun(records, rng, purpose, child, again, horizon)
    elif chance < 0.07 and high - begun > timedelta(days=90):
        begun = pick_day(rng, begun + 70 * DAY, high)
        ended = begun + rng.randrange(20, 80) * DAY
        until = ended if ended <= horizon else None
        _add(records, rng, child, purpose, before(rng, begun), begun, until)


def _not_begun(
    records: Records, rng: Random, purpose: str, child: Child, referred: date, horizon: date
) -> None:
    """A referral that came to nothing, or in the last days is still waiting."""
    ended = referred + rng.randrange(5, 25) * DAY
    _add(records, rng, child, purpose, min(referred, horizon), None, min(ended, horizon))
    if ended > horizon:
        records.table("iru_advocacy_referrals")[-1].update(iadv_ended_date=None, iadv_outcome=None)


def before(rng: Random, begun: date) -> date:
    """A working day some days before the advocate's first contact."""
    return min(begun, working_day_on_or_after(begun - rng.randrange(3, 17) * DAY))


def _add(
    records: Records,
    rng: Random,
    child: Child,
    purpose: str,
    referred: date,
    begun: date | None,
    ended: date | None,
) -> None:
    outcome = ("SUPPORTED" if begun else choose(rng, UNSUPPORTED)) if ended else None
    records.add(
        "iru_advocacy_referrals",
        iadv_referral_id=records.key("AV"),
        iadv_person_id=person_key(child),
        iadv_purpose=purpose,
        iadv_referred_by=choose(rng, referrers(purpose)),
        iadv_referred_date=referred,
        iadv_first_contact_date=begun,
        iadv_ended_date=ended,
        iadv_outcome=outcome,
        iadv_provider=PROVIDER,
    )


def referrers(purpose: str) -> dict[str, int]:
    """Who refers for a purpose, by weight: the unit only to its own meetings."""
    if purpose in ("CP_CONF", "LAC_REVIEW"):
        return REFERRERS
    return {who: weight for who, weight in REFERRERS.items() if who != "IRU"}
