"""The charts of a report. They are drawn from figures only, so each bar is a frozen number.

Every chart is given its finding as title; the caller prints the same finding above it and the
same figures in a table below it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from matplotlib.axes import Axes

from iru.reporting.chart_style import (
    BLUE,
    COMPARATOR_COLOURS,
    DASHES,
    GREY,
    ORANGE,
    apart,
    axis_label,
    canvas,
    to_svg,
    value_axis,
)
from iru.reporting.model import Figure


@dataclass(frozen=True)
class Chart:
    """A drawn chart: SVG text, its finding, and what it shows in words."""

    name: str
    title: str
    description: str
    svg: str

    @property
    def inline(self) -> Markup:
        """For a page on a screen."""
        return Markup(self.svg)

    @property
    def source(self) -> str:
        """For an `<img>`: a data address."""
        packed = base64.b64encode(self.svg.encode()).decode("ascii")
        return f"data:image/svg+xml;base64,{packed}"


class Charts:
    """The charts of one report, each drawn once; `drawn` is called after each.

    draw=False asks for nothing but the number of charts: the first pass only needs figures.
    """

    def __init__(self, draw: bool = True, drawn: Callable[[], None] = lambda: None) -> None:
        self.draw, self.drawn = draw, drawn
        self.made: dict[str, Chart] = {}

    def _make(self, name: str, title: str, kind: str, height: float,
              paint: Callable[[Axes], None]) -> Chart:  # fmt: skip
        finding = Markup(title).striptags()
        description = f"{kind} The table below it gives the numbers."
        if name not in self.made:
            svg = ""
            if self.draw:
                with canvas(height) as (drawing, axes):
                    paint(axes)
                    svg = to_svg(drawing, name, str(escape(finding)), str(escape(description)))
            self.made[name] = Chart(name, finding, description, svg)
            self.drawn()
        return self.made[name]

    def lines(
        self, name: str, title: str, own: Sequence[Figure], others: dict[str, list[Figure]],
        unit: str, own_label: str,
    ) -> Chart:  # fmt: skip
        """A trend: own authority solid, comparators dashed, each named at its end."""

        def paint(axes: Axes) -> None:
            ends = sorted({f.period for line in (own, *others.values()) for f in line})
            places = {period: place for place, period in enumerate(ends)}
            every = [(own_label, own, BLUE, 3.0, None)]
            every += [
                (label, line, COMPARATOR_COLOURS[n % 4], 2.0, DASHES[n % 4])
                for n, (label, line) in enumerate(others.items())
            ]
            top = max(float(f.value) for _, line, *_ in every for f in line if f.value is not None)
            value_axis(axes, top, unit)
            labels = []
            for label, line, colour, weight, dashes in every:
                known = [f for f in line if f.value is not None]
                if not known:
                    continue
                x, y = [places[f.period] for f in known], [float(f.value) for f in known]
                style = {"dashes": dashes} if dashes else {}
                axes.plot(x, y, color=colour, linewidth=weight, **style)
                axes.plot(x[-1:], y[-1:], "o", color=colour, markersize=5)
                labels.append((label, y[-1], colour == BLUE))
            heights = apart([y for _, y, _ in labels], top * 0.075)
            for (label, _, strong), y in zip(labels, heights, strict=True):
                axes.annotate(
                    axis_label(label, 18), (1.015, y), xycoords=("axes fraction", "data"),
                    va="center", fontsize=10, color=BLUE if strong else GREY,
                    fontweight="bold" if strong else "normal", linespacing=0.95,
                )  # fmt: skip
            step = max(1, -(-len(ends) // 8))
            axes.set_xticks(range(0, len(ends), step), [p.short for p in ends[::step]])
            axes.set_xlim(-0.35, len(ends) - 0.8)

        names = ", ".join([own_label, *others])
        return self._make(name, title, f"Line chart of {names}.", 3.1, paint)

    def columns(
        self, name: str, title: str, now: Sequence[Figure], before: Sequence[Figure], unit: str,
        labels: Sequence[str], now_label: str = "", before_label: str = "",
    ) -> Chart:  # fmt: skip
        """Columns, one a period; a dash marks the same period of the year before."""

        def paint(axes: Axes) -> None:
            heights = [float(f.value or 0) for f in now]
            earlier = [float(f.value or 0) for f in before]
            value_axis(axes, max([*heights, *earlier, 1]), unit)
            bars = axes.bar(range(len(now)), heights, width=0.66, color=BLUE, label=now_label)
            for bar, figure in zip(bars, now, strict=True):
                # At the foot of the column, where the dash of the year before seldom lies.
                inside = bool(before) and bar.get_height() > 0.12 * axes.get_ylim()[1]
                middle = bar.get_x() + bar.get_width() / 2
                axes.annotate(
                    figure.shown, (middle, 0 if inside else bar.get_height()),
                    (0, 4 if inside else 3), textcoords="offset points", ha="center",
                    va="bottom", fontsize=9,
                    color="white" if inside else GREY,
                )  # fmt: skip
            if earlier:
                axes.hlines(
                    earlier, [n - 0.42 for n in range(len(earlier))],
                    [n + 0.42 for n in range(len(earlier))], color=ORANGE, linewidth=2.5,
                    label=before_label,
                )  # fmt: skip
                axes.legend(
                    loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=10
                )
            axes.set_xticks(range(len(now)), labels)

        kind = f"Column chart of {now_label or 'each period'}"
        kind += f", with {before_label} marked by dashes." if before else "."
        return self._make(name, title, kind, 2.9, paint)

    def bars(
        self, name: str, title: str, now: Sequence[Figure], before: Sequence[Figure], unit: str,
        now_label: str = "", before_label: str = "",
    ) -> Chart:  # fmt: skip
        """Horizontal bars, one a member; with `before`, a second bar for the year before."""

        def paint(axes: Axes) -> None:
            then = {f.member: f for f in before}
            width = 0.38 if before else 0.62
            rows = range(len(now))
            runs = [(now, -width / 2 if before else 0, BLUE, now_label)]
            if before:
                old = [then.get(f.member) for f in now]
                runs.append((old, width / 2, ORANGE, before_label))
            highest = max(float(f.value or 0) for f in [*now, *before])
            value_axis(axes, highest, unit, horizontal=True)
            for line, shift, colour, label in runs:
                lengths = [float(f.value or 0) if f else 0 for f in line]
                bars = axes.barh(
                    [row + shift for row in rows], lengths, width * 0.94, color=colour, label=label
                )
                axes.bar_label(
                    bars, [f.shown if f else "" for f in line], padding=3, fontsize=9, color=GREY
                )
            axes.set_yticks(rows, [axis_label(f.label) for f in now], fontsize=10)
            axes.invert_yaxis()
            if before:
                axes.legend(
                    loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=10
                )

        height = min(5.0, 0.9 + len(now) * (0.4 if before else 0.32))
        kind = "Bar chart" + (f" of {now_label} and {before_label}." if before else ".")
        return self._make(name, title, kind, height, paint)
