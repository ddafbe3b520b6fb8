"""Who is looked after, year by year: how many start, stay, return and leave, without dates yet.

Every year is built from counts: stock before, stock after, children and periods that start and
end (see `year_counts`). Chance only decides which child is which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from iru.sample.allocation import shares, stream, take
from iru.sample.demography import BANDS, Movements, band_of, movements, single_years
from iru.sample.legal import give_reasons, give_statuses
from iru.sample.people import Child, Period
from iru.sample.targets import Targets, year_label
from iru.sample.year_counts import YearCounts, year_counts


@dataclass
class Care:
    """All periods of care, and by year the children who came new in it."""

    periods: list[Period] = field(default_factory=list)
    newcomers: dict[int, list[Child]] = field(default_factory=dict)
    first: int = 0
    last: int = 0

    def stock(self, march: int) -> list[Period]:
        """The periods open on 31 March."""
        return [period for period in self.periods if period.in_stock(march)]


def build_care(targets: Targets, seed: int) -> Care:
    """Periods of care from the opening stock to the last 31 March of the targets."""
    parameters = targets.parameters
    marches = [int(period) for period in targets.values["lac_count"]]
    care = Care(first=min(marches) - 1, last=max(marches))
    weights = parameters["lac_age_weights"]
    before = targets.counts("lac_opening")
    ages = single_years([before[band] for band in BANDS], weights, 0)
    opening = [Child(care.first - age) for age, n in enumerate(ages) for _ in range(n)]
    care.newcomers[care.first] = opening
    for child in opening:
        _begin(care, child, care.first)
    give_statuses(stream(seed, "legal", care.first), care.stock(care.first), care.first, targets)
    for march in range(care.first + 1, care.last + 1):
        rng = stream(seed, "care", march)
        bands = [int(targets.get("lac_age", str(march))[band]) for band in BANDS]
        over_18 = parameters["lac_over_18"].get(march, 0) * targets.scale
        new_ages = single_years(bands, weights, over_18)
        counts = year_counts(targets, march, sum(ages), sum(new_ages))
        children = targets.get("lac_started", year_label(march))["children"]
        starts = targets.get("lac_started_age", year_label(march)) or shares(
            children, parameters["lac_start_age_weights"]
        )
        caps = [int(starts[band]) for band in BANDS]
        room = [cap - (counts.again if band == 3 else 0) for band, cap in enumerate(caps)]
        moves = movements(ages, new_ages, counts.joined, room)
        _one_year(care, targets, rng, march, counts, moves, caps)
        give_statuses(stream(seed, "legal", march), care.stock(march), march, targets)
        ages = new_ages
    return care


def _begin(care: Care, child: Child, march: int, end_year: int | None = None) -> Period:
    period = Period(child, march, end_year)
    child.periods.append(period)
    care.periods.append(period)
    return period


def _one_year(
    care: Care,
    targets: Targets,
    rng: Random,
    march: int,
    counts: YearCounts,
    moves: Movements,
    caps: Sequence[int],
) -> None:
    """Let the leavers leave and the newcomers come; give the ends their reasons."""
    leaving = _leavers(care, rng, march, moves)
    for period in leaving:
        period.end_year = march
    joined = _joiners(moves, march)
    rest = [cap - start for cap, start in zip(caps, moves.starts(), strict=True)]
    teenage = [p for p in leaving if 10 <= p.child.age_in(march - 1) <= 14]
    again = take(rng, teenage, counts.again, lambda p: 1.0)
    rest[3] -= len(again)
    passing = [_of_band(rng, band, march) for band, n in enumerate(rest) for _ in range(n)]
    rng.shuffle(passing)
    twice = take(rng, passing, counts.twice, lambda c: 1.0)
    back = take(rng, joined, counts.back, lambda c: 0.01 if c.start_band == 0 else 1.0)
    _unaccompanied(care, targets, rng, march, [c for c in joined if c not in set(back)])
    ends = [period for period in leaving if period not in set(again)]
    for period in again:
        period.returns_soon, period.reason = True, "E4A"
        ends.append(_begin(care, period.child, march, march))
    twice_set = set(twice)
    for child in passing:
        first = _begin(care, child, march, march)
        if child in twice_set:
            first.returns_soon, first.reason = True, "E4B"
            first = _begin(care, child, march, march)
        ends.append(first)
    back_set = set(back)
    for child in joined:
        if child in back_set:
            first = _begin(care, child, march, march)
            first.returns_soon = True
            ends.append(first)
        _begin(care, child, march)
    care.newcomers[march] = joined + passing
    give_reasons(rng, ends, march, targets)


def _leavers(care: Care, rng: Random, march: int, moves: Movements) -> list[Period]:
    """Who of the stock leaves: by age exactly; adoption and short stays likelier."""
    by_age: dict[int, list[Period]] = defaultdict(list)
    for period in care.stock(march - 1):
        by_age[period.child.age_in(march - 1)].append(period)

    def likelihood(period: Period) -> float:
        status = period.statuses.get(march - 1, "V2")
        weight = {"E1": 9.0, "V2": 2.0, "C1": 1.0, "C2": 0.5}.get(status, 1.5)
        if period.child.unaccompanied:
            # At 18 they leave: the status ends, and none of those kept on is counted as one.
            return 0.01 if period.child.age_in(march) < 18 else 1000.0
        return weight * (2.0 if period.start_year >= march - 1 else 1.0)

    return [
        period
        for age, number in enumerate(moves.leave)
        for period in take(rng, by_age[age], number, likelihood)
    ]


def _joiners(moves: Movements, march: int) -> list[Child]:
    joined = []
    for age, number in enumerate(moves.join):
        before = moves.before.get(age, 0)
        for place in range(number):
            band = band_of(age) - (1 if place < before else 0)
            joined.append(Child(march - age, start_band=band))
    return joined


def _of_band(rng: Random, band: int, march: int) -> Child:
    """A child who starts and ends in the year, of an age that keeps its band all year."""
    inner = [[0], [2, 3, 4], [6, 7, 8, 9], [11, 12, 13, 14, 15], [17]][band]
    return Child(march - rng.choice(inner), start_band=band)


def _unaccompanied(
    care: Care, targets: Targets, rng: Random, march: int, joined: list[Child]
) -> None:
    """Make the number of unaccompanied children exact: newcomers, or a status that ends."""
    wanted = targets.get("lac_uasc", str(march)).get("all", 0)
    staying = [
        p.child
        for p in care.stock(march)
        if p.child.unaccompanied and p.child.unaccompanied_until is None
    ]
    for child in staying[wanted:]:
        child.unaccompanied_until = march
    later = targets.get("lac_uasc", str(march + 1)).get("all", 0)
    oldest = sorted(joined, key=lambda c: -c.age_in(march))
    ages = Counter(c.age_in(march) for c in oldest)
    # Those of 17 leave within a year; of 16 no more than next year's count has room for.
    sixteen = min(later // 2, wanted // 2, ages[16])
    need = wanted - len(staying[:wanted])
    picked = [c for c in oldest if c.age_in(march) == 16][:sixteen]
    picked += [c for c in oldest if c not in picked][: need - len(picked)]
    for child in picked[:need]:
        child.unaccompanied = True
