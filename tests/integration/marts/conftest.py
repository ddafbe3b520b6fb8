"""One build of the warehouse from all case files, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from iru import transform
from iru.comparators.populations import load_populations
from iru.db import connect
from iru.settings import Settings
from tests.conftest import own_databases
from tests.integration.marts.county import load_cases
from tests.population_files import devon


@pytest.fixture(scope="session")
def built(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a warehouse whose build 1 holds every case file.

    Besides the project's own, it has two vintages of populations for mid-2013 and mid-2014.
    """
    folder: Path = tmp_path_factory.mktemp("populations")
    with own_databases(server) as settings:
        for vintage, residents, released in (
            ("mid-2014", {2013: 100000, 2014: 200000}, date(2015, 6, 25)),
            ("mid-2016", {2014: 250000}, date(2017, 6, 22)),
        ):
            load_populations(devon(folder / "myeb1.csv", residents), vintage, released, settings)
        with connect("pipeline", settings=settings) as warehouse:
            load_id = load_cases(warehouse)
        assert transform.build(load_id, settings=settings) == 1
        yield settings


@pytest.fixture(scope="session")
def ask(built: Settings) -> Iterator[Callable[..., list[tuple]]]:
    """Runs a query on the build; its schemas are found without their prefix."""
    with connect("pipeline", settings=built, autocommit=True) as warehouse:
        layers = ("mart", "lado", "indicators", "intermediate", "staging")
        path = ", ".join(f"b000001_{layer}" for layer in layers)
        warehouse.execute(f"set search_path to {path}")
        yield lambda query, *values: warehouse.execute(query, values).fetchall()


@pytest.fixture(scope="session")
def figure(ask: Callable[..., list[tuple]]) -> Callable[..., list[float | None]]:
    """One result's numerator, denominator and value; there must be exactly one."""

    def find(indicator: str, kind: str, key: str, part: tuple[str, str]) -> list[float | None]:
        ((*numbers,),) = ask(
            "select numerator, denominator, value from fct_indicator_results"
            " where indicator_id = %s and period_type = %s and period_key = %s"
            " and breakdown = %s and member = %s",
            *(indicator, kind, key, *part),
        )
        return [None if number is None else float(number) for number in numbers]

    return find
