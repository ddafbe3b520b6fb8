"""What a template may ask for: figures by indicator, period, breakdown, member and area.

The same questions are answered twice. First from the warehouse's `indicators`, noting every
figure that is handed out; those are frozen. Then from the frozen rows alone. A template cannot
tell which, and cannot reach a number in any other way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from iru.errors import IruError
from iru.reporting.cells import Cell, Source, own_published
from iru.reporting.model import Figure, Indicator
from iru.reporting.when import Period


class Figures:
    """The figures of one report. `used` holds each one handed out, in order of first use."""

    def __init__(self, source: Source, area: str, period: Period) -> None:
        self.source, self.area, self.period = source, area, period
        self.used: dict[str, Figure] = {}

    def indicator(self, indicator_id: str) -> Indicator:
        """The registry's row. Raises IruError when a template names one that does not exist."""
        found = self.source.indicator(indicator_id)
        if found is None:
            raise IruError(
                f"There is no indicator {indicator_id!r}.",
                where="a report template",
                mend="Write its id as in the indicator registry, or add it there.",
            )
        return found

    def has(self, indicator_id: str, breakdown: str = "all") -> bool:
        """Whether the report's own period has a result for this indicator and breakdown."""
        if self.source.indicator(indicator_id) is None:
            return False
        return any(
            cell.area == self.area and cell.period == self.period and cell.breakdown == breakdown
            for cell in self.source.cells(indicator_id)
        )

    def get(
        self,
        indicator_id: str,
        period: Period | None = None,
        breakdown: str = "all",
        member: str = "all",
        area: str | None = None,
    ) -> Figure | None:
        """One figure, or None when there is no such result."""
        self.indicator(indicator_id)
        cell = Cell(area or self.area, period or self.period, breakdown, member)
        return self._use(self.source.cells(indicator_id).get(cell))

    def __call__(self, indicator_id: str, *args: Period, **where: str) -> Figure:
        """One figure that must exist. Raises IruError when it does not."""
        figure = self.get(indicator_id, *args, **where)
        if figure is None:
            raise IruError(
                f"The warehouse has no result for {indicator_id} in {self.period.key} ({where}).",
                where="a report template",
                mend="Name the indicator among the section's needs, or build it in the warehouse.",
            )
        return figure

    def series(self, indicator_id: str, periods: Iterable[Period], **where: str) -> list[Figure]:
        """The same figure for several periods; those without a result are left out."""
        found = (self.get(indicator_id, period, **where) for period in periods)
        return [figure for figure in found if figure is not None]

    def members(
        self, indicator_id: str, breakdown: str, period: Period | None = None
    ) -> list[Figure]:
        """Every member of a breakdown in the registry's order, "all" left out."""
        found = self._members(indicator_id, breakdown, period or self.period)
        return [self._use(figure) for figure in found]

    def _members(self, indicator_id: str, breakdown: str, period: Period) -> list[Figure]:
        self.indicator(indicator_id)
        found = [
            figure
            for cell, figure in self.source.cells(indicator_id).items()
            if cell[:3] == (self.area, period, breakdown) and cell.member != "all"
        ]
        return sorted(found, key=lambda figure: (figure.sort_order, figure.member))

    def pair(
        self, indicator_id: str, breakdown: str, before: Period
    ) -> tuple[list[Figure], list[Figure]]:
        """A breakdown now and before; a member that is empty both times is left out of both."""
        both = [self._members(indicator_id, breakdown, period) for period in (self.period, before)]
        held = {figure.member for members in both for figure in members if figure.value}
        now, then = ([one for one in members if one.member in held] for members in both)
        return [self._use(one) for one in now], [self._use(one) for one in then]

    def held(self, indicator_id: str, breakdown: str) -> list[Figure]:
        """Members with anything in them, to choose rows by: they are not noted as used."""
        members = self._members(indicator_id, breakdown, self.period)
        return [figure for figure in members if figure.value]

    def areas(self, indicator_id: str, breakdown: str = "all", member: str = "all") -> list[str]:
        """Comparator areas that have this figure for this period or earlier, England first."""
        found = {
            cell.area
            for cell in self.source.cells(indicator_id)
            if self._is_other(cell) and cell[2:] == (breakdown, member)
        }
        return sorted(found, key=lambda area: (area != "England", area))

    def comparators(
        self, indicator_id: str, breakdown: str = "all", member: str = "all"
    ) -> list[Figure]:
        """For each comparator its newest figure not after this period (C19)."""
        latest: dict[str, tuple[Period, Figure]] = {}
        for cell, figure in self.source.cells(indicator_id).items():
            if not self._is_other(cell) or cell[2:] != (breakdown, member):
                continue
            newer = cell.area not in latest or latest[cell.area][0] < cell.period
            if newer and figure.value is not None:
                latest[cell.area] = (cell.period, figure)
        areas = [area for area in self.areas(indicator_id, breakdown, member) if area in latest]
        return [self._use(latest[area][1]) for area in areas]

    def beside(self, indicator_id: str, periods: list[Period]) -> dict[str, list[Figure]]:
        """The same measure over the same years in each comparator area."""
        return {
            area: self.series(indicator_id, periods, area=area) for area in self.areas(indicator_id)
        }

    def split_areas(
        self, indicator_id: str, breakdown: str, members: list[Figure]
    ) -> list[tuple[str, Period]]:
        """Comparator areas that publish this split, each with its newest year."""
        newest: dict[str, Period] = {}
        wanted = {figure.member for figure in members}
        for cell in self.source.cells(indicator_id):
            if self._is_other(cell) and cell.breakdown == breakdown and cell.member in wanted:
                newest[cell.area] = max(newest.get(cell.area, cell.period), cell.period)
        return sorted(newest.items(), key=lambda pair: (pair[0] != "England", pair[0]))

    def derive(
        self,
        name: str,
        inputs: list[Figure],
        label: str,
        work_out: Callable[[], tuple[Decimal, str]],
    ) -> Figure:
        """A figure worked out from others, frozen like any other.

        work_out gives its value and its text; it is called only when nothing is frozen yet.
        """
        first = inputs[0]
        key = f"{name}({', '.join(figure.key for figure in inputs)})"

        def made() -> Figure:
            value, shown = work_out()
            return Figure(
                key, first.indicator_id, first.area, first.period, first.breakdown, first.member,
                label, value, None, None, shown,
                definition_version=first.definition_version,
                derived_from=tuple(figure.key for figure in inputs),
            )  # fmt: skip

        return self._use(self.source.derived(key, made))

    def _is_other(self, cell: Cell) -> bool:
        """Another area's figure, of a time not after the report's."""
        own = (self.area, own_published(self.area))
        return cell.area not in own and cell.period.end <= self.period.end

    def _use(self, figure: Figure | None) -> Figure | None:
        if figure is not None:
            self.used.setdefault(figure.key, figure)
        return figure
