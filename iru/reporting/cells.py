"""Where a figure stands among those of its indicator, and where figures come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from iru.reporting.model import Figure, Indicator
from iru.reporting.when import Period


class Cell(NamedTuple):
    """Where a figure stands among those of its indicator."""

    area: str
    period: Period
    breakdown: str = "all"
    member: str = "all"


class Source(Protocol):
    """Where figures come from."""

    def indicator(self, indicator_id: str) -> Indicator | None:
        """The registry's row; None when there is no such indicator."""

    def cells(self, indicator_id: str) -> dict[Cell, Figure]:
        """Every figure of an indicator that a report of this period could use."""

    def derived(self, key: str, work_out: Callable[[], Figure]) -> Figure:
        """A figure worked out from others: worked out now, or as it was frozen."""


def figure_key(indicator_id: str, cell: Cell) -> str:
    """ "lac_sex_pct/Devon/year/2016-17/sex/F": the thread from a page to its frozen row."""
    period = f"{cell.period.kind}/{cell.period.key}"
    return f"{indicator_id}/{cell.area}/{period}/{cell.breakdown}/{cell.member}"


def own_published(area: str) -> str:
    """The name under which the Department's own figure for this authority is kept apart."""
    return f"{area} (DfE)"
