"""Case files: a few children each, what the case system holds of them, and the facts expected.

A case file is YAML: a list of cases, each with `case` (what it shows), `given` and `expected`.
`given` names staging models without `stg_` and columns by their plain names; a companion table
of ours (say a review's details) takes the columns that the standard's table lacks. Identifiers
are the case's own: `A` in one case is not `A` in another. Today is Monday 15 May 2017.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import yaml

from iru import ops
from iru.contract import Table, load_contract
from iru.contract.ddl import create_table_sql

TODAY = datetime(2017, 5, 15, 1, 0, tzinfo=UTC)
CASES = Path(__file__).parent / "cases"
COMPANIONS = {
    "children": "child_details",
    "looked_after_episodes": "looked_after_episode_details",
    "looked_after_reviews": "looked_after_review_details",
    "child_protection_plans": "child_protection_plan_details",
    "initial_conferences": "conference_details",
    "review_conferences": "conference_details",
}
CONTRACT = load_contract()
STAGING = {table.staging.removeprefix("stg_"): table for table in CONTRACT.tables.values()}
CROSSWALK = "create table {}.pseudonyms (kind text, natural_key text, pseudonym text)"


def cases(subject: str) -> list[dict[str, Any]]:
    """The cases of one file, each with the prefix of its identifiers."""
    found = yaml.safe_load((CASES / f"{subject}.yml").read_text(encoding="utf-8"))
    return [{**case, "prefix": f"{subject}{number}-"} for number, case in enumerate(found)]


def load_cases(connection: psycopg.Connection) -> int:
    """Make raw, put every case into it and record that as a load; return the load's number."""
    ops.create(connection)
    for schema in ("raw", "raw_lado"):
        connection.execute(CROSSWALK.format(schema))
    for table in CONTRACT.tables.values():
        connection.execute(create_table_sql(table, table.raw_schema))
    write(connection, "extract_status", {"source_system": "cases", "extracted_at": TODAY}, "")
    for path in sorted(CASES.glob("*.yml")):
        for case in cases(path.stem):
            for model, rows in case["given"].items():
                for number, row in enumerate(rows):
                    write(connection, model, row, case["prefix"], f"{model}-{number}")
    return connection.execute(
        "insert into ops.loads (as_at, source, status) values (%s, 'cases', 'loaded')"
        " returning load_id",
        [TODAY],
    ).fetchone()[0]


def write(
    connection: psycopg.Connection, model: str, row: dict[str, Any], prefix: str, key: str = ""
) -> None:
    """One row of `given` into the model's table, and what is left of it into the companion."""
    table = STAGING[model]
    known = {field.plain for field in table.fields}
    own = {name: value for name, value in row.items() if name in known}
    if len(table.primary_key) == 1 and key:
        own.setdefault(_plain_key(table), key)
    _insert(connection, table, own, prefix)
    if model in COMPANIONS:
        companion = STAGING[COMPANIONS[model]]
        rest = {name: value for name, value in row.items() if name not in known}
        rest[_plain_key(companion)] = own[_plain_key(table)]
        if model == "review_conferences":
            rest.setdefault("conference_type_code", "RCPC")
        _insert(connection, companion, rest, prefix)
    elif unknown := set(row) - known:
        raise ValueError(f"{model} has no column {', '.join(sorted(unknown))}")


def _plain_key(table: Table) -> str:
    return next(field.plain for field in table.fields if field.name == table.primary_key[0])


def _insert(connection: psycopg.Connection, table: Table, row: dict[str, Any], prefix: str) -> None:
    fields = {field.plain: field for field in table.fields}
    values: dict[str, Any] = {"_valid_from": datetime(2017, 1, 1, tzinfo=UTC), "_load_id": 1}
    for plain, value in row.items():
        field = fields[plain]
        is_key = field.name in table.primary_key and field.type == "text" and not field.codes
        if is_key or field.personal in ("record_key", "person_key") or field.references:
            value = None if value is None else f"{prefix}{value}"
        if isinstance(value, bool):
            value = "Y" if value else "N"
        values[field.name] = value
        if field.personal == "person_key" and value is not None:
            # Left readable here: the pseudonym of a person is the identifier itself.
            connection.execute(
                f"insert into {table.raw_schema}.pseudonyms select %s, %s, %s where not exists"
                f" (select from {table.raw_schema}.pseudonyms"
                " where kind = %s and natural_key = %s)",
                [field.person_kind, value, value, field.person_kind, value],
            )
    columns = ", ".join(values)
    places = ", ".join(["%s"] * len(values))
    connection.execute(
        f"insert into {table.raw_schema}.{table.name} ({columns}) values ({places})",
        list(values.values()),
    )
