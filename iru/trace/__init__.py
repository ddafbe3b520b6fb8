"""From a figure to the rows it counts, and on to the raw row versions behind each (D7).

The rows are found by the SQL that the figure was computed by, which the build keeps in its model
int_indicator_rows; a trace that does not add up to its figure is an error, not an answer.
Restricted: it shows record keys of the case system, and pseudonyms for persons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iru.db import connect
from iru.settings import Settings
from iru.settings import settings as current_settings
from iru.trace.choose import choose
from iru.trace.figure import Figure, at_build, read_figure, showable_build
from iru.trace.lineage import Version, find_versions
from iru.trace.restricted import require_reader
from iru.trace.rows import Row, collect, keep_first, read_rows, require_sum

__all__ = ["Figure", "Row", "Trace", "Version", "trace"]


@dataclass(frozen=True)
class Trace:
    """A figure, its rows and what is behind them.

    rows:     rows in the numerator, then others in the denominator, then those excluded.
    versions: raw row versions by the number of the row (`Row.number`) they are behind.
    counts:   how many rows there are in all: numerator, denominator, excluded.
    """

    figure: Figure
    rows: Sequence[Row]
    versions: dict[int, list[Version]]
    counts: dict[str, int]


def trace(
    indicator: str,
    period: str,
    member: str | None = None,
    *,
    settings: Settings | None = None,
    role: str = "manager",
    build_id: int | None = None,
    period_type: str | None = None,
    limit: int | None = None,
) -> Trace:
    """Trace the figure `indicator` of `period`, for all or for one member of a breakdown.

    member:      a member, or breakdown=member where several breakdowns have it.
    role:        "manager", or "lado" for figures made from allegations.
    build_id:    a build that is kept; the published one unless named.
    period_type: month, quarter or year, where a key could be either (2011-12).
    limit:       how many rows to return; their sum is proved over all of them.

    Raises IruError when there is no such figure, naming those there are, when the role may not
    read its fact, or when the rows do not add up to the figure.
    """
    chosen = settings or current_settings()
    build = showable_build(chosen, build_id)
    with connect("pipeline", settings=chosen) as warehouse:
        at_build(warehouse, build.schema_prefix)
        name = choose(warehouse, indicator, period, member, period_type)
        figure = read_figure(warehouse, build, name)
        require_reader(figure.layer, figure.fact, role, chosen)
        collect(warehouse, figure)
        counts = require_sum(warehouse, figure)
        if limit is not None:
            keep_first(warehouse, limit)
        rows = read_rows(warehouse, figure)
        versions: dict[int, list[Version]] = {}
        for version in find_versions(warehouse, figure.layer, figure.fact, build.known_at):
            versions.setdefault(version.row, []).append(version)
    return Trace(figure, rows, versions, counts)
