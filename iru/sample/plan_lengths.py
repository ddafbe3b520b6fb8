"""The DfE's bands of time on a plan: when plans of a band began, and when they may end."""

from __future__ import annotations

from datetime import date, timedelta

from iru.working_days import add_months

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
