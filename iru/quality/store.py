"""Tables that the checks keep: what each run counted, and the ledgers of recording gaps.

`ops.check_results` holds counts only. The ledgers name records by their keys and are restricted:
`quality` to the managers, `quality_lado` to the LADO. Analysts may read counts by check and role.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from iru.db import ROLES

LEDGERS = {"children": "quality", "lado": "quality_lado"}
LEDGER_READER = {"children": "manager", "lado": "lado"}

RESULTS = """
create table if not exists ops.check_runs (
    run_id         bigint generated always as identity primary key,
    border         text not null check (border in ('raw', 'warehouse')),
    load_id        bigint not null,
    build_id       bigint,
    data_as_at     date not null,       -- the last full day in the data that was checked
    started_at     timestamptz not null default clock_timestamp(),
    finished_at    timestamptz,
    status         text not null default 'running' check (status in
        ('running', 'passed', 'stopped', 'failed'))
);
create table if not exists ops.check_results (
    run_id           bigint not null references ops.check_runs,
    border           text not null,
    load_id          bigint not null,
    build_id         bigint,
    suite            text not null,
    check_id         text not null,
    severity         text not null,     -- stop, or a recording gap's E, W, I
    passed           boolean not null,  -- no row at fault
    stopped          boolean not null,  -- at fault beyond what is tolerated: nothing is published
    unexpected_count bigint,            -- null: the check could not be run
    evaluated_count  bigint,
    seconds          numeric not null,
    note             text not null default '',  -- names of columns or models; never a value
    primary key (run_id, check_id)
);
"""

LEDGER = """
create table if not exists {schema}.recording_gaps (
    gap_id            bigint generated always as identity primary key,
    check_id          text not null,
    severity          text not null,
    record_table      text not null,
    record_key        text not null,   -- a pseudonym, where the record is the person
    child_pseudonym   text,
    event_date        date,
    responsible_role  text not null,
    responsible_staff text,            -- a pseudonym
    team              text,
    first_seen        date not null,
    last_seen         date not null,
    resolved_on       date,
    times_before      integer not null default 0
);
create unique index if not exists recording_gaps_open
    on {schema}.recording_gaps (check_id, record_key) where resolved_on is null;
create or replace view {schema}.open_gaps as
    select g.*, g.last_seen - g.first_seen as age_days
    from {schema}.recording_gaps as g
    where g.resolved_on is null;
create or replace view {schema}.gap_summary as
    select check_id, severity, responsible_role,
        case
            when age_days < 7 then 'under a week'
            when age_days < 28 then 'one to four weeks'
            when age_days < 91 then 'one to three months'
            else 'over three months'
        end as age_band,
        count(*) as gaps
    from {schema}.open_gaps
    group by 1, 2, 3, 4;
"""


def create(connection: psycopg.Connection) -> None:
    """Make the tables and views that are not there yet, and grant them. Commits nothing."""
    # The lock keeps two processes from making the same table at once.
    connection.execute("select pg_advisory_xact_lock(hashtext('iru.quality.create'))")
    connection.execute(RESULTS)
    for zone, name in LEDGERS.items():
        schema, reader = sql.Identifier(name), sql.Identifier(ROLES[LEDGER_READER[zone]])
        connection.execute(sql.SQL("create schema if not exists {}").format(schema))
        connection.execute(sql.SQL(LEDGER).format(schema=schema))
        _grant(connection, "usage on schema {schema}", schema, reader)
        _grant(connection, "select on all tables in schema {schema}", schema, reader)
    # Counts, and no keys, for the analyst; the view reads the ledger as its owner.
    quality, analyst = sql.Identifier("quality"), sql.Identifier(ROLES["analyst"])
    _grant(connection, "usage on schema {schema}", quality, analyst)
    _grant(connection, "select on {schema}.gap_summary", quality, analyst)


def _grant(
    connection: psycopg.Connection, what: str, schema: sql.Identifier, role: sql.Identifier
) -> None:
    granted = sql.SQL(what).format(schema=schema)
    connection.execute(sql.SQL("grant {} to {}").format(granted, role))
