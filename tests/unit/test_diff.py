"""Revisions without a database: which night is meant, and what is said of a move."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.errors import IruError
from iru.nights import BUILD, LONDON, moment
from iru.revisions import Movement, show
from iru.revisions.changes import CHANGED, DELETED, NEW, Change
from iru.revisions.children import Reason
from iru.trace.figure import Name
from iru.trace.show import plain


def change(kind: str, columns=(), values=None) -> Change:
    return Change("ssd_cla_reviews", "R1", kind, tuple(columns), values or {}, frozenset())


def movement(*reasons: Reason) -> Movement:
    return Movement("R1", "C1", date(2017, 3, 1), ("numerator",), (), None, reasons)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("2017-05-15 02:00", datetime(2017, 5, 15, 1, tzinfo=UTC)),
        ("2017-05-15T02:00:30", datetime(2017, 5, 15, 1, 0, 30, tzinfo=UTC)),
        ("2017-05-15 02:00+00:00", datetime(2017, 5, 15, 2, tzinfo=UTC)),
        # Winter time; and the day on which the clocks go back has 25 hours.
        ("2017-01-15", datetime(2017, 1, 15, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2017-10-29", datetime(2017, 10, 29, 23, 59, 59, 999999, tzinfo=UTC)),
        (" 2017-05-15 ", datetime(2017, 5, 15, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_a_date_means_its_end_and_a_moment_itself(asked, meant):
    assert moment(asked) == meant


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_date_reaches_to_its_last_local_microsecond(day):
    end = moment(day.isoformat())
    assert end.astimezone(LONDON).date() == day
    next_one = (end.astimezone(UTC) + timedelta(microseconds=1)).astimezone(LONDON)
    assert next_one.date() == day + timedelta(days=1)


@pytest.mark.parametrize("asked", ["soon", "2017-13-01", "15/05/2017", ""])
def test_what_is_no_night_is_refused(asked):
    with pytest.raises(IruError, match="neither a date nor a moment"):
        moment(asked)


@pytest.mark.parametrize(
    ("asked", "number"),
    [("7", "7"), ("b000012", "12"), ("000012", "12"), ("2017-05-15", None), ("b", None)],
)
def test_a_number_is_a_build(asked, number):
    found = BUILD.fullmatch(asked)
    assert (found and found[1]) == number


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason(change(NEW), is_late=True, own=True), "late-entered record ssd_cla_reviews R1"),
        (Reason(change(NEW), is_late=False, own=True), "new record ssd_cla_reviews R1"),
        (Reason(change(DELETED), is_late=False, own=True), "deleted record ssd_cla_reviews R1"),
        (
            Reason(
                change(CHANGED, ("held", "surname"), {"held": ("2017-01-03", None)}), False, False
            ),
            "another record of the person: changed record ssd_cla_reviews R1"
            " (held 2017-01-03 → empty, surname)",
        ),
    ],
)
def test_why_a_row_moved(reason, said):
    assert show.reasons(movement(reason)) == said


def test_a_move_without_a_changed_record_says_so():
    assert show.reasons(movement()).startswith("no record of the person changed")


def test_several_reasons_are_all_given():
    both = movement(Reason(change(NEW), True, True), Reason(change(DELETED), False, True))
    assert show.reasons(both).count("record ssd_cla_reviews R1") == 2


def test_what_a_result_is_called():
    whole = Name("lac_count", "year", "2016-17", "all", "all")
    assert show.called(whole) == "lac_count 2016-17 (year)"
    assert show.called(whole._replace(breakdown="sex", member="F")).endswith("(year) sex=F")


def test_amounts_without_trailing_noughts():
    assert [plain(Decimal(text)) for text in ("1.500", "1000", "0.3333333333", "100")] == [
        "1.5", "1,000", "0.333333", "100",
    ]  # fmt: skip
