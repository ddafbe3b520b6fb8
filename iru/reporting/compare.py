"""What may be said of two figures: decided on unrounded values, before any word is chosen."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

from iru.reporting.format import rounded
from iru.reporting.model import Figure, Indicator

# Below these a difference is not worth a verb. Counts, rates and means: a share of the earlier
# value. Percentages: points, and besides that chance must be an unlikely explanation.
LEAST_SHARE = Decimal("0.01")
LEAST_POINTS = Decimal("0.5")
SMALL_DENOMINATOR = 20
Z95 = 1.959964


def newcombe(hits_1: float, of_1: float, hits_2: float, of_2: float) -> tuple[float, float]:
    """95% interval of the difference of two proportions (first minus second), 0 to 1.

    Newcombe's hybrid score method (Statistics in Medicine 17, 1998, method 10). For figures that
    count everybody it is a caution about year-to-year chance, not about sampling.
    """

    def wilson(hits: float, of: float) -> tuple[float, float, float]:
        share = hits / of
        centre = share + Z95**2 / (2 * of)
        spread = Z95 * sqrt(share * (1 - share) / of + Z95**2 / (4 * of**2))
        scale = 1 + Z95**2 / of
        return share, (centre - spread) / scale, (centre + spread) / scale

    p_1, low_1, high_1 = wilson(hits_1, of_1)
    p_2, low_2, high_2 = wilson(hits_2, of_2)
    lower = p_1 - p_2 - sqrt((p_1 - low_1) ** 2 + (high_2 - p_2) ** 2)
    upper = p_1 - p_2 + sqrt((high_1 - p_1) ** 2 + (p_2 - low_2) ** 2)
    return lower, upper


def is_small(figure: Figure, indicator: Indicator) -> bool:
    """Too few behind a percentage to speak of a trend."""
    return (
        indicator.is_percentage
        and figure.denominator is not None
        and figure.denominator < SMALL_DENOMINATOR
    )


def movement(now: Figure, before: Figure | None, indicator: Indicator) -> str:
    """One of "none", "small", "unchanged", "similar", "rose", "fell".

    "none": one of the two is missing. "small": a percentage of fewer than 20. "unchanged": the
    two print alike. "similar": too small a difference, or one that chance explains.
    """
    if before is None or now.value is None or before.value is None:
        return "none"
    if is_small(now, indicator) or is_small(before, indicator):
        return "small"
    if now.shown == before.shown:
        return "unchanged"
    difference = now.value - before.value
    direction = "rose" if difference > 0 else "fell"
    if not indicator.is_percentage:
        near = abs(difference) < LEAST_SHARE * abs(before.value)
        return "similar" if near else direction
    if abs(difference) < LEAST_POINTS:
        return "similar"
    parts = (now.numerator, now.denominator, before.numerator, before.denominator)
    if None in parts:
        return direction
    lower, upper = newcombe(*(float(part) for part in parts))
    return "similar" if lower <= 0 <= upper else direction


def position(own: Figure, other: Figure) -> str:
    """Where `own` stands beside a comparator: "above", "below" or "the same as" once printed.

    A comparator may be printed with fewer places; then both are held against each other with
    those, for nobody knows what its source rounded away.
    """
    places = min(_places(own), _places(other))
    if own.shown == other.shown or rounded(own.value, places) == rounded(other.value, places):
        return "the same as"
    return "above" if own.value > other.value else "below"


def _places(figure: Figure) -> int:
    """How many decimal places a figure was printed with."""
    return len(figure.shown.partition(".")[2].rstrip("%"))


def meets_target(figure: Figure, indicator: Indicator) -> bool | None:
    """Whether the target is met; None where there is no target, no direction or no value."""
    if figure.value is None or indicator.target is None or indicator.polarity == "context":
        return None
    if indicator.polarity == "higher":
        return figure.value >= indicator.target
    return figure.value <= indicator.target
