"""When a release came into schema `reference`: what a build as known on a night may use (D2)."""

from __future__ import annotations

from datetime import datetime

import psycopg
from psycopg import sql

from iru import ops
from iru.db import connect
from iru.settings import Settings

RELEASES = ("lait_releases", "population_vintages")


def known_from(connection: psycopg.Connection, table: str, vintage: int | str) -> datetime | None:
    """The newest night loaded; of a release that is replaced, the one it first came in.

    table: one of `RELEASES`. None when there is no night yet.
    """
    ops.create(connection)
    newest, replaced, first = connection.execute(
        sql.SQL(
            f"select (select max(as_at) from ops.loads where {ops.GOOD_LOAD}), count(*),"
            " min(known_from) from {} where vintage = %s"
        ).format(sql.Identifier("reference", table)),
        [vintage],
    ).fetchone()
    return first if replaced else newest


def newest_arrival(settings: Settings | None = None) -> datetime | None:
    """When a file was last loaded into `reference`; None when none has been.

    A build made before lacks it.
    """
    moments = []
    with connect("pipeline", settings=settings) as connection:
        for table in RELEASES:
            name = f"reference.{table}"
            if connection.execute("select to_regclass(%s)", [name]).fetchone()[0] is not None:
                moments += connection.execute(f"select max(loaded_at) from {name}").fetchone()
    return max((moment for moment in moments if moment), default=None)
