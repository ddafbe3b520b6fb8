"""What one year's published counts say of its children: how many start, end, return, stay."""

from __future__ import annotations

from dataclasses import dataclass

from iru.errors import IruError
from iru.sample.targets import Targets, year_label


@dataclass(frozen=True)
class YearCounts:
    """One year's children by what happens to them in it (S = starts, E = ends, O = in stock).

    joined: start and stay · gone: S E · twice: S E S E · back: S E S, stays ·
    again: O E S E · left: leave the stock (`again` among them).
    """

    joined: int
    gone: int
    twice: int
    back: int
    again: int
    left: int


def year_counts(targets: Targets, march: int, before: int, after: int) -> YearCounts:
    """The year's children from its published counts.

    Distinct children who start count once however often they start (first start), those who
    end once (last end), while periods of care keep the flow identity
    before + periods started - periods ended = after. Raises IruError when they cannot all hold.
    """
    year = year_label(march)
    started, ceased = targets.get("lac_started", year), targets.get("lac_ceased", year)
    if before + started["periods"] - ceased["periods"] != after:
        raise IruError(
            f"The targets contradict one another: {before} looked after, "
            f"{started['periods']} periods of care begun and {ceased['periods']} ended in {year} "
            f"do not make {after}.",
            where="iru/sample/targets.yml, lac_count, lac_started, lac_ceased",
            mend="Let the identity decide the periods begun or ended.",
        )
    more_starts = started["periods"] - started["children"]
    more_ends = ceased["periods"] - ceased["children"]
    again = min(more_ends, max(more_ends // 3, more_ends - more_starts))
    twice = more_ends - again
    back = more_starts - twice
    not_staying = round(started["children"] * targets.parameters["lac_left_in_year"])
    gone = not_staying - twice - again
    joined = started["children"] - not_staying
    left = before - (after - joined)
    if min(again, twice, back, gone) < 0 or not 0 <= left <= before:
        raise IruError(
            f"The targets contradict one another: periods of care and children of {year}.",
            where="iru/sample/targets.yml, lac_started and lac_ceased",
            mend="No fewer periods than children may start or end; keep the two close.",
        )
    return YearCounts(joined, gone, twice, back, again, left)
