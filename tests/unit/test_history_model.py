"""History in raw, against a slow model that remembers every night in a dictionary."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visits import as_known, load, night

from iru import ops
from iru.db import connect


@pytest.fixture
def warehouse(fresh_module):
    """A connection whose work is thrown away after the test."""
    with connect("pipeline", settings=fresh_module) as connection:
        ops.create(connection)
        yield connection
        connection.rollback()


# Few children, few visits, few words: so that rows meet, change, go and come back.
NIGHTS = st.lists(
    st.dictionaries(
        st.tuples(st.sampled_from("ABC"), st.integers(1, 3)),
        st.sampled_from(["x", "y", "", None]),
        max_size=9,
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(nights=NIGHTS)
def test_every_night_can_be_read_again_as_it_was(warehouse, nights):
    with warehouse.transaction(force_rollback=True):
        for number, rows in enumerate(nights):
            given_rows = [(*key, word) for key, word in rows.items()]
            load(warehouse, given_rows, night(number))
            assert load(warehouse, given_rows, night(number) + timedelta(hours=1)) == (0, 0)
        for number, rows in enumerate(nights):
            # An empty field of a file is an empty value.
            model = {(*key, word or None) for key, word in rows.items()}
            assert as_known(warehouse, night(number)) == model
            assert as_known(warehouse, night(number) + timedelta(hours=23)) == model
        overlaps = warehouse.execute(
            "select count(*) from raw.visits as one join raw.visits as other"
            " on one.child = other.child and one.number = other.number"
            " and one._row_id < other._row_id"
            " and tstzrange(one._valid_from, one._valid_to)"
            " && tstzrange(other._valid_from, other._valid_to)"
        ).fetchone()
        backwards = warehouse.execute(
            "select count(*) from raw.visits where _valid_to <= _valid_from"
        ).fetchone()
        assert (overlaps, backwards) == ((0,), (0,))
