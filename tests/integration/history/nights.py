"""A small case system on three nights: what each brought, written by hand.

Night 1, 15 May 2017: Ann and Ben are looked after, Dee was for a month, Cal is on a plan; one
referral to the LADO. Night 2, 16 May: a review of Ann's is entered late, the date of Ben's is
corrected, Dee's episode turns out to be another child's and is deleted. Night 3, 2 June: May is
over; a plan of Fay's is entered late, Ann's social worker was of another team all along, and the
LADO's meeting was later than recorded.
"""

from __future__ import annotations

from case_records import make_case_system, put, row, run, set_clock

from iru import ops, transform
from iru.db import connect
from iru.extract import extract
from iru.settings import Settings
from iru.warehouse import publish

# What no output may show: names, birth dates, free text and the case system's person numbers.
SECRETS = ("Zebedee", "Quimby", "2010-01-03", "PERSON-", "SUBJECT-", "WORKER-")
LAYERS = ("mart", "lado", "indicators")
# dim_build names its own build.
TABLES = """
    select relation.relnamespace::regnamespace::text, relation.relname
    from pg_class as relation
    where relkind = 'r' and relnamespace::regnamespace::text = any(%s) and relname <> 'dim_build'"""
PEOPLE = {"A": "F", "B": "M", "C": "F", "D": "M", "F": "F"}


def three_nights(settings: Settings) -> None:
    """Night 1 is built and published as build 1, night 3 as build 2; of night 2 none is built."""
    first_night(settings)
    extract(settings)
    build_and_publish(settings, 1)
    second_night(settings)
    extract(settings)
    third_night(settings)
    extract(settings)
    build_and_publish(settings, 3)


def require_same(settings: Settings, then: str, again: str) -> set[str]:
    """Every row of every fact, dimension and result of two builds is the same; their names."""
    with connect("pipeline", settings=settings) as warehouse:
        tables = warehouse.execute(TABLES, [[f"{then}_{layer}" for layer in LAYERS]]).fetchall()
        for schema, name in tables:
            one, other = f"{schema}.{name}", f"{schema.replace(then, again)}.{name}"
            differing = warehouse.execute(
                f"(select {{}} from {one} as t except all select {{}} from {other} as t) union all"
                f" (select {{}} from {other} as t except all select {{}} from {one} as t)".replace(
                    "{}", "t::text"
                )
            ).fetchall()
            assert differing == [], name
    return {name for _, name in tables}


def build_and_publish(settings: Settings, load_id: int) -> None:
    """As a night does it; the checks are tested elsewhere."""
    build_id = transform.build(load_id, settings=settings)
    with connect("pipeline", settings=settings) as warehouse:
        ops.close_build(warehouse, build_id, "audited")
    publish(build_id, settings)


def first_night(settings: Settings) -> None:
    """The case system as it stands on 15 May 2017, two in the morning."""
    make_case_system(settings, "2017-05-15 02:00+01")
    for letter, sex in PEOPLE.items():
        _put(
            settings, "ssd_person", pers_person_id=f"PERSON-{letter}", pers_sex=sex,
            pers_forename="Zebedee", pers_surname="Quimby", pers_dob="2010-01-03",
            pers_ethnicity="WBRI",
        )  # fmt: skip
    for team, locality in {"T1": "EXETER", "T2": "NORTH"}.items():
        _put(settings, "ssd_department", dept_team_id=team)
        _put(
            settings, "iru_team_localities", itlo_team_id=team, itlo_valid_from="2010-04-01",
            itlo_locality=locality,
        )  # fmt: skip
    _put(settings, "ssd_professionals", prof_professional_id="WORKER-1")
    _put(
        settings, "ssd_involvements", invo_involvements_id="INV1", invo_person_id="PERSON-A",
        invo_professional_id="WORKER-1", invo_professional_role_id="SW",
        invo_professional_team="T1", invo_involvement_start_date="2016-05-20",
    )  # fmt: skip
    episode(settings, "EA", "A", "2016-05-20")
    episode(settings, "EB", "B", "2016-12-09")
    episode(settings, "ED", "D", "2017-02-01", "2017-03-01")
    # Due on 20 June 2016 and three months after the first: one day late, then on the day.
    review(settings, "RA1", "A", "2016-06-21", "PN1")
    review(settings, "RA2", "A", "2016-09-21", "PN7")
    # Due on 11 January 2017, the last day of 20 working days.
    review(settings, "RB1", "B", "2017-01-11", "PN1")
    plan(settings, "PC", "C", "2017-01-10")
    _put(settings, "iru_lado_subjects", isub_subject_id="SUBJECT-1")
    _put(
        settings, "iru_lado_referrals", ilar_referral_id="LR1", ilar_subject_id="SUBJECT-1",
        ilar_received_date="2017-01-05", ilar_front_door_outcome="MAS",
    )  # fmt: skip
    _put(
        settings, "iru_lado_meetings", ilam_meeting_id="LM1", ilam_referral_id="LR1",
        ilam_meeting_type="MAS", ilam_sequence=1, ilam_held_date="2017-01-10",
    )  # fmt: skip
    _put(settings, "iru_lado_child_links", ilcl_referral_id="LR1", ilcl_child_id="PERSON-A")


def second_night(settings: Settings) -> None:
    """One record entered late, one corrected, one deleted."""
    set_clock(settings, "2017-05-16 02:00+01")
    review(settings, "RA3", "A", "2017-03-21", "PN1")
    run(settings, "update ssd_cla_reviews set clar_cla_review_date = '2017-01-12'"
                  " where clar_cla_review_id = 'RB1'")  # fmt: skip
    run(settings, "delete from ssd_cla_episodes where clae_cla_episode_id = 'ED'")
    run(settings, "delete from iru_cla_episodes where icla_cla_episode_id = 'ED'")


def third_night(settings: Settings) -> None:
    """May is over; another late record, and two corrections."""
    set_clock(settings, "2017-06-02 02:00+01")
    plan(settings, "PF", "F", "2017-02-01")
    run(settings, "update ssd_involvements set invo_professional_team = 'T2'")
    run(settings, "update iru_lado_meetings set ilam_held_date = '2017-01-20'")


def episode(settings: Settings, key: str, child: str, start: str, end: str | None = None) -> None:
    """An episode under a care order, with our companion of it."""
    _put(
        settings, "ssd_cla_episodes", clae_cla_episode_id=key, clae_person_id=f"PERSON-{child}",
        clae_cla_episode_start_date=start, clae_cla_episode_start_reason="S",
        clae_cla_episode_ceased_date=end, clae_cla_episode_ceased_reason=end and "E4A",
    )  # fmt: skip
    _put(settings, "iru_cla_episodes", icla_cla_episode_id=key, icla_legal_status_code="C2")


def review(settings: Settings, key: str, child: str, held: str, code: str) -> None:
    """A review held that day."""
    _put(
        settings, "ssd_cla_reviews", clar_cla_review_id=key, clar_cla_person_id=f"PERSON-{child}",
        clar_cla_review_date=held, clar_cla_review_participation=code,
    )  # fmt: skip


def plan(settings: Settings, key: str, child: str, start: str) -> None:
    """A plan for neglect that is still open."""
    _put(
        settings, "ssd_cp_plans", cppl_cp_plan_id=key, cppl_person_id=f"PERSON-{child}",
        cppl_cp_plan_start_date=start, cppl_cp_plan_initial_category="NEG",
        cppl_cp_plan_latest_category="NEG",
    )  # fmt: skip


def _put(settings: Settings, table: str, **values: object) -> None:
    put(settings, row(table, **values), table)
