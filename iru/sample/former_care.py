"""Young people who left care before the county's first year, and whom it still owes support.

Their periods of care ended before April 2011, so no count of looked-after children meets them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.care import Care
from iru.sample.care_dates import pick_day
from iru.sample.episodes import write_care
from iru.sample.identity import OTHER_ETHNICITY, write_people
from iru.sample.people import Child, Family, Period, birth_day, ethnic_code
from iru.sample.records import Records
from iru.sample.reviews import write_reviews
from iru.sample.staff import Roster
from iru.sample.targets import Targets
from iru.working_days import add_months

# Their numbers and keys stand apart, so that those of everybody else are as without them.
FIRST_CHILD, FIRST_FAMILY = 8_000_000, 800_000
FIRST_CARE = date(1998, 1, 5)
REASONS = {"E5": 60, "E7": 12, "E8": 20, "E6": 8}


class Archive(Records):
    """Rows whose keys begin with O, for old."""

    def key(self, kind: str) -> str:
        """The next key of a kind, apart from the county's own."""
        return super().key(f"O{kind}")


def write_former_children(
    records: Records,
    numbers: Mapping[int, int],
    roster: Roster,
    targets: Targets,
    seed: int,
    first: int,
) -> list[Child]:
    """So many care leavers of each birth year, with their care and reviews; returns them.

    numbers: year of birth (twelve months to 31 March) → how many. first: the year whose 31 March
    all of them had left by.
    """
    rng = stream(seed, "former children")
    last = date(first, 3, 30)
    past = Care(first=first, last=first)
    for birth_year, number in numbers.items():
        for _ in range(number):
            past.periods.append(_past_period(rng, birth_year, last, len(past.periods)))
    archive = Archive()
    families = [period.child.family for period in past.periods]
    # A seed of their own: their streams are named as those of the children of today.
    own = seed + 1
    write_people(archive, families, targets, own, last)
    keys = write_care(archive, past, own, last)
    write_reviews(archive, past, keys, roster, targets, own, last)
    for table, rows in archive.rows.items():
        records.rows.setdefault(table, []).extend(rows)
    return [period.child for period in past.periods]


def _past_period(rng: Random, birth_year: int, last: date, place: int) -> Period:
    """A period of care that makes a care leaver: 13 weeks after 14, some of it after 16."""
    latest = min(364, (last - date(birth_year + 15, 4, 1)).days - 30)
    child = Child(birth_year, born=birth_day(birth_year, rng.randrange(latest)))
    sixteen, eighteen = add_months(child.born, 192), add_months(child.born, 216)
    if eighteen <= last and rng.random() < 0.75:
        end = eighteen
    else:
        end = pick_day(rng, sixteen + timedelta(days=7), min(eighteen - timedelta(days=20), last))
    days = 120 + int(rng.expovariate(1 / 900))
    start = max(child.born, FIRST_CARE, end - timedelta(days=days))
    child.number, child.sex = FIRST_CHILD + place + 1, rng.choice("MMMMFFF")
    child.ethnicity = ethnic_code(rng, choose(rng, OTHER_ETHNICITY))
    child.family = Family(FIRST_FAMILY + place + 1, [child])
    period = Period(child, start.year, end.year, start, end, choose(rng, REASONS))
    child.periods.append(period)
    return period
