"""The unit's other records: advocacy, the improvement plans and allegations without an end."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from iru.sample.county import make_county
from iru.sample.targets import load_targets

HORIZON = date(2017, 3, 31)


@pytest.fixture(scope="module")
def rows():
    return make_county(load_targets()).rows


def test_referrals_to_advocacy_are_possible(rows):
    referrals = rows["iru_advocacy_referrals"]
    born = {row["pers_person_id"]: row["pers_dob"] for row in rows["ssd_person"]}
    assert len(referrals) > 1000
    for row in referrals:
        referred, begun, ended = (
            row[f"iadv_{name}_date"] for name in ("referred", "first_contact", "ended")
        )
        assert (referred - born[row["iadv_person_id"]]).days > 5 * 365 - 30
        assert referred <= (begun or referred) <= (ended or HORIZON) <= HORIZON
        assert (ended is None) == (row["iadv_outcome"] is None)
        assert ended is None or (begun is not None) == (row["iadv_outcome"] == "SUPPORTED")


def test_an_advocate_for_a_conference_goes_to_a_child_on_a_plan(rows):
    planned, cared_for = (
        {row[field] for row in rows[table]}
        for table, field in (
            ("ssd_cp_plans", "cppl_person_id"),
            ("ssd_cla_episodes", "clae_person_id"),
        )
    )
    for row in rows["iru_advocacy_referrals"]:
        if row["iadv_purpose"] == "CP_CONF":
            assert row["iadv_person_id"] in planned
        elif row["iadv_purpose"] != "SUPPORT":
            assert row["iadv_person_id"] in cared_for
        if row["iadv_referred_by"] == "IRU":
            assert row["iadv_purpose"] in ("CP_CONF", "LAC_REVIEW")


def test_the_plan_looked_back_on_is_rated_and_the_one_ahead_is_not(rows):
    rated = Counter((row["iact_plan_year"], row["iact_rag"]) for row in rows["iru_action_items"])
    assert rated == {("2015-16", "G"): 6, ("2015-16", "A"): 6, ("2017-18", None): 9}
    assert all(
        (r["iact_rag"] is None) == (r["iact_rag_date"] is None) for r in rows["iru_action_items"]
    )


def test_some_allegations_were_closed_without_a_final_outcome(rows):
    held = {row["ilam_referral_id"] for row in rows["iru_lado_meetings"] if row["ilam_held_date"]}
    closed = [
        row
        for row in rows["iru_lado_referrals"]
        if row["ilar_front_door_outcome"] == "MAS" and row["ilar_closed_date"]
    ]
    assert {row["ilar_referral_id"] for row in closed} <= held
    missing = sum(row["ilar_final_outcome"] is None for row in closed)
    assert missing == load_targets().gaps["allegation_without_final_outcome"] == 3
