"""The sample county: a synthetic case system, calibrated on published figures (decision D11)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from psycopg.types.json import Jsonb

from iru.db import connect
from iru.errors import IruError
from iru.sample.advance import LONDON, live
from iru.sample.county import DEFAULT_SEED, make_county
from iru.sample.targets import load_targets
from iru.sample.writer import count_rows, write_database, write_files
from iru.settings import Settings

__all__ = ["DEFAULT_SEED", "advance", "create", "exists", "export", "today"]


def exists(settings: Settings) -> bool:
    """True when the case system already holds a county."""
    with connect("case_owner", settings=settings) as connection:
        found = connection.execute("select to_regclass('sample.county')").fetchone()
    return bool(found and found[0])


def create(
    settings: Settings, scale: int = 1, seed: int = DEFAULT_SEED, force: bool = False
) -> int:
    """Make the county in the case system's database; returns the number of rows.

    Raises IruError when one is there and `force` is not given.
    """
    if exists(settings) and not force:
        raise IruError(
            "The case system already holds a sample county.",
            where=f"database {settings.case_database}",
            mend="Add --force to make it anew; everything in it is then lost.",
        )
    targets = load_targets(scale=scale)
    records = make_county(targets, seed)
    # From the day after its last 31 March the county has lived day by day, as it will go on to.
    begun = date(max(int(period) for period in targets.values["lac_count"]), 4, 1)
    with connect("case_owner", settings=settings) as connection:
        connection.execute("create schema if not exists sample")
        connection.execute("drop table if exists sample.county")
        connection.execute(
            "create table sample.county (seed bigint, scale integer, begun date, last_keys jsonb)"
        )
        connection.execute(
            "insert into sample.county values (%s, %s, %s, %s)",
            (seed, scale, begun, Jsonb(dict(records.last_key))),
        )
        write_database(connection, records)
    advance(settings, (targets.today - begun).days)
    with connect("case_owner", settings=settings) as connection:
        return count_rows(connection)


def advance(settings: Settings, days: int) -> int:
    """Let the county live on; returns how many rows were new, changed or deleted.

    Raises IruError when there is no county, or the days are fewer than one.
    """
    if days < 1 or not exists(settings):
        raise IruError(
            "The sample county cannot live on." if days < 1 else "There is no sample county.",
            where=f"database {settings.case_database}",
            mend="Give a number of days from 1." if days < 1 else "Run `iru sample create`.",
        )
    with connect("case_owner", settings=settings) as connection:
        return live(connection, days)


def today(settings: Settings) -> date:
    """The county's own day: everything up to the evening before is recorded."""
    with connect("case_owner", settings=settings) as connection:
        found = connection.execute("select iext_extracted_at from iru_extract_status").fetchone()
    return found[0].astimezone(LONDON).date()


def export(settings: Settings, folder: Path) -> int:
    """The county as CSV files in the contract's shape; returns how many files."""
    with connect("case_owner", settings=settings) as connection:
        return write_files(connection, folder)
