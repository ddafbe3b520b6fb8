"""Editions: drafts, versions, and figures that cannot be changed once they are frozen."""

from __future__ import annotations

import shutil
from dataclasses import replace

import handmade
import psycopg
import pytest

from iru.db import connect
from iru.errors import IruError
from iru.reporting import available, latest, list_editions, render
from iru.reporting import editions as edition_list

PERIOD = "2016-17-Q4"


@pytest.fixture(scope="module")
def county(fresh_module):
    """A published warehouse made by hand, with one quarterly draft."""
    with connect("pipeline", settings=fresh_module) as connection:
        handmade.fill(connection)
    render("quarterly", PERIOD, fresh_module)
    return fresh_module


def run(settings, statement: str, *values: object, role: str = "pipeline") -> list[tuple]:
    with connect(role, settings=settings) as connection:
        done = connection.execute(statement, values)
        return done.fetchall() if done.description else []


def test_the_same_build_code_and_period_give_the_same_edition_untouched(county):
    before = {path: path.stat().st_mtime_ns for path in list_editions(county)[0].paths.values()}
    again = render("quarterly", PERIOD, county)
    assert (again.created, again.version, len(list_editions(county))) == (False, 1, 1)
    assert {path: path.stat().st_mtime_ns for path in again.paths.values()} == before
    assert set(again.paths) == {"html", "pdf", "csv", "manifest"}


def test_lost_files_are_made_again_from_the_frozen_figures_byte_for_byte(county):
    edition = list_editions(county)[0]
    before = {name: path.read_bytes() for name, path in edition.paths.items()}
    shutil.rmtree(edition.paths["html"].parent)
    again = render("quarterly", PERIOD, county)
    assert not again.created
    assert {name: path.read_bytes() for name, path in again.paths.items()} == before


def test_the_frozen_rows_are_the_warehouses(county):
    [row] = run(
        county,
        """select f.shown, f.shown_numerator, f.shown_denominator, f.value, e.build_id
           from figures.published_figure as f inner join figures.edition as e using (edition_id)
           where f.figure_key = %s""",
        f"lac_review_on_time_pct/Devon/quarter/{PERIOD}/all/all",
        role="report",
    )
    # 150 of 158 in each of three months
    assert row[:3] == ("95%", "450", "474")
    assert float(row[3]) == pytest.approx(100 * 450 / 474)
    assert row[4] == "b000001"


@pytest.mark.parametrize(
    "attack",
    [
        "update figures.published_figure set value = 0",
        "delete from figures.published_figure",
        "truncate figures.published_figure cascade",
        "truncate figures.edition cascade",
        "delete from figures.edition",
        "update figures.published_indicator set title = 'x'",
        "update figures.edition set data_as_at = '2020-01-01'",
        "update figures.edition set content_sha256 = null",
        """insert into figures.published_figure select edition_id, 9999, 'new', indicator_id, area,
           period_type, period_key, period_end, breakdown, member, label, sort_order, value,
           numerator, denominator, shown, shown_numerator, shown_denominator, marker, excluded,
           completeness, definition_version, vintage, source, derived_from
           from figures.published_figure limit 1""",
    ],
)
def test_what_is_frozen_cannot_be_changed_even_by_its_owner(county, attack):
    count = "select count(*), sum(value) from figures.published_figure"
    before = run(county, count)
    with pytest.raises(psycopg.errors.RaiseException, match=r"refused|frozen"):
        run(county, attack)
    assert run(county, count) == before


def test_a_status_only_moves_forward(county):
    with connect("pipeline", settings=county) as connection:
        connection.execute("update figures.edition set status = 'published'")
        with pytest.raises(psycopg.errors.RaiseException, match="may not go back"):
            connection.execute("update figures.edition set status = 'draft'")
        connection.rollback()


def test_the_report_role_reads_figures_and_nothing_else(county):
    assert run(county, "select count(*) from figures.edition", role="report") == [(1,)]
    for statement in (
        "select count(*) from indicators.fct_indicator_results",
        "update figures.edition set status = 'published'",
        "insert into figures.published_indicator default values",
        "create table figures.mine (a int)",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run(county, statement, role="report")


def test_a_public_edition_is_refused_with_the_reason(county):
    with pytest.raises(IruError, match="disclosure control has not been proven"):
        render("quarterly", PERIOD, county, audience="public")
    with pytest.raises(IruError, match="no audience 'press'"):
        render("quarterly", PERIOD, county, audience="press")


@pytest.mark.parametrize(
    ("report_type", "period"),
    [("quarterly", "2017-18-Q1"), ("annual", "2017-18"), ("annual", "1999-00")],
)
def test_a_period_not_complete_in_the_data_is_refused_listing_what_there_is(
    county, report_type, period
):
    with pytest.raises(IruError, match="2016-17"):
        render(report_type, period, county)


def test_the_periods_a_report_can_be_made_for(county):
    assert available("annual", county) == [year.key for year in handmade.YEAR.run(6)]
    assert latest("quarterly", county) == PERIOD


def test_nothing_published_is_said_plainly(fresh):
    with pytest.raises(IruError, match="No warehouse has been published"):
        render("annual", "2016-17", fresh)


def test_new_data_make_a_new_version_and_keep_the_old_draft(fresh):
    with connect("pipeline", settings=fresh) as connection:
        handmade.fill(connection)
    first = render("quarterly", PERIOD, fresh)
    run(
        fresh,
        """update indicators.fct_indicator_results set value = 700, numerator = 700
           where indicator_id = 'lac_count' and period_key = %s and breakdown = 'all'""",
        PERIOD,
    )
    run(fresh, "update indicators.dim_build set build_schema = 'b000002'")
    second = render("quarterly", PERIOD, fresh)
    assert (first.version, second.version, second.created) == (1, 2, True)
    assert first.paths["html"].exists()
    old, new = (
        run(
            fresh,
            """select shown from figures.published_figure
               where edition_id = %s and figure_key = %s""",
            edition.edition_id,
            f"lac_count/Devon/quarter/{PERIOD}/all/all",
        )
        for edition in (first, second)
    )
    assert (old, new) == ([("682",)], [("700",)])
    assert run(fresh, "select previous_edition from figures.edition where version = 2") == [
        (first.edition_id,)
    ]
    assert 'data-part="value"' in second.paths["html"].read_text(encoding="utf-8")


def test_a_folder_is_named_by_type_period_and_version(county):
    edition = replace(list_editions(county)[0], version=3)
    place = edition_list.folder(edition, county)
    assert place == county.reports / "quarterly" / PERIOD / "v3"
