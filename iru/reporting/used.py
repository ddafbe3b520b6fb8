"""What a report has used so far, for its annexes."""

from __future__ import annotations

from iru.reporting.figures import Figures
from iru.reporting.model import Figure, Indicator
from iru.reporting.when import Period


class Used:
    """Lists over the figures handed out; asks for no new one."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def indicators(self) -> list[Indicator]:
        """The indicators printed, in the order of their first figure."""
        ids = dict.fromkeys(figure.indicator_id for figure in self.figures.used.values())
        return [self.figures.indicator(indicator_id) for indicator_id in ids]

    def of(self, indicator_id: str) -> list[Figure]:
        """Every figure printed of one indicator."""
        used = self.figures.used.values()
        return [figure for figure in used if figure.indicator_id == indicator_id]

    def comparators(self) -> list[Figure]:
        """The newest figure printed of each indicator in each other area, from each source."""
        newest: dict[tuple[str, str, str], Figure] = {}
        for figure in self.figures.used.values():
            place = (figure.indicator_id, figure.area, figure.source)
            if figure.area == self.figures.area or figure.derived_from:
                continue
            if place not in newest or newest[place].period < figure.period:
                newest[place] = figure
        return list(newest.values())

    def populations(self) -> list[Figure]:
        """One own figure for each population estimate that printed rates divide by, by year."""
        found: dict[str, Figure] = {}
        for figure in self.figures.used.values():
            if figure.area == self.figures.area and figure.source and not figure.derived_from:
                found.setdefault(figure.source, figure)
        return sorted(found.values(), key=lambda figure: figure.period)

    def quality(self, period: Period) -> list[Figure]:
        """For each indicator one figure of the period whose completeness is known."""
        found: dict[str, Figure] = {}
        for figure in self.figures.used.values():
            if figure.period == period and figure.area == self.figures.area:
                known = figure.completeness is not None or figure.excluded is not None
                if known and not figure.derived_from:
                    found.setdefault(figure.indicator_id, figure)
        return list(found.values())
