"""The two sources of figures: the warehouse's `indicators`, and an edition's frozen rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg
from psycopg.rows import dict_row

from iru.errors import IruError
from iru.reporting import format as fmt
from iru.reporting.cells import Cell, figure_key, own_published
from iru.reporting.model import Figure, Indicator
from iru.reporting.when import Period, parse

YEARS_BACK = 6
MONTHS_BACK = 24

RESULTS = """
select r.period_type, r.period_end, r.breakdown, r.member, r.value, r.numerator, r.denominator,
       r.excluded, r.completeness_pct, r.definition_version, r.denominator_source as source,
       coalesce(m.label, r.member) as label, coalesce(m.sort_order, 0) as sort_order
from indicators.fct_indicator_results as r
left join indicators.dim_indicator_members as m
       on m.breakdown = r.breakdown and m.member = r.member
where r.indicator_id = %(indicator_id)s and r.period_end <= %(end)s
  and r.period_end >= case r.period_type
        when 'month' then %(end)s - %(months)s * interval '1 month' - interval '7 days'
        else %(end)s - %(years)s * interval '1 year' end
"""
COMPARATORS = """
select c.area, c.period_type, c.period_key, c.breakdown, c.member, c.value, c.numerator,
       c.denominator, c.vintage, c.source, c.decimals, coalesce(m.label, c.member) as label,
       coalesce(m.sort_order, 0) as sort_order
from indicators.fct_comparators as c
left join indicators.dim_indicator_members as m
       on m.breakdown = c.breakdown and m.member = c.member
where c.indicator_id = %(indicator_id)s
"""


@dataclass(frozen=True)
class Build:
    """The published build the figures are read from."""

    build_id: str
    data_as_at: date
    known_at: datetime
    source_system: str


def published_build(connection: psycopg.Connection) -> Build:
    """The one row of `indicators.dim_build`.

    Raises IruError when nothing has been published yet.
    """
    with connection.cursor(row_factory=dict_row) as cursor:
        ready = cursor.execute("select to_regclass('indicators.dim_build') as name").fetchone()
        row = None
        if ready["name"]:
            row = cursor.execute("select * from indicators.dim_build").fetchone()
    if row is None:
        raise IruError(
            "No warehouse has been published, so there is nothing to report from.",
            where="schema indicators of the warehouse",
            mend="Run the nightly refresh first.",
        )
    build = next(str(row[name]) for name in ("build_id", "build_schema", "build") if name in row)
    return Build(build, row["data_as_at"], row["known_at"], row.get("source_system") or "")


class WarehouseSource:
    """Figures from `indicators`, as many periods back as a report looks."""

    def __init__(self, connection: psycopg.Connection, area: str, period: Period) -> None:
        self.connection, self.area, self.period = connection, area, period
        self._indicators = self._read_indicators()
        self._cells: dict[str, dict[Cell, Figure]] = {}

    def indicator(self, indicator_id: str) -> Indicator | None:
        return self._indicators.get(indicator_id)

    def cells(self, indicator_id: str) -> dict[Cell, Figure]:
        if indicator_id not in self._cells:
            self._cells[indicator_id] = self._read(self._indicators[indicator_id])
        return self._cells[indicator_id]

    def derived(self, key: str, work_out: Callable[[], Figure]) -> Figure:
        return work_out()

    def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        with self.connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query, values).fetchall()

    def _read_indicators(self) -> dict[str, Indicator]:
        found = {}
        for row in self._rows("select * from indicators.dim_indicators"):
            known = {
                name: value
                for name, value in row.items()
                if name in Indicator.__dataclass_fields__ and value is not None
            }
            found[row["indicator_id"]] = Indicator(**known)
        return found

    def _read(self, indicator: Indicator) -> dict[Cell, Figure]:
        found = {}
        for row in self._rows(
            RESULTS,
            indicator_id=indicator.indicator_id,
            end=self.period.end,
            years=YEARS_BACK,
            months=MONTHS_BACK,
        ):
            cell = Cell(
                self.area,
                Period(row["period_end"], row["period_type"]),
                row["breakdown"],
                row["member"],
            )
            found[cell] = counted(indicator, cell, row)
        for row in self._rows(COMPARATORS, indicator_id=indicator.indicator_id):
            # The Department's own figure for this authority is not one of ours.
            area = row["area"] if row["area"] != self.area else own_published(self.area)
            period = parse(row["period_key"], row["period_type"])
            if self.period.end.year - YEARS_BACK <= period.end.year <= self.period.end.year:
                cell = Cell(area, period, row["breakdown"], row["member"])
                found[cell] = counted(indicator, cell, row)
        return found


def counted(indicator: Indicator, cell: Cell, row: dict[str, Any]) -> Figure:
    """A figure with its text, from a row of results or comparators."""
    value, below = row["value"], row["denominator"]
    decimals = fmt.places(indicator.decimals, row.get("decimals"))
    shown, marker = fmt.marked(value, below, decimals, indicator.unit)
    return Figure(
        key=figure_key(indicator.indicator_id, cell),
        indicator_id=indicator.indicator_id,
        area=cell.area,
        period=cell.period,
        breakdown=cell.breakdown,
        member=cell.member,
        label=row["label"],
        value=value,
        numerator=row["numerator"],
        denominator=below,
        shown=shown,
        marker=marker,
        shown_numerator=fmt.quantity(row["numerator"]),
        shown_denominator=fmt.quantity(below),
        excluded=row.get("excluded"),
        completeness=row.get("completeness_pct"),
        definition_version=row.get("definition_version") or indicator.definition_version,
        vintage=str(row.get("vintage") or ""),
        source=str(row.get("source") or ""),
        sort_order=row["sort_order"],
    )


class FrozenSource:
    """Figures of one edition from schema `figures`, exactly as they were frozen."""

    def __init__(self, indicators: dict[str, Indicator], figures: list[Figure]) -> None:
        self._indicators = indicators
        self._derived = {figure.key: figure for figure in figures if figure.derived_from}
        self._cells: dict[str, dict[Cell, Figure]] = {name: {} for name in indicators}
        for figure in figures:
            if not figure.derived_from:
                cell = Cell(figure.area, figure.period, figure.breakdown, figure.member)
                self._cells[figure.indicator_id][cell] = figure

    def indicator(self, indicator_id: str) -> Indicator | None:
        return self._indicators.get(indicator_id)

    def cells(self, indicator_id: str) -> dict[Cell, Figure]:
        return self._cells[indicator_id]

    def derived(self, key: str, work_out: Callable[[], Figure]) -> Figure:
        if key not in self._derived:
            raise IruError(
                f"The figure {key} was not frozen with this edition.",
                where="figures.published_figure",
                mend="Render the report again: its code has changed since the figures were frozen.",
            )
        return self._derived[key]
