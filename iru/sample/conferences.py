"""Initial conferences: held, exactly as many and as soon as the targets say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, deal_groups, stream
from iru.sample.care_dates import pick_day
from iru.sample.people import Child, Family
from iru.sample.plan_children import PlanChildren
from iru.sample.protection import Plan, Protection
from iru.sample.targets import Targets, year_label

DAY = timedelta(days=1)


@dataclass(slots=True, eq=False)
class Initial:
    """One child's initial conference; `meeting` names the children conferenced together."""

    child: Child
    held: date
    meeting: tuple
    plan: Plan | None = None
    transfer_in: bool = False
    working_days: int | None = None
    key: str = ""
    enquiry: str | None = None


def hold_initials(
    protection: Protection, targets: Targets, seed: int
) -> tuple[list[Initial], list[Family]]:
    """Every initial conference up to the last 31 March, and families that got no plan.

    Conferences held and distinct children are exact each year, as are those within 15 working
    days of the strategy discussion (cp_icpc_count, cp_icpc_15wd_pct).
    """
    result: list[Initial] = []
    families: list[Family] = []
    people = PlanChildren(targets, families)
    by_year: dict[int, list[Plan]] = defaultdict(list)
    for plan in protection.plans:
        by_year[plan.start_year].append(plan)
    for march in sorted(by_year):
        rng = stream(seed, "initial conferences", march)
        plans = by_year[march]
        transfers = round(len(plans) * targets.parameters["cp_transfer_in_share"])
        moved_in = set(_singles(rng, plans, transfers))
        year = [
            Initial(plan.child, plan.start, (plan.group, plan.start), plan, plan in moved_in)
            for plan in plans
        ]
        wanted = targets.get("cp_icpc", year_label(march))
        if wanted:
            own = [c for c in year if not c.transfer_in]
            year += _without_plan(rng, people, own, march, wanted)
            _days(rng, [c for c in year if not c.transfer_in], wanted)
        else:
            for conference in year:
                conference.working_days = rng.randrange(4, 25)
        result += year
    result.sort(key=lambda c: c.held)
    return result, families


def _singles(rng: Random, plans: Sequence[Plan], number: int) -> list[Plan]:
    """Plans of children without siblings in it, the first of the child, not ending early."""
    sizes = defaultdict(int)
    for plan in plans:
        sizes[plan.group] += 1
    able = [p for p in plans if sizes[p.group] == 1 and len(p.child.plans) == 1]
    return rng.sample(able, min(number, len(able)))


def _without_plan(
    rng: Random, people: PlanChildren, year: Sequence[Initial], march: int, wanted: dict
) -> list[Initial]:
    """Conferences that made no plan: of new families, and earlier ones of the year's children."""
    first, last = date(march - 1, 4, 1), date(march, 3, 31)
    number = wanted["conferences"] - len(year)
    again = wanted["conferences"] - wanted["children"] - (len(year) - len({c.child for c in year}))
    edge = first + 100 * DAY
    able = [
        c
        for c in year
        if c.held > edge and len(c.child.plans) == 1 and c.child.born < c.held - 100 * DAY
    ]
    result = []
    for later in rng.sample(able, again):
        held = pick_day(rng, first, later.held - 30 * DAY)
        result.append(Initial(later.child, held, ("no plan", *later.meeting)))
    while len(result) < number:
        held = pick_day(rng, first, last)
        size = choose(rng, people.targets.parameters["sibling_group_sizes"])
        people.groups += 1
        for child in people.new_family(rng, held, min(size, number - len(result))):
            result.append(Initial(child, held, ("new", march, people.groups)))
    return result


def _days(rng: Random, year: Sequence[Initial], wanted: dict) -> None:
    """Working days from strategy discussion to conference; siblings share one discussion."""
    meetings: dict[tuple, list[Initial]] = defaultdict(list)
    for conference in year:
        meetings[conference.meeting].append(conference)
    groups = list(meetings.values())
    rng.shuffle(groups)
    counts = {
        "within": wanted["within_15"],
        "late": wanted["with_days"] - wanted["within_15"],
        "none": len(year) - wanted["with_days"],
    }
    drawn: dict[tuple, int] = {}
    for conference, kind in deal_groups(groups, counts):
        if kind == "none":
            continue
        days = rng.choice((3, 6, 8, 9, 10, 11, 12, 13, 14, 15))
        if kind == "late":
            days = 16 + min(35, int(rng.expovariate(1 / 8)))
        conference.working_days = drawn.setdefault((*conference.meeting, kind), days)
