"""The contract's SQL on a real server: every table is made as the contract says."""

from __future__ import annotations

from iru.contract import load_contract
from iru.contract.ddl import (
    SQL_TYPES,
    TECHNICAL_COLUMNS,
    create_source_table_sql,
    create_table_sql,
    quoted,
)
from iru.db import connect
from iru.settings import Settings

COLUMNS = """
    select attname, format_type(atttypid, atttypmod)
    from pg_attribute
    where attrelid = %s::regclass and attnum > 0
    order by attnum
"""
KEY = """
    select array_agg(attname::text order by array_position(conkey, attnum))
    from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = any (conkey)
    where conrelid = %s::regclass and contype = 'p'
"""
WRITTEN_OUT = {"timestamptz": "timestamp with time zone"}


def test_every_raw_table_has_the_contract_s_columns_in_order(fresh: Settings) -> None:
    with connect("pipeline", settings=fresh) as connection:
        connection.execute("create schema made")
        for table in load_contract().tables.values():
            connection.execute(create_table_sql(table, "made"))
            name = f"made.{quoted(table.name)}"
            found = connection.execute(COLUMNS, [name]).fetchall()
            types = [SQL_TYPES[field.type] for field in table.fields]
            wanted = [
                (column, WRITTEN_OUT.get(kind, kind))
                for column, kind in zip(table.columns, types, strict=True)
            ]
            assert found[: len(wanted)] == wanted
            assert [column for column, _ in found[len(wanted) :]] == list(TECHNICAL_COLUMNS)


def test_every_case_system_table_has_its_key(fresh: Settings) -> None:
    with connect("case_owner", settings=fresh) as connection:
        connection.execute("create schema made")
        for table in load_contract().tables.values():
            connection.execute(create_source_table_sql(table, "made"))
            found = connection.execute(KEY, [f"made.{quoted(table.name)}"]).fetchone()
            assert found is not None and tuple(found[0]) == table.primary_key


def test_a_raw_table_takes_a_faulty_row(fresh: Settings) -> None:
    """Two rows of one key and an empty required field: the checks name them, raw holds them."""
    table = load_contract().table("iru_venues")
    with connect("pipeline", settings=fresh) as connection:
        connection.execute("create schema made")
        connection.execute(create_table_sql(table, "made"))
        for key in ("V1", "V1", None):
            connection.execute("insert into made.iru_venues (iven_venue_id) values (%s)", [key])
        counted = connection.execute("select count(*) from made.iru_venues").fetchone()
    assert counted == (3,)


def test_no_plain_name_must_be_quoted_in_sql(fresh: Settings) -> None:
    """Staging columns are written bare in every model: none may be a reserved word."""
    with connect("pipeline", settings=fresh) as connection:
        rows = connection.execute("select word from pg_get_keywords() where catcode in ('R', 'T')")
        reserved = {word for (word,) in rows}
    tables = load_contract().tables.values()
    assert "order" in reserved
    assert not reserved & {field.plain for table in tables for field in table.fields}
