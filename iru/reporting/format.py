"""How numbers, dates and periods are written. The only place that rounds.

Rules: C16 of the metric catalogue (half away from zero, once; `k`, `z`, `:`), DfE practice for
the symbols. Every function returns text; none of them decides anything.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUS = "−"
NOT_AVAILABLE = ":"
NO_DENOMINATOR = "z"
ROUNDS_TO_ZERO = "k"
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
SYMBOLS = {
    ROUNDS_TO_ZERO: "more than zero, but rounds to zero",
    NO_DENOMINATOR: "nobody to count: the denominator is zero",
    NOT_AVAILABLE: "not available",
}


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` to `decimals` places, halves away from zero (2.5 → 3, −2.5 → −3)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal | int, decimals: int = 0) -> str:
    """A plain number: thousands separated by commas, a true minus sign."""
    shown = f"{abs(rounded(Decimal(value), decimals)):,.{decimals}f}"
    negative = rounded(Decimal(value), decimals) < 0
    return f"{MINUS}{shown}" if negative else shown


def suffix(unit: str) -> str:
    """What follows a value in a sentence or a cell: "%" sticks to it, other units stand apart."""
    return "%" if unit == "%" else ""


def marked(
    value: Decimal | None, denominator: Decimal | None, decimals: int, unit: str
) -> tuple[str, str]:
    """The text of a value and its marker.

    A value that is not there prints `z` when its denominator is zero, else `:`; a value that is
    not zero but would round to zero prints `k` (never for whole counts, which cannot).
    """
    if value is None:
        marker = NO_DENOMINATOR if denominator is not None and denominator == 0 else NOT_AVAILABLE
        return marker, marker
    if value != 0 and rounded(value, decimals) == 0:
        return ROUNDS_TO_ZERO, ROUNDS_TO_ZERO
    return number(value, decimals) + suffix(unit), ""


def places(decimals: int, printed: int | None) -> int:
    """How many places a value shows: its indicator's, but no more than its source printed.

    printed: None for a value that was counted or computed here.
    """
    return decimals if printed is None else min(decimals, printed)


def quantity(value: Decimal | None) -> str:
    """A numerator or denominator: whole where it is whole, else one place (FTE); "" for none."""
    if value is None:
        return ""
    return number(value, 0 if value == value.to_integral_value() else 1)


def day(when: date) -> str:
    """ "31 March 2017"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def moment(when: datetime) -> str:
    """ "15 May 2017 at 02:00", local time."""
    local = when.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def month(when: date, short: bool = False) -> str:
    """ "March 2017", or "Mar" on an axis."""
    name = MONTHS[when.month - 1]
    return name[:3] if short else f"{name} {when.year}"


def listed(items: list[str]) -> str:
    """ "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
