"""Fixtures that every test may use: a real server, and empty databases on it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from iru import postgres
from iru.provision import drop_databases, provision
from iru.settings import Settings


@pytest.fixture(scope="session")
def server() -> Iterator[Settings]:
    """An embedded server of the session's own, provisioned; stopped and removed afterwards.

    Its databases are shared by every test that asks for it: only read them, or ask for `fresh`.
    """
    state = Path(tempfile.mkdtemp(prefix="iru-test-"))
    state.chmod(0o711)  # as root, the server runs as another user and must pass through
    settings = Settings(state=state)
    postgres.ensure_running(settings)
    try:
        provision(settings)
        yield settings
    finally:
        postgres.remove(settings)
        shutil.rmtree(state, ignore_errors=True)


@pytest.fixture
def fresh(server: Settings) -> Iterator[Settings]:
    """Settings with empty, provisioned databases and a state folder of the test's own."""
    with own_databases(server) as settings:
        yield settings


@pytest.fixture(scope="module")
def fresh_module(server: Settings) -> Iterator[Settings]:
    """As `fresh`, shared by the tests of one module."""
    with own_databases(server) as settings:
        yield settings


@contextmanager
def own_databases(server: Settings) -> Iterator[Settings]:
    """Databases of other names on the same server; reports and worklists go to their own folder."""
    name = uuid4().hex[:8]
    state = server.state / name
    state.mkdir()
    for shared in ("postgres", "secrets"):
        (state / shared).symlink_to(server.state / shared)
    settings = server.with_(
        state=state,
        warehouse_database=f"warehouse_{name}",
        case_database=f"case_{name}",
        airflow_database=f"airflow_{name}",
    )
    provision(settings)
    try:
        yield settings
    finally:
        drop_databases(settings)
        shutil.rmtree(state)
