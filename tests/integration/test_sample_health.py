"""The sample county's health returns and care leavers are such as a return would accept."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from iru.sample.county import make_county
from iru.sample.targets import load_targets
from tests.integration.sample_counts import age, months_later, periods_of_care
from tests.integration.sample_counts_health import turns


@pytest.fixture(scope="module")
def rows():
    return make_county(load_targets()).rows


@pytest.fixture(scope="module")
def born(rows):
    return {row["pers_person_id"]: row["pers_dob"] for row in rows["ssd_person"]}


def test_returns_keep_the_rules_of_the_return(rows, born):
    for row in rows["iru_health_returns"]:
        years = age(born[row["ihlr_person_id"]], date(row["ihlr_return_year"], 3, 31))
        assert (row["ihlr_health_check"] is None) == (years >= 5)
        help_needed = row["ihlr_substance_misuse"]
        received, offered = (
            row.get(f"ihlr_intervention_{what}") for what in ("received", "offered")
        )
        assert (received is None) != help_needed
        assert (offered is None) == (received is not False)


def test_what_the_return_says_of_teeth_is_dated_in_its_year(rows):
    seen = {
        (
            row["clah_person_id"],
            row["clah_health_check_date"].year + (row["clah_health_check_date"].month > 3),
        )
        for row in rows["ssd_cla_health"]
        if (row["clah_health_check_type"], row["clah_health_check_status"])
        == ("DENTAL", "Completed")
    }
    said = {
        (row["ihlr_person_id"], row["ihlr_return_year"])
        for row in rows["iru_health_returns"]
        if row["ihlr_teeth_check"]
    }
    assert seen == said


def test_a_questionnaire_has_a_score_or_a_reason(rows):
    for row in rows["ssd_sdq_scores"]:
        assert (row["csdq_sdq_score"] is None) == (row["csdq_sdq_reason"] is not None)
        assert (row["csdq_sdq_score"] is None) == (row["csdq_sdq_completed_date"] is None)


def test_troubled_children_mostly_stay_so(rows):
    by_child: dict[str, list[bool]] = {}
    for row in rows["ssd_sdq_scores"]:
        if row["csdq_sdq_score"] is not None:
            by_child.setdefault(row["csdq_person_id"], []).append(row["csdq_sdq_score"] >= 17)
    pairs = Counter((a, b) for found in by_child.values() for a, b in pairwise(found))
    assert pairs[True, True] > 1.3 * pairs[True, False]


def test_answers_are_of_days_about_the_birthday(rows, born):
    for row in rows["iru_care_leaver_returns"]:
        day = turns(born[row["iclr_person_id"]], int(row["iclr_age_point"]))
        assert months_later(day, -3) <= row["iclr_status_date"] <= months_later(day, 1)
        if row["iclr_in_touch"] == "YES":
            assert row["iclr_activity"] not in (None, "0") and row["iclr_accommodation"]


def test_former_children_left_before_the_first_year(rows):
    old = {row["pers_person_id"] for row in rows["ssd_person"] if row["pers_person_id"] >= "18"}
    spells = [p for p in periods_of_care(rows) if p["child"] in old]
    assert len(old) > 300
    assert {p["child"] for p in spells} == old
    assert max(p["end"] for p in spells) < date(2011, 4, 1)


def test_the_gaps_are_as_many_as_the_file_says(rows, born):
    gaps = load_targets().gaps
    unanswered = [
        r["ihlr_return_year"] for r in rows["iru_health_returns"] if r["ihlr_immunisations"] is None
    ]
    assert unanswered == [2017] * gaps["health_return_unanswered"]
    returned = {(r["iclr_person_id"], r["iclr_age_point"]) for r in rows["iru_care_leaver_returns"]}
    lacking = 0
    for row in rows["ssd_care_leavers"]:
        for years in (19, 20, 21):
            day = turns(born[row["clea_person_id"]], years)
            if date(2016, 4, 1) <= day <= date(2017, 3, 31):
                lacking += (row["clea_person_id"], str(years)) not in returned
    assert lacking == gaps["leaver_without_return"]
