"""Legal status on each 31 March, exactly as many of each, and why care ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from iru.errors import IruError
from iru.sample.allocation import shares
from iru.sample.people import Period
from iru.sample.targets import Targets, year_label

AT_18 = ("E7", "E5", "E6", "E8", "E17")
ADOPTED = ("E11", "E12")
# Whom a status is given to next, by the status of the year before, and the share of them that
# may at most get it at this turn; the last turns take whoever is left.
TURNS = {
    "E1": (("any", 1.0),),
    "C2": (("C1", 1.0), ("E1", 1.0), ("V2", 0.5), ("new", 0.3), ("any", 1.0)),
    "J1": (("new", 1.0), ("any", 1.0)),
    "C1": (("new", 0.8), ("V2", 0.5), ("any", 1.0)),
    "V2": (("any", 1.0),),
}
ADOPTABLE_TO = 8


def give_statuses(rng: Random, stock: Sequence[Period], march: int, targets: Targets) -> None:
    """Give every period of the stock its legal status on 31 March; the counts are exact.

    Whoever has a status keeps it as far as the counts allow, interim care orders excepted:
    proceedings take about half a year. Young children are the likelier to get placement orders.
    """
    counts = dict(targets.get("lac_legal_status", str(march)))
    if not counts:
        following = targets.get("lac_legal_status", str(march + 1))
        counts = shares(len(stock), following)
    left = list(stock)
    rng.shuffle(left)
    before = {period: period.statuses.get(march - 1, "new") for period in left}

    def give(status: str, number: int, likely: Callable[[Period], float], among) -> int:
        """Give the status to as many as may be; returns how many it still lacks."""
        able = sorted((p for p in left if among(p)), key=likely)[:number]
        for period in able:
            period.statuses[march] = status
        done = set(able)
        left[:] = [period for period in left if period not in done]
        return number - len(able)

    def young(period: Period) -> float:
        return max(0, period.child.age_in(march) - ADOPTABLE_TO)

    def old(period: Period) -> float:
        return -period.child.age_in(march)

    def any_age(period: Period) -> float:
        return 0.0

    # The unaccompanied, and those who stay past 18, are accommodated by agreement (section 20).
    counts["V2"] = give(
        "V2", counts["V2"], old, lambda p: p.child.unaccompanied or p.child.age_in(march) >= 18
    )
    counts["E1"] = give("E1", counts["E1"], young, lambda p: before[p] == "E1" and young(p) == 0)
    counts["C2"] = give("C2", counts["C2"], old, lambda p: before[p] == "C2" and young(p) > 0)
    for status, turns in TURNS.items():
        likely = {"E1": young, "J1": old}.get(status, any_age)
        for source, share in turns:
            able = [p for p in left if source in ("any", before[p])]
            most = min(counts.get(status, 0), round(share * len(able)))
            if status == "C2" and source == "any":
                likely = old
            lacking = give(status, most, likely, lambda p, s=source: s in ("any", before[p]))
            counts[status] = counts.get(status, 0) - most + lacking
    if left or any(counts.values()):
        raise IruError(
            f"The targets contradict one another: legal statuses of 31 March {march} "
            "do not sum to the children looked after.",
            where="iru/sample/targets.yml, lac_legal_status",
            mend="Make the members sum to lac_count.",
        )


def give_reasons(rng: Random, ends: Sequence[Period], march: int, targets: Targets) -> None:
    """The reason of each child's last end in the year; the counts are exact.

    Who comes of age leaves for independence, adult care or "other"; adoption goes to the
    youngest, those with a placement order first; whoever soon returns has gone home.
    """
    counts = dict(targets.get("lac_ceased_reason", year_label(march)))
    if not counts:
        counts = shares(len(ends), targets.parameters["lac_reason_weights"])
    if sum(counts.values()) != len(ends):
        raise IruError(
            f"The targets contradict one another: the reasons of {year_label(march)} sum to "
            f"{sum(counts.values())}, but {len(ends)} children ceased.",
            where="iru/sample/targets.yml, lac_ceased_reason",
            mend="Make the reasons sum to the children of lac_ceased.",
        )
    left = list(ends)
    rng.shuffle(left)

    def give(reason: str, number: int, among: Callable[[Period], bool], likely=None) -> None:
        able = [p for p in left if among(p)]
        if likely:
            able.sort(key=likely)
        able = able[:number]
        for period in able:
            period.reason = reason
        counts[reason] = counts.get(reason, 0) - len(able)
        done = set(able)
        left[:] = [p for p in left if p not in done]

    def of_age(period: Period) -> bool:
        return period.child.age_in(march) >= 18

    def staying_away(period: Period) -> bool:
        return not period.returns_soon

    def youngest(period: Period) -> tuple:
        has_order = period.statuses.get(march - 1) == "E1"
        too_old = period.child.age_in(march - 1) > ADOPTABLE_TO
        return (too_old, not has_order, period.start_year == march, -period.child.birth_year)

    for reason in ("E4B", "E4A"):
        give(reason, counts.get(reason, 0), lambda p: p.returns_soon)
    for reason in AT_18:
        give(reason, counts.get(reason, 0), of_age)
    for reason in ADOPTED:
        give(reason, counts.get(reason, 0), staying_away, youngest)
    for reason in ("E7", "E5", "E6", "E15", "E9", "E14"):
        give(reason, counts.get(reason, 0), staying_away, lambda p: p.child.birth_year)
    rest = [reason for reason, number in counts.items() for _ in range(number)]
    rng.shuffle(rest)
    for period, reason in zip(left, rest, strict=True):
        period.reason = reason
