"""How many children of each age come into care and leave it in one year.

Ages are years completed on 31 March. A child of age a on one 31 March is of age a + 1 on the
next, so stock, starts and ends of each age hang together; see `movements`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iru.errors import IruError
from iru.sample.allocation import fill, shares
from iru.sample.targets import AGE_BANDS

OLDEST = 18
FIRST_AGES = list(AGE_BANDS.values())
BANDS = list(AGE_BANDS)


def band_of(age: int) -> int:
    """The place of the age's band: 0 for under 1 … 4 for 16 and over."""
    return max(n for n, first in enumerate(FIRST_AGES) if age >= first)


def single_years(bands: Sequence[int], weights: Sequence[float], over_18: int) -> list[int]:
    """A stock by single years 0 … 18 from its five bands; each band's sum is kept."""
    result = [0] * (OLDEST + 1)
    for place, total in enumerate(bands):
        ages = [age for age in range(OLDEST) if band_of(age) == place]
        here = total - (over_18 if place == 4 else 0)
        for age, number in shares(here, {age: weights[age] for age in ages}).items():
            result[age] = number
    result[OLDEST] = over_18
    return result


@dataclass
class Movements:
    """One year by single years of age.

    join:   by age on the 31 March that ends the year.
    before: of those, by age, how many started in the band below, their birthday still to come.
    leave:  by age on the 31 March before the year.
    """

    join: list[int]
    before: dict[int, int]
    leave: list[int]

    def starts(self) -> list[int]:
        """Those who joined, by band at their start."""
        result = [0] * 5
        for age, number in enumerate(self.join):
            result[band_of(age)] += number
        for age, number in self.before.items():
            result[band_of(age)] -= number
            result[band_of(age) - 1] += number
        return result


def movements(
    old: Sequence[int], new: Sequence[int], joining: int, caps: Sequence[int]
) -> Movements:
    """Joiners and leavers by age between two stocks.

    joining: how many of the new stock came in the year.
    caps:    how many at most may have started in each band.

    Raises IruError when no such movements exist.
    """
    lower, upper, weights = [new[0]], [new[0]], [float(new[0])]
    for age in range(1, OLDEST):
        lower.append(max(0, new[age] - old[age - 1]))
        upper.append(new[age])
        width = sum(1 for a in range(OLDEST) if band_of(a) == band_of(age))
        weights.append(caps[band_of(age)] / width)
    join = fill(joining, weights, lower, upper, "children who came in the year and stayed")
    join.append(0)
    before = {age: round(0.35 * join[age]) for age in FIRST_AGES[1:]}
    result = Movements(join, before, [])
    for _ in range(10 * joining + 10):
        starts = result.starts()
        over = [band for band in range(5) if starts[band] > caps[band]]
        if not over:
            break
        if not _relieve(result, over[0], starts, caps, lower, upper):
            over = []
            break
    else:
        over = [0]
    if any(s > c for s, c in zip(result.starts(), caps, strict=True)):
        raise IruError(
            "The targets contradict one another: too few children start in an age band "
            f"for its stock to be reached ({BANDS[over[0]] if over else 'all bands'}).",
            where="iru/sample/targets.yml, lac_started_age and lac_age",
            mend="Raise the starts of that band, or lower its stock.",
        )
    result.leave = [old[age] + join[age + 1] - new[age + 1] for age in range(OLDEST)]
    result.leave.append(old[OLDEST])
    return result


def _relieve(
    moves: Movements,
    band: int,
    starts: Sequence[int],
    caps: Sequence[int],
    lower: Sequence[int],
    upper: Sequence[int],
) -> bool:
    """Take one start out of a band that has too many; False when there is no way."""
    first = FIRST_AGES[band]
    below = band - 1
    if band and moves.before[first] < moves.join[first] and starts[below] < caps[below]:
        moves.before[first] += 1
        return True
    if band < 4 and moves.before[FIRST_AGES[band + 1]] and starts[band + 1] < caps[band + 1]:
        moves.before[FIRST_AGES[band + 1]] -= 1
        return True
    gives = [a for a in range(1, OLDEST) if band_of(a) == band and moves.join[a] > lower[a]]
    gains = [
        a
        for a in range(1, OLDEST)
        if starts[band_of(a)] < caps[band_of(a)] and moves.join[a] < upper[a]
    ]
    if not gives or not gains:
        return False
    give = max(gives, key=lambda a: (moves.join[a] - lower[a], a))
    gain = max(gains, key=lambda a: (caps[band_of(a)] - starts[band_of(a)], upper[a], a))
    moves.join[give] -= 1
    moves.join[gain] += 1
    for age in FIRST_AGES[1:]:
        moves.before[age] = min(moves.before[age], moves.join[age])
    return True
