"""Reviews of looked-after children by the law's clock, with chairs, lateness and participation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, deck, shares, stream
from iru.sample.care import Care
from iru.sample.episodes import person_key
from iru.sample.people import Period
from iru.sample.records import Records, Row
from iru.sample.staff import Roster
from iru.sample.targets import Targets, year_label
from iru.working_days import (
    add_months,
    add_wd,
    age,
    working_day_on_or_after,
    working_day_on_or_before,
)

LATE_REASONS = {
    "IRO_UNAVAILABLE": 20,
    "SOCIAL_WORKER_UNAVAILABLE": 18,
    "REPORT_NOT_READY": 16,
    "LATE_NOTIFICATION": 12,
    "CHILD_REQUEST": 7,
    "CHILD_MISSING": 3,
    "PARENT_CARER_REQUEST": 8,
    "PLACEMENT_MOVE": 7,
    "COURT_LEGAL": 4,
    "VENUE_ADMIN": 3,
    "RECORDING_ERROR": 1,
    "UNKNOWN": 1,
}
TOOK_PART = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6")
DAY = timedelta(days=1)


def review_dates(
    rng: Random, start: date, end: date | None, placed: date | None, on_time: float, horizon: date
) -> list[tuple[date, date | None, str]]:
    """One period's reviews: (due, held, type); the last has no held date while it is to come.

    LR1: 20 working days, then three months, then six. From the day a child is placed for
    adoption LR2: four weeks, three months, six months.
    """
    result: list[tuple[date, date | None, str]] = []
    due, kind, steps = add_wd(start, 20), "STANDARD", [3]
    while True:
        if placed and kind == "STANDARD" and placed <= due:
            due, kind, steps = placed + 28 * DAY, "ADOPTION", [3]
        if end and end <= due:
            return result
        if due > horizon:
            result.append((due, None, kind))
            return result
        if rng.random() < on_time:
            held = working_day_on_or_before(due - rng.choice((0, 0, 0, 1, 1, 2, 4, 6, 9)) * DAY)
        else:
            held = working_day_on_or_after(due + (1 + min(60, int(rng.expovariate(1 / 9)))) * DAY)
        held = max(held, working_day_on_or_after(start + 3 * DAY))
        if end and held >= end:
            return result
        if held > horizon:
            result.append((due, None, kind))
            return result
        result.append((due, held, kind))
        due = add_months(held, steps.pop() if steps else 6)


def write_reviews(
    records: Records,
    care: Care,
    keys: dict[Period, str],
    roster: Roster,
    targets: Targets,
    seed: int,
    horizon: date,
) -> None:
    """Rows of all reviews and of the reviewing officers' allocations.

    Participation by code is dealt by year, so that the share who took part is exact.
    """
    placed_on = _adoption_days(records)
    held_rows: dict[int, list[tuple[Row, date, date]]] = defaultdict(list)
    for period in care.periods:
        child, key = person_key(period.child), keys[period]
        # One stream for a family's start: brothers and sisters are reviewed together.
        rng = stream(seed, "reviews", period.child.family.number, period.start)
        first = min(
            add_wd(period.start, rng.choice((1, 2, 2, 3, 3, 4, 5, 7))), period.end or date.max
        )
        spells = roster.spells(rng, "IRO", first, period.end)
        for person, start, end in spells:
            if end is None or end > start:
                records.add(
                    "ssd_involvements",
                    invo_involvements_id=records.key("IN"),
                    invo_professional_id=person,
                    invo_professional_role_id="IRO",
                    invo_person_id=child,
                    invo_involvement_start_date=start,
                    invo_involvement_end_date=end,
                    invo_worker_change_reason="LEFTRL" if end and end != period.end else None,
                )
        dates = review_dates(
            rng,
            period.start,
            period.end,
            placed_on.get(key),
            targets.parameters["review_on_time"],
            horizon,
        )
        for due, held, kind in dates:
            chair = [person for person, start, _ in spells if start <= (held or due)][-1:]
            row = write_review(
                records, rng, child, key, due, held, kind, chair[0] if chair else spells[0][0]
            )
            if held:
                held_rows[held.year + (held.month > 3)].append((row, period.child.born, held))
    for march in sorted(held_rows):
        deal_participation(stream(seed, "participation", march), held_rows[march], targets, march)


def _adoption_days(records: Records) -> dict[str, date]:
    """The first day of each period of care in a placement for adoption."""
    return {
        row["clap_cla_id"]: row["clap_cla_placement_start_date"]
        for row in records.table("ssd_cla_placement")
        if row["clap_cla_placement_type"] in ("A3", "A4", "A5", "A6")
    }


def write_review(
    records: Records,
    rng: Random,
    child: str,
    period: str,
    due: date,
    held: date | None,
    kind: str,
    chair: str,
) -> Row:
    """One review of one child, held or booked; returns its main row."""
    key = records.key("RV")
    row = records.add(
        "ssd_cla_reviews",
        clar_cla_review_id=key,
        clar_cla_id=period,
        clar_cla_person_id=child,
        clar_cla_review_due_date=due,
        clar_cla_review_date=held,
        clar_cla_review_cancelled="N",
    )
    sent = held and add_wd(held, rng.choice((2, 3, 3, 4, 5, 5, 8)))
    done = held and add_wd(held, rng.choice((8, 10, 12, 13, 15, 15, 19)))
    records.add(
        "iru_cla_reviews",
        icrv_cla_review_id=key,
        icrv_review_type=kind,
        icrv_chair_staff_id=chair,
        icrv_child_chaired=held and choose(rng, {"NO": 90, "CHAIR": 4, "COCHAIR": 6}),
        icrv_late_reason=choose(rng, LATE_REASONS) if held and held > due else None,
        icrv_decisions_sent_date=sent,
        icrv_record_completed_date=done,
        icrv_record_distributed_date=done and add_wd(done, 4),
    )
    return row


def deal_participation(
    rng: Random, rows: Sequence[tuple[Row, date, date]], targets: Targets, march: int
) -> None:
    """Codes of one year's held reviews: PN0 under four; the others in exact shares."""
    older = []
    for row, born, held in rows:
        if age(born, held) < 4:
            row["clar_cla_review_participation"] = "PN0"
        else:
            older.append((age(born, held) + 4 * rng.random(), row))
    target = targets.get("lac_participation", year_label(march))
    took_part = round(len(older) * target.get("percent", 80) / 100)
    counts = shares(took_part, targets.parameters["participation"])
    counts["PN7"] = len(older) - took_part
    codes = deck(rng, counts)
    # The older the child, the likelier to come and speak.
    codes.sort(key=lambda code: (code != "PN1") + 1.6 * rng.random(), reverse=True)
    older.sort(key=lambda pair: pair[0])
    for (_, row), code in zip(older, codes, strict=True):
        row["clar_cla_review_participation"] = code
