"""Figures made by hand, and a source that holds nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from iru.reporting.cells import Cell
from iru.reporting.figures import Figures
from iru.reporting.model import Figure, Indicator
from iru.reporting.sources import counted
from iru.reporting.when import Period

YEAR = Period(date(2017, 3, 31), "year")
STOCK = Indicator("lac_count", "Children looked after", "", "count", "children", 0, timing="at")
FLOW = Indicator("lado_referral_count", "Referrals", "", "count", "referrals", 0)
SHARE = Indicator(
    "lac_review_on_time_pct", "On time", "", "percentage", "%", 0, "higher", Decimal(100)
)
RATE = Indicator("lac_rate_10k", "Rate", "", "rate", "per 10,000", 1, timing="at")
LOAD = Indicator("load", "Caseload", "", "mean", "cases per FTE", 1, "lower", Decimal(60))


def figure(
    indicator: Indicator,
    value: object = None,
    over: tuple[object, object] | None = None,
    period: Period = YEAR,
    area: str = "Devon",
    breakdown: str = "all",
    member: str = "all",
    label: str = "",
    sort_order: int = 0,
    decimals: int | None = None,
    source: str = "",
) -> Figure:
    """A figure of a value, or of a numerator and a denominator.

    decimals: the places a comparator's source prints.
    """
    above = below = None
    if over is not None:
        above, below = (Decimal(str(part)) for part in over)
        scale = {"percentage": 100, "rate": 10000}.get(indicator.kind, 1)
        amount = scale * above / below if below else None
    else:
        amount = None if value is None else Decimal(str(value))
    row = {
        "value": amount,
        "numerator": above if over else amount,
        "denominator": below,
        "label": label or member,
        "sort_order": sort_order,
        "excluded": 0,
        "completeness_pct": Decimal(100),
        "decimals": decimals,
        "source": source,
    }
    return counted(indicator, Cell(area, period, breakdown, member), row)


class ByHand:
    """A source of the figures it was given."""

    def __init__(self, indicators: list[Indicator], figures: list[Figure]) -> None:
        self.indicators = {one.indicator_id: one for one in indicators}
        self.figures = figures

    def indicator(self, indicator_id: str) -> Indicator | None:
        return self.indicators.get(indicator_id)

    def cells(self, indicator_id: str) -> dict[Cell, Figure]:
        return {
            Cell(one.area, one.period, one.breakdown, one.member): one
            for one in self.figures
            if one.indicator_id == indicator_id
        }

    def derived(self, key: str, work_out: Callable[[], Figure]) -> Figure:
        return work_out()


def figures(*given: Figure, period: Period = YEAR) -> Figures:
    """A report's figures: those given, of any indicator above."""
    source = ByHand([STOCK, FLOW, SHARE, RATE, LOAD], list(given))
    return Figures(source, "Devon", period)
