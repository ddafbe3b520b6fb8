"""Traces without a database: the lineage against the contract, texts, restricted files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from iru import ops
from iru.contract import load_contract
from iru.errors import IruError
from iru.trace import Figure, Row, Trace, Version, show
from iru.trace.lineage import FILE, steps, written
from iru.trace.restricted import require_reader, write_csv

NIGHT = datetime(2017, 5, 15, 1, tzinfo=UTC)
FIGURE = Figure(
    build=ops.Build(7, 3, NIGHT, "code", "b000007", "published"),
    layer="mart",
    keys=("review_key",),
    columns=("review_key", "child_id", "held_date"),
    indicator_id="on_time_pct",
    title="Reviews on time",
    kind="percentage",
    is_share=False,
    unit="%",
    decimals=1,
    period_type="year",
    period_key="2016-17",
    period_end=date(2017, 3, 31),
    breakdown="all",
    member="all",
    numerator=Decimal(1),
    denominator=Decimal(3),
    value=Decimal("33.3333333333"),
    excluded=1,
    data_as_at=date(2017, 5, 14),
    reads={
        "fact": "fct_reviews",
        "date_column": "held_date",
        "counted": "event",
        "numerator": "is_on_time",
        "denominator": "is_held",
        "headline": None,
        "breakdowns": {"sex": "sex::text"},
    },
)


def row(number: int, **changes) -> Row:
    whole = Row(
        number, {"review_key": f"R{number}"}, f"C{number}", date(2016, 5, number), "all",
        Decimal(1), Decimal(1), True, True, False, None,
    )  # fmt: skip
    return replace(whole, **changes)


def version(number: int, table: str, key: str, until: datetime | None = None) -> Version:
    return Version(number, table, key, 40 + number, NIGHT, until, 3)


def test_every_table_and_column_of_the_lineage_is_in_the_contract():
    facts, people = written()
    contract = load_contract()
    assert facts and people
    for fact, found in facts.items():
        for step in found:
            assert step.tables, fact
            for name in step.tables:
                plain = {field.plain for field in contract.table(name).fields}
                assert set(step.by) <= plain, (fact, name)
            assert step.match or not step.through, fact
            assert step.through or not (step.match or step.open_at or step.where), fact
    for tables in people.values():
        assert all(contract.table(name) for name in tables)


def test_no_fact_is_written_twice():
    names = re.findall(r"^  (fct_\w+):", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(names) == sorted(set(names)) == sorted(written()[0])


def test_a_fact_leads_to_the_tables_whose_key_it_has_in_its_own_zone():
    found = {
        name for step in steps("mart", "any", ("review_id", "due_date")) for name in step.tables
    }
    assert {"ssd_cla_reviews", "iru_cla_reviews"} <= found
    # Part of a key is not the record.
    assert "iru_i9_answers" not in found
    lado = {name for step in steps("lado", "any", ("referral_id",)) for name in step.tables}
    assert lado == {"iru_lado_referrals"}


def test_a_person_leads_to_who_they_are_and_not_to_all_that_is_known_of_them():
    (step,) = steps("mart", "any", ("child_id",))
    assert step.tables == ("ssd_person", "iru_persons")


def test_a_trace_as_text():
    rows = [
        row(1),
        row(2, in_numerator=False, numerator=Decimal(0)),
        row(3, in_numerator=False, in_denominator=False, is_excluded=True, reason="short_break"),
    ]
    versions = {
        1: [version(1, "ssd_cla_reviews", "R1")]
        + [version(1, "ssd_cla_episodes", f"E{n}") for n in range(6)],
        2: [version(2, "ssd_cla_reviews", "R2", datetime(2017, 6, 1, 1, tzinfo=UTC))],
    }
    counts = {"numerator": 1, "denominator": 2, "excluded": 1}
    lines = list(show.text(Trace(FIGURE, rows, versions, counts)))
    assert lines[:3] == [
        "on_time_pct: Reviews on time",
        "2016-17 (year), all: 33.3% (1 of 3)",
        "Build 7, data as at 14 May 2017, as known on 15 May 2017 02:00",
    ]
    assert lines[6:] == [
        "   1  2016-05-01  review_key R1  child_id C1  numerator and denominator",
        "      ssd_cla_reviews R1 (row 41); known from 2017-05-15 02:00, load 3",
        "      ssd_cla_episodes E0 (row 41), E1 (row 41), E2 (row 41), E3 (row 41) and 2 more;"
        " known from 2017-05-15 02:00, load 3",
        "   2  2016-05-02  review_key R2  child_id C2  denominator",
        "      ssd_cla_reviews R2 (row 42); known from 2017-05-15 02:00 until 2017-06-01 02:00,"
        " load 3",
        "   3  2016-05-03  review_key R3  child_id C3  excluded: short_break",
    ]


def test_a_row_that_adds_more_than_one_says_how_much():
    days = Trace(
        replace(FIGURE, unit="days", kind="mean"),
        [row(1, numerator=Decimal("35.0"))],
        {},
        {"numerator": 1, "denominator": 1, "excluded": 0},
    )
    assert list(show.text(days))[-1].endswith("numerator and denominator (adds 35)")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "33.3% (1 of 3)"),
        ({"value": None, "denominator": Decimal(0)}, "no value (nothing to divide by)"),
        ({"unit": "children", "value": Decimal(1682), "denominator": None, "decimals": 0},
         "1,682 children"),
        ({"unit": "per 10,000", "value": Decimal("31.05"), "denominator": Decimal(142159)},
         "31.1 per 10,000 (1 of 142,159)"),
    ],
)  # fmt: skip
def test_a_figure_in_words(changes, said):
    assert show.said(replace(FIGURE, **changes)) == said


def test_a_row_without_records_still_has_its_line_in_the_file():
    found = Trace(FIGURE, [row(1)], {}, {"numerator": 1, "denominator": 1, "excluded": 0})
    (line,) = show.csv_rows(found)
    assert len(line) == len(show.HEADING)
    assert dict(zip(show.HEADING, line, strict=True))["raw_table"] is None


def test_the_whole_may_be_counted_otherwise_than_its_members():
    reads = {**FIGURE.reads, "headline": "is_first"}
    whole = replace(FIGURE, reads=reads)
    part = replace(whole, breakdown="sex", member="F")
    assert (whole.numerator_sql, part.numerator_sql) == ("is_first", "is_on_time")
    assert (whole.member_sql, part.member_sql) == ("'all'::text", "sex::text")


def test_the_wrong_role_is_refused_before_anything_is_asked():
    with pytest.raises(IruError, match="--as lado"):
        require_reader("lado", "fct_allegations", "manager", settings=None)
    with pytest.raises(IruError, match="--as manager"):
        require_reader("mart", "fct_conferences", "lado", settings=None)


def test_a_restricted_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "trace.csv"
    path.write_text("older")
    path.chmod(0o644)
    assert write_csv(path, ("a", "b"), [(1, None), ("x, y", 2)]) == 2
    assert path.read_text(encoding="utf-8").splitlines() == ["a,b", "1,", '"x, y",2']
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["trace.csv"]


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(IruError, match="No such file or directory"):
        write_csv(tmp_path / "nowhere" / "trace.csv", ("a",), [])
