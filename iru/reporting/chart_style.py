"""One look for every chart, and SVG that can stand several times in one page.

Colours are the Government Analysis Function's, in its order. Turquoise and orange are for areas
and lines only: their contrast on white is too low for text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from iru.reporting import format as fmt

BLUE, TURQUOISE, PINK, ORANGE, GREY = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"
COMPARATOR_COLOURS = (ORANGE, TURQUOISE, PINK, GREY)
DASHES = ((5, 2), (2, 1.5), (6, 2, 1.5, 2), (1, 1.5))
GRID = "#D9D9D9"
WIDTH = 7.0
FONTS = Path(__file__).parents[2] / "report_templates" / "fonts"

STYLE = {
    "font.family": ["Liberation Sans", "DejaVu Sans"],
    "font.size": 11,
    "text.color": GREY,
    "axes.labelcolor": GREY,
    "axes.edgecolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "savefig.transparent": True,
    "svg.fonttype": "none",
    "svg.hashsalt": "iru",
}


@contextmanager
def canvas(height: float) -> Iterator[tuple[Drawing, Axes]]:
    """A drawing of the report's width (inches) with its axes, in the house style."""
    known = {font.fname for font in font_manager.fontManager.ttflist}
    for path in sorted(FONTS.glob("*.ttf")):
        if str(path) not in known:
            font_manager.fontManager.addfont(path)
    with matplotlib.rc_context(STYLE):
        drawing = Drawing(figsize=(WIDTH, height), layout="constrained")
        yield drawing, drawing.add_subplot()
        drawing.clear()


def value_axis(axes: Axes, highest: float, unit: str, horizontal: bool = False) -> None:
    """A scale from zero with light grid lines; the unit stands above it, never on its side."""
    axis = axes.xaxis if horizontal else axes.yaxis
    top = highest * 1.12 if highest > 0 else 1
    (axes.set_xlim if horizontal else axes.set_ylim)(0, top)
    axis.set_major_locator(MaxNLocator(nbins=6, integer=highest > 5))
    sign = "%" if unit == "%" else ""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}{sign}"))
    axes.grid(True, axis="x" if horizontal else "y")
    axes.tick_params(length=0)
    if not horizontal:
        axes.set_title(unit_line(unit), loc="left", fontsize=10, color=GREY, pad=10)


def unit_line(unit: str) -> str:
    """The unit as it stands above a scale."""
    return {"%": "Per cent", "count": "Number"}.get(unit, unit[:1].upper() + unit[1:])


def apart(wanted: list[float], least: float) -> list[float]:
    """Positions as near as can be to those wanted, in the same order, at least `least` apart."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = list(wanted)
    for _ in range(200):
        moved = False
        for low, high in pairwise(order):
            short = least - (placed[high] - placed[low])
            if short > 1e-9:
                placed[low] -= short / 2
                placed[high] += short / 2
                moved = True
        if not moved:
            break
    return placed


def to_svg(drawing: Drawing, name: str, title: str, description: str) -> str:
    """The drawing as one `<svg>`: no size of its own, ids of its own, title and description.

    The same drawing gives the same bytes.
    """
    buffer = io.StringIO()
    with matplotlib.rc_context(STYLE):
        drawing.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    # A reader's own machine may lack the font that was drawn with; Arial has the same widths.
    text = text.replace("'Liberation Sans', 'DejaVu Sans'", "'Liberation Sans', Arial, sans-serif")
    head, rest = text.split(">", 1)
    head = re.sub(r'\s(width|height)="[^"]*"', "", head)
    named = f' role="img" aria-labelledby="{name}-title {name}-desc">'
    words = f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>'
    return f"{head}{named}{words}{rest}".strip()


def axis_label(text: str, width: int = 34) -> str:
    """A long category name over two lines."""
    if len(text) <= width:
        return text
    cut = text.rfind(" ", 0, width + 1)
    return text if cut < 0 else f"{text[:cut]}\n{text[cut + 1 :]}"


def tick(value: fmt.Decimal) -> float:
    """A figure's value for drawing."""
    return float(value)
