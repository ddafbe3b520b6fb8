"""What moved between two nights, and whose records moved it (C22)."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner, Result

from iru.commands import indicators
from iru.db import connect
from iru.errors import IruError
from iru.revisions import Revisions, revisions
from iru.revisions.show import called, reasons
from iru.settings import Settings
from tests.integration.history.nights import SECRETS


@pytest.fixture(scope="module")
def first_to_third(nights: Settings) -> Revisions:
    return revisions("1", "2", children=True, settings=nights)


def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.setattr(indicators, "settings", lambda: settings)
    return CliRunner().invoke(indicators.commands, ["diff", *words], catch_exceptions=False)


def amounts(found: Revisions, name: str) -> tuple:
    one = next(one for one in found.difference.moved if called(one.name) == name)
    return (one.was.numerator, one.was.denominator), (one.now.numerator, one.now.denominator)


def movements(found: Revisions, name: str) -> list[tuple]:
    """Record, what it enters, what it leaves and why, of each row that moved the result."""
    return next(
        [(one.record, one.entering, one.leaving, reasons(one)) for one in listed]
        for result, listed in found.movements.items()
        if called(result) == name
    )


def test_figures_that_moved_are_listed_with_both_values(first_to_third):
    assert amounts(first_to_third, "lac_review_on_time_pct 2016-17 (year)") == ((2, 3), (2, 4))
    assert amounts(first_to_third, "lac_started_count 2016-17 (year)") == ((3, None), (2, None))
    assert amounts(first_to_third, "cp_started_count 2016-17 (year)") == ((1, None), (2, None))
    assert amounts(first_to_third, "lado_mas_5wd_pct 2016-17 (year)") == ((1, 1), (0, 1))
    assert "cp_icpc_count" not in {one.name.indicator_id for one in first_to_third.difference.moved}


def test_a_period_completed_since_is_no_revision(first_to_third):
    assert {period for _, period in first_to_third.difference.arrived} == {"2017-05"}
    assert not first_to_third.difference.gone
    assert "2017-05" not in {one.name.period_key for one in first_to_third.difference.moved}


def test_late_and_corrected_records_are_named(first_to_third):
    assert movements(first_to_third, "lac_review_on_time_pct 2016-17 (year)") == [
        ("RB1", (), ("numerator",),
         "changed record ssd_cla_reviews RB1 (clar_cla_review_date 2017-01-11 → 2017-01-12)"),
        ("RA3", ("numerator", "denominator"), (), "late-entered record ssd_cla_reviews RA3"),
    ]  # fmt: skip


def test_a_deleted_record_is_named_with_its_companion(first_to_third):
    ((record, entering, leaving, why),) = movements(
        first_to_third, "lac_started_count 2016-17 (year)"
    )
    assert record.startswith("C") and record.endswith("-20170201")
    assert (entering, leaving) == ((), ("numerator",))
    assert why == "deleted record iru_cla_episodes ED; deleted record ssd_cla_episodes ED"


def test_a_move_that_another_record_caused_says_so(first_to_third):
    found = movements(first_to_third, "lac_review_on_time_pct 2016-17 (year) locality=EXETER")
    assert [row[0] for row in found] == ["RA1", "RA2"]
    assert {row[3] for row in found} == {
        "another record of the person: late-entered record ssd_cla_reviews RA3; "
        "another record of the person: changed record ssd_involvements INV1 "
        "(invo_professional_team T1 → T2)"
    }


def test_allegations_are_for_the_lado(nights, first_to_third):
    withheld = {name.indicator_id for name in first_to_third.withheld}
    assert withheld and all(name.startswith("lado_") for name in withheld)
    found = revisions("1", "2", children=True, role="lado", settings=nights)
    assert not [name for name in found.movements if not name.indicator_id.startswith("lado_")]
    assert movements(found, "lado_mas_5wd_pct 2016-17 (year)") == [
        ("LR1", (), ("numerator",),
         "changed record iru_lado_meetings LM1 (ilam_held_date 2017-01-10 → 2017-01-20)"),
    ]  # fmt: skip
    assert all(
        movement.person.startswith("L") for moved in found.movements.values() for movement in moved
    )


def test_a_night_of_which_no_build_is_kept_is_built_and_dropped_again(nights, monkeypatch):
    done = command(
        nights, monkeypatch, "--from", "2017-05-15", "--to", "2017-05-16", "--period", "2016-17",
        "--indicator", "lac_review_on_time_pct",
    )  # fmt: skip
    assert done.exit_code == 0
    assert "lac_review_on_time_pct 2016-17 (year): 2 of 3 (67%) → 2 of 4 (50%)" in done.output
    assert "as known on 16 May 2017 02:00" in done.output
    with connect("pipeline", settings=nights) as warehouse:
        build_id, dropped, schemas = warehouse.execute(
            "select build_id, dropped_at is not null,"
            " (select count(*) from pg_namespace where starts_with(nspname, schema_prefix))"
            " from ops.builds where known_at = '2017-05-16 02:00+01'"
        ).fetchone()
        shown = warehouse.execute("select build_schema from indicators.dim_build").fetchone()
    assert (dropped, schemas) == (True, 0)
    assert shown == ("b000002",)
    with pytest.raises(IruError, match=rf"Build {build_id} is not kept"):
        revisions(str(build_id), "2", settings=nights)


def test_without_the_flag_no_record_is_shown(nights, monkeypatch):
    done = command(nights, monkeypatch, "--from", "1", "--to", "b000002", "--limit", "9999")
    assert "cp_started_count 2016-17 (year): 1 → 2" in done.output
    assert "Restricted" not in done.output
    assert not [key for key in ("RA3", "RB1", "ED", "PF", "LR1") if key in done.output.split()]


def test_with_the_flag_nothing_personal_is_shown(nights, monkeypatch, tmp_path):
    done = command(nights, monkeypatch, "--from", "1", "--to", "2", "--children", "--limit", "9999")
    assert "late-entered record ssd_cp_plans PF" in done.output
    assert "Restricted:" in done.output
    assert "are for another role to see" in done.output
    path = tmp_path / "moved.csv"
    command(nights, monkeypatch, "--from", "1", "--to", "2", "--children", "--csv", str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    written = path.read_text(encoding="utf-8")
    assert "PF" in written
    assert not [secret for secret in SECRETS if secret in done.output + written]


def test_figures_go_to_a_file_too(nights, monkeypatch, tmp_path):
    path = tmp_path / "moved.csv"
    command(nights, monkeypatch, "--from", "1", "--to", "2", "--csv", str(path))
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    year = next(
        line for line in lines
        if (line["indicator_id"], line["period_key"], line["breakdown"])
        == ("lac_review_on_time_pct", "2016-17", "all")
    )  # fmt: skip
    assert (year["numerator_from"], year["denominator_from"], year["denominator_to"]) == (
        "2", "3", "4",
    )  # fmt: skip


def test_a_build_beside_itself_has_not_moved(nights):
    found = revisions("2", "2", children=True, settings=nights)
    assert not found.difference.moved
    assert not found.difference.arrived


@pytest.mark.parametrize(
    ("nights_asked", "options", "said"),
    [
        (("2", "1"), {}, "compare with is the later one"),
        (("1", "2"), {"indicator": "lac_cuont"}, "Neither build has results of lac_cuont"),
        (("1", "2"), {"indicator": "lac_count", "period": "1999"}, "lac_count 1999"),
        (("2017-05-01", "2"), {}, "Nothing was known at 2017-05-01"),
    ],
)
def test_what_cannot_be_compared_is_refused(nights, nights_asked, options, said):
    with pytest.raises(IruError, match=said):
        revisions(*nights_asked, settings=nights, **options)
