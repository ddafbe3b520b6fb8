"""Publishing builds, going back to an earlier one, and what is published now (D3)."""

from __future__ import annotations

import logging
from typing import Any

import psycopg

from iru import ops
from iru.comparators.arrivals import newest_arrival
from iru.db import connect
from iru.errors import IruError
from iru.fingerprint import code_fingerprint
from iru.nights import require_newest_night
from iru.published_views import is_shown, point_at
from iru.settings import Settings
from iru.settings import settings as current_settings

log = logging.getLogger(__name__)

KEPT_BUILDS = 3
LOCK_TIMEOUT = "60s"
PUBLISHABLE = ("audited", "published", "superseded")

PUBLISHED = """
    select build_id, builds.load_id, known_at, code_fingerprint, schema_prefix, published_at,
        -- The last full day before the extract that the build knew of.
        (select (loads.extracted_at at time zone 'Europe/London')::date - 1 from ops.loads
         where as_at <= known_at and status in ('loaded', 'unchanged')
         order by load_id desc limit 1) as data_as_at
    from ops.builds where status = 'published' order by published_at desc limit 1"""


def publish(
    build_id: int, settings: Settings | None = None, earlier_night: bool = False
) -> dict[str, Any]:
    """Point the published views at a build, in one transaction; then drop builds no longer kept.

    earlier_night: publish a build even though it shows an earlier night than could be shown.

    Returns build_id, views (how many), kept_views (views that the build no longer makes but
    others depend on) and dropped (numbers of builds dropped). Raises IruError, with yesterday's
    views untouched, if the build was not audited, if it shows an earlier night and that was not
    asked for, or if a view cannot follow it.
    """
    with connect("pipeline", settings=settings or current_settings()) as warehouse:
        if not earlier_night:
            require_newest_night(warehouse, build_id)
        views, kept_views = _point(warehouse, build_id)
        warehouse.commit()
        dropped = _drop_old_builds(warehouse)
    log.info("Build %s is published: %s views; %s builds dropped", build_id, views, len(dropped))
    for view in kept_views:
        log.warning("%s is no longer made; others depend on it, so it shows an old build", view)
    return {"build_id": build_id, "views": views, "kept_views": kept_views, "dropped": dropped}


def rollback(settings: Settings | None = None) -> dict[str, Any]:
    """Point the published views at the kept build before the published one.

    Returns build_id and views. Raises IruError if no earlier build is kept.
    """
    with connect("pipeline", settings=settings or current_settings()) as warehouse:
        ops.create(warehouse)
        row = warehouse.execute(
            "select max(build_id) from ops.builds"
            " where published_at is not null and dropped_at is null and build_id <"
            " (select max(build_id) from ops.builds where status = 'published')"
        ).fetchone()
        if row[0] is None:
            raise IruError(
                "There is no earlier build to go back to.",
                where="ops.builds",
                mend=f"The last {KEPT_BUILDS} published builds are kept; see iru nightly status.",
            )
        views, _ = _point(warehouse, row[0])
    log.info("The published views show build %s again", row[0])
    return {"build_id": row[0], "views": views}


def published_build(settings: Settings | None = None) -> dict[str, Any] | None:
    """The build that the published views show, or None before the first.

    Keys: build_id, load_id, known_at, code_fingerprint, schema_prefix, published_at and
    data_as_at (the last full day of the data it was made from).
    """
    with connect("pipeline", settings=settings or current_settings()) as warehouse:
        if warehouse.execute("select to_regclass('ops.builds')").fetchone() == (None,):
            return None
        cursor = warehouse.cursor(row_factory=psycopg.rows.dict_row)
        return cursor.execute(PUBLISHED).fetchone()


def nothing_to_do(settings: Settings, load_id: int) -> bool:
    """Whether the published build already shows what that load brought, by today's code and
    with the comparators loaded last."""
    shown = published_build(settings)
    if shown is None or shown["code_fingerprint"] != code_fingerprint(settings):
        return False
    with connect("pipeline", settings=settings) as warehouse:
        as_at, started_at = warehouse.execute(
            "select (select as_at from ops.loads where load_id = %s), started_at"
            " from ops.builds where build_id = %s",
            [load_id, shown["build_id"]],
        ).fetchone()
    arrival = newest_arrival(settings)
    return as_at == shown["known_at"] and (arrival is None or arrival < started_at)


def _point(warehouse: psycopg.Connection, build_id: int) -> tuple[int, list[str]]:
    build = ops.build(warehouse, build_id)
    dropped = warehouse.execute(
        "select dropped_at is not null from ops.builds where build_id = %s", [build_id]
    ).fetchone()[0]
    if build.status not in PUBLISHABLE or dropped:
        raise IruError(
            f"Build {build_id} cannot be published: it is "
            + ("dropped" if dropped else f"{build.status}, not audited")
            + ".",
            where="ops.builds",
            mend=f"Check it first: iru nightly check {build_id}; or build again.",
        )
    warehouse.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        views = point_at(warehouse, build.schema_prefix)
    except psycopg.errors.LockNotAvailable:
        raise IruError(
            "Someone's long query holds the published views.",
            where=f"build {build_id}, after waiting {LOCK_TIMEOUT}",
            mend="End that query (pg_stat_activity shows it), then publish again.",
        ) from None
    warehouse.execute(
        "update ops.builds set status = 'superseded' where status = 'published' and build_id <> %s",
        [build_id],
    )
    warehouse.execute(
        "update ops.builds set status = 'published', published_at = clock_timestamp()"
        " where build_id = %s",
        [build_id],
    )
    return views


def _drop_old_builds(warehouse: psycopg.Connection) -> list[int]:
    """Drop all but the last builds published, and whatever older build never was.

    Each in a transaction of its own. A build that some view still reads stays.
    """
    old = warehouse.execute(
        """
        select build_id, schema_prefix from ops.builds
        where dropped_at is null and status <> 'published'
            and build_id < (select max(build_id) from ops.builds where status = 'published')
            and build_id not in (
                select build_id from ops.builds where published_at is not null
                order by build_id desc limit %s)
        order by build_id""",
        [KEPT_BUILDS],
    ).fetchall()
    dropped = []
    for build_id, prefix in old:
        with warehouse.transaction():
            if is_shown(warehouse, prefix):
                log.warning("Build %s stays: a published view still reads it", build_id)
                continue
            ops.drop_build(warehouse, build_id)
            dropped.append(build_id)
    return dropped
