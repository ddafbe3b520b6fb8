"""Each role is tried at what it must not do, and at what it must (D9)."""

from __future__ import annotations

import psycopg
import pytest
from case_records import make_case_system, put, row, run

from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.extract import extract
from iru.warehouse import publish

DENIED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)
READABLE = {
    "raw.ssd_person": (),
    "raw.pseudonyms": (),
    "raw_lado.pseudonyms": (),
    "raw_lado.iru_lado_subjects": (),
    "ops.loads": (),
    "b000001_mart.dim_child": (),
    "b000001_lado.fct_allegations": (),
    "b000001_indicators.fct_indicator_results": (),
    "mart.dim_child": ("analyst", "manager"),
    "lado.fct_allegations": ("lado",),
    "indicators.fct_indicator_results": ("analyst", "lado"),
    "quality.recording_gaps_of_a_test": ("manager",),
    "figures.figures_of_a_test": ("report",),
}
VISITORS = ("analyst", "lado", "manager", "report")


@pytest.fixture(scope="module")
def warehouse(fresh_module):
    """A warehouse after a night: raw loaded, a build published, a table in every other schema."""
    make_case_system(fresh_module)
    put(fresh_module, row("ssd_person", pers_person_id="P1"), "ssd_person")
    load_id = extract(fresh_module)["load_id"]
    with connect("pipeline", settings=fresh_module) as connection:
        build = ops.open_build(connection, load_id)
        for layer, name in (
            ("mart", "dim_child"),
            ("lado", "fct_allegations"),
            ("indicators", "fct_indicator_results"),
        ):
            connection.execute(f"create schema {build.schema_prefix}_{layer}")
            connection.execute(
                f"create table {build.schema_prefix}_{layer}.{name} as select 1 as n"
            )
        connection.execute("create table quality.recording_gaps_of_a_test as select 1 as n")
        connection.execute("create table figures.figures_of_a_test as select 1 as n")
        ops.close_build(connection, build.build_id, "audited")
    publish(build.build_id, fresh_module)
    return fresh_module


@pytest.mark.parametrize("role", VISITORS)
@pytest.mark.parametrize("table", READABLE)
def test_a_role_reads_what_it_may_and_nothing_else(warehouse, role, table):
    if role in READABLE[table]:
        assert len(run(warehouse, f"select * from {table}", role)) == 1
    else:
        with pytest.raises(DENIED):
            run(warehouse, f"select * from {table}", role)


@pytest.mark.parametrize("role", VISITORS)
@pytest.mark.parametrize(
    "statement",
    [
        "insert into {} select 1",
        "update {} set n = 2",
        "delete from {}",
        "truncate {}",
        "drop table {}",
    ],
)
def test_no_reader_writes_what_it_reads(warehouse, role, statement):
    own = [table for table, roles in READABLE.items() if role in roles]
    for table in own:
        published = table.split(".")[0] in ("mart", "lado", "indicators")
        words = statement.replace("table", "view") if published else statement
        with pytest.raises((*DENIED, psycopg.errors.WrongObjectType)):
            run(warehouse, words.format(table), role)
        assert run(warehouse, f"select n from {table}", "pipeline") == [(1,)]


@pytest.mark.parametrize("role", VISITORS)
@pytest.mark.parametrize("schema", ["public", "mart", "raw", "quality", "figures"])
def test_no_reader_makes_tables(warehouse, role, schema):
    with pytest.raises(DENIED):
        run(warehouse, f"create table {schema}.mine as select 1", role)


@pytest.mark.parametrize("role", VISITORS)
def test_no_reader_becomes_the_pipeline(warehouse, role):
    with pytest.raises(DENIED):
        run(warehouse, "set role iru_pipeline", role)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into ssd_person (pers_person_id) values ('P9')",
        "update ssd_person set pers_sex = 'M'",
        "delete from ssd_person",
        "create table mine (n integer)",
    ],
)
def test_the_extract_cannot_write_into_the_case_system(warehouse, statement):
    with pytest.raises(DENIED):
        run(warehouse, statement, "case_reader")
    # Not even if it lifts its own sessions' read-only setting.
    with connect("case_reader", settings=warehouse) as reader:
        reader.execute("set transaction read write")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(statement)
        reader.rollback()
    assert run(warehouse, "select pers_person_id from ssd_person", "case_reader") == [("P1",)]


@pytest.mark.parametrize("role", VISITORS)
def test_warehouse_readers_cannot_enter_the_case_system(warehouse, role):
    with pytest.raises(IruError, match="No connection to the database"):
        connect(role, warehouse.case_database, warehouse)


@pytest.mark.parametrize("role", ["case_reader", "case_owner", "airflow"])
def test_others_cannot_enter_the_warehouse(warehouse, role):
    with pytest.raises(IruError, match="No connection to the database"):
        connect(role, warehouse.warehouse_database, warehouse)


def test_the_pipeline_reads_and_writes_every_schema(warehouse):
    for table in READABLE:
        assert len(run(warehouse, f"select * from {table}", "pipeline")) <= 1
    run(warehouse, "create table raw.of_a_test (n integer)", "pipeline")
    run(warehouse, "drop table raw.of_a_test", "pipeline")
    superuser = "select rolsuper, rolcreaterole from pg_roles where rolname = current_user"
    assert run(warehouse, superuser, "pipeline") == [(False, False)]
