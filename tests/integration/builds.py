"""Builds as dbt leaves them, for tests of publishing."""

from __future__ import annotations

from datetime import UTC, datetime

from case_records import run

from iru import ops
from iru.db import connect
from iru.settings import Settings

EXTRACTED = datetime(2017, 5, 15, 1, tzinfo=UTC)  # 02:00 in London
TABLES = {
    "mart": {"fct_reviews": "select {n} as build, 'R1' as review_id"},
    "lado": {"fct_allegations": "select {n} as build"},
    "indicators": {"fct_indicator_results": "select {n} as build, 682::numeric as value"},
}


def record_load(settings: Settings) -> None:
    """A load that went well, number 1, of the night of 15 May 2017."""
    with connect("pipeline", settings=settings) as connection:
        ops.create(connection)
        connection.execute(
            "insert into ops.loads (as_at, extracted_at, source, changed, status)"
            " values (%(at)s, %(at)s, 'test', true, 'loaded')",
            {"at": EXTRACTED},
        )


def build(settings: Settings, tables: dict = TABLES, status: str = "audited") -> int:
    """A build as dbt leaves it: schemas of its own, with the tables given as queries."""
    with connect("pipeline", settings=settings) as connection:
        made = ops.open_build(connection, load_id=1, code_fingerprint="of the code")
        for layer, queries in tables.items():
            schema = f"{made.schema_prefix}_{layer}"
            connection.execute(f"create schema {schema}")
            for name, query in queries.items():
                text = query.format(n=made.build_id)
                connection.execute(f"create table {schema}.{name} as {text}")
        ops.close_build(connection, made.build_id, status)
    return made.build_id


def mart(query: str) -> dict:
    """The usual tables, with another query for the one in `mart`."""
    return {**TABLES, "mart": {"fct_reviews": query}}


def shown(settings: Settings, role: str = "analyst") -> int:
    """The build that a role's view of reviews shows."""
    return run(settings, "select build from mart.fct_reviews", role)[0][0]


def build_schemas(settings: Settings) -> set[str]:
    """Prefixes of the builds that still have schemas."""
    query = "select distinct left(nspname, 7) from pg_namespace where nspname ~ '^b[0-9]{6}_'"
    return {name for (name,) in run(settings, query, "pipeline")}


def statuses(settings: Settings) -> list[str]:
    """The state of every build, the oldest first."""
    query = "select status from ops.builds order by build_id"
    return [status for (status,) in run(settings, query, "pipeline")]
