"""Row-version history in raw (D2): stage, compare, close what changed or went, insert what is new.

A row version is current while `_valid_to` is null, and was true from `_valid_from` up to, but not
including, `_valid_to`. All functions work within the caller's transaction and commit nothing.
Rows are told apart by their primary key and a 64-bit hash of all their contract columns
(docs/decisions/0003-row-hash.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import psycopg
from psycopg import sql

from iru.contract import Table
from iru.errors import IruError
from iru.loading.names import column_list, difference_name, key_list, raw_name, staged_name


@dataclass(frozen=True)
class Comparison:
    """What a night's rows of one table are, beside the current rows of raw.

    rows:    rows read.
    current: rows of raw that were current before.
    opened:  row versions that are new or changed.
    closed:  row versions that changed or went.
    digest:  what the source says of the table's content, if it says anything.
    """

    table: Table
    rows: int
    current: int
    opened: int
    closed: int
    digest: str | None = None

    @property
    def changed(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.opened or self.closed)

    def with_digest(self, digest: str | None) -> Comparison:
        """The same, with what the source says of the table's content."""
        return replace(self, digest=digest)


def compare(connection: psycopg.Connection, table: Table, rows: int) -> Comparison:
    """Find the row versions to close and to open; nothing is written to raw yet.

    Raises IruError if a key occurs more than once among the staged rows.
    """
    current = current_rows(connection, table)
    if current == 0:
        return Comparison(table, rows, 0, rows, 0)
    match = sql.SQL(" and ").join(
        sql.SQL("night.{0} = held.{0}").format(sql.Identifier(name))
        for name in ("_row_hash", *table.primary_key)
    )
    # Whatever the planner believes of a table without statistics: hash, do not sort or loop.
    connection.execute("set local enable_mergejoin = off; set local enable_nestloop = off")
    connection.execute(
        sql.SQL(
            "create temporary table {difference} on commit drop as"
            " select night.ctid as staged, held.ctid as held from {staged} as night"
            " full join (select ctid, _row_hash, {key} from {raw} where _valid_to is null) as held"
            " on {match} where night._row_hash is null or held._row_hash is null"
        ).format(
            difference=difference_name(table),
            staged=staged_name(table),
            raw=raw_name(table),
            key=key_list(table),
            match=match,
        )
    )
    connection.execute("set local enable_mergejoin = on; set local enable_nestloop = on")
    connection.execute(sql.SQL("analyze {}").format(difference_name(table)))
    opened, closed = connection.execute(
        sql.SQL("select count(staged), count(held) from {}").format(difference_name(table))
    ).fetchone()
    if rows - opened != current - closed:  # two staged rows match one row of raw
        raise _duplicates(connection, table)
    return Comparison(table, rows, current, opened, closed)


def apply(
    connection: psycopg.Connection, comparison: Comparison, as_at: datetime, load_id: int
) -> None:
    """Close and open row versions as compared. Raises IruError if a key occurs twice."""
    table = comparison.table
    if comparison.closed:
        connection.execute(
            sql.SQL(
                "update {} as raw set _valid_to = %s from {} as difference"
                " where raw.ctid = difference.held"
            ).format(raw_name(table), difference_name(table)),
            [as_at],
        )
    try:
        with connection.transaction():
            if comparison.opened:
                connection.execute(
                    sql.SQL(
                        "insert into {} ({columns}, _row_hash, _valid_from, _load_id)"
                        " select {columns}, _row_hash, %s, %s from {rows} as night"
                    ).format(
                        raw_name(table), columns=column_list(table), rows=opened_rows(comparison)
                    ),
                    [as_at, load_id],
                )
            # After a first load the index is built in one go, not row by row.
            connection.execute(
                sql.SQL(
                    "create unique index if not exists {} on {} ({}) where _valid_to is null"
                ).format(sql.Identifier(f"{table.name}_current"), raw_name(table), key_list(table))
            )
    except psycopg.errors.UniqueViolation:
        raise _duplicates(connection, table) from None
    if comparison.opened * 5 > comparison.rows:
        connection.execute(sql.SQL("analyze {}").format(raw_name(table)))


def opened_rows(comparison: Comparison) -> sql.Composable:
    """The staged rows that are new or changed, as something to select from."""
    table = comparison.table
    if comparison.current == 0:
        return staged_name(table)
    return sql.SQL(
        "(select staging.* from {} as staging"
        " join {} as difference on staging.ctid = difference.staged)"
    ).format(staged_name(table), difference_name(table))


def current_rows(connection: psycopg.Connection, table: Table) -> int:
    """How many row versions of raw are current."""
    query = sql.SQL("select count(*) from {} where _valid_to is null").format(raw_name(table))
    return connection.execute(query).fetchone()[0]


def _duplicates(connection: psycopg.Connection, table: Table) -> IruError:
    keys, rows = connection.execute(
        sql.SQL(
            "select count(*), coalesce(sum(rows), 0) from"
            " (select count(*) as rows from {} group by {} having count(*) > 1) as repeated"
        ).format(staged_name(table), key_list(table))
    ).fetchone()
    return IruError(
        f"{keys:,} keys occur more than once, in {rows:,} rows.",
        where=f"{table.name}: {', '.join(table.primary_key)}",
        mend=f"Supply {table.grain}. Nothing was loaded.",
    )
