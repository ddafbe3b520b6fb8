"""SQL that makes the contract's tables: in raw with history, and in a case system of our own."""

from __future__ import annotations

from iru.contract import Table

SQL_TYPES = {
    "text": "text",
    "date": "date",
    "timestamp": "timestamptz",
    "integer": "integer",
    "numeric": "numeric",
    "boolean": "boolean",
}

# What raw adds to every row version (D2).
TECHNICAL_COLUMNS = {
    "_row_id": "bigint generated always as identity",
    "_row_hash": "bigint",
    "_valid_from": "timestamptz",
    "_valid_to": "timestamptz",
    "_load_id": "bigint",
}


def quoted(name: str) -> str:
    """`name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _columns(table: Table) -> list[str]:
    return [f"{quoted(field.name)} {SQL_TYPES[field.type]}" for field in table.fields]


def _create(schema: str, table: Table, columns: list[str]) -> str:
    body = ",\n    ".join(columns)
    return f"create table {quoted(schema)}.{quoted(table.name)} (\n    {body}\n)"


def create_table_sql(table: Table, schema: str, technical_columns: bool = True) -> str:
    """`create table` for raw: the contract's columns and types, then the technical columns.

    Raw takes faulty rows too, so that the checks can name them: there are no constraints here,
    neither keys nor "not null" nor lengths; the expectations at the raw border hold them.
    """
    columns = _columns(table)
    if technical_columns:
        columns += [f"{quoted(name)} {kind}" for name, kind in TECHNICAL_COLUMNS.items()]
    return _create(schema, table, columns)


def create_source_table_sql(table: Table, schema: str) -> str:
    """`create table` for a case system: the contract's columns and types, and the primary key."""
    key = ", ".join(quoted(name) for name in table.primary_key)
    return _create(schema, table, [*_columns(table), f"primary key ({key})"])
