"""The sample county taken through the whole night once, for every test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builds import record_load
from case_records import clear, make_case_system, put, row

from iru import quality, sample, transform, warehouse
from iru.extract import extract
from iru.settings import Settings
from tests.conftest import own_databases


@pytest.fixture(scope="session")
def county(server: Settings) -> Iterator[Settings]:
    """Settings of a warehouse that shows a published build of the sample county, 1×.

    Shared by the session: only read it.
    """
    with own_databases(server) as settings:
        sample.create(settings)
        load_id = extract(settings)["load_id"]
        quality.check_raw(load_id, settings)
        build_id = transform.build(load_id, settings=settings)
        quality.check_warehouse(build_id, settings)
        warehouse.publish(build_id, settings)
        yield settings


@pytest.fixture
def empty(fresh_module: Settings) -> Settings:
    """Databases without a table, shared by one module's tests one after another."""
    clear(fresh_module)
    return fresh_module


@pytest.fixture
def hamlet(empty: Settings) -> Settings:
    """A case system with three children and a review of one of them; nothing loaded yet."""
    make_case_system(empty)
    for name in ("P1", "P2", "P3"):
        child = row("ssd_person", pers_person_id=name, pers_forename="Zebedee", pers_sex="F")
        put(empty, child, "ssd_person")
    review = row("ssd_cla_reviews", clar_cla_review_id="R1", clar_cla_person_id="P1")
    put(empty, review, "ssd_cla_reviews")
    return empty


@pytest.fixture
def loaded(empty: Settings) -> Settings:
    """A warehouse that knows of one load, and has no build yet."""
    record_load(empty)
    return empty
