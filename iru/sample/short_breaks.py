"""Children in a series of short breaks (V4): reviewed by a clock of their own, counted nowhere."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from iru.sample.allocation import choose, stream
from iru.sample.episodes import person_key, write_period
from iru.sample.people import Child, Family, Period
from iru.sample.records import Records, Row
from iru.sample.reviews import deal_participation, write_review
from iru.sample.staff import Roster
from iru.sample.targets import Targets
from iru.working_days import add_months, working_day_on_or_before


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
    records: Records,
    families: list[Family],
    roster: Roster,
    targets: Targets,
    seed: int,
    horizon: date,
) -> None:
    """One V4 episode each; first review within three months, then every six."""
    held_rows: dict[int, list[tuple[Row, date, date]]] = defaultdict(list)
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
                person_key(period.child),
                key,
                due,
                held,
                "SHORT_BREAK",
                chair,
            )
            held_rows[held.year + (held.month > 3)].append((row, period.child.born, held))
            due = add_months(held, 6)
    for march in sorted(held_rows):
        rng = stream(seed, "short break participation", march)
        deal_participation(rng, held_rows[march], targets, march)
