"""Children in a series of short breaks (V4): reviewed by a clock of their own, counted nowhere."""

from __future__ import annotations

from datetime import date, timedelta

from iru.sample.allocation import choose, stream
from iru.sample.episodes import write_period
from iru.sample.people import Child, Family, Period
from iru.sample.records import Records
from iru.sample.reviews import write_review
from iru.sample.staff import Roster
from iru.sample.targets import Targets
from iru.working_days import add_months, age, working_day_on_or_before


def short_break_children(targets: Targets, seed: int, first: int, last: int) -> list[Family]:
    """Families of one disabled child each, with one series of short breaks."""
    rng = stream(seed, "short breaks")
    families = []
    for _ in range(targets.parameters["short_break_children"] * targets.scale):
        start = date(rng.randrange(first, last), rng.randrange(1, 13), rng.randrange(1, 28))
        born = start - timedelta(days=rng.randrange(6 * 365, 14 * 365))
        child = Child(born.year, born=born)
        end = start + timedelta(days=rng.randrange(200, 1400))
        running = end > date(last, 1, 1)
        period = Period(
            child,
            start.year,
            start=start,
            end=None if running else end,
            reason="" if running else "E8",
        )
        child.periods.append(period)
        child.family = Family(children=[child])
        families.append(child.family)
    return families


def write_short_breaks(
    records: Records, families: list[Family], roster: Roster, seed: int, horizon: date
) -> None:
    """One V4 episode each; first review within three months, then every six."""
    for number, family in enumerate(families):
        rng = stream(seed, "short break", number)
        period = family.children[0].periods[0]
        kind = choose(rng, {"K2": 55, "U6": 45})
        key = write_period(records, rng, period, [(period.start, "V4")], [(period.start, kind)])
        due = add_months(period.start, 3)
        while due <= (period.end or horizon):
            held = working_day_on_or_before(due - timedelta(days=rng.randrange(0, 9)))
            chair = rng.choice(roster.in_post("IRO", held))[0]
            row = write_review(
                records,
                rng,
                f"1{family.children[0].number:07d}",
                key,
                due,
                held,
                "SHORT_BREAK",
                chair,
            )
            old = age(period.child.born, held) >= 4
            row["clar_cla_review_participation"] = (
                rng.choice(("PN3", "PN5", "PN1")) if old else "PN0"
            )
            due = add_months(held, 6)
