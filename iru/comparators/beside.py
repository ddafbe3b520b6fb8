"""Whom we are set beside and in which measures: `config/comparators/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from iru.errors import IruError
from iru.settings import PROJECT

FOLDER = PROJECT / "config" / "comparators"
NEIGHBOURS = 10  # the model names the ten closest (C19)


class Measure(NamedTuple):
    """A LAIT measure that is one of our indicators."""

    measure_short: str
    year_type: str
    indicator_id: str
    breakdown: str
    member: str
    note: str


class Neighbour(NamedTuple):
    """One authority of a dated list, or one area taken alone (model_year None)."""

    area: str
    model_year: int | None
    la_code: str
    name: str


def measures(folder: Path = FOLDER) -> list[Measure]:
    """The mapping of LAIT measures. Raises IruError when a measure stands twice or has no note."""
    found = [
        Measure(
            line["measure"],
            line["year_type"],
            line["indicator"],
            line.get("split", "all"),
            line.get("member", "all"),
            line.get("note", ""),
        )
        for line in _read(folder / "lait_measures.yml")["measures"]
    ]
    names = [measure.measure_short for measure in found]
    for measure in found:
        if names.count(measure.measure_short) > 1:
            raise _wrong("lait_measures.yml", f"{measure.measure_short} stands twice")
        if not measure.note:
            raise _wrong("lait_measures.yml", f"{measure.measure_short} has no note")
    return found


def areas(folder: Path = FOLDER) -> list[Neighbour]:
    """Single areas, then the authorities of every neighbour list, closest first.

    Raises IruError when a list has not ten authorities.
    """
    written = _read(folder / "areas.yml")
    found = [Neighbour(area, None, code, area) for area, code in written["areas"].items()]
    neighbours = written["neighbours"]
    for year, listed in neighbours["lists"].items():
        authorities = listed["authorities"]
        if len(authorities) != NEIGHBOURS:
            raise _wrong("areas.yml", f"the list of {year} has {len(authorities)} authorities")
        found.extend(
            Neighbour(neighbours["area"], year, code, name) for code, name in authorities.items()
        )
    return found


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _wrong(file: str, what: str) -> IruError:
    return IruError(
        f"The comparators cannot be set up: {what}.",
        where=f"config/comparators/{file}",
        mend="Mend the file; its head says how it is written.",
    )
