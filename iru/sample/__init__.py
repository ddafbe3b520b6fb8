"""The sample county: a synthetic case system, calibrated on published figures (decision D11)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from iru.db import connect
from iru.errors import IruError
from iru.sample.county import DEFAULT_SEED, LONDON, make_county
from iru.sample.writer import write_database, write_files
from iru.settings import Settings

__all__ = ["DEFAULT_SEED", "create", "exists", "export", "today"]


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
    records = make_county(seed, scale)
    with connect("case_owner", settings=settings) as connection:
        connection.execute("create schema if not exists sample")
        connection.execute("drop table if exists sample.county")
        connection.execute("create table sample.county (seed bigint, scale integer)")
        connection.execute("insert into sample.county values (%s, %s)", (seed, scale))
        write_database(connection, records)
    return records.count()


def today(settings: Settings) -> date:
    """The county's own day: everything up to the evening before is recorded."""
    with connect("case_owner", settings=settings) as connection:
        found = connection.execute("select iext_extracted_at from iru_extract_status").fetchone()
    return found[0].astimezone(LONDON).date()


def export(settings: Settings, folder: Path) -> int:
    """The county as CSV files in the contract's shape; returns how many files."""
    with connect("case_owner", settings=settings) as connection:
        return write_files(connection, folder)
