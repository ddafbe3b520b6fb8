"""Builds: as known at a moment, with results kept, and failing without harm."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime

import pytest

from iru import dbt_environment, transform
from iru.db import connect
from iru.errors import IruError
from tests.integration.marts.county import CONTRACT, load_cases

MARCH, MAY = (datetime(2017, month, 1, tzinfo=UTC) for month in (3, 5))


@pytest.fixture(scope="module")
def warehouse(fresh_module):
    """Settings and connection of a warehouse in which one child's sex was corrected in March."""
    with connect("pipeline", settings=fresh_module, autocommit=True) as connection:
        load_cases(connection)
        connection.execute(
            "insert into raw.ssd_person (pers_person_id, pers_sex, pers_dob, _valid_from, _load_id)"
            " select pers_person_id, 'F', pers_dob, %s, 1 from raw.ssd_person"
            " where pers_person_id = 'year_2011_120-A'",
            [MARCH],
        )
        connection.execute(
            "update raw.ssd_person set _valid_to = %s"
            " where pers_person_id = 'year_2011_120-A' and pers_sex = 'M'",
            [MARCH],
        )
        yield fresh_module, connection


SEX = "select sex from {}_mart.dim_child where child_id = 'year_2011_120-A'"


def test_a_build_holds_what_was_known_at_its_moment(warehouse):
    settings, connection = warehouse
    now = transform.build(1, settings=settings)
    then = transform.build(1, known_at=datetime(2017, 2, 1, tzinfo=UTC), settings=settings)
    assert (now, then) == (1, 2)
    assert connection.execute(SEX.format("b000001")).fetchall() == [("F",)]
    assert connection.execute(SEX.format("b000002")).fetchall() == [("M",)]
    builds = connection.execute(
        "select build_id, status, finished_at is not null from ops.builds order by 1"
    ).fetchall()
    assert builds == [(1, "built", True), (2, "built", True)]
    nodes = connection.execute(
        "select build_id, count(*) > 150, bool_and(status in ('success', 'pass'))"
        " from ops.dbt_node_results group by 1 order by 1"
    ).fetchall()
    assert nodes == [(1, True, True), (2, True, True)]
    left = "select count(*) from pg_namespace where nspname like 'building%'"
    assert connection.execute(left).fetchone() == (0,)


def test_nothing_identifying_leaves_raw(warehouse):
    # D9: names do not even reach staging, and a date of birth goes no further than intermediate.
    _, connection = warehouse
    columns = connection.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
        " where table_schema like 'b000001%'"
    ).fetchall()
    staged = {(table, column) for schema, table, column in columns if schema.endswith("_staging")}
    direct = {
        (table.staging, field.plain)
        for table in CONTRACT.tables.values()
        for field in table.fields
        if field.personal == "direct"
    }
    assert direct and staged and not direct & staged
    published = [row for row in columns if row[0].endswith(("_mart", "_lado", "_indicators"))]
    assert len(published) > 200
    assert not [row for row in published if "date_of_birth" in row[2]]


def test_allegations_and_children_have_no_key_in_common(warehouse):
    _, connection = warehouse
    found = connection.execute(
        "select column_name from information_schema.columns where table_schema = 'b000001_lado'"
        " intersect select column_name from information_schema.columns"
        " where table_schema = 'b000001_mart' and (column_name like '%child%'"
        " or column_name like '%subject%' or column_name like '%staff%')"
    ).fetchall()
    assert found == []


def test_an_extract_without_its_moment_fails_and_says_so(warehouse):
    settings, connection = warehouse
    connection.execute("delete from raw.iru_extract_status")
    with pytest.raises(IruError) as error:
        transform.build(1, settings=settings)
    assert "assert_the_data_have_a_date" in error.value.what
    assert error.value.where == "dbt tests"
    status = connection.execute("select status from ops.builds order by build_id desc limit 1")
    assert status.fetchone() == ("failed",)


def test_two_builds_at_once_are_refused(warehouse):
    settings, connection = warehouse
    connection.execute("select pg_advisory_lock(hashtext('iru.transform'))")
    try:
        with pytest.raises(IruError, match="under way"):
            transform.build(1, settings=settings)
    finally:
        connection.execute("select pg_advisory_unlock(hashtext('iru.transform'))")


def test_dbt_unit_tests(warehouse):
    settings, _ = warehouse
    environment = {**dbt_environment.environment(settings), "IRU_DBT_SCHEMA": "b000001"}
    done = subprocess.run(
        dbt_environment.command(settings, "test", "--select", "test_type:unit"),
        env=environment,
        cwd=dbt_environment.project(settings),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "PASS=4" in done.stdout
