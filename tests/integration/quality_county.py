"""A county of a handful of records, without a fault, into which tests put faults by hand.

Today is 15 May 2017, so the last full day in the data is Sunday 14 May 2017.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import psycopg

from iru import ops
from iru.contract import load_contract
from iru.contract.ddl import create_table_sql
from iru.pseudonyms import CROSSWALK, SCHEMAS, pseudonym
from iru.quality import store
from iru.secrets import pseudonym_key
from iru.settings import Settings

TODAY = datetime(2017, 5, 15, 1, 0, tzinfo=UTC)
LAST_FULL_DAY = date(2017, 5, 14)

# table → its rows, each with a value for every required field. Child 101 is looked after, child
# 102 is on a plan; worker 1 is their social worker, 2 the IRO, 3 the conference chair (ISRO).
CLEAN: dict[str, list[dict[str, Any]]] = {
    "iru_extract_status": [
        {"iext_source_system": "CMS", "iext_extracted_at": TODAY},
    ],
    "ssd_department": [
        {"dept_team_id": "T1", "dept_team_name": "Exeter 1"},
    ],
    "iru_team_localities": [
        {"itlo_team_id": "T1", "itlo_valid_from": "2010-04-01", "itlo_locality": "EXETER"},
    ],
    "ssd_professionals": [
        {"prof_professional_id": "1", "prof_professional_name": "Marker Worker"},
        {"prof_professional_id": "2"},
        {"prof_professional_id": "3"},
    ],
    "iru_staff_assignments": [
        {
            "iasg_assignment_id": f"A{staff}",
            "iasg_staff_id": staff,
            "iasg_role": role,
            "iasg_fte": 1,
            "iasg_employment_type": "PERM",
            "iasg_base_locality": "EXETER",
            "iasg_start_date": "2012-04-01",
        }
        for staff, role in (("2", "IRO"), ("3", "ISRO"))
    ],
    "ssd_person": [
        {
            "pers_person_id": child,
            "pers_forename": "Markerforename",
            "pers_surname": "Markersurname",
            "pers_sex": "F",
            "pers_ethnicity": "WBRI",
            "pers_dob": born,
        }
        for child, born in (("101", "2008-03-02"), ("102", "2012-09-30"))
    ],
    "ssd_involvements": [
        {
            "invo_involvements_id": f"I{number}",
            "invo_professional_id": staff,
            "invo_professional_role_id": role,
            "invo_professional_team": team,
            "invo_person_id": child,
            "invo_involvement_start_date": "2016-06-01",
        }
        for number, (staff, role, team, child) in enumerate(
            [
                ("1", "SW", "T1", "101"),
                ("1", "SW", "T1", "102"),
                ("2", "IRO", None, "101"),
                ("3", "ISRO", None, "102"),
            ]
        )
    ],
    "ssd_cla_episodes": [
        {
            "clae_cla_episode_id": "E1",
            "clae_person_id": "101",
            "clae_cla_episode_start_date": "2016-06-01",
            "clae_cla_episode_start_reason": "S",
            "clae_cla_episode_ceased_date": "2016-09-01",
            "clae_cla_episode_ceased_reason": "X1",
        },
        {
            "clae_cla_episode_id": "E2",
            "clae_person_id": "101",
            "clae_cla_episode_start_date": "2016-09-01",
            "clae_cla_episode_start_reason": "P",
        },
    ],
    "iru_cla_episodes": [
        {"icla_cla_episode_id": "E1", "icla_legal_status_code": "C2"},
        {"icla_cla_episode_id": "E2", "icla_legal_status_code": "C2"},
    ],
    "ssd_cla_reviews": [
        {
            "clar_cla_review_id": "R1",
            "clar_cla_person_id": "101",
            "clar_cla_review_due_date": "2016-06-29",
            "clar_cla_review_date": "2016-06-27",
            "clar_cla_review_participation": "PN1",
        },
        {
            "clar_cla_review_id": "R2",
            "clar_cla_person_id": "101",
            "clar_cla_review_due_date": "2017-09-20",
        },
    ],
    "iru_cla_reviews": [
        {"icrv_cla_review_id": "R1", "icrv_chair_staff_id": "2"},
    ],
    "ssd_s47_enquiry": [
        {
            "s47e_s47_enquiry_id": "S1",
            "s47e_person_id": "102",
            "s47e_s47_start_date": "2017-01-09",
            "s47e_s47_completed_by_worker_id": "1",
        },
    ],
    "iru_s47_enquiries": [{"is47_s47_enquiry_id": "S1", "is47_outcome": "ICPC"}],
    "ssd_initial_cp_conference": [
        {
            "icpc_icpc_id": "CF1",
            "icpc_s47_enquiry_id": "S1",
            "icpc_person_id": "102",
            "icpc_icpc_date": "2017-01-26",
            "icpc_icpc_outcome_cp_flag": "Y",
        },
    ],
    "iru_conferences": [
        {
            "icnf_conference_id": "CF1",
            "icnf_conference_type": "ICPC",
            "icnf_chair_staff_id": "3",
        },
    ],
    "ssd_cp_plans": [
        {
            "cppl_cp_plan_id": "P1",
            "cppl_icpc_id": "CF1",
            "cppl_person_id": "102",
            "cppl_cp_plan_start_date": "2017-01-26",
            "cppl_cp_plan_initial_category": "NEG",
            "cppl_cp_plan_latest_category": "NEG",
        },
    ],
    "iru_cp_plans": [{"icpp_cp_plan_id": "P1", "icpp_previous_plans_count": 0}],
    "iru_escalations": [
        {
            "iesc_escalation_id": "X1",
            "iesc_person_id": "101",
            "iesc_raised_by_staff_id": "2",
            "iesc_raised_date": "2017-01-09",
            "iesc_primary_reason": "PLANNING",
            "iesc_closed_date": "2017-02-01",
            "iesc_outcome": "AGREED",
        },
    ],
    "iru_lado_subjects": [{"isub_subject_id": "L1"}],
    "iru_lado_referrals": [
        {
            "ilar_referral_id": "LR1",
            "ilar_subject_id": "L1",
            "ilar_received_date": "2017-03-01",
            "ilar_source_sector": "EDUCATION",
            "ilar_front_door_outcome": "NFA",
        },
    ],
}


def make(warehouse: psycopg.Connection, settings: Settings) -> int:
    """Make raw's tables, the clean county and its load; returns the load's number."""
    ops.create(warehouse)
    store.create(warehouse)
    for schema in SCHEMAS.values():
        warehouse.execute(CROSSWALK.format(f"{schema}.pseudonyms"))
    for table in load_contract().tables.values():
        warehouse.execute(create_table_sql(table, table.raw_schema))
    load_id = new_load(warehouse, TODAY)
    for table, rows in CLEAN.items():
        for row in rows:
            add(warehouse, settings, table, **row)
    return load_id


def new_load(warehouse: psycopg.Connection, moment: datetime) -> int:
    """A load of that moment, gone well."""
    return warehouse.execute(
        "insert into ops.loads (as_at, extracted_at, source, status, changed)"
        " values (%s, %s, 'postgres', 'loaded', true) returning load_id",
        (moment, moment),
    ).fetchone()[0]


def add(warehouse: psycopg.Connection, settings: Settings, table: str, **row: Any) -> None:
    """A current row in raw, with pseudonyms for whom it names."""
    contract = load_contract().table(table)
    names = [*row, "_valid_from"]
    marks = ", ".join("%s" for _ in names)
    warehouse.execute(
        f"insert into {contract.raw_schema}.{table} ({', '.join(names)}) values ({marks})",
        [*row.values(), TODAY],
    )
    zone = "lado" if contract.zone == "lado" else "children"
    for field in contract.fields:
        if field.personal == "person_key" and row.get(field.name):
            key, kind = str(row[field.name]), field.person_kind
            warehouse.execute(
                f"insert into {contract.raw_schema}.pseudonyms values (%s, %s, %s)"
                " on conflict do nothing",
                (kind, key, pseudonym(pseudonym_key(zone, settings), kind, key)),
            )


def change(warehouse: psycopg.Connection, table: str, key: str, **changes: Any) -> None:
    """Change fields of the row with that key, as a night's load would leave it."""
    contract = load_contract().table(table)
    sets = ", ".join(f"{name} = %s" for name in changes)
    warehouse.execute(
        f"update {contract.raw_schema}.{table} set {sets} where {contract.primary_key[0]} = %s",
        [*changes.values(), key],
    )


