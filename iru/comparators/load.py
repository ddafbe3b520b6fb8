"""A LAIT file into schema `reference` of the warehouse, from where the next build takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import psycopg

from iru.comparators.arrivals import known_from
from iru.comparators.beside import areas, measures
from iru.comparators.lait import LaitValue, read_lait
from iru.db import connect
from iru.errors import IruError
from iru.progress import progress
from iru.settings import Settings

TABLES = Path(__file__).with_name("reference.sql")
COPY = f"copy arriving ({', '.join(LaitValue._fields)}) from stdin"
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Loaded:
    """What a load comes to: its release, its values, and the comparators they make."""

    vintage: int
    values: int
    comparators: int
    indicators: int


def load_comparators(
    path: Path, vintage: int | None = None, settings: Settings | None = None
) -> Loaded:
    """Load a LAIT long file in one transaction; a release loaded before is replaced whole.

    `vintage` is the year of the release; without it, the newest year in the file. Raises
    IruError when the file cannot be read (see `read_lait`) or holds a value twice.
    """
    with connect("pipeline", settings=settings) as connection:
        connection.execute(TABLES.read_text(encoding="utf-8"))
        _configure(connection)
        values, newest = _receive(connection, path)
        release = vintage or newest
        if not release:
            raise IruError(
                "The file names no year that a release could be dated by.",
                where=path.name,
                mend="Give the year of the release with --vintage.",
            )
        night = known_from(connection, "lait_releases", release)
        _keep(connection, release, path)
        connection.execute(
            "insert into reference.lait_releases (vintage, file_name, rows_read, known_from)"
            " values (%s, %s, %s, %s)",
            [release, path.name, values, night],
        )
        comparators, indicators = connection.execute(
            "select count(*), count(distinct indicator_id) from reference.comparators"
        ).fetchone()
    return Loaded(release, values, comparators, indicators)


def _configure(connection: psycopg.Connection) -> None:
    """`config/comparators/` into its two tables, in place of what they held."""
    connection.execute("truncate reference.lait_measures, reference.comparator_areas")
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into reference.lait_measures values (%s, %s, %s, %s, %s, %s)", measures()
        )
        cursor.executemany(
            "insert into reference.comparator_areas values (%s, %s, %s, %s)", areas()
        )


def _receive(connection: psycopg.Connection, path: Path) -> tuple[int, int]:
    """The file into a temporary table; its number of values and its newest year."""
    connection.execute(
        "create temporary table arriving (like reference.lait_values) on commit drop"
    )
    connection.execute("alter table arriving drop column vintage")
    count = newest = 0
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for row in progress(read_lait(path), f"reading {path.name}"):
            copy.write_row(row)
            count += 1
            newest = max(newest, *map(int, YEAR.findall(row.year)), 0)
    return count, newest


def _keep(connection: psycopg.Connection, vintage: int, path: Path) -> None:
    for table in ("lait_values", "lait_releases"):
        connection.execute(f"delete from reference.{table} where vintage = %s", [vintage])
    names = ", ".join(LaitValue._fields)
    try:
        connection.execute(
            f"insert into reference.lait_values (vintage, {names})"
            f" select %s, {names} from arriving",
            [vintage],
        )
    except psycopg.errors.UniqueViolation as error:
        raise IruError(
            f"The file holds a value twice: {error.diag.message_detail}",
            where=path.name,
            mend="Download the file again; each measure, year and area stands in it once.",
        ) from None
    connection.execute("analyze reference.lait_values")
