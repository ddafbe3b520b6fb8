"""The tables and columns that a load works with, as pieces of SQL."""

from __future__ import annotations

from psycopg import sql

from iru.contract import Table


def raw_name(table: Table) -> sql.Identifier:
    """raw.<table>, or raw_lado.<table>."""
    return sql.Identifier(table.raw_schema, table.name)


def column_list(table: Table) -> sql.Composable:
    """The contract's columns, in order."""
    return sql.SQL(", ").join(sql.Identifier(name) for name in table.columns)


def row_hash(table: Table) -> sql.Composable:
    """64 bits over all contract columns; two nulls are equal, and so are 1.0 and 1.00."""
    return sql.SQL("hash_record_extended(row({}), 0)").format(column_list(table))


def key_list(table: Table) -> sql.Composable:
    """The primary key's columns, in order."""
    return sql.SQL(", ").join(sql.Identifier(name) for name in table.primary_key)


def staged_name(table: Table) -> sql.Identifier:
    """The temporary table of a night's rows."""
    return sql.Identifier("pg_temp", f"staged_{table.name}")


def difference_name(table: Table) -> sql.Identifier:
    """The temporary table of what is to be opened (`staged`) and closed (`held`), by ctid."""
    return sql.Identifier("pg_temp", f"difference_{table.name}")
