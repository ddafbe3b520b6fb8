"""The DfE's bands of time on a plan: when plans of a band began, and when they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from iru.errors import IruError
from iru.sample.allocation import match_bands, stream
from iru.sample.care_dates import pick_day
from iru.sample.targets import Targets, year_label
from iru.working_days import add_months

if TYPE_CHECKING:
    from iru.sample.protection import Plan

BANDS = ("to_3", "to_6", "under_12", "under_24", "over_24")
LONGEST = timedelta(days=3600)
DAY = timedelta(days=1)


def quarter_spans(march: int) -> dict[str, tuple[date, date]]:
    """When plans of each band of the year's end began; 31 December is left out, because there
    the DfE's bands and whole months part."""
    return {
        "to_3": (date(march, 1, 1), date(march, 3, 30)),
        "to_6": (date(march - 1, 10, 1), date(march - 1, 12, 30)),
        "under_12": (date(march - 1, 4, 1), date(march - 1, 9, 29)),
    }


def band_span(start: date, band: int) -> tuple[date, date]:
    """The first and last day on which a plan ends after a time in the DfE band."""
    edges = [start + 5 * DAY, *(add_months(start, months) for months in (3, 6, 12, 24))]
    low = edges[0] if band == 0 else edges[band] + (DAY if band in (1, 2) else 0 * DAY)
    high = (edges[1], edges[2], edges[3] - DAY, edges[4] - DAY, start + LONGEST)[band]
    return low, high


def end_plans(
    rng: Random, leaving: Sequence[Plan], march: int, targets: Targets, seed: int
) -> None:
    """Give each ending plan its last day; the lengths fill the year's bands exactly."""
    quotas = targets.get("cp_ended_duration", year_label(march))
    first, last = date(march - 1, 4, 1), date(march, 3, 31)
    if sum(quotas.values()) != len(leaving):
        raise IruError(
            f"The targets contradict one another: stock and starts let {len(leaving)} plans end "
            f"in {year_label(march)}, but cp_ended_duration has {sum(quotas.values())}.",
            where="iru/sample/targets.yml, cp_count, cp_started, cp_ended_duration",
            mend="Let the flow identity decide the plans ended.",
        )
    windows = []
    for plan in leaving:
        able = []
        limit = date(march - 1, 12, 20) if plan.ends_early else last
        for band in range(len(BANDS)):
            low, high = band_span(plan.start, band)
            if max(low, first) <= min(high, limit):
                able.append((band, max(low, first), min(high, limit)))
        windows.append(able)
    spans = [(able[0][0], able[-1][0]) for able in windows]
    bands = match_bands(rng, spans, [quotas[band] for band in BANDS], f"plans ended {march}")
    shared: dict[tuple[int, int], date] = {}
    # Another stream, so that a year that ends no plan early keeps its days.
    sooner, early = stream(seed, "early ends", march), targets.parameters["cp_ended_early"]
    for plan, able, band in zip(leaving, windows, bands, strict=True):
        low, high = next((low, high) for place, low, high in able if place == band)
        plan.end_year = march
        together = shared.get((plan.group, band))
        plan.end = together if together and low <= together <= high else pick_day(rng, low, high)
        if plan.end != together and sooner.random() < early.get(march, 0):
            plan.end = min(plan.end, pick_day(sooner, low, high))
        shared[plan.group, band] = plan.end
