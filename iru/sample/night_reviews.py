"""One day's reviews: those booked for it are held, and the next are booked."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.living import Living
from iru.sample.records import Row
from iru.sample.reviews import LATE_REASONS, write_review
from iru.working_days import (
    add_months,
    add_wd,
    age,
    working_day_on_or_after,
    working_day_on_or_before,
)

DAY = timedelta(days=1)
ON_TIME = 0.95
PARTICIPATION = {"PN1": 40, "PN2": 6, "PN3": 3, "PN4": 4, "PN5": 9, "PN6": 22, "PN7": 16}


@lru_cache(maxsize=1 << 17)
def planned_day(seed: int, key: str, due: date, on_time: float = ON_TIME) -> date:
    """The day a booked meeting will be held: settled by its key, mostly before it is due."""
    rng = stream(seed, "planned", key)
    if rng.random() < on_time:
        return working_day_on_or_before(due - rng.choice((0, 0, 1, 1, 2, 4, 7)) * DAY)
    return working_day_on_or_after(due + (1 + min(50, int(rng.expovariate(1 / 9)))) * DAY)


def review_day(living: Living, day: date) -> None:
    """Hold every review whose day has come."""
    for row in living.table("ssd_cla_reviews"):
        if row["clar_cla_review_date"] or row["clar_cla_review_cancelled"] == "Y":
            continue
        planned = planned_day(
            living.seed, row["clar_cla_review_id"], row["clar_cla_review_due_date"]
        )
        if planned <= day:
            _hold(living, stream(living.seed, "held", row["clar_cla_review_id"]), row, day)


def _hold(living: Living, rng: Random, row: Row, day: date) -> None:
    """The review is held on `day`; its record follows, the next one is booked."""
    details = living.get("iru_cla_reviews", row["clar_cla_review_id"])
    born = living.get("ssd_person", row["clar_cla_person_id"])["pers_dob"]
    code = "PN0" if age(born, day) < 4 else choose(rng, PARTICIPATION)
    # A code is sometimes entered later, and sometimes never.
    living.change(
        "ssd_cla_reviews",
        row,
        clar_cla_review_date=day,
        clar_cla_review_participation=code if rng.random() < 0.98 else None,
    )
    late = day > row["clar_cla_review_due_date"]
    done = add_wd(day, rng.choice((8, 10, 12, 15)))
    living.change(
        "iru_cla_reviews",
        details,
        icrv_child_chaired=choose(rng, {"NO": 90, "CHAIR": 4, "COCHAIR": 6}),
        icrv_late_reason=choose(rng, LATE_REASONS) if late else None,
        icrv_decisions_sent_date=add_wd(day, 4),
        icrv_record_completed_date=done,
        icrv_record_distributed_date=add_wd(done, 4),
    )
    entered = [
        e["clae_entered_care_date"]
        for e in living.where("ssd_cla_episodes", "clae_cla_id", row["clar_cla_id"])
    ]
    # The first review is followed after three months: a child this new in care has no other.
    first = bool(entered) and day - entered[0] < 75 * DAY
    write_review(
        living,
        rng,
        row["clar_cla_person_id"],
        row["clar_cla_id"],
        add_months(day, 3 if first else 6),
        None,
        details["icrv_review_type"],
        details["icrv_chair_staff_id"],
    )
