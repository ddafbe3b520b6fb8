"""Checks midway between two reviews: which IRO makes them, when, and what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream, take
from iru.sample.care_dates import pick_day
from iru.sample.episodes import person_key
from iru.sample.records import Records
from iru.sample.review_course import HeldReview, reporting_year
from iru.sample.targets import Targets, year_label

DAY = timedelta(days=1)
ON_TRACK = {"YES": 74, "NO": 14, "NA": 12}


def write_midpoints(
    records: Records, reviews: Sequence[HeldReview], targets: Targets, seed: int, horizon: date
) -> set[str]:
    """Checks of the years that the targets name; returns the reviews after which one was made.

    A few are dated beside a review, as a recording gap.
    """
    passed: dict[int, list[HeldReview]] = defaultdict(list)
    for review in reviews:
        if review.has_midpoint() and review.midpoint <= horizon:
            passed[reporting_year(review.midpoint)].append(review)
    made: set[str] = set()
    years = {march: targets.get("lac_midpoint_checked", year_label(march)) for march in passed}
    last = max((march for march, target in years.items() if target), default=0)
    for march, target in sorted(years.items()):
        if not target:
            continue
        rng = stream(seed, "midpoints", march)
        here = passed[march]
        number = round(len(here) * target["percent"] / 100)
        done = take(rng, here, number, lambda review: diligence(seed, review.chair))
        gap = targets.gap("midpoint_check_beside_review") if march == last else 0
        beside = set(rng.sample(done, min(gap, len(done))))
        for review in done:
            day = _beside(rng, review) if review in beside else _day(rng, review, horizon)
            write_check(records, rng, review, day, march)
            made.add(review.key)
    return made


def diligence(seed: int, person: str) -> float:
    """How likely this IRO is to make the check; it differs from one to another."""
    return 0.25 + stream(seed, "diligence", person).random()


def _day(rng: Random, review: HeldReview, horizon: date) -> date:
    """Mostly in the middle half of the interval, and always in time to belong to it."""
    length = (review.next_due - review.held).days
    low, high = (0.28, 0.72) if rng.random() < 0.86 else (0.1, 0.95)
    latest = min(review.latest_check or horizon, horizon)
    first = review.held + round(low * length) * DAY
    return pick_day(rng, first, max(first, min(review.held + round(high * length) * DAY, latest)))


def _beside(rng: Random, review: HeldReview) -> date:
    """Within five days of the review: written up with its record, not midway."""
    return pick_day(rng, review.held + DAY, review.held + 5 * DAY)


def write_check(records: Records, rng: Random, review: HeldReview, day: date, march: int) -> None:
    """One check by the IRO who chaired the review before it."""
    status = review.period.statuses.get(march) or review.period.statuses.get(march - 1)
    add_check(
        records, rng, person_key(review.child), review.care_key, day, review.chair, status == "V2"
    )


def add_check(
    records: Records,
    rng: Random,
    child: str,
    care_key: str,
    day: date,
    officer: str,
    is_section_20: bool,
) -> None:
    """One row; the lawfulness of section 20 is asked where the child is accommodated under it."""
    records.add(
        "iru_midpoint_checks",
        imid_check_id=records.key("MC"),
        imid_person_id=child,
        imid_cla_id=care_key,
        imid_check_date=day,
        imid_staff_id=officer,
        imid_drift_found=rng.random() < 0.13,
        imid_permanence_on_track=choose(rng, ON_TRACK),
        imid_s20_legal_check=choose(rng, {"YES": 8, "NO": 2}) if is_section_20 else "NA",
    )
