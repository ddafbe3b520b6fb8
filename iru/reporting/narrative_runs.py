"""Sentences about runs of figures: over years, over months, and over the measures of a report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markupsafe import Markup

from iru.reporting import compare
from iru.reporting import format as fmt
from iru.reporting.model import Figure
from iru.reporting.narrative import Sentences
from iru.reporting.phrases import joined, words
from iru.reporting.when import Period

MOST_TIES = 2  # more months than these make a list nobody reads


class Say(Sentences):
    """Every sentence a template may ask for."""

    def course(self, subject: str, series: list[Figure]) -> Markup:
        """A finding over years: "The rate fell from 51.3 in 2011-12 to 48.0 in 2016-17"."""
        known = [figure for figure in series if figure.value is not None]
        if not known:
            return Markup("{}: not available").format(subject)
        first, last = known[0], known[-1]
        then, now = self.when(first), self.when(last)
        if first is last:
            return Markup("{} was {} {}").format(subject, last, now)
        verb = compare.movement(last, first, self._of(last))
        if verb in ("rose", "fell"):
            return Markup("{} {} from {} {} to {} {}").format(subject, verb, first, then, last, now)
        if verb == "unchanged":
            return Markup("{} was {} {}, as it was {}").format(subject, last, now, then)
        return Markup("{} was {} {}, close to {} {}").format(subject, last, now, first, then)

    def placed(self, lead: str, own: Figure, others: list[Figure]) -> Markup:
        """A finding beside comparators: "Devon’s rate of 48.0 was below England (60.3 at …)"."""
        if not others:
            return Markup("{} {}").format(lead, own)
        return Markup("{} {} was {}").format(lead, own, self.versus(own, others))

    def span(self, lead: str, series: list[Figure]) -> Markup:
        """ "… ran between 431 (August) and 470 (November)"."""
        low = min(series, key=lambda figure: figure.value)
        high = max(series, key=lambda figure: figure.value)
        if low.shown == high.shown:
            return Markup("{} at {} throughout").format(lead, low)
        return Markup("{} between {} ({}) and {} ({})").format(
            lead, low, fmt.month(low.period.end), high, fmt.month(high.period.end)
        )

    def extremes(self, series: list[Figure]) -> Markup:
        """The busiest and the quietest of a run of months."""
        high = max(figure.value for figure in series)
        low = min(figure.value for figure in series)
        if high == low:
            return Markup("Every month had the same number, {}").format(series[0])
        ties = [sum(one.value == value for one in series) for value in (high, low)]
        if max(ties) > MOST_TIES:
            ends = [next(one for one in series if one.value == value) for value in (low, high)]
            return Markup("Monthly numbers ran between {} and {}").format(*ends)
        return Markup("The busiest {}; the quietest {}").format(
            _months(series, high), _months(series, low)
        )

    def tally(self, ids: list[str], before: Period) -> Markup:
        """How many measures rose, fell or stayed, and how many targets were met."""
        counts: dict[str, int] = {}
        met = []
        for indicator_id in ids:
            now = self.figures(indicator_id)
            indicator = self.figures.indicator(indicator_id)
            verb = compare.movement(now, self.figures.get(indicator_id, before), indicator)
            kind = verb if verb in ("rose", "fell", "none") else "stayed"
            counts[kind] = counts.get(kind, 0) + 1
            met += [compare.meets_target(now, indicator)]
        compared = sum(number for kind, number in counts.items() if kind != "none")
        phrases = {"rose": "rose", "fell": "fell", "stayed": "stayed much the same"}
        said = [
            Markup("{} {}").format(words(counts[kind]), phrase)
            for kind, phrase in phrases.items()
            if counts.get(kind)
        ]
        first = Markup("Of the {} measures that can be compared with {}, {}.").format(
            words(compared), before.short, joined(said)
        )
        rated = [one for one in met if one is not None]
        if not compared or not rated:
            return first if compared else Markup("")
        return Markup("{} Of the {} with a target, {} met it.").format(
            first, words(len(rated)), words(sum(rated)) if any(rated) else "none"
        )

    def missed(self, headlines: list[dict[str, Any]]) -> list[Markup]:
        """One sentence for each headline measure that did not meet its target."""
        said = []
        for one in headlines:
            figure, indicator = self.figures(one["id"]), self.figures.indicator(one["id"])
            if compare.meets_target(figure, indicator) is False:
                said.append(
                    Markup("{} was {}; the target is {}.").format(
                        one["name"], self.valued(figure), self.aim(indicator)
                    )
                )
        return said


def _months(series: list[Figure], value: Decimal) -> Markup:
    picked = [figure for figure in series if figure.value == value]
    names = fmt.listed([fmt.month(figure.period.end) for figure in picked])
    if len(picked) == 1:
        return Markup("month was {}, with {}").format(names, picked[0])
    return Markup("months were {}, with {} each").format(names, picked[0])
