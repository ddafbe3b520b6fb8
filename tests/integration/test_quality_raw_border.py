"""The raw border as the nightly run meets it: its own process, results, ledger, logs."""

from __future__ import annotations

import shutil

import psycopg
import pytest

from iru import quality
from iru.db import connect
from iru.errors import IruError
from tests.integration import quality_county as county

FORBIDDEN = [
    ("analyst", "quality.recording_gaps"),
    ("analyst", "quality.open_gaps"),
    ("analyst", "quality_lado.gap_summary"),
    ("analyst", "ops.check_results"),
    ("manager", "quality_lado.recording_gaps"),
    ("lado", "quality.recording_gaps"),
    ("report", "quality.gap_summary"),
]


@pytest.fixture
def settings(fresh):
    """Settings with the clean county as load 1."""
    with connect("pipeline", settings=fresh) as warehouse:
        assert county.make(warehouse, fresh) == 1
    return fresh


def ask(settings, query: str, role: str = "pipeline") -> list[tuple]:
    with connect(role, settings=settings) as connection:
        return connection.execute(query).fetchall()


def test_gaps_reach_the_ledger_and_nothing_else(settings, capfd):
    with connect("pipeline", settings=settings) as warehouse:
        county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation=None)
        county.change(warehouse, "iru_lado_referrals", "LR1", ilar_front_door_outcome="WIP")
        # A required field blank, no date of birth, and free text where a code should be.
        county.change(warehouse, "ssd_person", "101", pers_dob=None)
        county.change(warehouse, "ssd_person", "102", pers_ethnicity="Markerethnicity", pers_sex="")

    report = quality.check_raw(1, settings)

    assert report.gaps == 3
    gaps = "select check_id from {}.open_gaps order by 1"
    assert ask(settings, gaps.format("quality"), "manager") == [("DQ-CH-02",), ("DQ-REV-02",)]
    assert ask(settings, gaps.format("quality_lado"), "lado") == [("DQ-LADO-02",)]
    # The analyst sees how many, and not which.
    assert ask(
        settings, "select check_id, gaps from quality.gap_summary order by 1", "analyst"
    ) == [
        ("DQ-CH-02", 1),
        ("DQ-REV-02", 1),
    ]
    for role, forbidden in FORBIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(settings, f"select * from {forbidden}", role)

    counted = ask(
        settings,
        "select check_id, unexpected_count, evaluated_count, stopped from ops.check_results"
        " where unexpected_count > 0 and severity = 'stop' order by 1",
    )
    assert counted == [
        ("ssd_person.pers_ethnicity codes", 1, 2, False),
        ("ssd_person.pers_sex codes", 1, 2, False),
        ("ssd_person.pers_sex required", 1, 2, False),
    ]

    shown = capfd.readouterr()
    assert "3 recording gaps: 3 new" in shown.err
    logs = [path.read_text() for path in settings.logs.glob("checks_*")]
    assert logs
    everything = "".join([shown.out, shown.err, *logs])
    assert "marker" not in everything.lower() and "2008-03-02" not in everything
    # Great Expectations left no file of its own anywhere in the state folder.
    assert {path.name for path in settings.state.iterdir()} == {"logs", "postgres", "secrets"}


def test_a_missing_column_stops_the_night_is_named_and_leaves_the_ledger_alone(settings):
    with connect("pipeline", settings=settings) as warehouse:
        county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation=None)
        warehouse.execute("alter table raw.ssd_person drop column pers_sex")
        warehouse.execute("alter table raw.ssd_cp_plans alter cppl_cp_plan_start_date type text")
    with pytest.raises(IruError) as stopped:
        quality.check_raw(1, settings)
    said = stopped.value.message()
    assert "2 structural fault(s) at the raw border; nothing is published" in said
    assert "ssd_person columns: 1 at fault of 2 (pers_sex)" in said
    assert "ssd_cp_plans columns: 1 at fault of 1 (cppl_cp_plan_start_date)" in said
    assert ask(settings, "select count(*) from quality.recording_gaps") == [(0,)]
    assert ask(settings, "select status from ops.check_runs") == [("stopped",)]


def test_a_check_that_vanished_is_noticed(settings):
    # A copy of the project in which one check has got another number.
    project = settings.state / "clone"
    for folder in ("iru", "expectations", "config"):
        shutil.copytree(settings.project / folder, project / folder)
    module = project / "expectations" / "raw" / "escalations.py"
    module.write_text(module.read_text().replace("DQ-ESC-01", "DQ-ESC-99"))
    gone = "missing: DQ-ESC-01; not in the index: DQ-ESC-99"
    with pytest.raises(IruError, match=gone):
        quality.check_raw(1, settings.with_(project=project))
