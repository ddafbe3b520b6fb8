"""Raw's tables follow the contract: made when they lack, widened when the contract grows."""

from __future__ import annotations

import psycopg
from psycopg import sql

from iru.contract import Table
from iru.contract.ddl import SQL_TYPES, TECHNICAL_COLUMNS, create_table_sql
from iru.errors import IruError
from iru.loading.names import raw_name, row_hash

COLUMNS = """
    select attname, format_type(atttypid, null) from pg_attribute
    where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped"""


# What PostgreSQL calls a contract type, where it is not the type's own name.
FULL_NAMES = {"timestamp": "timestamp with time zone"}


def prepare(connection: psycopg.Connection, table: Table) -> None:
    """Make raw's table ready for a night's rows.

    A field new to the contract becomes a column, empty in all earlier row versions. Raises
    IruError if the contract dropped a field or changed its type: history is never rewritten
    behind anyone's back.
    """
    columns = dict(connection.execute(COLUMNS, [f'{table.raw_schema}."{table.name}"']).fetchall())
    if not columns:
        connection.execute(create_table_sql(table, table.raw_schema))
    else:
        _refuse_loss(table, columns)
        for field in table.fields:
            if field.name not in columns:
                connection.execute(
                    sql.SQL("alter table {} add column {} {}").format(
                        raw_name(table),
                        sql.Identifier(field.name),
                        sql.SQL(SQL_TYPES[field.type]),
                    )
                )
    _keep_hashes(connection, table)


def recipe(connection: psycopg.Connection, table: Table) -> str:
    """What the row hash is made of: the columns, their types and the server's major version,
    whose hash functions another version may replace."""
    fields = ",".join(f"{field.name} {field.type}" for field in table.fields)
    return f"postgresql {connection.info.server_version // 10000}: {fields}"


def _refuse_loss(table: Table, columns: dict[str, str]) -> None:
    where = f"{table.raw_schema}.{table.name}"
    known = {field.name: FULL_NAMES.get(field.type, field.type) for field in table.fields}
    dropped = sorted(columns.keys() - known.keys() - TECHNICAL_COLUMNS.keys())
    if dropped:
        raise IruError(
            f"The contract no longer has {', '.join(dropped)}, which raw holds with history.",
            where=where,
            mend=f"Put it back into iru/contract/tables/{table.name}.yml; or, if that history may "
            "go for good, drop the column from raw as iru_pipeline and load again.",
        )
    for name, wanted in known.items():
        if columns.get(name, wanted) != wanted:
            raise IruError(
                f"The contract calls {name} {wanted}; raw holds it as {columns[name]}.",
                where=where,
                mend=f"Restore the type in iru/contract/tables/{table.name}.yml; or convert the "
                "column in raw as iru_pipeline (alter table … alter column … type … using …).",
            )


def _keep_hashes(connection: psycopg.Connection, table: Table) -> None:
    """If the hash is now made otherwise, hash the current rows anew: without this, every row
    would look changed tonight."""
    name, wanted = f"{table.raw_schema}.{table.name}", recipe(connection, table)
    known = connection.execute(
        "select hash_recipe from ops.raw_tables where table_name = %s", [name]
    ).fetchone()
    if known == (wanted,):
        return
    connection.execute(
        sql.SQL("update {} set _row_hash = {} where _valid_to is null").format(
            raw_name(table), row_hash(table)
        )
    )
    connection.execute(
        "insert into ops.raw_tables (table_name, hash_recipe) values (%s, %s)"
        " on conflict (table_name) do update set hash_recipe = excluded.hash_recipe",
        [name, wanted],
    )
