"""Rows of care leavers: the return around a birthday, and the latest state."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose
from iru.sample.episodes import person_key
from iru.sample.people import Child
from iru.sample.records import Records, Row
from iru.sample.staff import Roster
from iru.working_days import add_months, working_day_on_or_before

ACTIVITIES = {
    "eet": {"F1": 7, "F2": 31, "F3": 40, "P1": 1, "P2": 9, "P3": 12},
    "neet": {"G4": 27, "G5": 51, "G6": 22},
}
ACCOMMODATION = {"U": 41, "B": 14, "D": 12, "E": 6, "K": 5, "Z": 10, "T": 4, "Y": 3, "X": 4, "S": 1}
UNSUITABLE = ("X", "S", "V", "W")
DAY = timedelta(days=1)


def birthday(born: date, years: int) -> date:
    """The day on which so many years are completed; from 29 February, 1 March (C07)."""
    day = add_months(born, 12 * years)
    return day if day.day == born.day else day + DAY


def write_return(
    records: Records,
    rng: Random,
    child: Child,
    march: int,
    in_touch: str,
    kind: str | None,
    horizon: date,
) -> Row:
    """What is known of the child around the birthday in the year to 31 March `march`."""
    years = child.age_in(march)
    return return_row(
        records, rng, person_key(child), child.born, child.sex, years, in_touch, kind, horizon
    )


def return_row(
    records: Records,
    rng: Random,
    key: str,
    born: date,
    sex: str,
    years: int,
    in_touch: str,
    kind: str | None,
    horizon: date,
) -> Row:
    """One row; the answers are of a day from three months before the birthday to one after."""
    day = birthday(born, years)
    low, high = add_months(day, -3), min(add_months(day, 1), horizon)
    seen = working_day_on_or_before(low + timedelta(days=rng.randrange(8, (high - low).days + 1)))
    activity = choose(rng, ACTIVITIES[kind]) if kind else None
    if activity == "G6" and sex == "M" and rng.random() < 0.8:
        activity = "G5"
    home = choose(rng, ACCOMMODATION) if kind else None
    return records.add(
        "iru_care_leaver_returns",
        iclr_person_id=key,
        iclr_age_point=str(years),
        iclr_in_touch=in_touch,
        iclr_activity=activity or ("0" if in_touch in ("NO", "REFU", "NREQ") else None),
        iclr_accommodation=home,
        iclr_suitability=home and ("2" if home in UNSUITABLE else "1"),
        iclr_status_date=seen,
    )


def write_state(
    records: Records, rng: Random, roster: Roster, key: str, latest: Row | None, horizon: date
) -> Row:
    """The one row of the latest state that the standard keeps of a care leaver."""
    touch = latest["iclr_in_touch"] if latest else None
    contact = horizon - timedelta(days=rng.randrange(2, 70)) if touch == "YES" else None
    eligible = "No Current Eligibility" if touch == "RHOM" else "Former Relevant"
    return records.add(
        "ssd_care_leavers",
        clea_table_id=f"CL{key}",
        clea_person_id=key,
        clea_care_leaver_eligibility=eligible,
        clea_care_leaver_in_touch=touch,
        clea_care_leaver_latest_contact=contact,
        clea_care_leaver_accommodation=latest and latest["iclr_accommodation"],
        clea_care_leaver_accom_suitable=latest and latest["iclr_suitability"],
        clea_care_leaver_activity=latest and latest["iclr_activity"],
        clea_pathway_plan_review_date=horizon - timedelta(days=rng.randrange(5, 200)),
        clea_care_leaver_allocated_team="T-LEAVING_CARE",
        clea_care_leaver_worker_id=rng.choice(roster.workers["T-LEAVING_CARE"]),
    )
