"""A night's rows of one table, copied into a temporary table beside raw."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg
from psycopg import sql

from iru.contract import Table
from iru.contract.ddl import SQL_TYPES
from iru.errors import IruError
from iru.loading.names import column_list, row_hash, staged_name


def stage(
    connection: psycopg.Connection, table: Table, chunks: Iterator[bytes], copy_format: str
) -> int:
    """COPY a night's rows into a temporary table that computes their hashes; the number of rows.

    Raises IruError, without any value of a record, for a row without its key or a value that the
    database cannot hold.
    """
    keys = set(table.primary_key)
    columns = [
        sql.SQL("{} {} {}").format(
            sql.Identifier(field.name),
            sql.SQL(SQL_TYPES[field.type]),
            sql.SQL("not null" if field.name in keys else ""),
        )
        for field in table.fields
    ]
    make = "create temporary table {} ({}, _row_hash bigint generated always as ({}) stored)"
    connection.execute(
        sql.SQL(make + " on commit drop").format(
            staged_name(table), sql.SQL(", ").join(columns), row_hash(table)
        )
    )
    options = {
        "binary": sql.SQL("format binary"),
        "csv": sql.SQL("format csv, force_null ({})").format(column_list(table)),
    }
    # FREEZE spares the next reader of the table the writing of its visibility marks.
    copy = sql.SQL("copy {} ({}) from stdin ({}, freeze)").format(
        staged_name(table), column_list(table), options[copy_format]
    )
    cursor = connection.cursor()
    try:
        with cursor.copy(copy) as target:
            for chunk in chunks:
                target.write(chunk)
    except psycopg.errors.NotNullViolation as error:
        raise IruError(
            "A row has no key.",
            where=f"{table.name}, {_place(error)}",
            mend=f"Supply {', '.join(table.primary_key)} in every row: {table.grain}.",
        ) from None
    except psycopg.DataError as error:
        raise IruError(
            "A value cannot be held by the database.",
            where=f"{table.name}, {_place(error)}",
            mend="Look at that value in the case system, and correct it there.",
        ) from None
    return cursor.rowcount


def _place(error: psycopg.Error) -> str:
    """Row and column that PostgreSQL names; its message is left out, for it quotes the value."""
    row = re.search(r"\bline (\d+)", error.diag.context or "")
    named = re.search(r"\bcolumn (\w+)", error.diag.context or "")
    column = error.diag.column_name or (named.group(1) if named else "")
    said = [f"row {row.group(1)}" if row else "", f"column {column}" if column else ""]
    return ", ".join(part for part in said if part) or "row unknown"
