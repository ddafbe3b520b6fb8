"""Visits: a small table of the contract's kind, loaded night by night."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import psycopg

from iru import history
from iru.contract import Field, Table
from iru.loading import raw_tables
from iru.loading.stage import stage

FIRST_NIGHT = datetime(2017, 4, 1, 2, tzinfo=UTC)


def field(name: str, kind: str, required: bool = False) -> Field:
    """A field of a contract table."""
    return Field(name=name, plain=name, type=kind, meaning="A field.", required=required)


def a_table(*more: Field) -> Table:
    """Visits: a key of two parts, and a word that may be missing."""
    fields = (field("child", "text", True), field("number", "integer", True), field("word", "text"))
    return Table(
        name="visits",
        title="Visits",
        entity="visit",
        grain="one row per child and visit",
        supplied_by=(),
        standard="none",
        zone="children",
        staging="stg_visits",
        primary_key=("child", "number"),
        fields=(*fields, *more),
    )


VISITS = a_table()


def load(connection: psycopg.Connection, rows, as_at: datetime, table: Table = VISITS):
    """One night's load of one table; temporary tables end with the savepoint's night."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    with connection.transaction():
        raw_tables.prepare(connection, table)
        count = stage(connection, table, iter([text.getvalue().encode()]), "csv")
        compared = history.compare(connection, table, count)
        history.apply(connection, compared, as_at, load_id=1)
        connection.execute("drop table if exists pg_temp.staged_visits, pg_temp.difference_visits")
    return compared.opened, compared.closed


def as_known(connection: psycopg.Connection, moment: datetime) -> set[tuple]:
    """The rows of visits as they were known at a moment."""
    return set(
        connection.execute(
            "select child, number, word from raw.visits"
            " where _valid_from <= %(at)s and (_valid_to is null or _valid_to > %(at)s)",
            {"at": moment},
        )
    )


def night(number: int) -> datetime:
    """The moment of the load of that night."""
    return FIRST_NIGHT + timedelta(days=number)
