"""Red, amber, green: one rule for every measure with a target (catalogue: quarterly §2.1)."""

from __future__ import annotations

from decimal import Decimal

from iru.reporting.compare import meets_target
from iru.reporting.model import Figure, Indicator

RULE = (
    "Green: at the target or better. Amber: within a tenth of the target. Red: further away. "
    "Grey: fewer than 10 counted, or less than 70% of the records complete. "
    "A measure without a target, or one that is neither good nor bad, is not rated."
)
LEAST_COUNTED = 10
LEAST_COMPLETE = 70


def rating(figure: Figure | None, indicator: Indicator) -> str:
    """ "Green", "Amber", "Red", "Grey", or "" for a measure that is not rated."""
    if figure is None:
        return ""
    met = meets_target(figure, indicator)
    if met is None:
        return ""
    # Ten people or records; a caseload's denominator is staff, and a unit may have few.
    by_staff = indicator.unit.endswith("per FTE")
    few = figure.denominator is not None and figure.denominator < LEAST_COUNTED and not by_staff
    gaps = figure.completeness is not None and figure.completeness < LEAST_COMPLETE
    if few or gaps:
        return "Grey"
    if met:
        return "Green"
    distance = abs(figure.value - indicator.target)
    return "Amber" if distance <= abs(indicator.target) * Decimal("0.1") else "Red"
