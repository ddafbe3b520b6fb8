"""The three nights, taken through the warehouse once for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from iru.settings import Settings
from tests.conftest import own_databases
from tests.integration.history.nights import three_nights


@pytest.fixture(scope="session")
def nights(server: Settings) -> Iterator[Settings]:
    """Settings of a warehouse that knows three nights and shows the third (see nights.py)."""
    with own_databases(server) as settings:
        three_nights(settings)
        yield settings
