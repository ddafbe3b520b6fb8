"""From a check's query to the query that is run: placeholders become tables and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from string import Formatter

import psycopg

from iru.contract import load_contract
from iru.errors import IruError
from iru.working_days import add_wd, working_day_on_or_before

WORKING_DAYS_AGO = re.compile(r"working_days_ago_(\d+)")


def raw_relations() -> dict[str, str]:
    """Contract table → its current rows in raw, as something to select from."""
    return {
        table.name: f"(select * from {table.raw_schema}.{table.name} where _valid_to is null)"
        for table in load_contract().tables.values()
    }


def build_relations(connection: psycopg.Connection, schema_prefix: str) -> dict[str, str]:
    """Model → its table or view in the schemas of one build."""
    rows = connection.execute(
        "select table_name, table_schema from information_schema.tables "
        "where starts_with(table_schema, %s) order by 1",
        (f"{schema_prefix}_",),
    )
    return {name: f"{schema}.{name}" for name, schema in rows}


def placeholders(query: str) -> set[str]:
    """Names in braces."""
    return {name for _, name, _, _ in Formatter().parse(query) if name}


def working_days_ago(data_as_at: date, number: int) -> date:
    """A day with exactly `number` working days after it, up to and including `data_as_at` (C05).

    Whatever lies before it lies more than `number` working days back.
    """
    return add_wd(working_day_on_or_before(data_as_at), -number)


def render(check_id: str, query: str, relations: Mapping[str, str], data_as_at: date) -> str:
    """The query with its placeholders filled.

    IruError when it names a table or model that is not there: a check that cannot look must not
    look like a check that found nothing.
    """
    values = dict(relations) | {"data_as_at": _literal(data_as_at)}
    names = placeholders(query)
    for name in names:
        if match := WORKING_DAYS_AGO.fullmatch(name):
            values[name] = _literal(working_days_ago(data_as_at, int(match[1])))
    lacking = sorted(names - values.keys())
    if lacking:
        raise IruError(
            f"A check reads what is not there: {', '.join(lacking)}.",
            where=f"check {check_id}",
            mend="Correct the name, or build what it names.",
        )
    return query.format_map(values).strip()


def _literal(day: date) -> str:
    return f"date '{day.isoformat()}'"
