"""Mid-points of random lives in care, the SQL against counting them slowly in Python.

Three hundred lives, drawn so that days often coincide: reviews on the first and the last day of
care, on the day of a placement for adoption, twice a day; checks on the days of reviews.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from psycopg.rows import dict_row

from iru import transform
from iru.db import connect
from tests.integration.marts.county import load_cases, write
from tests.integration.sample_counts_monitoring import midpoints

DAY = timedelta(days=1)
TABLES = (
    "ssd_cla_episodes",
    "iru_cla_episodes",
    "ssd_cla_placement",
    "ssd_cla_reviews",
    "iru_cla_reviews",
    "iru_midpoint_checks",
)
PERSON = {
    "ssd_cla_episodes": "clae_person_id",
    "ssd_cla_placement": "clap_person_id",
    "ssd_cla_reviews": "clar_cla_person_id",
    "iru_midpoint_checks": "imid_person_id",
}
LIVES = 300


@pytest.fixture(scope="module")
def counted(fresh_module):
    """What the build says and what slow counting says of the random lives."""
    with connect("pipeline", settings=fresh_module) as warehouse:
        load_id = load_cases(warehouse)
        for number in range(LIVES):
            live(warehouse, Random(f"midpoints {number}"), f"random{number}-")
        cursor = warehouse.cursor(row_factory=dict_row)
        rows = {
            table: [
                row
                for row in cursor.execute(f"select * from raw.{table}").fetchall()
                if str(row.get(PERSON.get(table, ""), "random")).startswith("random")
            ]
            for table in TABLES
        }
    rows["iru_extract_status"] = [{"iext_extracted_at": datetime(2017, 5, 15, 1, 0, tzinfo=UTC)}]
    transform.build(load_id, settings=fresh_module)
    with connect("pipeline", settings=fresh_module) as warehouse:
        fast = warehouse.execute(
            "select child_id, midpoint_date, is_checked from b000001_mart.fct_midpoint_obligations"
            " where is_counted and child_id like 'random%%'"
        ).fetchall()
    return sorted(fast), sorted(midpoints(rows))


def live(warehouse, rng: Random, prefix: str) -> None:
    """One child: one to three periods of care with reviews and checks, written into raw."""
    write(warehouse, "children", {"child_id": "A", "date_of_birth": date(2005, 1, 1)}, prefix)
    day = date(2013, 4, 1) + rng.randrange(900) * DAY
    for period in range(rng.choice((1, 1, 2, 3))):
        end = day + rng.choice((20, 45, 46, 92, 140, 183, 400, 700)) * DAY
        if end > date(2017, 5, 14) or rng.random() < 0.3:
            end = None
        days = episodes(warehouse, rng, prefix, period, day, end)
        days += reviews(warehouse, rng, prefix, period, day, end, days)
        for place in range(rng.randrange(8)):
            checked = rng.choice(days) + rng.choice((-1, 0, 0, 1, 23, 46, 69, 91, 137)) * DAY
            check = {"child_id": "A", "check_date": checked, "staff_id": "iro"}
            write(warehouse, "midpoint_checks", check, prefix, f"c{period}-{place}")
        if end is None:
            return
        day = end + rng.choice((1, 2, 30, 200)) * DAY


def episodes(warehouse, rng: Random, prefix: str, period: int, start: date, end: date | None):
    """The period cut at random; each of its episodes may be a placement for adoption."""
    last = end or date(2017, 5, 14)
    length = max(1, (last - start).days)
    cuts = sorted({start + rng.randrange(1, length + 1) * DAY for _ in range(rng.randrange(4))})
    starts = [start, *(cut for cut in cuts if start < cut < last)]
    kinds = [rng.choice(("U1", "A3")) for _ in starts]
    for place, day in enumerate(starts):
        until = starts[place + 1] if place + 1 < len(starts) else end
        key = f"e{period}-{place}"
        # Placements for adoption one after the other are one: here they never touch.
        kind = "U1" if place and kinds[place - 1] == "A3" else kinds[place]
        kinds[place] = kind
        placed = {"child_id": "A", "start_date": day, "end_date": until}
        write(
            warehouse, "placements", {**placed, "placement_type_code": kind, "placement_id": key},
            prefix,
        )  # fmt: skip
        reason = None if until is None else "E4A" if until == end else "X1"
        write(
            warehouse, "looked_after_episodes",
            {**placed, "placement_id": key, "start_reason_code": "P" if place else "S",
             "end_reason_code": reason, "legal_status_code": "E1"},
            prefix, key,
        )  # fmt: skip
    return starts + ([end] if end else [])


def reviews(
    warehouse, rng: Random, prefix: str, period: int, start: date, end: date | None, edges: list
):
    """Reviews some time apart, or on a day on which something else happened."""
    last, day, held = min(end or date.max, date(2017, 5, 20)), start, []
    while day <= last and len(held) < 9:
        day += rng.choice((0, 1, 28, 45, 46, 47, 91, 92, 93, 181, 184, 200)) * DAY
        held.append(rng.choice(edges) if rng.random() < 0.2 else day)
    for place, when in enumerate(held):
        row = {"child_id": "A", "held_date": when, "review_id": f"r{period}-{place}"}
        row["is_cancelled"] = rng.random() < 0.05
        row["review_type_code"] = rng.choice(("STANDARD", "STANDARD", "STANDARD", "SHORT_BREAK"))
        write(warehouse, "looked_after_reviews", row, prefix)
    return held


def test_every_midpoint_and_its_check_are_as_counted_slowly(counted):
    fast, slow = counted
    assert len(slow) > 300 and len({checked for _, _, checked in slow}) == 2
    assert [line for line in fast if line not in slow] == []
    assert fast == slow
