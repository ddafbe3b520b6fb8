"""The pipeline's own records, schema `ops`: loads, builds and what each step counted.

No row of a case record is here: only counts, moments, states and names of tables and models.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import sql

from iru.errors import IruError

GOOD_LOAD = "status in ('loaded', 'unchanged')"

TABLES = """
create table if not exists ops.loads (
    load_id        bigint generated always as identity primary key,
    as_at          timestamptz,         -- _valid_from of the row versions this load opened
    extracted_at   timestamptz,         -- what the source's own clock said
    source         text not null,
    started_at     timestamptz not null default clock_timestamp(),
    finished_at    timestamptz,
    rows_read      bigint,
    rows_opened    bigint,
    rows_closed    bigint,
    changed        boolean,
    accepted_shrink text[] not null default '{}',
    status         text not null default 'running'
        check (status in ('running', 'loaded', 'unchanged', 'refused', 'failed')),
    message        text                 -- why it was refused; never a value of a record
);
create table if not exists ops.load_tables (
    load_id        bigint not null references ops.loads,
    table_name     text not null,
    rows_read      bigint not null,
    opened         bigint not null,
    closed         bigint not null,
    source_digest  text,                -- equal to the next night's: the table is passed over
    unknown_columns text[] not null default '{}',
    primary key (load_id, table_name)
);
create table if not exists ops.raw_tables (
    table_name     text primary key,
    hash_recipe    text not null        -- what _row_hash was computed from, and by which server
);
create table if not exists ops.pseudonym_keys (
    zone           text primary key,
    fingerprint    text not null        -- of the key, to recognise another; not the key
);
create table if not exists ops.builds (
    build_id       bigint generated always as identity primary key,
    load_id        bigint not null references ops.loads,
    known_at       timestamptz not null,
    code_fingerprint text,
    schema_prefix  text generated always as ('b' || lpad(build_id::text, 6, '0')) stored,
    status         text not null default 'building' check (status in
        ('building', 'built', 'audited', 'published', 'failed', 'superseded')),
    started_at     timestamptz not null default clock_timestamp(),
    finished_at    timestamptz,
    published_at   timestamptz,
    dropped_at     timestamptz          -- when its schemas were dropped
);
create table if not exists ops.dbt_node_results (
    build_id       bigint not null references ops.builds,
    unique_id      text not null,
    resource_type  text not null,
    status         text not null,
    seconds        numeric,
    rows           bigint,
    message_code   text,
    primary key (build_id, unique_id)
);
"""


@dataclass(frozen=True)
class Build:
    """One build of the warehouse; its schemas are `<schema_prefix>_mart` and so on."""

    build_id: int
    load_id: int
    known_at: datetime
    code_fingerprint: str | None
    schema_prefix: str
    status: str


def create(connection: psycopg.Connection) -> None:
    """Make the tables of `ops` that are not there yet. Leaves the transaction open."""
    # The lock keeps two processes from making the same table at once.
    connection.execute("select pg_advisory_xact_lock(hashtext('iru.ops.create'))")
    connection.execute(TABLES)


def open_build(
    connection: psycopg.Connection,
    load_id: int,
    known_at: datetime | None = None,
    code_fingerprint: str | None = None,
) -> Build:
    """Record that a build begins; `known_at` defaults to the load's own moment.

    Raises IruError if there is no such load, or if it did not go well.
    """
    row = connection.execute(
        "insert into ops.builds (load_id, known_at, code_fingerprint)"
        " select load_id, coalesce(%s, as_at), %s from ops.loads"
        f" where load_id = %s and {GOOD_LOAD} returning build_id",
        [known_at, code_fingerprint, load_id],
    ).fetchone()
    if row is None:
        raise IruError(
            f"Load {load_id} did not go well, or there is none of that number.",
            where="ops.loads",
            mend="Run `iru nightly extract`, and build what it loaded.",
        )
    return build(connection, row[0])


def close_build(connection: psycopg.Connection, build_id: int, status: str) -> None:
    """Set a build's state: 'built', 'audited' or 'failed'. Publishing has its own function."""
    connection.execute(
        "update ops.builds set status = %s, finished_at = coalesce(finished_at, clock_timestamp())"
        " where build_id = %s",
        [status, build_id],
    )


def build(connection: psycopg.Connection, build_id: int) -> Build:
    """The build of that number. Raises IruError if there is none."""
    row = connection.execute(
        "select build_id, load_id, known_at, code_fingerprint, schema_prefix, status"
        " from ops.builds where build_id = %s",
        [build_id],
    ).fetchone()
    if row is None:
        raise IruError(
            f"There is no build {build_id}.",
            where="ops.builds",
            mend="`iru nightly status` lists the builds there are.",
        )
    return Build(*row)


def drop_build(connection: psycopg.Connection, build_id: int) -> None:
    """Drop a build's schemas; what is recorded of it stays."""
    prefix = build(connection, build_id).schema_prefix
    for (schema,) in connection.execute(
        "select nspname from pg_namespace where starts_with(nspname, %s)", [f"{prefix}_"]
    ).fetchall():
        connection.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(schema)))
    connection.execute(
        "update ops.builds set dropped_at = clock_timestamp() where build_id = %s", [build_id]
    )


def record_nodes(connection: psycopg.Connection, build_id: int, nodes: Iterable[dict]) -> None:
    """Keep what dbt reports of each node: unique_id, resource_type, status, seconds, rows,
    message_code (a code, never the message: a failed test's message may quote a record)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into ops.dbt_node_results"
            " (build_id, unique_id, resource_type, status, seconds, rows, message_code)"
            " values (%(build_id)s, %(unique_id)s, %(resource_type)s, %(status)s, %(seconds)s,"
            " %(rows)s, %(message_code)s) on conflict (build_id, unique_id) do update set"
            " status = excluded.status, seconds = excluded.seconds, rows = excluded.rows,"
            " message_code = excluded.message_code",
            [{"build_id": build_id, "rows": None, "message_code": None, **node} for node in nodes],
        )
