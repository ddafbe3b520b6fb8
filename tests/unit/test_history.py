"""History in raw, against a slow model that remembers every night in a dictionary."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iru import history, ops
from iru.contract import Field, Table
from iru.db import connect
from iru.errors import IruError
from iru.loading import raw_tables
from iru.loading.stage import stage

FIRST_NIGHT = datetime(2017, 4, 1, 2, tzinfo=UTC)
Row = tuple[str, int, str | None]


def field(name: str, kind: str, required: bool = False) -> Field:
    return Field(name=name, plain=name, type=kind, meaning="A field.", required=required)


def a_table(*more: Field) -> Table:
    """Visits: a key of two parts, and a word that may be missing."""
    fields = (field("child", "text", True), field("number", "integer", True), field("word", "text"))
    return Table(
        name="visits",
        title="Visits",
        entity="visit",
        grain="one row per child and visit",
        supplied_by=(),
        standard="none",
        zone="children",
        staging="stg_visits",
        primary_key=("child", "number"),
        fields=(*fields, *more),
    )


VISITS = a_table()


@pytest.fixture
def warehouse(fresh_module):
    """A connection whose work is thrown away after the test."""
    with connect("pipeline", settings=fresh_module) as connection:
        ops.create(connection)
        yield connection
        connection.rollback()


def load(connection: psycopg.Connection, rows, as_at: datetime, table: Table = VISITS):
    """One night's load of one table; temporary tables end with the savepoint's night."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    with connection.transaction():
        raw_tables.prepare(connection, table)
        count = stage(connection, table, iter([text.getvalue().encode()]), "csv")
        compared = history.compare(connection, table, count)
        history.apply(connection, compared, as_at, load_id=1)
        connection.execute("drop table if exists pg_temp.staged_visits, pg_temp.difference_visits")
    return compared.opened, compared.closed


def as_known(connection: psycopg.Connection, moment: datetime) -> set[tuple]:
    return set(
        connection.execute(
            "select child, number, word from raw.visits"
            " where _valid_from <= %(at)s and (_valid_to is null or _valid_to > %(at)s)",
            {"at": moment},
        )
    )


def night(number: int) -> datetime:
    return FIRST_NIGHT + timedelta(days=number)


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
