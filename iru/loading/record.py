"""What `ops` keeps of each load: when, from where, how many rows; never a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import psycopg

from iru.errors import IruError
from iru.history import Comparison
from iru.ops import GOOD_LOAD


def open_load(connection: psycopg.Connection, source: str, accepted: Collection[str]) -> int:
    """Record, and commit, that a load begins; its number.

    Raises IruError while another load runs. A load that an earlier process left running has
    broken off: no process holds its lock any more.
    """
    locked = connection.execute("select pg_try_advisory_lock(hashtext('iru.load'))").fetchone()[0]
    if not locked:
        connection.rollback()
        raise IruError(
            "Another load is running.",
            where="ops.loads",
            mend="Wait until it has ended; `iru nightly status` shows it.",
        )
    connection.execute(
        "update ops.loads set status = 'failed', finished_at = clock_timestamp(),"
        " message = 'The process ended.' where status = 'running'"
    )
    load_id = connection.execute(
        "insert into ops.loads (source, accepted_shrink) values (%s, %s) returning load_id",
        [source, list(accepted)],
    ).fetchone()[0]
    connection.commit()
    return load_id


def break_off_load(connection: psycopg.Connection, load_id: int, status: str, message: str) -> None:
    """Record, and commit, that a load was refused or failed, unless the connection is lost."""
    if connection.closed:
        return
    connection.execute(
        "update ops.loads set status = %s, message = %s, changed = false,"
        " finished_at = clock_timestamp() where load_id = %s",
        [status, message, load_id],
    )
    connection.commit()


def close_load(
    connection: psycopg.Connection,
    load_id: int,
    as_at: datetime,
    extracted_at: datetime,
    changed: bool,
    counts: Mapping[str, int],
) -> None:
    """Record, within the load's own transaction, that it went well."""
    connection.execute(
        "update ops.loads set as_at = %(as_at)s, extracted_at = %(extracted_at)s,"
        " rows_read = %(rows_read)s, rows_opened = %(rows_opened)s,"
        " rows_closed = %(rows_closed)s, changed = %(changed)s, status = %(status)s,"
        " finished_at = clock_timestamp() where load_id = %(load_id)s",
        {
            "load_id": load_id,
            "as_at": as_at,
            "extracted_at": extracted_at,
            "changed": changed,
            "status": "loaded" if changed else "unchanged",
            **counts,
        },
    )


def record_tables(
    connection: psycopg.Connection,
    load_id: int,
    compared: Sequence[Comparison],
    unknown: Mapping[str, tuple[str, ...]],
) -> None:
    """Record each table's counts, its digest and the columns that no contract table has."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into ops.load_tables"
            " (load_id, table_name, rows_read, opened, closed, source_digest, unknown_columns)"
            " values (%s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    load_id,
                    one.table.name,
                    one.rows,
                    one.opened,
                    one.closed,
                    one.digest,
                    list(unknown.get(one.table.name, ())),
                )
                for one in compared
            ],
        )


def last_load(connection: psycopg.Connection) -> dict | None:
    """The newest load that went well: load_id, as_at, extracted_at; None before the first."""
    row = connection.execute(
        f"select load_id, as_at, extracted_at from ops.loads where {GOOD_LOAD}"
        " order by load_id desc limit 1"
    ).fetchone()
    return dict(zip(("load_id", "as_at", "extracted_at"), row, strict=True)) if row else None


def digests(connection: psycopg.Connection, load_id: int) -> dict[str, tuple[int, str]]:
    """Of each table that load read: its rows, and what the source said of its content."""
    rows = connection.execute(
        "select table_name, rows_read, source_digest from ops.load_tables"
        " where load_id = %s and source_digest is not null",
        [load_id],
    )
    return {name: (count, digest) for name, count, digest in rows}
