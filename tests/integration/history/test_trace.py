"""From a figure to the rows it counts and the raw row versions behind them (D7)."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from click.testing import CliRunner

from iru.commands import trace as trace_command
from iru.db import connect
from iru.errors import IruError
from iru.settings import Settings
from iru.trace import Trace, trace
from iru.trace.figure import Name, at_build, read_figure, showable_build
from iru.trace.lineage import find_versions, steps
from iru.trace.rows import collect, require_sum
from tests.integration.history.nights import SECRETS


def traced(settings: Settings, *what: str, **options: object) -> Trace:
    return trace(*what, settings=settings, **options)


def behind(found: Trace, row: int = 1) -> set[tuple[str, str, int]]:
    """Table, key and load of the versions behind a row; persons are left out."""
    return {
        (version.table, version.key, version.load_id)
        for version in found.versions[row]
        if version.table not in ("ssd_person", "iru_persons", "iru_lado_subjects")
    }


def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, *words: str):
    monkeypatch.setattr(trace_command, "current_settings", lambda: settings)
    return CliRunner().invoke(trace_command.command, words)


def test_a_percentage_is_traced_to_its_reviews(nights):
    found = traced(nights, "lac_review_on_time_pct", "2016-17")
    assert (found.figure.numerator, found.figure.denominator) == (2, 4)
    assert found.counts == {"numerator": 2, "denominator": 4, "excluded": 0}
    assert [
        (row.keys["review_key"], row.in_numerator, row.in_denominator) for row in found.rows
    ] == [
        ("RA2", True, True),
        ("RA3", True, True),
        ("RA1", False, True),
        ("RB1", False, True),
    ]
    assert found.rows[1].day == date(2017, 3, 21)
    # The review, entered on the second night, and the episode its due date follows from.
    assert behind(found, 2) == {
        ("ssd_cla_reviews", "RA3", 2),
        ("ssd_cla_episodes", "EA", 1),
        ("iru_cla_episodes", "EA", 1),
    }


def test_a_build_of_an_earlier_night_shows_the_versions_of_then(nights):
    found = traced(nights, "lac_review_on_time_pct", "2016-17", build_id=1)
    assert (found.figure.numerator, found.figure.denominator) == (2, 3)
    of_ben = next(row.number for row in found.rows if row.keys["review_key"] == "RB1")
    version = next(v for v in found.versions[of_ben] if v.table == "ssd_cla_reviews")
    assert version.load_id == 1
    assert f"{version.valid_to:%Y-%m-%d %H:%M %z}" == "2017-05-16 02:00 +0100"
    now = traced(nights, "lac_review_on_time_pct", "2016-17")
    version_now = next(
        v for v in now.versions[4] if v.table == "ssd_cla_reviews" and v.key == "RB1"
    )
    assert (version_now.load_id, version_now.valid_to) == (2, None)
    assert version_now.row_id != version.row_id


def test_a_member_is_traced_alone_and_a_share_with_its_whole(nights):
    found = traced(nights, "lac_review_on_time_pct", "2016-17", "NORTH")
    assert found.figure.breakdown == "locality"
    assert {row.keys["review_key"] for row in found.rows} == {"RA1", "RA2", "RA3"}
    girls = traced(nights, "lac_sex_pct", "2017-03", "sex=F")
    assert [(row.member, row.in_numerator, row.in_denominator) for row in girls.rows] == [
        ("F", True, True),
        ("M", False, True),
    ]


def test_a_merged_spell_leads_to_its_plan(nights):
    found = traced(nights, "cp_started_count", "2016-17")
    assert [row.keys["plan_id"] for row in found.rows] == ["PC", "PF"]
    assert behind(found, 2) == {("ssd_cp_plans", "PF", 3)}


def test_allegations_need_the_lados_right_and_show_no_child(nights, monkeypatch):
    with pytest.raises(IruError, match="--as lado"):
        traced(nights, "lado_mas_5wd_pct", "2016-17")
    with pytest.raises(IruError, match="the role lado may not see"):
        traced(nights, "lac_count", "2017-03", role="lado")
    found = traced(nights, "lado_mas_5wd_pct", "2016-17", role="lado")
    assert behind(found) == {("iru_lado_referrals", "LR1", 1), ("iru_lado_meetings", "LM1", 3)}
    assert found.rows[0].person.startswith("L")
    said = command(nights, monkeypatch, "lado_mas_5wd_pct", "2016-17", "--as", "lado").output
    pseudonyms = [
        name
        for (name,) in connect_and_ask(
            nights, "select pseudonym from raw.pseudonyms union all"
            " select pseudonym from raw_lado.pseudonyms where kind = 'lado_child'"
        )
    ]  # fmt: skip
    assert len(pseudonyms) >= 7
    assert not [name for name in pseudonyms if name in said]


def test_a_role_that_cannot_read_the_fact_is_refused(nights):
    connect_and_ask(nights, "revoke select on lado.fct_allegations from iru_lado")
    try:
        with pytest.raises(IruError, match="iru_lado cannot read lado"):
            traced(nights, "lado_mas_5wd_pct", "2016-17", role="lado")
    finally:
        connect_and_ask(nights, "grant select on lado.fct_allegations to iru_lado")


def test_the_command_prints_a_table_and_nothing_personal(nights, monkeypatch):
    done = command(nights, monkeypatch, "lac_review_on_time_pct", "2016-17", "--limit", "3")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "lac_review_on_time_pct: Reviews of children looked after held on time"
    assert lines[1] == "2016-17 (year), all: 50% (2 of 4)"
    assert lines[3].startswith("Counted from fct_looked_after_reviews by held_date: 2 rows in the")
    assert lines[4].startswith("Restricted:")
    assert "review_key RA2" in done.output
    assert "RB1" not in done.output
    assert lines[-1].startswith("… the first 3 rows;")
    assert not [secret for secret in SECRETS if secret in done.output]


def test_a_csv_file_has_every_row_and_is_its_owners_alone(nights, monkeypatch, tmp_path):
    path = tmp_path / "trace.csv"
    path.write_text("older")
    done = command(nights, monkeypatch, "lac_review_on_time_pct", "2016-17", "--csv", str(path))
    assert done.exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["record"] for line in lines} == {"RA1", "RA2", "RA3", "RB1"}
    late = next(
        line for line in lines if (line["record"], line["raw_table"]) == ("RA1", "ssd_cla_reviews")
    )
    assert (late["counted_in"], late["raw_key"], late["load_id"]) == ("denominator", "RA1", "1")
    assert not [secret for secret in SECRETS if secret in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lac_cuont", "2017-03"), ["no indicator 'lac_cuont'", "Nearest: lac_count", "cp_count"]),
        (("lac_count", "2016-18"), ["no period '2016-18'", "2016-17", "months 2011-04 to 2017-05"]),
        (("lac_count", "2011-12"), ["2011-12 is a month and a year", "--period-type"]),
        (("lac_count", "2017-03", "EXTER"), ["no member 'EXTER'", "Nearest: EXETER", "sex=M|F"]),
        (("cp_count", "2017-03", "unknown"), ["Several breakdowns", "age_band=unknown"]),
        (("lac_rate_10k", "2016-17", "M"), ["not broken down"]),
    ],
)  # fmt: skip
def test_a_wrong_name_is_answered_by_those_there_are(nights, words, said):
    with pytest.raises(IruError) as caught:
        traced(nights, *words)
    assert [one for one in said if one not in caught.value.message()] == []


def test_a_key_that_is_two_periods_can_be_told_apart(nights):
    found = traced(nights, "lac_count", "2011-12", period_type="year")
    assert found.figure.period_end == date(2012, 3, 31)
    assert found.figure.numerator == 0
    assert found.rows == []


def test_a_build_that_is_not_kept_cannot_be_traced(nights):
    with pytest.raises(IruError, match="no build 99"):
        traced(nights, "lac_count", "2017-03", build_id=99)


def test_rows_that_do_not_add_up_are_an_error(nights):
    build = showable_build(nights, 1)
    with connect("pipeline", settings=nights) as warehouse:
        at_build(warehouse, build.schema_prefix)
        figure = read_figure(warehouse, build, Name("lac_count", "month", "2017-03", "all", "all"))
        collect(warehouse, figure)
        assert require_sum(warehouse, figure)["numerator"] == 2
        warehouse.execute("delete from traced where _row = 1")
        with pytest.raises(IruError, match="numerator 1 in the rows, 2 in the figure"):
            require_sum(warehouse, figure)


def test_every_figure_of_some_periods_adds_up(nights):
    build = showable_build(nights)
    with connect("pipeline", settings=nights) as warehouse:
        at_build(warehouse, build.schema_prefix)
        names = warehouse.execute(
            "select indicator_id, period_type, period_key, breakdown, member"
            " from fct_indicator_results where period_key in ('2016-17', '2017-03')"
            " and (numerator <> 0 or excluded <> 0 or breakdown = 'all')"
        ).fetchall()
        for name in names:
            figure = read_figure(warehouse, build, Name(*name))
            collect(warehouse, figure)
            require_sum(warehouse, figure)
    assert len(names) > 80


def test_every_fact_of_the_registry_leads_to_records(nights):
    build = showable_build(nights)
    with connect("pipeline", settings=nights) as warehouse:
        at_build(warehouse, build.schema_prefix)
        names = warehouse.execute(
            "select distinct on (reads.fact) indicator_id, period_type, period_key, breakdown,"
            " member from fct_indicator_results join int_indicator_rows as reads"
            " using (indicator_id) where breakdown = 'all' order by reads.fact"
        ).fetchall()
        for name in names:
            figure = read_figure(warehouse, build, Name(*name))
            assert steps(figure.layer, figure.fact, figure.columns), figure.fact
            collect(warehouse, figure)
            list(find_versions(warehouse, figure.layer, figure.fact, build.known_at))


def connect_and_ask(settings: Settings, query: str) -> list[tuple]:
    with connect("pipeline", settings=settings) as warehouse:
        cursor = warehouse.execute(query)
        return cursor.fetchall() if cursor.description else []
