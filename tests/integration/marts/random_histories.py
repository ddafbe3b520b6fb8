"""Children with random records: what time rules must cope with, likely dates and unlikely ones.

One seed makes one list of children. Rows have the plain names of the contract. Today is the
case files' today.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]
TODAY = date(2017, 5, 14)  # the last full day
# A day's gap, none and an overlap, far likelier than they are in life.
GAPS = (0, 0, 0, 0, 0, 1, 1, 2, 40, 400, -9)
LENGTHS = (1, 2, 20, 27, 28, 29, 60, 91, 150, 184, 365, 366, 500)
STATUSES = ("C1", "C2", "C2", "V2", "E1", "E1", "V3", "V4")
PLACEMENTS = ("U6", "U6", "K2", "A3", "A4", "A5", "A6", "A5")


def children(seed: int, number: int) -> list[Row]:
    """`number` children, each with its episodes, reviews, plans and review conferences."""
    rng = Random(seed)
    return [child(rng, f"N{place:04d}") for place in range(number)]


def child(rng: Random, key: str) -> Row:
    episodes = spells(rng, f"{key}E")
    for place, episode in enumerate(episodes):
        ended = episode["end_date"] is not None
        episode.update(
            episode_id=f"{key}E{place}",
            legal_status_code=rng.choice(STATUSES),
            placement_type_code=rng.choice(PLACEMENTS),
            start_reason_code=rng.choice(("S", "L", "P")),
            end_reason_code=rng.choice(("X1", "X1", "E4A", "E11")) if ended else None,
        )
    plans = spells(rng, f"{key}P")
    for place, plan in enumerate(plans):
        plan.update(
            plan_id=f"{key}P{place}",
            is_other_authority_temporary=rng.random() < 0.1,
            previous_plans_count=rng.choice((None, 0, 0, 1, 2)),
        )
    return {
        "child_id": key,
        "date_of_birth": date(2001, 1, 1) + timedelta(rng.randrange(2500)),
        "episodes": episodes,
        "reviews": [review(rng, f"{key}R{place}", episodes) for place in range(rng.randrange(9))],
        "plans": plans,
        "conferences": [
            conference(rng, f"{key}C{place}", plans)
            for place in range(rng.randrange(7) if plans else 0)
        ],
    }


def spells(rng: Random, key: str) -> list[Row]:
    """Spells one after another: chained, apart or overlapping, the last one perhaps open."""
    result: list[Row] = []
    start = date(2010, 1, 1) + timedelta(rng.randrange(2400))
    if rng.random() < 0.2:
        # The first day of a reporting year, and the days beside it.
        start = date(rng.randrange(2011, 2016), 4, 1) + timedelta(rng.choice((-1, 0, 0, 1)))
    for _ in range(rng.randrange(7)):
        end = start + timedelta(rng.choice(LENGTHS) + rng.choice((0, 0, 1, 7)))
        if start > TODAY:
            break
        is_last = end > TODAY or rng.random() < 0.08
        result.append({"start_date": start, "end_date": None if is_last else end})
        if is_last and rng.random() < 0.8:
            break
        start = max(end + timedelta(rng.choice(GAPS)), result[-1]["start_date"])
    return result


def review(rng: Random, key: str, episodes: list[Row]) -> Row:
    anchor = rng.choice(episodes)["start_date"] if episodes else date(2016, 1, 1)
    held = min(
        anchor + timedelta(rng.choice((0, 14, 25, 28, 29, 45, 92, 120, 182, 250, -3))), TODAY
    )
    return {
        "review_id": key,
        "held_date": None if rng.random() < 0.05 else held,
        "is_cancelled": rng.random() < 0.05,
        "review_type_code": rng.choice(("STANDARD",) * 6 + ("ADOPTION", "PATHWAY", "SHORT_BREAK")),
    }


def conference(rng: Random, key: str, plans: list[Row]) -> Row:
    plan = rng.choice(plans)
    days = rng.choice((0, 1, 80, 91, 92, 93, 180, 183, 270, -2))
    return {
        "conference_id": key,
        "plan_id": plan["plan_id"],
        "held_date": None if rng.random() < 0.05 else plan["start_date"] + timedelta(days),
    }
