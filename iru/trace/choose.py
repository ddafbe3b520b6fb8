"""Which figure is meant: exact names, and for a wrong one the nearest and those there are."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import psycopg

from iru.errors import IruError
from iru.trace.figure import Name

PERIODS = """
    select period_type, period_key from fct_indicator_results
    where indicator_id = %s and breakdown = 'all' order by period_end, period_type"""
MEMBERS = """
    select distinct results.breakdown, results.member, members.sort_order
    from fct_indicator_results as results
    left join dim_indicator_members as members using (breakdown, member)
    where results.indicator_id = %s and results.period_type = %s and results.period_key = %s
    order by 1, 3, 2"""


def choose(
    warehouse: psycopg.Connection,
    indicator: str,
    period: str,
    member: str | None = None,
    period_type: str | None = None,
) -> Name:
    """The figure meant, in the build that `at_build` was told. `member` is a member or
    breakdown=member. Raises IruError that names what there is."""
    period_type = _period(warehouse, indicator, period, period_type)
    if member in (None, "all", "all=all"):
        return Name(indicator, period_type, period, "all", "all")
    found = warehouse.execute(MEMBERS, [indicator, period_type, period]).fetchall()
    there = [(breakdown, value) for breakdown, value, _ in found if breakdown != "all"]
    breakdown, _, value = member.rpartition("=")
    matches = [one for one in there if one[1] == value and breakdown in ("", one[0])]
    if len(matches) == 1:
        return Name(indicator, period_type, period, *matches[0])
    if matches:
        raise IruError(
            f"Several breakdowns of {indicator} have the member {value}.",
            where=f"{indicator} {period}",
            mend="Say which: " + " or ".join(f"{one}={value}" for one, _ in matches) + ".",
        )
    raise IruError(
        f"{indicator} has no member {member!r}.",
        where=f"{indicator} {period}",
        mend=_near(value, [one for _, one in there]) + _listed(there),
    )


def _period(warehouse: psycopg.Connection, indicator: str, period: str, asked: str | None) -> str:
    """The kind of that period. A key such as 2011-12 is a year's and a month's."""
    periods = warehouse.execute(PERIODS, [indicator]).fetchall()
    if not periods:
        names = [name for (name,) in warehouse.execute("select indicator_id from dim_indicators")]
        if indicator in names:
            raise IruError(
                f"{indicator} has no figure in this build: no period was complete.",
                where="fct_indicator_results",
                mend="Trace a build of a later night.",
            )
        raise IruError(
            f"There is no indicator {indicator!r}.",
            where="dim_indicators",
            mend=_near(indicator, names) + "There are: " + ", ".join(sorted(names)) + ".",
        )
    kinds = [kind for kind, key in periods if key == period and asked in (None, kind)]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        raise IruError(
            f"{period} is a {' and a '.join(sorted(kinds))}.",
            where=f"{indicator}",
            mend="Say which with --period-type.",
        )
    spans = {}
    for kind, key in periods:
        spans.setdefault(kind, []).append(key)
    ranges = (f"{kind}s {keys[0]} to {keys[-1]}" for kind, keys in spans.items())
    raise IruError(
        f"{indicator} has no {asked or 'period'} {period!r}.",
        where="fct_indicator_results, complete periods only",
        mend=_near(period, [key for _, key in periods]) + "There are: " + "; ".join(ranges) + ".",
    )


def _near(wrong: str, names: Sequence[str]) -> str:
    near = get_close_matches(wrong, list(dict.fromkeys(names)), n=3, cutoff=0.6)
    return f"Nearest: {', '.join(near)}. " if near else ""


def _listed(there: Sequence[tuple[str, str]]) -> str:
    if not there:
        return "It is not broken down; leave the member out."
    listed: dict[str, list[str]] = {}
    for breakdown, value in there:
        listed.setdefault(breakdown, []).append(value)
    return "There are: " + "; ".join(f"{k}={'|'.join(v)}" for k, v in listed.items()) + "."
