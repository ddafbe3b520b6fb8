"""Results that differ between two builds, and results that only one of them has (C22)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import psycopg
from psycopg import sql

from iru.errors import IruError
from iru.trace.figure import Name

MOVED = """
select indicator_id, period_type, period_key, breakdown, member, settings.decimals, settings.unit,
    was.indicator_id is not null as is_old, now.indicator_id is not null as is_new,
    was.numerator, was.denominator, was.value, was.excluded,
    now.numerator, now.denominator, now.value, now.excluded
from {was} as was
full join {now} as now using (indicator_id, period_type, period_key, breakdown, member)
left join {settings} as settings using (indicator_id)
left join {members} as members using (breakdown, member)
where (was.numerator, was.denominator, was.value, was.excluded)
    is distinct from (now.numerator, now.denominator, now.value, now.excluded)
    and ({indicator}::text is null or indicator_id = {indicator})
    and ({period}::text is null or period_key = {period})
order by settings.sort_order, indicator_id,
    array_position(array['year', 'quarter', 'month'], period_type),
    coalesce(was.period_start, now.period_start),
    breakdown <> 'all', breakdown, members.sort_order, member"""


@dataclass(frozen=True)
class Amounts:
    """What one build says: numerator, denominator (None where there is none), value, excluded."""

    numerator: Decimal
    denominator: Decimal | None
    value: Decimal | None
    excluded: int


@dataclass(frozen=True)
class Moved:
    """A result that both builds have, with another value, other parts or other exclusions."""

    name: Name
    decimals: int
    unit: str
    was: Amounts
    now: Amounts


@dataclass(frozen=True)
class Difference:
    """What lies between two builds.

    moved:   results of both that differ.
    arrived: how many results only the later has, by indicator and period; of periods that have
             been completed since, or of a new indicator or member.
    gone:    the same of results that only the earlier has.
    """

    moved: Sequence[Moved]
    arrived: Counter[tuple[str, str]]
    gone: Counter[tuple[str, str]]


def find_moved(
    warehouse: psycopg.Connection,
    was: str,
    now: str,
    indicator: str | None = None,
    period: str | None = None,
) -> Difference:
    """What differs between the builds with the schema prefixes `was` and `now`.

    indicator, period: only these. Raises IruError if neither build has such results.
    """
    query = sql.SQL(MOVED).format(
        was=sql.Identifier(f"{was}_indicators", "fct_indicator_results"),
        now=sql.Identifier(f"{now}_indicators", "fct_indicator_results"),
        settings=sql.Identifier(f"{now}_indicators", "dim_indicators"),
        members=sql.Identifier(f"{now}_indicators", "dim_indicator_members"),
        indicator=sql.Literal(indicator),
        period=sql.Literal(period),
    )
    moved: list[Moved] = []
    arrived: Counter[tuple[str, str]] = Counter()
    gone: Counter[tuple[str, str]] = Counter()
    for row in warehouse.execute(query):
        name, (decimals, unit, is_old, is_new) = Name(*row[:5]), row[5:9]
        if is_old and is_new:
            moved.append(Moved(name, decimals, unit, Amounts(*row[9:13]), Amounts(*row[13:])))
        else:
            (arrived if is_new else gone)[name.indicator_id, name.period_key] += 1
    if not moved and not arrived and not gone:
        _require_known(warehouse, (was, now), indicator, period)
    return Difference(moved, arrived, gone)


def _require_known(
    warehouse: psycopg.Connection,
    prefixes: Sequence[str],
    indicator: str | None,
    period: str | None,
) -> None:
    """Nothing moved may be true, or a name may be misspelt: tell them apart."""
    for prefix in prefixes:
        results = sql.Identifier(f"{prefix}_indicators", "fct_indicator_results")
        if warehouse.execute(
            sql.SQL(
                "select exists (select from {} where indicator_id = coalesce(%s, indicator_id)"
                " and period_key = coalesce(%s, period_key))"
            ).format(results),
            [indicator, period],
        ).fetchone()[0]:
            return
    raise IruError(
        f"Neither build has results of {' '.join(filter(None, (indicator, period)))}.",
        where="fct_indicator_results",
        mend="`iru trace INDICATOR PERIOD` names the indicators and periods there are.",
    )
