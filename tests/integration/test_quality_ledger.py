"""A recording gap opens, ages, is mended, and comes again; nobody else's gap moves with it."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from iru.db import connect
from iru.errors import IruError
from iru.quality import registry
from iru.quality.check import Gap
from iru.quality.ledger import Settled, settle
from iru.quality.render import raw_relations, render
from tests.integration import quality_county as county

FIRST = county.LAST_FULL_DAY


@pytest.fixture
def warehouse(fresh_module):
    with connect("pipeline", settings=fresh_module) as connection:
        county.make(connection, fresh_module)
        yield connection
        connection.rollback()


def night(warehouse: psycopg.Connection, days: int, *checks: str | Gap) -> Settled:
    """Settle these checks of the zone `children`, `days` after the first night."""
    asked = []
    for check in checks:
        gap = registry.gaps()[check] if isinstance(check, str) else check
        query = render(gap.id, gap.sql, raw_relations(), FIRST + timedelta(days=days))
        count = warehouse.execute(f"select count(*) from ({query}) as gap").fetchone()[0]
        asked.append((gap, query, count))
    return settle(warehouse, "raw", "children", asked, FIRST + timedelta(days=days))


def ledger(warehouse: psycopg.Connection) -> list[tuple]:
    return warehouse.execute(
        "select check_id, first_seen - %s, last_seen - %s, resolved_on - %s, times_before"
        " from quality.recording_gaps order by gap_id",
        (FIRST, FIRST, FIRST),
    ).fetchall()


def test_a_gap_opens_ages_is_mended_and_comes_again(warehouse):
    def participation(code: str | None) -> None:
        county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation=code)

    assert night(warehouse, 0, "DQ-REV-02") == Settled()
    participation(None)
    assert night(warehouse, 1, "DQ-REV-02") == Settled(opened=1)
    assert night(warehouse, 1, "DQ-REV-02") == Settled(seen_again=1)
    assert night(warehouse, 9, "DQ-REV-02") == Settled(seen_again=1)
    assert ledger(warehouse) == [("DQ-REV-02", 1, 9, None, 0)]
    assert warehouse.execute("select age_days from quality.open_gaps").fetchall() == [(8,)]
    assert warehouse.execute("select age_band from quality.gap_summary").fetchall() == [
        ("one to four weeks",)
    ]
    participation("PN1")
    assert night(warehouse, 10, "DQ-REV-02") == Settled(resolved=1)
    mended = ("DQ-REV-02", 1, 9, 10, 0)
    assert ledger(warehouse) == [mended]
    participation(None)
    assert night(warehouse, 30, "DQ-REV-02") == Settled(opened=1)
    assert ledger(warehouse) == [mended, ("DQ-REV-02", 30, 30, None, 1)]


def test_only_gaps_of_checks_that_ran_are_closed(warehouse):
    county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation=None)
    county.change(warehouse, "ssd_person", "102", pers_ethnicity="NOBT")
    assert night(warehouse, 0, "DQ-REV-02", "DQ-CH-07") == Settled(opened=2)
    county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation="PN1")
    county.change(warehouse, "ssd_person", "102", pers_ethnicity="WBRI")
    assert night(warehouse, 1, "DQ-REV-02") == Settled(resolved=1)
    assert warehouse.execute("select check_id from quality.open_gaps").fetchall() == [("DQ-CH-07",)]


def who(warehouse: psycopg.Connection) -> list[tuple]:
    """Check → who can mend it, as the case system numbers staff, and their team."""
    return warehouse.execute(
        "select check_id, responsible_role, natural_key, team from quality.open_gaps"
        " left join raw.pseudonyms on pseudonym = responsible_staff order by 1"
    ).fetchall()


def test_a_gap_is_laid_at_the_door_of_who_can_mend_it_and_follows_the_case(warehouse, fresh_module):
    county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation=None)
    county.change(warehouse, "ssd_person", "102", pers_ethnicity="NOBT")
    county.change(warehouse, "ssd_cla_episodes", "E1", clae_cla_episode_ceased_reason=None)
    checks = ("DQ-REV-02", "DQ-CH-07", "DQ-LAC-02")
    night(warehouse, 0, *checks)
    assert who(warehouse) == [
        ("DQ-CH-07", "allocated social worker", "1", "T1"),
        ("DQ-LAC-02", "business support", None, "T1"),  # a role without a person of its own
        ("DQ-REV-02", "IRO", "2", "T1"),  # who chaired it
    ]
    county.change(warehouse, "ssd_involvements", "I1", invo_involvement_end_date="2017-05-14")
    county.add(warehouse, fresh_module, "ssd_professionals", prof_professional_id="4")
    county.add(
        warehouse,
        fresh_module,
        "ssd_involvements",
        invo_involvements_id="I8",
        invo_professional_id="4",
        invo_professional_role_id="SW",
        invo_professional_team="T2",
        invo_person_id="102",
        invo_involvement_start_date="2017-05-14",
    )
    night(warehouse, 1, *checks)
    assert ("DQ-CH-07", "allocated social worker", "4", "T2") in who(warehouse)


def test_a_child_is_kept_under_the_pseudonym_only(warehouse):
    county.change(warehouse, "ssd_person", "102", pers_ethnicity="NOBT")
    night(warehouse, 0, "DQ-CH-07")
    [(key, child)] = warehouse.execute(
        "select record_key, child_pseudonym from quality.recording_gaps"
    ).fetchall()
    assert key == child
    assert warehouse.execute(
        "select natural_key from raw.pseudonyms where pseudonym = %s", (key,)
    ).fetchall() == [("102",)]


def test_a_check_that_names_a_record_twice_is_refused(warehouse):
    twice = Gap(
        id="DQ-TWICE",
        message="",
        level="W",
        entity="child",
        table="ssd_person",
        role="nobody",
        mend="",
        why="",
        sql="select '1' as record_key, '101' as child_id, null as event_date"
        " from generate_series(1, 2)",
    )
    with pytest.raises(IruError, match=r"counted 2 records, then found 2, of them 1 different"):
        night(warehouse, 0, twice)
