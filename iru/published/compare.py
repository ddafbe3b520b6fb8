"""Ours beside what was published, to the printed digit. Pure: no database, no files.

Percentages published as "so many of so many" must agree in both numbers; other values in the
digits that were printed, rounded half away from zero (C16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from iru.published.figures import Published


class Key(NamedTuple):
    """What one result is of, as in `indicators.fct_indicator_results`."""

    indicator_id: str
    period_key: str
    breakdown: str
    member: str


@dataclass(frozen=True)
class Result:
    """One result: numerator, denominator (None where there is none) and value, unrounded."""

    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None


class Verdict(StrEnum):
    """What a comparison comes to."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_BUILT = "not built yet"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class Line:
    """One published figure and ours. `why` says what the verdict does not."""

    published: Published
    ours: str
    theirs: str
    verdict: Verdict
    why: str = ""

    @property
    def name(self) -> str:
        """ "lac_sex_pct 2016-17 sex=M", with the earlier period of a change."""
        figure = self.published
        since = f" since {figure.change_from}" if figure.change_from else ""
        member = " + ".join(figure.members)
        split = "" if figure.breakdown == "all" else f" {figure.breakdown}={member}"
        return f"{figure.indicator_id} {figure.period_key}{since}{split}"


def compare(results: Mapping[Key, Result], published: Iterable[Published]) -> list[Line]:
    """One line for each published figure, in its order.

    An indicator of which `results` has nothing is not built yet, nor is a split it has no rows
    of; a period or a member that lacks within a split that is there differs.
    """
    splits = {(key.indicator_id, key.breakdown) for key in results}
    indicators = {indicator_id for indicator_id, _ in splits}
    return [_line(results, figure, indicators, splits) for figure in published]


def rounded(value: Decimal, digits: int) -> Decimal:
    """`value` to `digits` decimal places, half away from zero (C16)."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _line(
    results: Mapping[Key, Result],
    figure: Published,
    indicators: set[str],
    splits: set[tuple[str, str]],
) -> Line:
    theirs = _theirs(figure)
    if figure.indicator_id not in indicators:
        return Line(figure, "", theirs, _unless_set_aside(figure, Verdict.NOT_BUILT), figure.why)
    if (figure.indicator_id, figure.breakdown) not in splits:
        verdict = _unless_set_aside(figure, Verdict.NOT_BUILT)
        return Line(figure, "", theirs, verdict, figure.why or f"no split by {figure.breakdown}")
    ours = _ours(results, figure)
    if figure.relation == "words":
        return Line(figure, "", theirs, Verdict.NOT_COMPARABLE, figure.why)
    if ours is None or ours.value is None:
        verdict = _unless_set_aside(figure, Verdict.DIFFERS)
        return Line(figure, "none", theirs, verdict, figure.why or "we have no such result")
    verdict = Verdict.AGREES if RELATIONS[figure.relation](figure, ours) else Verdict.DIFFERS
    why = figure.why
    if figure.relation == "suppressed" and not why:
        lies = "lies" if verdict is Verdict.AGREES else "does not lie"
        why = f"suppressed; ours {lies} between {figure.low} and {figure.high}"
    return Line(figure, _shown(figure, ours), theirs, _unless_set_aside(figure, verdict), why)


def _unless_set_aside(figure: Published, verdict: Verdict) -> Verdict:
    return verdict if figure.is_target else Verdict.NOT_COMPARABLE


def _ours(results: Mapping[Key, Result], figure: Published) -> Result | None:
    """Our result for a published figure: members added up, the earlier period taken away."""
    now = _added(results, figure, figure.period_key)
    if not figure.change_from:
        return now
    before = _added(results, figure, figure.change_from)
    if now is None or before is None or now.value is None or before.value is None:
        return None
    return Result(None, None, now.value - before.value)


def _added(results: Mapping[Key, Result], figure: Published, period_key: str) -> Result | None:
    keys = [
        Key(figure.indicator_id, period_key, figure.breakdown, member) for member in figure.members
    ]
    found = [results[key] for key in keys if key in results]
    if len(found) < len(keys):
        return None
    if len(found) == 1:
        return found[0]
    if any(each.numerator is None or each.value is None for each in found):
        return None
    # Shares of one whole are added up as counts, so that nothing is rounded on the way.
    whole = found[0].denominator
    count = sum((each.numerator for each in found), Decimal(0))
    if whole:
        return Result(count, whole, 100 * count / whole)
    return Result(count, whole, sum((each.value for each in found), Decimal(0)))


def _equal(figure: Published, ours: Result) -> bool:
    if figure.whole is not None:
        return (ours.numerator, ours.denominator) == (figure.low, figure.whole)
    return rounded(ours.value, figure.digits) == figure.low


def _between(figure: Published, ours: Result) -> bool:
    return figure.low <= rounded(ours.value, figure.digits) <= figure.high


def _suppressed(figure: Published, ours: Result) -> bool:
    count = ours.value if figure.whole is None else ours.numerator
    whole = figure.whole is None or ours.denominator == figure.whole
    return whole and figure.low <= count <= figure.high


RELATIONS: dict[str, Callable[[Published, Result], bool]] = {
    "equal": _equal,
    "more": lambda figure, ours: ours.value > figure.low,
    "less": lambda figure, ours: ours.value < figure.low,
    "between": _between,
    "suppressed": _suppressed,
}


def _theirs(figure: Published) -> str:
    """The published figure as it is shown: a count of a whole with its percentage."""
    if figure.relation == "equal" and figure.whole is not None:
        share = 100 * figure.low / figure.whole
        return f"{figure.low} of {figure.whole} ({rounded(share, 1)}%)"
    return figure.printed


def _shown(figure: Published, ours: Result) -> str:
    """Ours, in the form and to the digits of the published figure."""
    if figure.whole is not None and ours.numerator is not None and ours.denominator:
        share = rounded(100 * ours.numerator / ours.denominator, 1)
        return f"{_plain(ours.numerator)} of {_plain(ours.denominator)} ({share}%)"
    digits = figure.digits
    if figure.relation in ("more", "less"):
        digits += 1  # beside "over 30" the next digit is what matters
    return str(rounded(ours.value, digits))


def _plain(count: Decimal) -> str:
    return f"{count.normalize():f}"
