"""Sentences computed from figures, for templates.

Words say direction, never good or bad, and never "significant". Decisions are made on unrounded
values (`compare`), and what is printed was rounded once (`format`). A comparator is never named
without its date.
"""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from iru.reporting import compare
from iru.reporting import format as fmt
from iru.reporting.figures import Figures
from iru.reporting.model import Figure, Indicator
from iru.reporting.phrases import PROPER_NAMES, joined, largest, the


class Sentences:
    """Sentences about one measure or one split; the figures are those of the report."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def _of(self, figure: Figure) -> Indicator:
        return self.figures.indicator(figure.indicator_id)

    def when(self, figure: Figure) -> str:
        """ "at 31 March 2017" for a stock, "in 2016-17" or "in Q4 2016-17" for a flow."""
        if self._of(figure).timing == "at":
            return f"at {figure.period.as_at}"
        return f"in {figure.period.spoken}"

    def valued(self, figure: Figure) -> Markup:
        """A figure with its unit; a count has none, for its noun is in the sentence already."""
        indicator = self._of(figure)
        spoken = "" if indicator.kind in ("count", "percentage") else f" {indicator.unit}"
        return Markup("{}{}").format(figure, spoken)

    def difference(self, now: Figure, before: Figure) -> Markup:
        """ "26 fewer (4%)", "by 7 percentage points"; the gap is taken before rounding (C17)."""
        indicator = self._of(now)
        gap = abs(now.value - before.value)
        if indicator.is_percentage:
            points = self._derived("points", [now, before], gap, indicator.decimals)
            one = points.shown in ("1", "1.0")
            return Markup("by {} percentage point{}").format(points, "" if one else "s")
        if indicator.kind != "count":
            by = self._derived("change", [now, before], gap, indicator.decimals)
            return Markup("by {}").format(by)
        more = "more" if now.value > before.value else "fewer"
        count = self._derived("change", [now, before], gap, 0)
        if before.value == 0:
            return Markup("{} {}").format(count, more)
        share = self._derived("change_pct", [now, before], 100 * gap / before.value, 0, "%")
        return Markup("{} {} ({})").format(count, more, share)

    def change(self, now: Figure, before: Figure | None, dated: bool = False) -> Markup:
        """What a measure did since an earlier period; follows the measure's name.

        dated: name both dates; otherwise the sentence must have said them.
        """
        verb = compare.movement(now, before, self._of(now))
        at_now = f" {self.when(now)}" if dated else ""
        if verb == "none":
            return Markup("was {}{}; there is no earlier figure to set beside it").format(
                self.valued(now), at_now
            )
        earlier = self.when(before) if dated else "before"
        if verb == "small":
            return Markup(
                "was {} (previously {}); the numbers are too small to show a trend"
            ).format(now.counted, before.counted)
        if verb == "unchanged":
            return Markup("was unchanged at {}{}").format(self.valued(now), at_now)
        if verb == "similar":
            return Markup("was similar at {}{} ({} {})").format(
                self.valued(now), at_now, before, earlier
            )
        at_before = f" {earlier}" if dated else ""
        gap = self.difference(now, before)
        return Markup("{} from {}{} to {}{}, {}").format(
            verb, before, at_before, self.valued(now), at_now, gap
        )

    def than(self, now: Figure, before: Figure | None) -> Markup:
        """After a count: ", 26 fewer (4%) than the 708 a year before"; empty without an earlier."""
        verb = compare.movement(now, before, self._of(now))
        if verb in ("none", "small"):
            return Markup("")
        if verb == "unchanged":
            return Markup(", the same as a year before")
        if verb == "similar":
            return Markup(", close to the {} a year before").format(before)
        return Markup(", {} than the {} a year before").format(self.difference(now, before), before)

    def versus(self, own: Figure, others: list[Figure]) -> Markup:
        """ "below England (60.3 at 31 March 2016) and above …"; empty without comparators."""
        groups: dict[str, list[Markup]] = {}
        for other in others:
            beside = Markup("{} ({} {})").format(the(other.area), other, self.when(other))
            groups.setdefault(compare.position(own, other), []).append(beside)
        return joined([Markup("{} {}").format(where, joined(who)) for where, who in groups.items()])

    def listed(self, figures: list[Figure], pattern: str) -> Markup:
        """Figures in a row, each written by `pattern`: "{figure} {label}" or "{label} {figure}"."""
        return joined(
            [Markup(pattern).format(figure=one, label=self.lowered(one)) for one in figures]
        )

    def lowered(self, figure: Figure) -> str:
        """A member's label in mid-sentence; names keep their capital."""
        label = figure.label
        if figure.breakdown in PROPER_NAMES or not label[1:2].islower():
            return label
        return label[0].lower() + label[1:]

    def shares(self, members: list[Figure], most: int = 3) -> Markup:
        """The largest members: "neglect (75.1%), emotional abuse (18.3%) and …"."""
        return self.listed(largest(members)[:most], "{label} ({figure})")

    def most(self, members: list[Figure], rest: str) -> Markup:
        """A finding: "Neglect: 75.1% of children on a plan, the most common category"."""
        top = largest(members)
        if not top:
            return Markup("No cases in this period")
        return Markup("{}: {} {}").format(top[0].label, top[0], rest)

    def moved_shares(self, now: list[Figure], before: list[Figure]) -> Markup:
        """Which members' shares rose or fell, as whole sentences."""
        earlier = {figure.member: figure for figure in before}
        said = []
        for figure in now:
            then = earlier.get(figure.member)
            if compare.movement(figure, then, self._of(figure)) in ("rose", "fell"):
                said.append(
                    Markup("The share for “{}” {}.").format(figure.label, self.change(figure, then))
                )
        if not said:
            return Markup("No group’s share moved by more than chance would explain.")
        return Markup(" ").join(said)

    def remainder(self, figure: Figure) -> Figure:
        """Denominator minus numerator: the reviews not on time, the children who took no part."""
        return self._derived("remainder", [figure], figure.denominator - figure.numerator, 0)

    def target(self, figure: Figure) -> Markup:
        """ "The target of 100% was not met."; empty for a measure without a target."""
        indicator = self._of(figure)
        met = compare.meets_target(figure, indicator)
        if met is None:
            return Markup("")
        return Markup("The target of {} was {}met.").format(
            self.aim(indicator), "" if met else "not "
        )

    def aim(self, indicator: Indicator) -> str:
        """A target as text, in the measure's own unit: "100%", "60"."""
        return fmt.quantity(indicator.target) + fmt.suffix(indicator.unit)

    def _derived(
        self, name: str, inputs: list[Figure], value: Decimal, decimals: int, unit: str = ""
    ) -> Figure:
        label = {"remainder": "the rest"}.get(name, "difference")
        return self.figures.derive(
            name, inputs, label, lambda: (value, fmt.marked(value, None, decimals, unit)[0])
        )
