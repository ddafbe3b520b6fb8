"""The reviews held in each period of care, in their order, with what lies between two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iru.sample.care import Care
from iru.sample.people import Child, Period
from iru.sample.records import Records
from iru.working_days import add_months, age

FAR = 20  # miles from home, from which an IRO's visit takes a day


@dataclass(slots=True, eq=False)
class HeldReview:
    """One review held: `number` counts within the period of care.

    next_due: by the rule in force on the day (regulation 33, or 36 while placed for adoption).
    next_held: None while the next is to come, or if there never was one.
    """

    key: str
    care_key: str
    period: Period
    number: int
    held: date
    previous: date | None
    chair: str
    kind: str
    next_due: date
    next_held: date | None
    is_far: bool

    @property
    def child(self) -> Child:
        """Whose review it is."""
        return self.period.child

    @property
    def age(self) -> int:
        """Years completed on the day."""
        return age(self.child.born, self.held)

    @property
    def midpoint(self) -> date:
        """Half-way to the date the next one is due, the half day dropped."""
        return self.held + timedelta(days=(self.next_due - self.held).days // 2)

    @property
    def latest_check(self) -> date | None:
        """The last day on which a check would belong to this interval, None without a limit."""
        ends = [self.next_held, self.period.end and self.period.end - timedelta(days=1)]
        return min((day for day in ends if day), default=None)

    def has_midpoint(self) -> bool:
        """The child was still looked after at the mid-point, and no review had come before it."""
        end = self.period.end
        return (end is None or end > self.midpoint) and (
            self.next_held is None or self.next_held >= self.midpoint
        )


def reporting_year(day: date) -> int:
    """The calendar year in which the financial year of `day` ends."""
    return day.year + (day.month > 3)


def held_reviews(records: Records, care: Care, keys: dict[Period, str]) -> Iterator[HeldReview]:
    """Every review held, period by period; short breaks have other keys and are left out."""
    details = {row["icrv_cla_review_id"]: row for row in records.table("iru_cla_reviews")}
    held = defaultdict(list)
    for row in records.table("ssd_cla_reviews"):
        if row["clar_cla_review_date"]:
            held[row["clar_cla_id"]].append((row["clar_cla_review_date"], row))
    places = defaultdict(list)
    for row in records.table("ssd_cla_placement"):
        places[row["clap_cla_id"]].append(row)
    for period in care.periods:
        key = keys[period]
        rows = sorted(held[key], key=lambda pair: pair[0])
        days = [day for day, _ in rows]
        for place, (day, row) in enumerate(rows):
            detail = details[row["clar_cla_review_id"]]
            yield HeldReview(
                key=row["clar_cla_review_id"],
                care_key=key,
                period=period,
                number=place + 1,
                held=day,
                previous=days[place - 1] if place else None,
                chair=detail["icrv_chair_staff_id"],
                kind=detail["icrv_review_type"],
                next_due=_next_due(days[: place + 1], places[key]),
                next_held=days[place + 1] if place + 1 < len(days) else None,
                is_far=_distance(places[key], day) > FAR,
            )


def _next_due(days: list[date], places: list[dict]) -> date:
    """Three months after a first review, in care or since being placed for adoption; else six."""
    last = days[-1]
    placed = [
        row["clap_cla_placement_start_date"]
        for row in places
        if row["clap_cla_placement_type"] in ("A3", "A4", "A5", "A6")
        and row["clap_cla_placement_start_date"] <= last
        and (row["clap_cla_placement_end_date"] or date.max) > last
    ]
    first = not [day for day in days[:-1] if not placed or day >= min(placed)]
    return add_months(last, 3 if first else 6)


def _distance(places: list[dict], day: date) -> float:
    here = [row for row in places if row["clap_cla_placement_start_date"] <= day]
    return here[-1]["clap_cla_placement_distance"] if here else 0.0
