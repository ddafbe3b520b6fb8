"""One build of the warehouse from all case files, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from iru import transform
from iru.db import connect
from iru.settings import Settings
from tests.conftest import own_databases
from tests.integration.marts.county import load_cases


@pytest.fixture(scope="session")
def built(server: Settings) -> Iterator[Settings]:
    """Settings of a warehouse whose build 1 holds every case file."""
    with own_databases(server) as settings:
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
