"""The sample county's rows into its database or into CSV files, in the contract's shape."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from iru.contract import load_contract
from iru.contract.ddl import create_source_table_sql
from iru.progress import progress
from iru.sample.records import Records, Row

SCHEMA = "public"


def copy_text(value: Any) -> str:
    """One value in the text form of COPY. The county's words hold no tab and no backslash."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return str(value)


def create_tables(connection: psycopg.Connection) -> None:
    """All tables of the contract, empty; those that are there are dropped first."""
    with connection.cursor() as cursor:
        for table in load_contract().tables.values():
            cursor.execute(
                sql.SQL("drop table if exists {}").format(sql.Identifier(SCHEMA, table.name))
            )
            cursor.execute(create_source_table_sql(table, SCHEMA))


def copy_rows(connection: psycopg.Connection, table: str, rows: Iterable[Row]) -> None:
    """Append rows to one table by COPY."""
    fields = [field.name for field in load_contract().tables[table].fields]
    columns = sql.SQL(", ").join(map(sql.Identifier, fields))
    statement = sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(SCHEMA, table), columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        lines: list[str] = []
        for row in rows:
            lines.append("\t".join([copy_text(row.get(field)) for field in fields]))
            if len(lines) == 5000:
                copy.write("\n".join(lines) + "\n")
                lines.clear()
        if lines:
            copy.write("\n".join(lines) + "\n")


def write_database(connection: psycopg.Connection, records: Records) -> None:
    """Make the tables and fill them, in one transaction."""
    create_tables(connection)
    names = [name for name in load_contract().tables if records.table(name)]
    for name in progress(names, "Tables of the sample county filled"):
        copy_rows(connection, name, records.table(name))
    connection.commit()


def count_rows(connection: psycopg.Connection) -> int:
    """All rows of all contract tables."""
    count = sql.SQL("select count(*) from {}")
    return sum(
        connection.execute(count.format(sql.Identifier(SCHEMA, name))).fetchone()[0]
        for name in load_contract().tables
    )


def write_files(connection: psycopg.Connection, folder: Path) -> int:
    """One CSV file per contract table from the county's database; returns how many files."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = load_contract().tables
    for table in progress(tables.values(), "Files written", total=len(tables)):
        fields = [field.name for field in table.fields]
        columns = sql.SQL(", ").join(map(sql.Identifier, fields))
        key = sql.SQL(", ").join(map(sql.Identifier, table.primary_key))
        rows = connection.execute(
            sql.SQL("select {} from {} order by {}").format(
                columns, sql.Identifier(SCHEMA, table.name), key
            )
        )
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(fields)
            writer.writerows([_plain(value) for value in row] for row in rows)
    return len(tables)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
