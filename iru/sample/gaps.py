"""Recording gaps, made on purpose in known numbers, so that the checks have something to find.

None of them moves a row in or out of a target's count, and none is a structural fault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import stream
from iru.sample.records import Records, Row
from iru.sample.targets import Targets

YEAR = timedelta(days=365)


def make_gaps(records: Records, targets: Targets, seed: int, horizon: date) -> None:
    """Take out what busy people forget to record, as many times as the targets' file says.

    Two gaps are made where their records are: plan_without_conference, care_without_locality.
    """
    last_year = horizon - YEAR
    reviews = {row["clar_cla_review_id"]: row for row in records.table("ssd_cla_reviews")}

    def held_lately(row: Row) -> bool:
        held = row["clar_cla_review_date"]
        return held is not None and held > last_year

    def gap(name: str, table: str, able: Callable[[Row], bool], field: str, empty=None) -> None:
        rows = [row for row in records.table(table) if able(row)]
        for row in _some(stream(seed, "gap", name), rows, targets.gap(name)):
            row[field] = empty

    gap(
        "review_without_participation",
        "ssd_cla_reviews",
        lambda row: held_lately(row) and row["clar_cla_review_participation"] != "PN0",
        "clar_cla_review_participation",
    )
    gap(
        "late_review_without_reason",
        "iru_cla_reviews",
        lambda row: (
            bool(row["icrv_late_reason"]) and held_lately(reviews[row["icrv_cla_review_id"]])
        ),
        "icrv_late_reason",
    )
    gap(
        "escalation_without_outcome",
        "iru_escalations",
        lambda row: row["iesc_closed_date"] is not None,
        "iesc_outcome",
    )
    gap(
        "allegation_without_final_outcome",
        "iru_lado_referrals",
        lambda row: bool(row.get("ilar_final_outcome")) and row["ilar_closed_date"] > last_year,
        "ilar_final_outcome",
    )
    planned = {
        row["cppl_person_id"]
        for row in records.table("ssd_cp_plans")
        if row["cppl_cp_plan_end_date"] is None and row["cppl_cp_plan_ola"] == "N"
    }
    cared_for = {row["clae_person_id"] for row in records.table("ssd_cla_episodes")}
    gap(
        "child_without_ethnicity",
        "ssd_person",
        lambda row: (
            row["pers_person_id"] in planned - cared_for
            and row["pers_dob"] is not None
            and row["pers_ethnicity"] not in ("NOBT", "REFU")
        ),
        "pers_ethnicity",
        "NOBT",
    )
    _overdue_births(records, targets, planned - cared_for, horizon)
    _unallocated(records, targets, seed)


def _some(rng: Random, rows: list[Row], number: int) -> list[Row]:
    return rng.sample(rows, min(number, len(rows)))


def _overdue_births(records: Records, targets: Targets, children: set[str], horizon: date) -> None:
    """The youngest children on a plan, whose births nobody has recorded."""
    babies = sorted(
        (
            row
            for row in records.table("ssd_person")
            if row["pers_person_id"] in children and row["pers_dob"]
        ),
        key=lambda row: row["pers_dob"],
    )
    number = targets.gap("expected_birth_long_past")
    for row in babies[len(babies) - number :]:
        row.update(
            pers_dob=None,
            pers_sex="U",
            pers_forename=None,
            pers_expected_dob=horizon - timedelta(days=60),
        )


def _unallocated(records: Records, targets: Targets, seed: int) -> None:
    """Children in care whose present reviewing officer was never entered."""
    rows = records.rows["ssd_involvements"]
    open_now = [
        row
        for row in rows
        if row["invo_professional_role_id"] == "IRO" and row["invo_involvement_end_date"] is None
    ]
    number = targets.gap("care_without_reviewing_officer")
    gone = {
        row["invo_involvements_id"]
        for row in _some(stream(seed, "gap", "allocation"), open_now, number)
    }
    rows[:] = [row for row in rows if row["invo_involvements_id"] not in gone]
