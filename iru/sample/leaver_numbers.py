"""How many care leavers of each birth year there are to be, so that every cohort has its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from iru.errors import IruError
from iru.sample.allocation import shares
from iru.sample.targets import Targets

AGES = (21, 20, 19)
HOME_SHARE = 0.04


@dataclass
class BirthYears:
    """By birth year (twelve months to 31 March): how many besides the county's own, how many less.

    former: who left care before the county's first year, to be added.
    home:   who lives with the parents again, and counts no longer.
    """

    former: dict[int, int] = field(default_factory=dict)
    home: dict[int, int] = field(default_factory=dict)


def birth_years(targets: Targets, known: Mapping[int, int], first: int) -> BirthYears:
    """From the cohorts wanted and the care leavers `known` by birth year.

    first: the year by whose 31 March former children had left; they were 16 by then. Cohorts are
    settled from the last to the first, for each shares two birth years with the next.

    Raises IruError when there are too few to come to a cohort.
    """
    result = BirthYears()
    left: dict[int, int] = {}
    cohorts = sorted(targets.values["leaver_cohort"].items(), reverse=True)
    for period, target in cohorts:
        march = int(period[:4]) + 1
        years = [march - age for age in AGES]
        free = [year for year in years if year not in left]
        settled = sum(left.get(year, 0) for year in years)
        _settle(result, left, free, int(target["all"]) - settled, known, first, period)
    usual = targets.parameters["leavers_of_birth_year"] * targets.scale
    last_born = max(known)
    for year in range(first + 1 - AGES[0], last_born + 1):
        if year in left:
            continue
        here = known.get(year, 0)
        if here < usual and year <= first - 16:
            result.former[year] = usual - here
        elif year > first - 16:
            result.home[year] = round(HOME_SHARE * here)
    return result


def _settle(
    result: BirthYears,
    left: dict[int, int],
    free: list[int],
    wanted: int,
    known: Mapping[int, int],
    first: int,
    period: str,
) -> None:
    """Bring the birth years still free to the number wanted of them together."""
    here = {year: known.get(year, 0) for year in free}
    surplus = sum(here.values()) - wanted
    if surplus >= 0 and here:
        taken = shares(surplus, here) if surplus else {}
        result.home.update(taken)
        left.update({year: here[year] - taken.get(year, 0) for year in free})
        return
    old = [year for year in free if year <= first - 16]
    if not old:
        raise IruError(
            f"The targets contradict one another: the care leavers of {period} lack {-surplus}.",
            where="iru/sample/targets.yml, leaver_cohort",
            mend="Let more young people of 16 and 17 come into care (lac_start_age_weights).",
        )
    left.update(here)
    result.former[old[0]] = -surplus
    left[old[0]] += -surplus
