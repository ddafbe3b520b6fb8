"""An ONS file of population estimates into schema `reference`, one vintage at a time (C18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import yaml

from iru.comparators.arrivals import known_from
from iru.comparators.beside import FOLDER
from iru.comparators.mid_year import District, read_districts
from iru.db import connect
from iru.errors import IruError
from iru.settings import Settings
from iru.settings import settings as current_settings

LONDON = ZoneInfo("Europe/London")
TABLES = Path(__file__).with_name("populations.sql")
COPY = (
    "copy reference.population_estimates (vintage, area_code, area, mid_year, population)"
    " from stdin"
)


@dataclass(frozen=True)
class LoadedPopulations:
    """What a load comes to. own: residents of our own authority by mid-year.

    out_by: the day of release, or else the newest night loaded (today when there is none).
    """

    vintage: str
    areas: int
    own: Mapping[int, int]
    out_by: date


def load_populations(
    path: Path, vintage: str, released: date | None = None, settings: Settings | None = None
) -> LoadedPopulations:
    """Load ONS's file in one transaction; a vintage of that name loaded before is replaced whole.

    released: the day ONS published it. Raises IruError when the file cannot be read (see
    `read_districts`) or has not our own authority, nor all the districts it is made of.
    """
    chosen = settings or current_settings()
    districts = read_districts(path)
    areas = [*districts.values(), *composed(path, districts)]
    own = next((one for one in areas if one.code == chosen.authority["ons_code"]), None)
    if own is None:
        raise IruError(
            f"The file has no population of {chosen.authority['name']}"
            f" ({chosen.authority['ons_code']}).",
            where=path.name,
            mend="Name the authority's districts in config/comparators/populations.yml.",
        )
    with connect("pipeline", settings=chosen) as connection:
        connection.execute(TABLES.read_text(encoding="utf-8"))
        night = known_from(connection, "population_vintages", vintage)
        out_by = released or (night.astimezone(LONDON).date() if night else date.today())
        connection.execute(
            "delete from reference.population_vintages where vintage = %s", [vintage]
        )
        connection.execute(
            "insert into reference.population_vintages (vintage, file_name, out_by, known_from)"
            " values (%s, %s, %s, %s)",
            [vintage, path.name, out_by, night],
        )
        _copy(connection, vintage, areas)
    return LoadedPopulations(vintage, len(areas), own.residents, out_by)


def composed(
    path: Path, districts: Mapping[str, District], folder: Path = FOLDER
) -> list[District]:
    """The areas of `populations.yml` that the file does not name itself.

    Raises IruError when an area's districts are not all there.
    """
    text = (folder / "populations.yml").read_text(encoding="utf-8")
    made = []
    for code, area in yaml.safe_load(text)["areas"].items():
        if code in districts:
            continue
        if lacking := [part for part in area["districts"] if part not in districts]:
            raise IruError(
                f"The file lacks districts of {area['name']}: {', '.join(lacking)}.",
                where=path.name,
                mend="Give ONS's file of all districts, or mend"
                " config/comparators/populations.yml where districts were reorganised.",
            )
        whole = District(code, area["name"])
        for part in area["districts"]:
            for year, number in districts[part].residents.items():
                whole.residents[year] = whole.residents.get(year, 0) + number
        made.append(whole)
    return made


def _copy(connection: psycopg.Connection, vintage: str, areas: Iterable[District]) -> None:
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for area in areas:
            for year, number in area.residents.items():
                copy.write_row((vintage, area.code, area.name, year, number))
