"""The warehouse border on a real build of a handful of records, five of them at fault."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from expectations.warehouse import walls
from iru import ops, quality, transform
from iru.db import connect
from iru.errors import IruError
from iru.quality import registry
from iru.quality.check import Gap
from iru.quality.render import build_relations, render
from iru.settings import Settings
from tests.integration import quality_county as county

LATE_REVIEW = {
    "clar_cla_person_id": "101",
    "clar_cla_review_participation": "PN2",
}


@pytest.fixture(scope="module")
def built(fresh_module) -> Settings:
    """Settings of a warehouse with load 1 checked and build 1 made."""
    with connect("pipeline", settings=fresh_module) as raw:
        county.make(raw, fresh_module)
        plant(raw, fresh_module)
        plant_adoption_review(raw, fresh_module)
    assert transform.build(1, settings=fresh_module) == 1
    return fresh_module


def plant(raw: psycopg.Connection, settings: Settings) -> None:
    """One gap for each check; children 101 and 102 stay clean twins of the rest."""
    county.look_after(raw, settings, "103", "2008-01-01", roles=("IRO",))
    county.look_after(raw, settings, "104", "1999-05-01")  # eighteen on 1 May 2017
    county.look_after(raw, settings, "105", "2008-01-01", roles=("SW",))
    county.look_after(raw, settings, "107", "1999-05-15")  # eighteen tomorrow
    other = county.CLEAN["ssd_person"][1] | {"pers_person_id": "106"}
    county.add(raw, settings, "ssd_person", **other)
    county.involve(raw, settings, "106", "IRO")
    # Due three months after R1 of 27 June 2016; held late and no reason given.
    late = {"clar_cla_review_id": "R3", "clar_cla_review_date": "2016-12-20"}
    county.add(raw, settings, "ssd_cla_reviews", **LATE_REVIEW | late)
    # Held in time, with the code for a child under four; the child is nine.
    wrong = {"clar_cla_review_id": "R4", "clar_cla_review_date": "2017-03-06"}
    county.add(
        raw,
        settings,
        "ssd_cla_reviews",
        **LATE_REVIEW | wrong | {"clar_cla_review_participation": "PN0"},
    )


def plant_adoption_review(raw: psycopg.Connection, settings: Settings) -> None:
    """Placed for adoption on 20 October 2016 and reviewed within four weeks: ten days late by
    regulation 33, which no longer applies."""
    raw.execute(
        "update raw.ssd_cla_episodes set clae_cla_episode_ceased_date = '2016-10-20',"
        " clae_cla_episode_ceased_reason = 'X1' where clae_cla_episode_id = 'E107'"
    )
    episode = {"clae_cla_episode_id": "E107B", "clae_cla_episode_start_reason": "P"}
    placed = {"clae_person_id": "107", "clae_cla_episode_start_date": "2016-10-20"}
    adopters = {"clap_cla_placement_id": "PL107", "clap_person_id": "107"}
    county.add(
        raw, settings, "ssd_cla_episodes", **episode | placed | {"clae_cla_placement_id": "PL107"}
    )
    county.add(
        raw,
        settings,
        "iru_cla_episodes",
        icla_cla_episode_id="E107B",
        icla_legal_status_code="E1",
    )
    county.add(
        raw,
        settings,
        "ssd_cla_placement",
        **adopters,
        clap_cla_placement_start_date="2016-10-20",
        clap_cla_placement_type="A5",
    )
    held = {"clar_cla_review_id": "R7", "clar_cla_review_date": "2016-11-10"}
    county.add(
        raw, settings, "ssd_cla_reviews", **LATE_REVIEW | held | {"clar_cla_person_id": "107"}
    )
    county.add(
        raw, settings, "iru_cla_reviews", icrv_cla_review_id="R7", icrv_review_type="ADOPTION"
    )


@pytest.fixture
def build(built) -> Iterator[psycopg.Connection]:
    """A connection whose changes to the build are undone."""
    with connect("pipeline", settings=built) as connection:
        yield connection
        connection.rollback()


FOUND = {
    "DQ-CH-12": ["103"],
    "DQ-LAC-11": ["E104"],
    "DQ-LAC-18": ["105", "106"],
    "DQ-REV-03": ["R4"],
    "DQ-REV-07": ["R3"],
}


def query(build: psycopg.Connection, check) -> str:
    return render(check.id, check.sql, build_relations(build, "b000001"), county.LAST_FULL_DAY)


def faults(build: psycopg.Connection, check_id: str) -> int:
    """How many rows a structural check finds."""
    checks = [*registry.all_checks("warehouse"), *walls.checks(build, "b000001")]
    [check] = [check for check in checks if check.id == check_id]
    return build.execute(f"select count(*) from ({query(build, check)}) as faulty").fetchone()[0]


@pytest.mark.parametrize("check_id", FOUND)
def test_a_gap_check_names_the_planted_records_and_no_other(build, check_id):
    check = registry.gaps()[check_id]
    rows = build.execute(
        "select coalesce(natural_key, record_key)"
        f" from ({query(build, check)}) as gap"
        " left join raw.pseudonyms on pseudonym = record_key order by 1"
    )
    assert [key for (key,) in rows] == FOUND[check_id]


def test_every_gap_check_has_a_planted_gap():
    checks = registry.all_checks("warehouse")
    assert set(FOUND) == {check.id for check in checks if isinstance(check, Gap)}


# check → what is broken in the build; without it the check finds nothing
RESULTS = "b000001_indicators.fct_indicator_results"
MARCH = "indicator_id = 'lac_count' and period_type = 'month' and period_key = '2017-03'"
BROKEN = {
    "DQ-REP-01": f"update {RESULTS} set numerator = denominator + 1"
    " where indicator_id = 'lac_review_on_time_pct' and period_type = 'year'"
    " and period_key = '2016-17' and breakdown = 'all'",
    "parts and whole": f"update {RESULTS} set numerator = 2 where {MARCH} and member = 'M'",
    "every period": f"delete from {RESULTS} where {MARCH}",
    "period not over": f"update {RESULTS} set period_end = '2017-05-31' where {MARCH}",
    "stock of looked-after children": "delete from b000001_mart.fct_looked_after_monthly"
    " where month_key = '2017-01' and child_id ="
    " (select child_id from b000001_mart.fct_escalations)",
    "stock of children on plans": "update b000001_mart.fct_child_protection_plans"
    " set start_date = '2016-12-26'",
    "published columns": "alter table b000001_mart.dim_child rename birth_month to date_of_birth",
    "published keys": "create table b000001_mart.extra as select 1 as one",
    "published child pseudonyms": "update b000001_mart.fct_escalations set child_id = '101'",
    "published staff pseudonyms": "update b000001_mart.fct_escalations"
    " set raised_by_staff_id = '2'",
    "published lado_subject pseudonyms": "update b000001_lado.fct_allegations"
    " set subject_id = 'L1'",
    "allegations without children": "update b000001_lado.fct_allegations"
    " set final_outcome_code = (select min(child_id) from b000001_mart.dim_child)",
    "indicators without people": "update b000001_indicators.dim_indicators"
    " set title = (select min(subject_id) from b000001_lado.fct_allegations)",
}


@pytest.mark.parametrize("check_id", BROKEN)
def test_a_structural_check_finds_what_is_broken_and_nothing_in_a_whole_build(build, check_id):
    assert faults(build, check_id) == 0
    assert build.execute(BROKEN[check_id]).statusmessage not in ("UPDATE 0", "DELETE 0")
    assert faults(build, check_id) > 0


def test_every_structural_check_is_broken_once(build):
    checks = [*registry.all_checks("warehouse"), *walls.checks(build, "b000001")]
    assert {check.id for check in checks if not isinstance(check, Gap)} == set(BROKEN)


def test_a_good_build_is_audited_and_a_broken_one_is_not(built):
    report = quality.check_warehouse(1, built)
    assert report.gaps == 6
    with connect("pipeline", settings=built) as warehouse:
        assert ops.build(warehouse, 1).status == "audited"
        gaps = warehouse.execute("select check_id from quality.open_gaps order by 1").fetchall()
        assert [check for (check,) in gaps] == sorted([*FOUND, "DQ-LAC-18"])
        warehouse.execute("create table b000001_mart.extra as select 1 as one")
    with pytest.raises(IruError) as stopped:
        quality.check_warehouse(1, built)
    assert "published keys: 1 at fault (extra)" in stopped.value.message()
    with connect("pipeline", settings=built) as warehouse:
        assert ops.build(warehouse, 1).status == "failed"
