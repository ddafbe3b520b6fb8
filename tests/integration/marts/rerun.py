"""The build's own SQL, run again on other records: no dbt, and nothing of the build is changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import psycopg

from iru import dbt_environment
from iru.contract import Table
from iru.contract.ddl import create_table_sql
from iru.settings import Settings
from tests.integration.marts.county import COMPANIONS, CONTRACT, STAGING, TODAY

RAW, SCHEMA = "histories_raw", "histories"
BUILD = "b000001"
KEPT = {"dim_date"}  # the calendar does not depend on records


def prepare(connection: psycopg.Connection) -> None:
    """Empty raw tables of our own, but for the clock, and a schema for the models."""
    for schema in (RAW, SCHEMA):
        connection.execute(f"create schema {schema}")
    for table in CONTRACT.tables.values():
        connection.execute(create_table_sql(table, RAW))
    connection.execute(f"create table {RAW}.pseudonyms (like raw.pseudonyms)")
    put(connection, "extract_status", [{"source_system": "random", "extracted_at": TODAY}])


def models(settings: Settings, wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Names and SQL of the wanted models and of all before them, each after those it reads."""
    path = dbt_environment.target(settings) / "manifest.json"
    nodes = json.loads(path.read_text(encoding="utf-8"))["nodes"]
    found: dict[str, str] = {}

    def add(name: str) -> None:
        node = nodes.get(name, {"resource_type": "seed"})
        if node["resource_type"] == "model" and node["name"] not in {*found, *KEPT}:
            for before in node["depends_on"]["nodes"]:
                add(before)
            found[node["name"]] = node["compiled_code"]

    for name in wanted:
        add(f"model.iru.{name}")

    def place(match: re.Match[str]) -> str:
        schema, name = match.groups()
        if schema in ("raw", "raw_lado"):
            return f"{RAW}.{name}"
        if name in found:
            return f"{SCHEMA}.{name}"
        return f"{BUILD}_{schema.removeprefix(dbt_environment.BUILDING + '_')}.{name}"

    return [(name, re.sub(r'"\w+"\."(\w+)"\."(\w+)"', place, sql)) for name, sql in found.items()]


def run(connection: psycopg.Connection, chosen: list[tuple[str, str]]) -> None:
    """Make every model a table of the schema."""
    for name, sql in chosen:
        connection.execute(f"create table {SCHEMA}.{name} as {sql}")
        connection.execute(f"analyze {SCHEMA}.{name}")


def put(connection: psycopg.Connection, model: str, rows: list[dict[str, Any]]) -> None:
    """Rows of one staging model (without stg_), as the case files give them."""
    table = STAGING[model]
    insert(connection, table, rows)
    if model in COMPANIONS:
        companion, known = STAGING[COMPANIONS[model]], {field.plain for field in table.fields}
        key, own = plain_key(table), plain_key(companion)
        rest = [{k: v for k, v in row.items() if k not in known} | {own: row[key]} for row in rows]
        insert(connection, companion, rest)


def insert(connection: psycopg.Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    fields = [f for f in table.fields if any(f.plain in row for row in rows)]
    columns = ", ".join(["_valid_from", "_load_id", *(field.name for field in fields)])
    places = ", ".join(["'2017-01-01', 1", *(["%s"] * len(fields))])
    values = [[_text(row.get(field.plain)) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"insert into {RAW}.{table.name} ({columns}) values ({places})", values)
        for field in fields:
            if field.personal == "person_key":
                # Left readable: the pseudonym of a person is the identifier itself.
                people = {(field.person_kind, row[field.plain]) for row in rows}
                cursor.executemany(
                    f"insert into {RAW}.pseudonyms select %s, %s, %s where not exists (select from"
                    f" {RAW}.pseudonyms where kind = %s and natural_key = %s)",
                    [(kind, key, key, kind, key) for kind, key in sorted(people)],
                )


def plain_key(table: Table) -> str:
    return next(field.plain for field in table.fields if field.name == table.primary_key[0])


def _text(value: Any) -> Any:
    return ("Y" if value else "N") if isinstance(value, bool) else value
