"""Row versions in raw: opened, closed, refused."""

from __future__ import annotations

import pytest
from visits import a_table, as_known, field, load, night

from iru import ops
from iru.db import connect
from iru.errors import IruError


@pytest.fixture
def warehouse(fresh_module):
    """A connection whose work is thrown away after the test."""
    with connect("pipeline", settings=fresh_module) as connection:
        ops.create(connection)
        yield connection
        connection.rollback()


def test_a_first_load_opens_every_row(warehouse):
    assert load(warehouse, [("A", 1, "x"), ("A", 2, None)], night(0)) == (2, 0)
    assert as_known(warehouse, night(0)) == {("A", 1, "x"), ("A", 2, None)}
    assert as_known(warehouse, night(-1)) == set()


def test_a_changed_row_closes_one_version_and_opens_another(warehouse):
    load(warehouse, [("A", 1, "x"), ("B", 1, "y")], night(0))
    assert load(warehouse, [("A", 1, "z"), ("B", 1, "y")], night(1)) == (1, 1)
    versions = warehouse.execute(
        "select word, _valid_from, _valid_to from raw.visits where child = 'A' order by _row_id"
    ).fetchall()
    assert versions == [("x", night(0), night(1)), ("z", night(1), None)]


def test_a_value_that_goes_missing_is_a_change(warehouse):
    load(warehouse, [("A", 1, "x")], night(0))
    assert load(warehouse, [("A", 1, None)], night(1)) == (1, 1)


def test_values_that_change_places_are_a_change(warehouse):
    wider = a_table(field("other", "text"))
    load(warehouse, [("A", 1, "x", "y")], night(0), wider)
    assert load(warehouse, [("A", 1, "y", "x")], night(1), wider) == (1, 1)


def test_a_row_that_goes_and_comes_back_has_two_versions(warehouse):
    load(warehouse, [("A", 1, "x"), ("B", 1, "y")], night(0))
    assert load(warehouse, [("B", 1, "y")], night(1)) == (0, 1)
    assert load(warehouse, [("A", 1, "x"), ("B", 1, "y")], night(2)) == (1, 0)
    spells = warehouse.execute(
        "select _valid_from, _valid_to from raw.visits where child = 'A' order by _row_id"
    ).fetchall()
    assert spells == [(night(0), night(1)), (night(2), None)]


def test_the_same_rows_again_change_nothing(warehouse):
    rows = [("A", 1, "x"), ("A", 2, None)]
    load(warehouse, rows, night(0))
    assert load(warehouse, list(reversed(rows)), night(1)) == (0, 0)


@pytest.mark.parametrize(
    ("before", "tonight", "keys", "in_rows"),
    [
        ([], [("A", 1, "x"), ("A", 1, "y"), ("B", 1, None)], 1, 2),
        ([("A", 1, "x")], [("A", 1, "x"), ("A", 1, "x")], 1, 2),  # both as raw has it
        ([("A", 1, "x")], [("A", 1, "x"), ("A", 1, "y")], 1, 2),  # one as raw has it
        ([("A", 1, "x")], [("B", 1, "x"), ("B", 1, "x"), ("A", 1, "x")], 1, 2),  # both new
        ([("C", 1, "x")], [("A", 1, "x"), ("A", 1, "y"), ("B", 2, "x"), ("B", 2, "x")], 2, 4),
    ],
)
def test_a_key_that_occurs_twice_is_refused(warehouse, before, tonight, keys, in_rows):
    if before:
        load(warehouse, before, night(0))
    with pytest.raises(IruError, match=f"^{keys} keys occur more than once, in {in_rows} rows"):
        load(warehouse, tonight, night(1))


def test_a_row_without_its_key_is_refused_without_its_values(warehouse):
    with pytest.raises(IruError) as caught:
        load(warehouse, [("A", 1, "x"), ("B", None, "secret")], night(0))
    assert caught.value.what == "A row has no key."
    assert caught.value.where == "visits, row 2, column number"
    assert "secret" not in str(caught.value) and caught.value.__cause__ is None


def test_a_value_the_database_cannot_hold_is_refused_without_it(warehouse):
    with pytest.raises(IruError) as caught:
        load(warehouse, [("A", 99999999999, "x")], night(0))
    assert caught.value.where == "visits, row 1, column number"
    assert "9999" not in str(caught.value)


def test_a_field_new_to_the_contract_changes_only_rows_that_have_it(warehouse):
    load(warehouse, [("A", 1, "x"), ("B", 1, "y")], night(0))
    wider = a_table(field("place", "text"))
    assert load(warehouse, [("A", 1, "x", None), ("B", 1, "y", "home")], night(1), wider) == (1, 1)
    places = warehouse.execute("select place from raw.visits order by _row_id").fetchall()
    assert places == [(None,), (None,), ("home",)]


def test_a_field_gone_from_the_contract_is_refused(warehouse):
    load(warehouse, [("A", 1, "x", "home")], night(0), a_table(field("place", "text")))
    with pytest.raises(IruError, match="no longer has place"):
        load(warehouse, [("A", 1, "x")], night(1))


def test_a_field_of_another_type_is_refused(warehouse):
    load(warehouse, [("A", 1, "x", "1")], night(0), a_table(field("place", "text")))
    with pytest.raises(IruError, match="calls place integer; raw holds it as text"):
        load(warehouse, [("A", 1, "x", "1")], night(1), a_table(field("place", "integer")))
