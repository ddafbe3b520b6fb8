"""A small case system for tests: every table of the contract, a handful of rows, a clock."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from psycopg import sql

from iru.contract import Table, load_contract
from iru.contract.ddl import create_source_table_sql
from iru.db import connect
from iru.settings import Settings

CLOCK = "iru_extract_status"
MADE_UP = {
    "text": "x",
    "date": "2016-04-01",
    "timestamp": "2016-04-01 09:00+00",
    "integer": 1,
    "numeric": 1,
    "boolean": True,
}


def row(table: str, **known: Any) -> dict[str, Any]:
    """A row of that contract table: the fields named, something in the other required ones."""
    fields = load_contract().tables[table].fields
    made_up = {field.name: MADE_UP[field.type] if field.required else None for field in fields}
    assert known.keys() <= made_up.keys()
    return {**made_up, **known}


CLEAR_CASE_SYSTEM = """
    do $$ declare relation regclass; begin
        for relation in select oid from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r'
        loop execute 'drop table ' || relation || ' cascade'; end loop;
    end $$"""
CLEAR_WAREHOUSE = """
    do $$ declare name text; begin
        for name in select nspname from pg_namespace where nspname ~ '^(b[0-9]{6}_|own$)'
        loop execute 'drop schema ' || name || ' cascade'; end loop;
        for name in select case relkind when 'v' then 'view ' else 'table ' end || oid::regclass
            from pg_class where relkind in ('r', 'v') and relnamespace::regnamespace::text
                in ('raw', 'raw_lado', 'ops', 'mart', 'lado', 'indicators')
        loop execute 'drop ' || name || ' cascade'; end loop;
    end $$"""


def clear(settings: Settings) -> None:
    """Empty the databases again, which is quicker than making new ones."""
    run(settings, CLEAR_CASE_SYSTEM, "case_owner")
    run(settings, CLEAR_WAREHOUSE, "pipeline")


def make_case_system(settings: Settings, clock: str = "2017-05-15 02:00+01") -> None:
    """Every contract table in the case database, empty but for the clock."""
    with connect("case_owner", settings=settings) as case:
        for table in load_contract().tables.values():
            case.execute(create_source_table_sql(table, "public"))
    put(settings, row(CLOCK, iext_source_system="Test", iext_extracted_at=clock), CLOCK)


def set_clock(settings: Settings, clock: str) -> None:
    """The case system says that its next extract is true at this moment."""
    with connect("case_owner", settings=settings) as case:
        case.execute("update iru_extract_status set iext_extracted_at = %s", [clock])


def put(settings: Settings, record: dict[str, Any], table: str) -> None:
    """Insert one row into the case system."""
    with connect("case_owner", settings=settings) as case:
        case.execute(
            sql.SQL("insert into {} ({}) values ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, record)),
                sql.SQL(", ").join(map(sql.Placeholder, record)),
            ),
            record,
        )


def run(settings: Settings, statement: str, role: str = "case_owner") -> list[tuple]:
    """Run one statement as a role; its rows, if it has any."""
    with connect(role, settings=settings) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def write_files(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    """One CSV file for every contract table, with the rows given."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in load_contract().tables.values():
        write_file(folder, table, rows.get(table.name, []))


def write_file(folder: Path, table: Table, rows: list[dict[str, Any]]) -> None:
    """One table's file."""
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table.columns)
        writer.writeheader()
        writer.writerows(rows)


def current(settings: Settings, table: str, columns: str) -> list[tuple]:
    """Current rows of one table of raw, in order."""
    where = "where _valid_to is null order by 1"
    return run(settings, f"select {columns} from {table} {where}", "pipeline")


def last_load(settings: Settings) -> tuple:
    """Status, changed and message of the newest load."""
    query = "select status, changed, message from ops.loads order by load_id desc limit 1"
    return run(settings, query, "pipeline")[0]


def versions(settings: Settings) -> list[tuple]:
    """Every row version of every child, as raw holds it."""
    return run(settings, "select * from raw.ssd_person order by _row_id", "pipeline")
