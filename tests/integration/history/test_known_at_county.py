"""The sample county lives on, and its first night still comes back to the digit (D2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from iru import sample, transform
from iru.db import connect
from iru.extract import extract
from iru.nights import load_known_at
from iru.revisions import revisions
from iru.revisions.show import reasons
from iru.settings import Settings
from tests.conftest import own_databases
from tests.integration.history.nights import build_and_publish, require_same

pytestmark = pytest.mark.pipeline
DAYS = 25


@pytest.fixture(scope="module")
def county(server: Settings) -> Iterator[Settings]:
    """The county on its first night (build 1) and, loaded only, 25 days later."""
    with own_databases(server) as settings:
        sample.create(settings)
        extract(settings)
        build_and_publish(settings, 1)
        sample.advance(settings, DAYS)
        extract(settings)
        yield settings


def test_its_first_night_comes_back(county):
    with connect("pipeline", settings=county) as warehouse:
        opened, closed = warehouse.execute(
            "select rows_opened, rows_closed from ops.loads where load_id = 2"
        ).fetchone()
    assert opened > 100 and closed > 10
    build_id = transform.build(load_known_at(county, "2017-05-15"), settings=county)
    tables = require_same(county, "b000001", f"b{build_id:06d}")
    assert "fct_indicator_results" in tables


def test_what_moved_since_is_explained_by_records(county):
    found = revisions("2017-05-15", "2017-06-09", children=True, settings=county)
    assert (found.was.data_as_at, found.now.data_as_at) == (date(2017, 5, 14), date(2017, 6, 8))
    assert found.difference.moved
    assert {period for _, period in found.difference.arrived} == {"2017-05"}
    moved = [one for listed in found.movements.values() for one in listed]
    assert moved
    explained = [one for one in moved if "record ssd_" in reasons(one) or "iru_" in reasons(one)]
    assert len(explained) == len(moved)
