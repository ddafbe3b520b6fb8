"""Plans for permanence: where each looked-after child is to grow up, and since when that is agreed.

A plan should be there by the second review; how often it is, the targets say year by year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream, take
from iru.sample.care import Care
from iru.sample.care_dates import pick_day
from iru.sample.episodes import person_key
from iru.sample.people import Period
from iru.sample.records import Records
from iru.sample.review_course import HeldReview, reporting_year
from iru.sample.targets import Targets, year_label
from iru.working_days import age

DAY = timedelta(days=1)
HOME = {"RETURN1M": 2, "RETURN6M": 5, "RETURNEV": 2, "REMAINSUP": 1}
KIN = {"SGO": 6, "LTRELFR": 4}
TEENAGE = {"LTFOST18": 5, "SUPPLIV": 4, "RESPLMT": 2, "RETURN6M": 2}
YOUNG = {"ADOPTION": 4, "SGO": 3, "RETURN6M": 3, "LTRELFR": 2}
OTHERS = {"LTFOST18": 8, "RETURN6M": 3, "LTRELFR": 2, "SGO": 2, "RESPLMT": 1, "OTHERPLN": 1}


def write_permanence(
    records: Records,
    care: Care,
    keys: Mapping[Period, str],
    reviews: Sequence[HeldReview],
    targets: Targets,
    seed: int,
    horizon: date,
) -> dict[str, date]:
    """Plans of all periods of care; returns the day of each period's first, by its key."""
    seconds = {review.period: review.held for review in reviews if review.number == 2}
    planned = _planned(seconds, targets, seed)
    first: dict[str, date] = {}
    for period in care.periods:
        rng = stream(seed, "permanence", keys[period])
        second = seconds.get(period)
        day = _agreed(rng, period, second, period in planned, horizon)
        if day:
            _write(records, rng, period, keys[period], day, horizon)
            first[keys[period]] = day
    return first


def _planned(seconds: Mapping[Period, date], targets: Targets, seed: int) -> set[Period]:
    """Whose plan is in place by the second review, exactly as many as the targets say."""
    by_year: dict[int, list[Period]] = defaultdict(list)
    for period, day in seconds.items():
        by_year[reporting_year(day)].append(period)
    planned: set[Period] = set()
    for march, periods in sorted(by_year.items()):
        wanted = targets.get("lac_permanence_planned", year_label(march)).get(
            "percent", targets.parameters["permanence_planned"]
        )
        rng = stream(seed, "permanence", march)
        number = round(len(periods) * wanted / 100)
        # Where a court has the case, the plan comes in time.
        planned.update(take(rng, periods, number, lambda p: 3.0 if _in_court(p) else 1.0))
    return planned


def _in_court(period: Period) -> bool:
    return any(status in ("C1", "C2", "E1") for status in period.statuses.values())


def _agreed(
    rng: Random, period: Period, second: date | None, in_time: bool, horizon: date
) -> date | None:
    """The day the first plan is agreed, if there is one by the last day."""
    last = min(period.end - DAY if period.end else horizon, horizon)
    if second and in_time:
        return pick_day(rng, max(period.start, second - 75 * DAY), second)
    if second:
        low, high, chance = second + 5 * DAY, second + 150 * DAY, 0.8
    else:
        low, high, chance = period.start + 25 * DAY, period.start + 110 * DAY, 0.6
    if low >= min(high, last) or rng.random() > chance:
        return None
    return pick_day(rng, low, min(high, last))


def plan_weights(period: Period, years: int) -> Mapping[str, int]:
    """Plans by how likely they are for a child of that age, whose care ends as it does."""
    if period.reason in ("E11", "E12") or "E1" in period.statuses.values():
        return {"ADOPTION": 1}
    if period.child.unaccompanied:
        return {"LTFOST18": 5, "SUPPLIV": 4, "OTHERPLN": 1}
    if period.reason in ("E4A", "E4B"):
        return HOME
    if period.reason in ("E41", "E43", "E44"):
        return KIN
    return plans_by_age(years)


def plans_by_age(years: int) -> Mapping[str, int]:
    """Plans by how likely they are for a child of that age."""
    return YOUNG if years < 5 else TEENAGE if years >= 15 else OTHERS


def _write(
    records: Records, rng: Random, period: Period, key: str, day: date, horizon: date
) -> None:
    years = age(period.child.born, day)
    weights = plan_weights(period, years)
    main = choose(rng, weights)
    write_plan(records, person_key(period.child), key, main, day, "P", period.end)
    # While a court decides, a second plan is followed beside the first.
    others = {kind: n for kind, n in plans_by_age(years).items() if kind != main}
    if years < 10 and rng.random() < 0.25:
        until = min(period.end - DAY if period.end else horizon, horizon)
        beside = pick_day(rng, day, min(day + 40 * DAY, max(day, until)))
        write_plan(
            records,
            person_key(period.child),
            key,
            choose(rng, others),
            beside,
            "PARALLEL",
            period.end,
        )


def write_plan(
    records: Records, child: str, care_key: str, kind: str, day: date, rank: str, end: date | None
) -> None:
    """One plan for permanence of one child."""
    records.add(
        "iru_permanence_plans",
        ipmp_permanence_plan_id=records.key("PP"),
        ipmp_person_id=child,
        ipmp_cla_id=care_key,
        ipmp_plan_type=kind,
        ipmp_agreed_date=day,
        ipmp_rank=rank,
        ipmp_end_date=end,
    )
