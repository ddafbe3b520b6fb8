"""The rows of a fact that a figure counts, found by the SQL it was computed by.

They are collected in the temporary table `traced`: the fact's columns, and those below, which
begin with an underscore. All functions work within the caller's transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import psycopg
from psycopg import sql

from iru.errors import IruError
from iru.trace.figure import Figure

# As int_indicator_counts does, a code that is not in its list is counted as not recorded.
COLLECT = """
create temporary table traced on commit drop as
with read as (
    select fact.*, periods.date_day as _day, {member} as _recorded,
        coalesce(({numerator})::numeric, 0) as _numerator,
        coalesce(({denominator})::numeric, 0) as _denominator,
        coalesce(({excluded})::numeric, 0) <> 0 as _is_excluded
    from {fact_rows}
    where periods.period_type = {period_type} and periods.period_key = {period_key}
),
named as (
    select read.*, coalesce(members.member, not_recorded.member, read._recorded) as _member
    from read
    left join dim_indicator_members as members
        on members.breakdown = {breakdown} and members.member = read._recorded
    left join dim_indicator_members as not_recorded
        on not_recorded.breakdown = {breakdown} and not_recorded.is_not_recorded
),
flagged as (
    select named.*,
        _member = {asked} and _numerator <> 0 as _in_numerator,
        -- A share's members are parts of the one whole.
        ({is_share} or _member = {asked}) and _denominator <> 0 as _in_denominator,
        _member = {asked} and _is_excluded as _excluded
    from named
)
select
    row_number() over (
        order by _in_numerator desc, _in_denominator desc, _day, {keys}
    )::integer as _row,
    flagged.*,
    case when _excluded then coalesce({reason}, {condition}) end as _reason
from flagged
where _in_numerator or _in_denominator or _excluded"""

SUMS = """
select
    coalesce(sum(_numerator) filter (where _in_numerator), 0) as numerator,
    coalesce(sum(_denominator) filter (where _in_denominator), 0) as denominator,
    count(*) filter (where _excluded) as excluded
from traced"""

# C27: over a quarter or a year, the mean of what the month ends gave.
SUMS_OF_MEANS = """
select coalesce(sum(numerator / nullif(denominator, 0)), 0) as numerator,
    count(*) filter (where denominator > 0) as denominator,
    coalesce(sum(excluded), 0)::bigint as excluded
from (
    select sum(_numerator) as numerator, sum(_denominator) as denominator,
        count(*) filter (where _excluded) as excluded
    from traced group by _recorded, _day
) as month_ends"""


@dataclass(frozen=True)
class Row:
    """One row of the fact. numerator and denominator are what it adds to each."""

    number: int
    keys: Mapping[str, str]
    person: str | None
    day: date
    member: str
    numerator: Decimal
    denominator: Decimal
    in_numerator: bool
    in_denominator: bool
    is_excluded: bool
    reason: str | None


def collect(warehouse: psycopg.Connection, figure: Figure) -> None:
    """Fill `traced` with the rows in the figure's numerator or denominator, or excluded."""
    warehouse.execute("drop table if exists pg_temp.traced")
    warehouse.execute(
        sql.SQL(COLLECT).format(
            member=sql.SQL(figure.member_sql),
            numerator=sql.SQL(figure.numerator_sql),
            denominator=sql.SQL(figure.denominator_sql),
            excluded=sql.SQL(figure.reads["excluded"]),
            fact_rows=sql.SQL(figure.reads["fact_rows"]),
            period_type=sql.Literal(figure.period_type),
            period_key=sql.Literal(figure.period_key),
            breakdown=sql.Literal(figure.breakdown),
            asked=sql.Literal(figure.member),
            is_share=sql.Literal(figure.is_share),
            keys=sql.SQL(", ").join(map(sql.Identifier, figure.keys)),
            reason=_reason(figure),
            condition=sql.Literal(figure.reads["excluded_condition"] or "left out"),
        )
    )
    warehouse.execute("analyze traced")


def require_sum(warehouse: psycopg.Connection, figure: Figure) -> dict[str, int]:
    """How many rows are in numerator and denominator and excluded.

    Raises IruError unless the rows add up to the figure: a trace that does not is of no use.
    """
    query = SUMS_OF_MEANS if figure.is_mean_of_month_ends else SUMS
    found = warehouse.execute(query).fetchone()
    wanted: Sequence[Decimal | int | None] = (
        figure.numerator,
        # A rate's denominator is a population, not rows of ours; a count has none.
        figure.denominator if figure.kind in ("percentage", "mean") else None,
        figure.excluded,
    )
    parts = ("numerator", "denominator", "excluded")
    wrong = [
        f"{part} {ours} in the rows, {theirs} in the figure"
        for part, ours, theirs in zip(parts, found, wanted, strict=True)
        if theirs is not None and ours != theirs
    ]
    if wrong:
        raise IruError(
            f"The rows do not add up to the figure: {'; '.join(wrong)}.",
            where=f"{' '.join(figure.name)}, build {figure.build.build_id}",
            mend="Build again (iru nightly build); if it stays, the model int_indicator_rows no "
            "longer says what compute_indicators does.",
        )
    counts = warehouse.execute(
        "select count(*) filter (where _in_numerator), count(*) filter (where _in_denominator),"
        " count(*) filter (where _excluded) from traced"
    ).fetchone()
    return dict(zip(parts, counts, strict=True))


def keep_first(warehouse: psycopg.Connection, limit: int) -> None:
    """Forget all but the first rows; `require_sum` must have seen them all."""
    warehouse.execute("delete from traced where _row > %s", [limit])


def read_rows(warehouse: psycopg.Connection, figure: Figure) -> list[Row]:
    """The rows of `traced`, in order."""
    person = sql.Identifier(figure.person) if figure.person else sql.SQL("null")
    query = sql.SQL(
        "select _row, {person}::text, _day, _member, _numerator, _denominator, _in_numerator,"
        " _in_denominator, _excluded, _reason, {keys} from traced order by _row"
    ).format(
        person=person,
        keys=sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(k)) for k in figure.keys),
    )
    return [
        Row(row[0], dict(zip(figure.keys, row[10:], strict=True)), *row[1:10])
        for row in warehouse.execute(query)
    ]


def _reason(figure: Figure) -> sql.Composable:
    """The fact's column that says why: the one the indicator asks, or the fact's only one."""
    condition = figure.reads["excluded_condition"] or ""
    reasons = [column for column in figure.columns if column.endswith("exclusion_reason")]
    asked = [column for column in reasons if re.search(rf"\b{column}\b", condition)]
    for column in (*asked, "exclusion_reason"):
        if column in reasons:
            return sql.SQL("{}::text").format(sql.Identifier(column))
    return sql.SQL("null::text")
