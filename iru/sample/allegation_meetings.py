"""Meetings about allegations, exactly so many late, and what became of the cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose
from iru.sample.records import Records
from iru.working_days import add_wd

LATE_REASONS = ("AGENCY_INFORMATION", "STAFF_LEAVE", "POLICE", "SUBJECT_UNAVAILABLE")
FINAL = {"SUBSTANTIATED": 31, "UNSUBSTANTIATED": 36, "UNFOUNDED": 22, "FALSE": 8, "MALICIOUS": 3}


def hold_meetings(
    records: Records, rng: Random, rows: Sequence[dict], late: dict[str, int], march: int
) -> None:
    """First meetings, exactly so many late in each half-year, and what became of the case."""
    mas = [row for row in rows if row["ilar_front_door_outcome"] == "MAS"]
    middle = date(march - 1, 9, 30)
    # A late meeting must fall in the half-year its referral came in, whichever one counts by.
    halves = {
        "first_half": [r for r in mas if r["ilar_received_date"] <= middle - timedelta(days=40)],
        "second_half": [
            r
            for r in mas
            if middle < r["ilar_received_date"] <= date(march, 3, 31) - timedelta(days=40)
        ],
    }
    numbers = late or {half: len(able) // 12 for half, able in halves.items()}
    tardy = [row for half, able in halves.items() for row in rng.sample(able, numbers[half])]
    tardy_keys = {row["ilar_referral_id"] for row in tardy}
    for row in rows:
        if row["ilar_front_door_outcome"] not in ("MAS", "WAM"):
            continue
        is_late = row["ilar_referral_id"] in tardy_keys
        days = rng.randrange(6, 19) if is_late else rng.randrange(1, 6)
        if row["ilar_front_door_outcome"] == "WAM":
            days = rng.randrange(1, 12)
        write_meetings(records, rng, row, add_wd(row["ilar_received_date"], days), is_late)


def write_meetings(records: Records, rng: Random, row: dict, held: date, late: bool) -> None:
    """The referral's first meeting, a second for some, and the end of the case."""
    kind = row["ilar_front_door_outcome"]
    sittings = 2 if kind == "MAS" and rng.random() < 0.45 else 1
    for number in range(1, sittings + 1):
        records.add(
            "iru_lado_meetings",
            ilam_meeting_id=records.key("LM"),
            ilam_referral_id=row["ilar_referral_id"],
            ilam_meeting_type=kind,
            ilam_sequence=number,
            ilam_planned_date=held,
            ilam_held_date=held,
            ilam_late_reason=rng.choice(LATE_REASONS) if late and number == 1 else None,
        )
        held = add_wd(held, rng.randrange(8, 25))
    closed = add_wd(held, rng.randrange(0, 60))
    row["ilar_closed_date"] = closed
    if kind == "MAS":
        row["ilar_final_outcome"] = choose(rng, FINAL)
        row["ilar_is_dbs_referred"] = row["ilar_final_outcome"] == "SUBSTANTIATED"
        row["ilar_letter_date"] = add_wd(closed, rng.randrange(1, 8))


def keep_until(records: Records, horizon: date) -> None:
    """Take back what lies after the horizon: meetings to come, cases not yet closed."""
    future = set()
    for row in records.table("iru_lado_meetings"):
        if row["ilam_held_date"] > horizon:
            if row["ilam_sequence"] > 1:
                future.add(row["ilam_meeting_id"])
            row["ilam_held_date"] = None
    meetings = records.rows.get("iru_lado_meetings", [])
    meetings[:] = [row for row in meetings if row["ilam_meeting_id"] not in future]
    for row in records.table("iru_lado_referrals"):
        for field in ("ilar_closed_date", "ilar_letter_date", "ilar_outcome_date"):
            if row.get(field) and row[field] > horizon:
                row[field] = None
        if not row.get("ilar_closed_date"):
            row["ilar_final_outcome"] = None
