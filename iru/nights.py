"""Past nights: which load was the newest then, and a build that shows what was known (D2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import psycopg

from iru import ops
from iru.db import connect
from iru.errors import IruError
from iru.fingerprint import code_fingerprint
from iru.settings import Settings

LONDON = ZoneInfo("Europe/London")
BUILD = re.compile(r"b?0*(\d{1,9})")

# A build made in the knowledge of a later load shows an earlier night; so does one that is older
# than what is published.
EARLIER_NIGHT = f"""
    select exists (
        select from ops.loads
        where as_at > builds.known_at and {ops.GOOD_LOAD} and finished_at <= builds.started_at
    ) or exists (
        select from ops.builds as shown
        where shown.status = 'published' and shown.known_at > builds.known_at
    )
    from ops.builds where build_id = %s"""

# Builds of a load's moment that can be asked, those of today's code first.
KEPT = """
    select build_id from ops.builds
    where known_at = (select as_at from ops.loads where load_id = %s)
        and status in ('built', 'audited', 'published', 'superseded') and dropped_at is null
        and to_regclass(schema_prefix || '_intermediate.int_indicator_rows') is not null
    order by code_fingerprint is not distinct from %s desc, build_id desc limit 1"""


@dataclass(frozen=True)
class Night:
    """A build that shows what was known on one night; data_as_at is its last full day."""

    build: ops.Build
    data_as_at: date


def moment(text: str) -> datetime:
    """The moment that a date (its last, local) or a date and time (local, unless it says) means.

    Raises IruError if it is neither.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            next_day = date.fromisoformat(text.strip()) + timedelta(days=1)
            midnight = datetime.combine(next_day, time.min, LONDON)
            return midnight - timedelta(microseconds=1)
        said = datetime.fromisoformat(text.strip())
    except ValueError:
        raise IruError(
            f"{text!r} is neither a date nor a moment.",
            where="the night asked for",
            mend="Write 2017-05-15, or 2017-05-15 02:00, or the number of a kept build.",
        ) from None
    return said if said.tzinfo else said.replace(tzinfo=LONDON)


def load_known_at(settings: Settings, night: str) -> int:
    """The number of the newest load at that date or moment. IruError if there was none yet."""
    with connect("pipeline", settings=settings) as warehouse:
        ops.create(warehouse)
        found = warehouse.execute(
            f"select load_id from ops.loads where as_at <= %s and {ops.GOOD_LOAD}"
            " order by load_id desc limit 1",
            [moment(night)],
        ).fetchone()
        if found:
            return found[0]
        first = warehouse.execute(
            f"select to_char(min(as_at), 'YYYY-MM-DD HH24:MI') from ops.loads where {ops.GOOD_LOAD}"
        ).fetchone()[0]
    raise IruError(
        f"Nothing was known at {night}.",
        where="ops.loads",
        mend=f"The first load is of {first}." if first else "Run `iru nightly extract` first.",
    )


@contextmanager
def night(settings: Settings, asked: str) -> Iterator[Night]:
    """A build of the night asked for: the number of a kept build (7 or b000007), or a date or
    moment. A night of which no build is kept is built as known then, and dropped afterwards."""
    if number := BUILD.fullmatch(asked.strip()):
        yield _night(settings, int(number[1]))
        return
    load_id = load_known_at(settings, asked)
    with connect("pipeline", settings=settings) as warehouse:
        kept = warehouse.execute(KEPT, [load_id, code_fingerprint(settings)]).fetchone()
    if kept:
        yield _night(settings, kept[0])
        return
    from iru.transform import build

    build_id = build(load_id, settings=settings)
    try:
        yield _night(settings, build_id)
    finally:
        with connect("pipeline", settings=settings) as warehouse:
            ops.drop_build(warehouse, build_id)


def require_newest_night(warehouse: psycopg.Connection, build_id: int) -> None:
    """Raise IruError if the build shows an earlier night than could be published."""
    build = ops.build(warehouse, build_id)
    if warehouse.execute(EARLIER_NIGHT, [build_id]).fetchone()[0]:
        raise IruError(
            f"Build {build_id} shows what was known at "
            f"{build.known_at.astimezone(LONDON):%Y-%m-%d %H:%M}, and a later night is loaded.",
            where="ops.builds",
            mend="Build and publish the newest load; or, to show that night on purpose, publish "
            "with --earlier-night.",
        )


def kept_build(settings: Settings, build_id: int) -> ops.Build:
    """The build of that number. IruError if there is none, or if its tables are not kept."""
    with connect("pipeline", settings=settings) as warehouse:
        ops.create(warehouse)
        found = ops.build(warehouse, build_id)
        kept = warehouse.execute(
            "select to_regclass(%s) is not null",
            [f"{found.schema_prefix}_intermediate.int_indicator_rows"],
        ).fetchone()[0]
    if not kept:
        raise IruError(
            f"Build {build_id} is not kept, or was made before figures could be traced.",
            where=f"schemas {found.schema_prefix}_…",
            mend="Build that night again: iru nightly build --known-at "
            f'"{found.known_at.astimezone(LONDON):%Y-%m-%d %H:%M:%S.%f}".',
        )
    return found


def _night(settings: Settings, build_id: int) -> Night:
    build = kept_build(settings, build_id)
    with connect("pipeline", settings=settings) as warehouse:
        data_as_at = warehouse.execute(
            f"select data_as_at from {build.schema_prefix}_intermediate.int_as_at"
        ).fetchone()
    if data_as_at is None:
        raise IruError(
            f"Build {build_id} holds no data.",
            where=f"{build.schema_prefix}_intermediate.int_as_at",
            mend="Name the build of a night whose extract said when it was true.",
        )
    return Night(build, data_as_at[0])