def look_after(
    warehouse: psycopg.Connection,
    settings: Settings,
    child: str,
    born: str,
    roles: tuple[str, ...] = ("SW", "IRO"),
) -> None:
    """A further child, looked after since 3 October 2016, with involvements of these roles."""
    person = CLEAN["ssd_person"][0] | {"pers_person_id": child, "pers_dob": born}
    episode = {
        "clae_cla_episode_id": f"E{child}",
        "clae_person_id": child,
        "clae_cla_episode_start_date": "2016-10-03",
        "clae_cla_episode_start_reason": "S",
    }
    legal = {"icla_cla_episode_id": f"E{child}", "icla_legal_status_code": "C2"}
    add(warehouse, settings, "ssd_person", **person)
    add(warehouse, settings, "ssd_cla_episodes", **episode)
    add(warehouse, settings, "iru_cla_episodes", **legal)
    for role in roles:
        involve(warehouse, settings, child, role)


def involve(warehouse: psycopg.Connection, settings: Settings, child: str, role: str) -> None:
    """An involvement since 3 October 2016: worker 1 and their team, or the IRO, worker 2."""
    add(
        warehouse,
        settings,
        "ssd_involvements",
        invo_involvements_id=f"I{child}{role}",
        invo_professional_id="1" if role == "SW" else "2",
        invo_professional_role_id=role,
        invo_professional_team="T1" if role == "SW" else None,
        invo_person_id=child,
        invo_involvement_start_date="2016-10-03",
    )
