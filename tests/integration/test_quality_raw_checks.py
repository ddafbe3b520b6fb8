"""Each check of the raw border finds its planted gap, and nothing in a clean county."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from iru.db import connect
from iru.quality import registry
from iru.quality.render import raw_relations, render
from tests.integration import quality_county as county

# check → (what is done to the clean county, the record keys the check must name)
ADDED_PLAN = {
    "cppl_person_id": "102",
    "cppl_cp_plan_initial_category": "NEG",
    "cppl_cp_plan_latest_category": "NEG",
}
NEW_EPISODE = {"clae_person_id": "101", "clae_cla_episode_start_reason": "P"}
PLANTED = {
    "DQ-CH-02": ([("change", "ssd_person", "101", {"pers_dob": None})], ["101"]),
    "DQ-CH-04": (
        # 2 April 2017 is 42 days before 14 May: not yet more than six weeks.
        [
            ("change", "ssd_person", "101", {"pers_dob": None, "pers_expected_dob": "2017-04-01"}),
            ("change", "ssd_person", "102", {"pers_dob": None, "pers_expected_dob": "2017-04-02"}),
        ],
        ["101"],
    ),
    "DQ-CH-07": ([("change", "ssd_person", "102", {"pers_ethnicity": "NOBT"})], ["102"]),
    "DQ-LAC-02": (
        [
            ("change", "ssd_cla_episodes", "E1", {"clae_cla_episode_ceased_reason": None}),
            ("change", "ssd_cla_episodes", "E2", {"clae_cla_episode_ceased_reason": "E4A"}),
        ],
        ["E1", "E2"],
    ),
    "DQ-LAC-03": (
        [
            (
                "add",
                "ssd_cla_episodes",
                NEW_EPISODE
                | {"clae_cla_episode_id": "E3", "clae_cla_episode_start_date": "2017-01-01"},
            )
        ],
        ["E3"],
    ),
    "DQ-REV-02": (
        [("change", "ssd_cla_reviews", "R1", {"clar_cla_review_participation": " "})],
        ["R1"],
    ),
    "DQ-REV-09": (
        [("change", "ssd_cla_reviews", "R2", {"clar_cla_review_due_date": "2017-05-13"})],
        ["R2"],
    ),
    "DQ-REV-11": ([("change", "iru_cla_reviews", "R1", {"icrv_chair_staff_id": "1"})], ["R1"]),
    "DQ-CP-03": (
        [
            (
                "add",
                "ssd_cp_plans",
                ADDED_PLAN | {"cppl_cp_plan_id": "P2", "cppl_cp_plan_start_date": "2017-04-03"},
            ),
            ("change", "ssd_cp_plans", "P1", {"cppl_cp_plan_start_date": "2017-01-27"}),
        ],
        ["P1", "P2"],
    ),
    "DQ-CP-06": (
        [
            (
                "add",
                "ssd_cp_plans",
                ADDED_PLAN
                | {
                    "cppl_cp_plan_id": "P0",
                    "cppl_cp_plan_start_date": "2015-02-02",
                    "cppl_cp_plan_end_date": "2015-08-03",
                },
            )
        ],
        ["P1"],
    ),
    "DQ-CONF-03": (
        # From Friday 21 April to Friday 12 May lie 14 working days (1 May is a bank holiday),
        # from Wednesday 19 April 16.
        [
            (
                "add",
                "ssd_s47_enquiry",
                {
                    "s47e_s47_enquiry_id": "S2",
                    "s47e_person_id": "101",
                    "s47e_s47_start_date": "2017-04-19",
                },
            ),
            (
                "add",
                "ssd_s47_enquiry",
                {
                    "s47e_s47_enquiry_id": "S3",
                    "s47e_person_id": "101",
                    "s47e_s47_start_date": "2017-04-21",
                },
            ),
        ],
        ["S2"],
    ),
    "DQ-CONF-06": (
        [("change", "ssd_initial_cp_conference", "CF1", {"icpc_icpc_outcome_cp_flag": None})],
        ["CF1"],
    ),
    "DQ-ALL-01": (
        [
            (
                "add",
                "ssd_involvements",
                {
                    "invo_involvements_id": "I9",
                    "invo_professional_id": "3",
                    "invo_professional_role_id": "IRO",
                    "invo_person_id": "101",
                    "invo_involvement_start_date": "2017-02-01",
                },
            )
        ],
        ["I2"],
    ),
    "DQ-ALL-02": (
        [("change", "iru_staff_assignments", "A2", {"iasg_end_date": "2017-04-30"})],
        ["I2"],
    ),
    "DQ-ESC-01": ([("change", "iru_escalations", "X1", {"iesc_outcome": None})], ["X1"]),
    "DQ-ESC-02": (
        [("change", "iru_escalations", "X1", {"iesc_closed_date": None, "iesc_outcome": None})],
        ["X1"],
    ),
    "DQ-LADO-02": (
        [("change", "iru_lado_referrals", "LR1", {"ilar_front_door_outcome": "WIP"})],
        ["LR1"],
    ),
    "DQ-LADO-03": (
        [("change", "iru_lado_referrals", "LR1", {"ilar_final_outcome": "UNFOUNDED"})],
        ["LR1"],
    ),
}


@pytest.fixture(scope="module")
def warehouse(fresh_module) -> Iterator[psycopg.Connection]:
    with connect("pipeline", settings=fresh_module) as connection:
        county.make(connection, fresh_module)
        connection.commit()
        yield connection


def found(connection: psycopg.Connection, check_id: str) -> list[str]:
    """Record keys that a check names."""
    check = registry.gaps()[check_id]
    query = render(check.id, check.sql, raw_relations(), county.LAST_FULL_DAY)
    return sorted(key for (key,) in connection.execute(f"select record_key from ({query}) as gap"))


def test_every_raw_check_has_a_planted_gap():
    assert set(PLANTED) == {check.id for check in registry.all_checks("raw")}


@pytest.mark.parametrize("check_id", PLANTED)
def test_a_clean_county_has_no_gap(warehouse, check_id):
    assert found(warehouse, check_id) == []


@pytest.mark.parametrize("check_id", PLANTED)
def test_a_planted_gap_is_found(warehouse, fresh_module, check_id):
    doings, expected = PLANTED[check_id]
    with warehouse.transaction(force_rollback=True):
        for what, table, *rest in doings:
            if what == "add":
                county.add(warehouse, fresh_module, table, **rest[0])
            else:
                county.change(warehouse, table, rest[0], **rest[1])
        assert found(warehouse, check_id) == expected


def test_row_versions_that_are_over_are_not_looked_at(warehouse):
    with warehouse.transaction(force_rollback=True):
        county.change(warehouse, "ssd_person", "101", pers_dob=None, _valid_to=county.TODAY)
        assert found(warehouse, "DQ-CH-02") == []


# rule of the contract → what breaks it, and how many rows are then at fault
BROKEN = {
    "ssd_person key": ("insert into raw.ssd_person (pers_person_id) values ('101')", 1),
    "ssd_cp_plans key": ("insert into raw.ssd_cp_plans (cppl_cp_plan_id) values (null)", 1),
    "iru_team_localities key": (
        "insert into raw.iru_team_localities (itlo_team_id, itlo_valid_from)"
        " values ('T1', '2010-04-01'), ('T1', '2011-04-01')",
        1,
    ),
    "ssd_person.pers_sex required": ("update raw.ssd_person set pers_sex = ' '", 2),
    "ssd_person.pers_sex codes": ("update raw.ssd_person set pers_sex = 'X'", 2),
    "ssd_cla_reviews.clar_cla_person_id parent": (
        "update raw.ssd_cla_reviews set clar_cla_person_id = '999'",
        2,
    ),
    "ssd_involvements.invo_professional_id parent": (
        "update raw.ssd_involvements set invo_professional_id = '9' where _valid_to is null",
        4,
    ),
    "ssd_person columns": ("alter table raw.ssd_person drop column pers_upn", 1),
}


@pytest.mark.parametrize("check_id", BROKEN)
def test_what_the_contract_says_is_checked(warehouse, check_id):
    [check] = [check for check in registry.contract_checks() if check.id == check_id]
    query = render(check.id, check.sql, raw_relations(), county.LAST_FULL_DAY)
    count = f"select count(*) from ({query}) as faulty"
    breaking, faults = BROKEN[check_id]
    with warehouse.transaction(force_rollback=True):
        assert warehouse.execute(count).fetchone() == (0,)
        warehouse.execute(breaking)
        assert warehouse.execute(count).fetchone() == (faults,)


def test_a_reference_to_what_an_authority_does_not_supply_is_no_fault(warehouse):
    check_id = "iru_staff_assignments.iasg_post_id parent"
    [check] = [check for check in registry.contract_checks() if check.id == check_id]
    query = render(check.id, check.sql, raw_relations(), county.LAST_FULL_DAY)
    with warehouse.transaction(force_rollback=True):
        county.change(warehouse, "iru_staff_assignments", "A2", iasg_post_id="P9")
        assert warehouse.execute(query).fetchall() == []
        warehouse.execute("insert into raw.iru_post_establishment (ipst_post_id) values ('P1')")
        assert len(warehouse.execute(query).fetchall()) == 1
